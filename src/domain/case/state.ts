import type { WayToHear } from '../contact-details.ts';
import type {
  BlockerCategory,
  CaseStatus,
  ConsentAbout,
  ConsentAnswer,
  Instant,
  InvolvementLevel,
  Language,
  NotTakenIn,
  NudgeKind,
  NudgeOutcome,
  Outcome,
  PlainDate,
  Role,
  TimerKind,
  Uuid,
} from '../vocabulary.ts';
import type { Agreement, Confirmation } from './agreement/agreement.ts';
import type { Appeal } from './appeals/appeal.ts';
import type { AskedToClose } from './asked-to-close.ts';
import type { WithoutBasis } from './basis/without-basis.ts';
import type { Absence } from './clock/absence.ts';
import type { IntakeNote } from './intake-note.ts';
import type { LeadHandover } from './lead-handover.ts';
import type { Report } from './report.ts';
import type { InformationRequest } from './requests/information-request.ts';
import type { TermDate } from './term-date.ts';
import type { Track } from './tracks/track.ts';

export type { Agreement, Confirmation, EarlierText, PhoneNote } from './agreement/agreement.ts';

/**
 * A case with everything that hangs on it, as it is loaded, decided on and written: the aggregate. The fields of
 * each part are the columns of its table. Values are never changed in place: a decision returns a new state in
 * which only the changed parts are new objects, and the store writes exactly those.
 */
export interface CaseState {
  readonly case: CaseRow;
  readonly participants: readonly Participant[];
  readonly agreements: readonly Agreement[];
  /** Answers to the current text version of each agreement only. */
  readonly confirmations: readonly Confirmation[];
  readonly blockers: readonly Blocker[];
  readonly tracks: readonly Track[];
  /** Nudges of the current cycle of each agreement only. */
  readonly nudges: readonly NudgeRow[];
  readonly escalations: readonly Escalation[];
  readonly timers: readonly Timer[];
  readonly rooms: readonly Room[];
  readonly invitations: readonly Invitation[];
  /** The answers of each one of the family about each party that hold; and in a decision those that it ended. */
  readonly consents: readonly Consent[];
  /** The intake as it stands: one note at most for each step. */
  readonly intake: readonly IntakeNote[];
  /** Read-only here: the people of the participants and those the region names. */
  readonly people: readonly Person[];
  /** True in a view that leaves out who answered what: nobody is shown as having answered or as still to answer. */
  readonly withoutAnswers?: true;
}

/** The lists that a case consists of: what has the id of a case in it. */
export type CasePart = {
  [K in keyof CaseState]-?: CaseState[K] extends readonly { readonly caseId: Uuid }[] ? K : never;
}[keyof CaseState];

export interface CaseRow {
  readonly id: Uuid;
  readonly regionId: Uuid;
  /** Neutral: a word and a number, derived from nothing (*Wilg-27*). */
  readonly code: string;
  /** Raised by one with every write; a write against another version is a conflict. */
  readonly version: number;
  readonly status: CaseStatus;
  readonly statusReason: string | null;
  readonly openedAt: Instant;
  /** Null: no day was missed yet, the absence threatens. */
  readonly firstDayHome: PlainDate | null;
  /** Follows from the first day and the days with lessons since; null without a first day. */
  readonly threeMonthDate: PlainDate | null;
  readonly absence: Absence;
  readonly closedAt: Instant | null;
  readonly outcome: Outcome | null;
  /** Closed because it was not taken in, and why; null: it was. */
  readonly notTakenIn: NotTakenIn | null;
  /** The report that the case began with; null: it began otherwise. */
  readonly report: Report | null;
  /** The family was asked whether it may be closed; null: nobody asks that. */
  readonly closing: AskedToClose | null;
  /** Participant ids. `leadAskedId` was suggested and has not answered yet. */
  readonly leadId: Uuid | null;
  readonly leadAskedId: Uuid | null;
  readonly leaderlessSince: Instant | null;
  /** The lead is to go to somebody else; null: it stays where it is. */
  readonly leadHandover: LeadHandover | null;
  readonly escalationContactPersonId: Uuid | null;
  readonly lastEventAt: Instant;
  readonly nextAgreementNumber: number;
  /** Something that goes well, in the words of somebody in the case; the overview opens with it. */
  readonly strength: string | null;
  readonly involvement: Involvement;
  /** The days that people typed, from which terms are counted. */
  readonly termDates: readonly TermDate[];
  /** Parties that take part without a basis or without accession, and why. */
  readonly withoutBasis: readonly WithoutBasis[];
  /** Everything that the family asked of the case itself, oldest first. The words stand elsewhere, sealed. */
  readonly appeals: readonly Appeal[];
  /** The requests to parties, oldest first; without a word of it. */
  readonly requests: readonly InformationRequest[];
  /** Clock messages already given: `four_weeks`, `two_weeks`, `passed`. */
  readonly clockSent: readonly string[];
  readonly auditHead: string;
  readonly auditCount: number;
  /** The id it had while ids could be computed; its audit goes on under that one. Null: it never had another. */
  readonly formerId: Uuid | null;
  /** A hash of which case of which sheet it was. Null: it was opened by hand. Gives access to nothing. */
  readonly importKey: Uuid | null;
}

/** How far the lead and the coordinators go with this case, and every change of it, oldest first. */
export interface Involvement {
  readonly level: InvolvementLevel;
  readonly changes: readonly InvolvementChange[];
}

export interface InvolvementChange {
  readonly from: InvolvementLevel;
  readonly to: InvolvementLevel;
  readonly reason: string;
  /** Participant; null: a coordinator who takes no part. */
  readonly byId: Uuid | null;
  readonly at: Instant;
}

export interface Participant {
  readonly id: Uuid;
  readonly caseId: Uuid;
  readonly personId: Uuid;
  readonly organisationKey: string | null;
  readonly role: Role;
  /** Participant who acts for this one everywhere in the case. */
  readonly deputyId: Uuid | null;
  readonly joinedAt: Instant;
  readonly leftAt: Instant | null;
  /** Since when they see only the agreements of their own party (see `consent.ts`); null: all that their role sees. */
  readonly limitedSince: Instant | null;
  /** The one of the family who brought them in, to stand beside them; null: who leads or coordinates did. */
  readonly broughtById: Uuid | null;
  /** One of the family said whom they would like to lead, or that it is all the same; null: they said nothing. */
  readonly leadWish: LeadWish | null;
  /** ISO weekdays on which one of the family is asked how it goes, past a date; null: as often as the region asks. */
  readonly askedOn: readonly number[] | null;
}

export interface LeadWish {
  /** Participant; null: no preference. */
  readonly participantId: Uuid | null;
  readonly at: Instant;
}

export interface Blocker {
  readonly id: Uuid;
  readonly caseId: Uuid;
  readonly agreementId: Uuid;
  readonly category: BlockerCategory;
  /** "Who may say yes to this?", null while nobody knows. */
  readonly decisionMaker: string | null;
  readonly reportedById: Uuid;
  readonly reportedAt: Instant;
  readonly resolvedAt: Instant | null;
  readonly answer: string | null;
}

export interface NudgeRow {
  readonly id: Uuid;
  readonly caseId: Uuid;
  readonly agreementId: Uuid;
  readonly cycle: number;
  readonly step: NudgeKind;
  /** The person who is asked; null when there was nobody. */
  readonly personId: Uuid | null;
  readonly on: PlainDate;
  readonly outcome: NudgeOutcome;
  readonly digestId: Uuid | null;
  /** Set when the platform confirmed the delivery, and not before. */
  readonly sentAt: Instant | null;
}

export interface Escalation {
  readonly id: Uuid;
  readonly caseId: Uuid;
  /** Null when the call is about the case itself (no lead). */
  readonly agreementId: Uuid | null;
  readonly rung: number;
  /** Null when no contact is known: a visible gap. */
  readonly contactPersonId: Uuid | null;
  readonly contactTitle: string;
  readonly question: string | null;
  readonly status: 'asked' | 'acknowledged' | 'answered' | 'missing';
  readonly raisedById: Uuid | null;
  readonly raisedAt: Instant;
  /** Person id: the contact need not be a participant. */
  readonly acknowledgedById: Uuid | null;
  readonly acknowledgedUntil: PlainDate | null;
  readonly answer: string | null;
  readonly answeredAt: Instant | null;
}

export interface Timer {
  readonly id: Uuid;
  readonly caseId: Uuid;
  readonly regionId: Uuid;
  readonly kind: TimerKind;
  /** The case, agreement, participant or escalation it is about. */
  readonly subjectId: Uuid;
  readonly fireAt: Instant;
}

/** The word of one of the family on one question about one party. No answer is no agreement. */
export interface Consent {
  readonly id: Uuid;
  readonly caseId: Uuid;
  /** Key of an organisation, or the participant id of who belongs to none. */
  readonly partyKey: string;
  /** The question it answers: may this party be asked for information, or may it read along. */
  readonly about: ConsentAbout;
  /** The participant whose answer it is. */
  readonly participantId: Uuid;
  /** `asked` has no answer yet. */
  readonly answer: ConsentAnswer;
  /** Participant who wrote it down, as it was said by phone. Null: the person answered. */
  readonly enteredById: Uuid | null;
  /** The version of the question's words. */
  readonly textVersion: number;
  readonly at: Instant;
  /** The last day of a yes. */
  readonly validUntil: PlainDate | null;
  /** When it was asked whether the yes still holds. */
  readonly renewalAskedAt: Instant | null;
  /** When a newer answer took its place; null: this one holds. */
  readonly endedAt: Instant | null;
}

export interface Room {
  readonly id: Uuid;
  readonly caseId: Uuid;
  readonly workspaceId: Uuid;
  /** The people it is for: those who may see the whole case, or those of one party, who see only its agreements. */
  readonly audience: 'case' | 'party';
  /** The party whose room it is. */
  readonly partyKey: string | null;
  readonly externalId: string | null;
  readonly name: string | null;
  readonly state: 'opening' | 'open' | 'archived' | 'lost';
  readonly stateWhy: string | null;
  /**
   * Whole teams (Teams) or other organisations (Slack) that it was shared with outside Schakel, by the platform's own
   * id: who is there reads along, or can be let in to.
   */
  readonly sharedWith: readonly string[];
  /** Organisations that came into it by an invitation of ours (Slack Connect). */
  readonly invitedTeams: readonly string[];
  /** How many people can read it beside those of the case and the coordinators, when they were counted last; null: never. */
  readonly others: number | null;
}

/** Somebody of another organisation, invited into a room by e-mail address; no participant before they come in. */
export interface Invitation {
  readonly id: Uuid;
  readonly caseId: Uuid;
  /** Emptied as soon as it has served. */
  readonly email: string;
  readonly role: Role;
  readonly organisationKey: string | null;
  /** The reason to ask them although their party has no basis or accession; null: nobody gave one. */
  readonly basisReason: string | null;
  /** Participant id, or null for a coordinator who takes no part. */
  readonly invitedById: Uuid | null;
  readonly invitedAt: Instant;
  readonly status: 'waiting' | 'accepted' | 'failed';
}

export interface Person {
  readonly id: Uuid;
  readonly name: string;
  readonly language: Language | null;
  /** ISO weekdays 1–7; only meaningful with `hasOwnDays`. */
  readonly workingDays: readonly number[];
  readonly hasOwnDays: boolean;
  readonly contactFrom: string | null;
  readonly contactUntil: string | null;
  readonly phone: string | null;
  /** How they hear that something waits for them on the web; left out or null: by e-mail, where there is an address. */
  readonly notice?: WayToHear | null;
  /** When a letter last told them that something waits. */
  readonly noticedAt?: Instant | null;
  readonly absences: readonly { readonly from: PlainDate; readonly until: PlainDate | null }[];
  /** Active identities in enabled workspaces: where this person can be reached. Empty is unreachable. */
  readonly identities: readonly { readonly workspaceId: Uuid; readonly externalId: string }[];
  /**
   * Loaded for who acts or looks: `family`, they are or were of the family in a case; `called`, their help was asked for
   * and they take part in no case. Both are addressed with "u", wherever they go.
   */
  readonly address?: 'family' | 'called' | null;
  /** The role by which the reader knows this person, and not by name; in a view only. */
  readonly shownAs?: Role;
}
