import type { z } from 'zod';
import type { Decision, Reply, Situation } from '../domain/case/decision.ts';
import type { CaseState, Person } from '../domain/case/state.ts';
import type { CommandName } from '../domain/command-names.ts';
import type { Region } from '../domain/region/region.ts';
import type { SubstanceKind } from '../domain/substance/may-read.ts';
import type { Substance } from '../domain/substance/substance.ts';
import type { Language, Uuid } from '../domain/vocabulary.ts';
import type { Change, NewMessage, Store } from '../ports/database/index.ts';
import type { Action, Document, Reader } from '../ports/document.ts';
import type { RegionFiles } from '../ports/region-files.ts';
import type { Who } from './permissions/may.ts';
import type { EntryMeans } from './request-context.ts';

/**
 * One thing a person can do, by whatever way it comes in: slash command, button, form or page. Nothing is done that
 * is not an entry here, so nothing can be done one way that is not guarded the other.
 */
export interface Command<A = unknown> {
  readonly name: CommandName;
  /** The schema of what may come in, by buttons and forms alike. It refuses what it does not know. */
  readonly args: z.ZodType<A>;
  /** One kind of people or more; see `may`. */
  readonly who: readonly [Who, ...Who[]];
  /** Texts of the arguments that people typed freely: looked through for personal data. */
  readonly freeTexts?: (args: A) => readonly string[];
  /** The words that it takes are about the family: they are typed on the web, and elsewhere there is a way to it. */
  readonly onWebOnly?: true;
  /** The fields that a page of its own sends, where no form of `text/forms` asks for them. */
  readonly fields?: readonly string[];
  readonly run: Rule<A>;
}

/** A rule on the one case it is about, or a use case that needs more than one case. */
export type Rule<A> =
  | {
      readonly on: 'case';
      readonly decide: (state: CaseState, s: Situation, args: A) => Decision;
      /** The words about the family that it brings: they are kept sealed, and stand or fall with the decision. */
      readonly words?: (
        args: A,
        state: CaseState,
      ) => { readonly kind: SubstanceKind; readonly words: string } | null;
      /** Rows beside the case that are written with it. */
      readonly change?: (state: CaseState, args: A) => Partial<Change>;
      /** The form that comes next; null: it is decided now. */
      readonly opens?: (state: CaseState, s: Situation, args: A) => NextForm | null;
    }
  | {
      readonly on: 'people';
      readonly decide: (state: CaseState, s: Situation, args: A, person: Person) => Decision;
      /** A member of the platform by their id there, or somebody the case or its region knows. */
      readonly person: (args: A) => { readonly member: string } | { readonly id: Uuid };
      readonly change?: (state: CaseState, s: Situation, args: A, person: Person) => Partial<Change>;
    }
  /** The first of two forms: what was filled in says which one comes next. Nothing is done by it. */
  | { readonly on: 'form'; readonly opens: (args: A, isChat: boolean) => NextForm | Reply }
  | { readonly on: 'query'; readonly show: (query: Query, args: A) => Promise<Document> }
  | { readonly on: 'region'; readonly plan: (tools: Tools, args: A) => Promise<Plan> };

/** The form that comes next, and what it is about. */
export interface NextForm {
  readonly form: CommandName;
  readonly args: Readonly<Record<string, string | number>>;
}

/** A question: reads, and changes nothing. */
export interface Query {
  /** The case as the one who looks may see it (`viewOf`). */
  readonly state: CaseState | null;
  /** All of it, for what is decided on and not shown. */
  readonly whole: CaseState | null;
  readonly s: Situation;
  readonly store: Store;
  readonly reader: Reader;
  readonly actor: Person;
  /** The rights to press and type in this case. */
  readonly may: { readonly press: (action: Action) => boolean; readonly type: (words: string) => boolean };
}

/** The means that a use case on more than one case is given. */
export interface Tools {
  readonly store: Store;
  readonly situation: Situation;
  readonly region: Region;
  /** The case that was loaded and in which somebody has the right: what names another one is about nothing here. */
  readonly state: CaseState | null;
  readonly actor: Person;
  readonly workspaceId: Uuid;
  readonly language: Language;
  readonly files: RegionFiles;
  readonly entryMeans: EntryMeans | null;
}

/** The case that is named, where it is the one that was authorised. Any other does not exist for who asks. */
export function theirCase({ state, region }: Tools, caseId: Uuid): CaseState | null {
  return state?.case.id === caseId && state.case.regionId === region.id ? state : null;
}

/** Decisions on one or more cases, written together; what the person is told; and rows beside the cases. */
export interface Plan {
  readonly decisions: readonly {
    readonly before: CaseState;
    readonly decision: Decision;
    /** The region of the case, where that is not the one from which somebody acts. */
    readonly region?: Region;
  }[];
  readonly reply: Decision['reply'];
  readonly refused?: boolean;
  /** Words about the family of the one case that is decided on. */
  readonly words?: Substance;
  readonly change?: Partial<Change>;
  /** About no case: beside what the decisions tell. */
  readonly messages?: readonly NewMessage[];
  /** The answer holds a secret: it is said once, and not kept for a request that comes again. */
  readonly secret?: boolean;
  /** A link is shown to somebody, by a page that can: it makes it, for this person. */
  readonly linkFor?: Uuid;
}

/** Keeps the argument type of a command inside it, so that the registry can hold all of them. */
export function command<A>(entry: Command<A>): Command {
  return entry as Command;
}
