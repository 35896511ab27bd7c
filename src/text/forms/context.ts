import type { WayToHear } from '../../domain/contact-details.ts';
import type { AgreementFacts, LeadWishTold, PersonRef } from '../../domain/messages/index.ts';
import type { Template } from '../../domain/region/library.ts';
import type { RegionFile } from '../../domain/region/region-file.ts';
import type { Away } from '../../domain/rules/participants/absence.ts';
import type {
  AbsenceCategory,
  AppealKind,
  FirstDayRule,
  IntakeStep,
  PlainDate,
  Role,
  Uuid,
} from '../../domain/vocabulary.ts';
import type { Reader } from '../../ports/document.ts';
import type { AppealShown } from '../compose/case/appeals.ts';

/** A form chooses from this, and finds here what was filled in before when it is asked again. */
export interface FormContext {
  readonly reader: Reader;
  readonly args: Readonly<Record<string, string | number>>;
  readonly today: PlainDate;
  /** Participant id of who fills it in. */
  readonly me: Uuid | null;
  readonly code: string | null;
  readonly participants: readonly { readonly id: Uuid; readonly person: PersonRef; readonly role: Role }[];
  /** Whether the platform has a list of its members to choose from; the web has none. */
  readonly hasMembers: boolean;
  /** Everybody the case and its region know who can be reached. */
  readonly reachable: readonly PersonRef[];
  /** People the region names who are not in the case yet, in whatever workspace they are. */
  readonly known: readonly PersonRef[];
  /** The family's question as it stands, and who else reads it, for a writer who may read it. Left out: they may not. */
  readonly question?: { readonly words: string; readonly readers: readonly string[] };
  /** The forms about what the family asks of the case itself show this: who reads it, what can be objected to, what is answered. */
  readonly appeal?: {
    /** The kind that is asked for; null: it is answered. */
    readonly kind: AppealKind | null;
    readonly readers: readonly string[];
    readonly steps: readonly {
      readonly id: Uuid;
      readonly number: number | null;
      readonly title: string | null;
      readonly call: string | null;
    }[];
    readonly asked:
      | (Pick<AppealShown, 'kind' | 'by' | 'step' | 'onlyYes'> & { readonly words: string | null })
      | null;
  };
  /** The request to a party that it is about. Left out: it is about none. */
  readonly request?: {
    readonly party: string;
    /** The questions as they were asked, for who reads them. */
    readonly questions: readonly string[];
    /** The people who can be asked, or who were. */
    readonly people: readonly PersonRef[];
    readonly examples: readonly string[];
    readonly due: PlainDate | null;
  };
  /** The participants whose answer counts where consent is asked. */
  readonly answering: readonly Uuid[];
  /** The people beside the family whose part the reader may end. */
  readonly supporters: readonly { readonly id: Uuid; readonly person: PersonRef }[];
  /** The steps that an intake still misses. */
  readonly missing: readonly IntakeStep[];
  readonly agreements: readonly { readonly id: Uuid; readonly number: number; readonly title: string }[];
  /** The lead, by participant id, with the open agreements that are theirs. Left out: nobody leads. */
  readonly ofLead?: {
    readonly id: Uuid;
    readonly agreements: readonly { readonly id: Uuid; readonly number: number; readonly title: string }[];
  };
  /** The wishes of the family, for who appoints the lead. Left out: they are not theirs to read. */
  readonly leadWishes?: readonly LeadWishTold[];
  readonly agreement: AgreementFacts | null;
  /** The rule of the region for the first day at home. */
  readonly firstDayRule: FirstDayRule;
  /** How it stands with being at home, in the form that changes it. */
  readonly absence?:
    | {
        readonly firstDay: PlainDate | null;
        readonly category: AbsenceCategory | null;
        readonly enrolled: 'yes' | 'no' | null;
      }
    | undefined;
  /** The report that it is about, for who decides on it. */
  readonly report?: { readonly by: string; readonly role: Role; readonly since: PlainDate | null } | null;
  /** The examples of the region, for the forms that choose from them. Left out: no form does. */
  readonly library?: () => readonly LibraryLine[];
  /** The track that it is about, with its days as they stand. */
  readonly track?: { readonly from: PlainDate; readonly until: PlainDate | null } | undefined;
  /** Everything that closing would leave open, and whether a coordinator closes it without a word of the family. */
  readonly closing: {
    readonly agreements: readonly { readonly number: number; readonly title: string }[];
    readonly calls: readonly string[];
    readonly withoutFamily: boolean;
  } | null;
  /** The parties of the case that consent is about. */
  readonly parties: readonly { readonly key: string; readonly name: string }[];
  readonly organisations: readonly { readonly key: string; readonly name: string }[];
  readonly rungs: readonly { readonly rung: number; readonly title: string }[];
  /** How the region is set up, for the forms that change it. */
  readonly region: {
    readonly file: RegionFile;
    readonly version: number;
    readonly holidays: () => readonly {
      readonly date: PlainDate;
      readonly name: string;
      readonly counts: boolean;
    }[];
  };
  /** The person whose part in the cases of the region is to change. */
  readonly participations?: ParticipationContext;
  /** When who fills it in is away, or will be. */
  readonly away?: readonly Away[];
  /** How who fills it in hears that something waits for them. */
  readonly notice?: WayToHear | null;
  /** The ways by which letters can be sent here. */
  readonly letters?: 'both' | 'email' | 'sms' | 'none';
  readonly again?: {
    readonly values: Readonly<Record<string, string | readonly string[]>>;
    readonly field: string;
    /** Days that would do, for the date in `field`. */
    readonly proposals?: readonly PlainDate[];
    /** The date that was understood and needs a choice. */
    readonly chosen?: PlainDate;
    readonly message: string;
  };
}

/** An example, who would own it in this case (participant; null: nobody holds the role) and the day that is proposed. */
export interface LibraryLine {
  readonly template: Template;
  readonly holder: Uuid | null;
  readonly due: PlainDate | null;
}

export interface ParticipationContext {
  readonly person: PersonRef;
  /** Open cases in which they take part, and the others of the region. */
  readonly cases: readonly {
    readonly id: Uuid;
    readonly code: string;
    readonly role: Role;
    readonly isLead: boolean;
    readonly owns: boolean;
  }[];
  readonly others: readonly { readonly id: Uuid; readonly code: string }[];
  /** People who can take over: the region names them, or they work in its cases. */
  readonly people: readonly PersonRef[];
}
