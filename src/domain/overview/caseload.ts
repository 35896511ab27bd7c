import type { DaysAtSchool } from '../case/clock/absence.ts';
import type { PersonRef } from '../messages/index.ts';
import type { ReasonKind } from '../messages/reasons.ts';
import type { AbsenceCategory, InvolvementLevel, PlainDate, Role, Uuid } from '../vocabulary.ts';

/**
 * One open case as the overview of a region reads it: facts without a text of an agreement, one row for each. Dates are
 * local to the region.
 */
export interface CaseLine {
  readonly caseId: Uuid;
  readonly code: string;
  readonly status: 'reported' | 'intake' | 'open' | 'on_hold';
  /** Until when a report is read, as was promised; null: it is a case. */
  readonly readBefore: PlainDate | null;
  readonly openedOn: PlainDate;
  readonly firstDayHome: PlainDate | null;
  /** Days with lessons since; null: none. */
  readonly atSchool: readonly DaysAtSchool[] | null;
  /** The word that somebody chose for it, and whether the child is enrolled; null: nobody said. */
  readonly absence: AbsenceCategory | null;
  readonly enrolled: boolean | null;
  readonly threeMonthDate: PlainDate | null;
  readonly lead: PersonRef | null;
  readonly leaderlessSince: PlainDate | null;
  readonly strength: string | null;
  readonly involvement: InvolvementLevel;
  /** The last day on which a person did something in the case; what Schakel asks by itself does not count. */
  readonly lastActOn: PlainDate;
  /** Agreements confirmed done since the day that was asked about. */
  readonly doneLately: number;
  readonly agreements: readonly AgreementLine[];
  /** Titles of rungs for which a contact was needed and nobody is known, empty when they have none. */
  readonly missing: readonly string[];
  /** Titles of contacts who were asked for help and have not answered. */
  readonly asked: readonly string[];
  /** Contacts of these who are not on it and still waited for, and since when they were asked. */
  readonly unheard: readonly { readonly title: string; readonly since: PlainDate }[];
  /** The days on which each party of care and youth that takes part came, in order. Empty where it cannot matter. */
  readonly helpers: readonly PlainDate[];
  /** The days on which somebody took the lead, in order. Empty where it cannot matter. */
  readonly leads: readonly PlainDate[];
  /** The days on which somebody's help was asked, in order. */
  readonly calls: readonly PlainDate[];
}

/** One open agreement of it. */
export interface AgreementLine {
  readonly madeOn: PlainDate;
  readonly due: PlainDate;
  readonly ownerRole: Role;
  readonly reportedDone: boolean;
  /** Since when; null: it is not, or was before that was counted. */
  readonly reportedOn: PlainDate | null;
  readonly paused: boolean;
  readonly pausedWorkingDays: number;
  readonly disputed: boolean;
  /** Since when; null: nobody understands it differently. */
  readonly disputedOn: PlainDate | null;
  readonly stuck: boolean;
  /** The agreement it waits on is not done. */
  readonly waits: boolean;
  /** Its date follows from another: so many working days after that was done. */
  readonly follows: { readonly doneOn: PlainDate; readonly workingDays: number } | null;
  /** Roles of those who were asked whether its text is right and have not answered. */
  readonly awaiting: readonly Role[];
}

/** Reasons with the heaviest first: where nobody can act, then the child's time, then what stands open. */
export const RANK: readonly ReasonKind[] = [
  'noContact',
  'noLead',
  'unheard',
  'reported',
  'pastNorm',
  'openLong',
  'unconfirmed',
  'stuck',
  'unclear',
  'nearNorm',
  'intake',
  'quiet',
  'noAgreements',
  // A suggestion, and nothing that is wrong: it comes last.
  'complex',
];

/** Something that a case waits for, and the role in which somebody could do it; never the person. */
export interface Waiting {
  readonly what: 'takeIn' | 'keep' | 'confirm' | 'confirmDone' | 'clarify' | 'unstick' | 'help' | 'lead';
  readonly role: Role | 'caseLead' | 'anyone';
  /** The title of the contact whose help was asked. */
  readonly title?: string;
  readonly count: number;
}
