import type { AbsenceCategory, AbsenceNews, Instant, PlainDate, Uuid } from '../../vocabulary.ts';

/** How it stands with being at home, besides the first day of it. */
export interface Absence {
  /** The word that somebody chose, never a verdict; null: nobody did. */
  readonly category: AbsenceCategory | null;
  readonly enrolled: boolean | null;
  /** Oldest first; only the last may go on. */
  readonly atSchool: readonly DaysAtSchool[];
  /** Oldest first. */
  readonly changes: readonly AbsenceChange[];
}

/** Days with lessons, from the first one until the day on which the child was at home again; null: until now. */
export interface DaysAtSchool {
  readonly from: PlainDate;
  readonly until: PlainDate | null;
}

/** One change, with the days or words before and after it. */
export interface AbsenceChange {
  readonly what: AbsenceNews;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
  /** Participant; null: a coordinator who takes no part. */
  readonly byId: Uuid | null;
  readonly at: Instant;
}

/** The beginning of every case: nobody chose a word for it yet, and there was no lesson since. */
export const NOT_NAMED: Absence = { category: null, enrolled: null, atSchool: [], changes: [] };
