import type {
  AgeBand,
  AuthorityCheck,
  ContactWay,
  Instant,
  IntakeStep,
  PlainDate,
  RouteTried,
  SpokenWith,
  SupportAnswer,
  Uuid,
} from '../vocabulary.ts';

/** Each step of an intake says this beside who wrote it down and when. The words of the question are substance. */
export interface IntakeFacts {
  readonly contact: { readonly spokenWith: SpokenWith; readonly way: ContactWay };
  readonly method: null;
  readonly question: null;
  readonly routes: { readonly tried: readonly RouteTried[] };
  /** How many people have authority, and where somebody saw that. */
  readonly authority: { readonly holders: number; readonly seenIn: AuthorityCheck };
  /** `YYYY-MM`: the month in which another band begins; null: nobody said. */
  readonly age: { readonly band: AgeBand; readonly until: string | null };
  readonly support: { readonly answer: SupportAnswer };
}

interface NoteOf<S extends IntakeStep> {
  readonly id: Uuid;
  readonly caseId: Uuid;
  readonly step: S;
  /** The day on which it happened. */
  readonly on: PlainDate;
  /** Person who wrote it down, and when. */
  readonly byId: Uuid;
  readonly at: Instant;
  /** Left out, and why; null: it stands. */
  readonly skippedBecause: string | null;
  /** Null of a step that was left out, or that says no more. */
  readonly facts: IntakeFacts[S] | null;
}

/** One step of the intake as it stands. */
export type IntakeNote = { [S in IntakeStep]: NoteOf<S> }[IntakeStep];
