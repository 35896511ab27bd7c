import type {
  AbsenceCategory,
  AbsenceNews,
  AgeBand,
  CaseStatus,
  IntakeStep,
  InvolvementLevel,
  NotTakenIn,
  Outcome,
  PlainDate,
  Role,
} from '../../vocabulary.ts';
import type { AgreementFacts, InCase, PersonRef } from '../facts.ts';
import type { TrackTold } from './tracks.ts';

/** First message in the room: what it is for, who can read it, and what does not belong there. */
export interface Welcome extends InCase {
  readonly type: 'Welcome';
  readonly regionName: string;
  readonly lead: PersonRef | null;
  readonly leadPhone: string | null;
  /** The case begins with its intake. Left out: it is open. */
  readonly inIntake?: true;
}

/** First message in the room of a party that sees only its own agreements: what stands here, and why no more. */
export interface WelcomeParty extends InCase {
  readonly type: 'WelcomeParty';
  readonly party: string;
  /** The party is one of the family, who sees only their own agreements. */
  readonly ofOne?: true;
  readonly lead: PersonRef | null;
  readonly leadPhone: string | null;
}

/** The pinned card, put again at every change. */
export interface Overview extends InCase {
  readonly type: 'Overview';
  readonly status: CaseStatus;
  readonly statusReason: string | null;
  readonly outcome: Outcome | null;
  /** Closed since it was not taken in, and why. Left out: it was. */
  readonly notTakenIn?: NotTakenIn;
  /** Null: no day was missed yet. */
  readonly firstDayHome: PlainDate | null;
  /** Lessons again since that day, and the days at home before it. Left out: at home, or a message of before. */
  readonly atSchool?: { readonly since: PlainDate; readonly daysBefore: number };
  /** Longer than three months at home: said since the first working day after. */
  readonly overNorm: boolean;
  /** The steps that still keep it from being opened, while it is in its intake. Left out: it is past that. */
  readonly missing?: readonly IntakeStep[];
  readonly threeMonthDate: PlainDate | null;
  readonly lead: PersonRef | null;
  readonly leadDeputy: PersonRef | null;
  /** The one who leads from a day on, and whether they said yes. Left out: nobody else. */
  readonly nextLead?: { readonly person: PersonRef; readonly on: PlainDate; readonly accepted: boolean };
  /** The steps that the family objects to and has no answer about yet. Left out: none. */
  readonly objections?: readonly { readonly number: number | null; readonly call: string | null }[];
  readonly strength: string | null;
  /** How far the lead and the coordinators go, and why since its last change. Left out in messages of before. */
  readonly involvement?: { readonly level: InvolvementLevel; readonly reason: string | null };
  /** Tracks that run beside the case now and that everybody may know of. Left out: nothing does, or a message of before. */
  readonly tracks?: readonly TrackTold[];
  readonly open: readonly AgreementFacts[];
  readonly doneCount: number;
  readonly people: readonly { readonly person: PersonRef; readonly role: Role; readonly away: boolean }[];
  /** Roles of those who were invited from elsewhere and have not come in yet. */
  readonly invited: readonly Role[];
  /** Roles or rungs that were needed and have nobody. */
  readonly missingContacts: readonly string[];
  /** The number of teams that a room of the case is shared with: everybody there reads along. Left out: none. */
  readonly sharedWith?: number;
  /** The number of other organisations that one is shared with on Slack, outside Schakel. Left out: none. */
  readonly connectedWith?: number;
  /** How many people can read a room of it beside those of the case, as its platform says. Left out: none, or nobody counted. */
  readonly others?: number;
  /** Names of parties that see only their own agreements. Left out in messages of before. */
  readonly limited?: readonly string[];
  /** It is for one party that sees only its own agreements, which this is the name of: only those stand in it. */
  readonly of?: string;
  /** The party is one of the family, who sees only their own agreements. */
  readonly ofOne?: true;
}

export interface Silence extends InCase {
  readonly type: 'Silence';
  readonly workingDays: number;
  readonly lastEventOn: PlainDate;
}

/** Somebody reported a child: a coordinator takes it in, or says why not. Asked again on every working day. */
export interface ReportWaits extends InCase {
  readonly type: 'ReportWaits';
  /** Working days since it was reported; 0: just now. */
  readonly workingDays: number;
  /** The last day by which it is read, as whoever reported was promised. */
  readonly readBefore: PlainDate;
  /** The role around the child of whoever reported. */
  readonly role: Role;
}

/** The receipt of a report: who reads it, by which day, whom to call, and what happens then. */
export interface ReportReceived extends InCase {
  readonly type: 'ReportReceived';
  readonly regionName: string;
  readonly readBefore: PlainDate;
  /** The number of the region's office; null: it gave none. */
  readonly phone: string | null;
}

/** Tells whoever reported what became of it. They may have no part in the case, so that it names no more than its code. */
export interface ReportAnswered {
  readonly type: 'ReportAnswered';
  readonly code: string;
  readonly what: 'takenIn' | 'takenInWithout' | 'notTakenIn';
  readonly because: NotTakenIn | null;
  readonly reportedOn: PlainDate;
  readonly regionName: string;
  readonly phone: string | null;
}

/** Nothing happened in an intake for so long: what is still needed, and who can do it. */
export interface IntakeOpen extends InCase {
  readonly type: 'IntakeOpen';
  readonly workingDays: number;
  readonly lastEventOn: PlainDate;
  readonly missing: readonly IntakeStep[];
}

/** The child may be in the next age group by now, from which another's word counts. */
export interface AgeToCheck extends InCase {
  readonly type: 'AgeToCheck';
  /** The group that is written down. */
  readonly band: AgeBand;
  /** `YYYY-MM`, as somebody wrote it down. */
  readonly month: string;
}

export interface ClockNotice extends InCase {
  readonly type: 'ClockNotice';
  readonly when: 'four_weeks' | 'two_weeks' | 'passed';
  readonly threeMonthDate: PlainDate;
  readonly daysAtHome: number;
  /** The case is still in its intake. Left out: it is past that. */
  readonly inIntake?: true;
}

/** Something changed about being at home: since when, a first lesson, at home again, or what it is called. */
export interface AbsenceChanged extends InCase {
  readonly type: 'AbsenceChanged';
  readonly what: AbsenceNews;
  readonly by: PersonRef;
  /** The day that it is about; null: what it is called changed. */
  readonly on: PlainDate | null;
  /** The first day as it stood; null: there was none, or another thing changed. */
  readonly before: PlainDate | null;
  readonly reason: string | null;
  readonly category: AbsenceCategory | null;
  readonly enrolled: boolean | null;
  readonly daysAtHome: number | null;
  readonly threeMonthDate: PlainDate | null;
}

export interface GoodNews extends InCase {
  readonly type: 'GoodNews';
  /** Either an agreement that was confirmed done, or somebody's own words. */
  readonly agreement: AgreementFacts | null;
  readonly strength: string | null;
}

/** Tells everybody that the lead and the coordinators go another way with the case than before, and why. */
export interface InvolvementChanged extends InCase {
  readonly type: 'InvolvementChanged';
  readonly from: InvolvementLevel;
  readonly to: InvolvementLevel;
  readonly by: PersonRef;
  readonly reason: string;
}

export interface CaseStatusChanged extends InCase {
  readonly type: 'CaseStatusChanged';
  readonly status: CaseStatus;
  readonly by: PersonRef;
  readonly reason: string | null;
  readonly outcome: Outcome | null;
  /**
   * The family is asked whether it may be closed, said "not yet", is asked whether they said yes by phone, or said yes to
   * what was overtaken meanwhile (`since`).
   */
  readonly closing?: 'asked' | 'declined' | 'byPhone' | 'overtaken';
  /** The numbers of agreements that came after it was asked. */
  readonly since?: readonly number[];
  /** Closed by this guardian's yes, which somebody else wrote down. */
  readonly agreedBy?: PersonRef;
  /** The numbers of agreements that stop with it, and why. */
  readonly stopped?: readonly number[];
  readonly stopReason?: string | null;
  /** The intake is done. */
  readonly takenIn?: true;
  /** Closed, since it was not taken in. */
  readonly notTakenIn?: NotTakenIn;
}
