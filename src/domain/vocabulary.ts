/** The closed sets of words that the domain, the database and the texts share. Glossary: docs/domain.md#glossary. */

/** ISO date without time, `YYYY-MM-DD`, in the region's zone. */
export type PlainDate = string;
/** ISO instant in UTC, as `Date.toISOString()` gives it. */
export type Instant = string;
export type Uuid = string;
export type Language = 'nl' | 'en';

export const ROLES = [
  'child',
  'guardian',
  'parent',
  'familySupporter',
  'peerParent',
  'legalCounsel',
  'schoolPrincipal',
  'supportCoordinator',
  'teacher',
  'schoolBoard',
  'educationPartnership',
  'attendanceOfficer',
  'municipalCaseManager',
  'municipalManager',
  'careProvider',
  'youthDoctor',
  'childProtectionAgency',
  'educationCareConsultant',
  'mediator',
  'independentThirdParty',
  'specialist',
  'healthInsurer',
  'buddy',
  'processLead',
  'caseSponsor',
  'coordinator',
  'other',
] as const;
export type Role = (typeof ROLES)[number];

/** The family is asked to confirm, is addressed with "u", and never hears the word escalation. */
export const FAMILY_ROLES: ReadonlySet<Role> = new Set(['child', 'guardian', 'parent']);

/** Roles with the family, through the family: what they see is the family's to decide, and no party's. */
export const FAMILY_SIDE: ReadonlySet<Role> = new Set([
  ...FAMILY_ROLES,
  'familySupporter',
  'peerParent',
  'legalCounsel',
]);

/** Roles beside the family, whom the family brings in and ends itself. */
export const SUPPORTER_ROLES = [
  'familySupporter',
  'peerParent',
  'legalCounsel',
] as const satisfies readonly Role[];

/** Roles whose answer counts when consent is asked (P6): with authority, and a young person who takes part. */
export const CONSENT_ROLES: ReadonlySet<Role> = new Set(['guardian', 'child']);
export type ConsentAnswer = 'yes' | 'no' | 'asked';
/** The questions that the family is asked about a party, each by itself: may we ask it for information, and may it read along. */
export const CONSENT_QUESTIONS = ['asking', 'reading'] as const;
export type ConsentQuestion = (typeof CONSENT_QUESTIONS)[number];
/** Beside them: what a young person of sixteen says their parents see (`consent/guardians-see.ts`). */
export type ConsentAbout = ConsentQuestion | 'guardians';

/**
 * The rule for what a party sees before the family answered: `unless-refused`, all that its role allows until one of
 * them says no; `before-sharing`, only its own agreements until all of them said yes.
 */
export const CONSENT_RULES = ['unless-refused', 'before-sharing'] as const;
export const CONSENT_REASON_MAX = 300;
export type ConsentRule = (typeof CONSENT_RULES)[number];

/** The four fields that have to work together around a child: the map of a case says which of them is missing. */
export const NEEDED_FIELDS = ['family', 'education', 'attendance', 'care'] as const;
export type NeededField = (typeof NEEDED_FIELDS)[number];

export const AGREEMENT_KINDS = ['agreement', 'decision', 'subject_to_decision'] as const;
export type AgreementKind = (typeof AGREEMENT_KINDS)[number];
/** The rhythms in which an agreement can come back. */
export const RHYTHMS = ['week', 'two_weeks', 'month'] as const;
export type RhythmEvery = (typeof RHYTHMS)[number];
export type AgreementStatus = 'open' | 'reported_done' | 'done' | 'ended';
/**
 * Reported, a case is no more than that somebody said there is a child at home: coordinators take it in, or say why not.
 * Then it begins with its intake where the region wants one: agreements are made once it is open (C02).
 */
export type CaseStatus = 'reported' | 'intake' | 'open' | 'on_hold' | 'closed';

/**
 * The rule for how a case begins: `required`, every step of the intake stands before it is open; `skippable`, a step may be
 * left out with a reason that everybody reads. A region without a rule opens its cases at once.
 */
export const INTAKE_RULES = ['required', 'skippable'] as const;
export type IntakeRule = (typeof INTAKE_RULES)[number];

/**
 * Words for an absence (docs/domain.md#four-weeks), chosen by a human, never a verdict of Schakel. `partial` goes to
 * school for a part of the week; `threatened` is not at home yet.
 */
export const ABSENCE_CATEGORIES = [
  'absolute',
  'long_relative',
  'ill',
  'exempt',
  'partial',
  'threatened',
] as const;
export type AbsenceCategory = (typeof ABSENCE_CATEGORIES)[number];

/** News of being at home: another first day, a first lesson, at home again, or what it is called. */
export const ABSENCE_NEWS = ['firstDay', 'firstLesson', 'homeAgain', 'named'] as const;
export type AbsenceNews = (typeof ABSENCE_NEWS)[number];

/** The rule of a region for which day is the first at home (C01). */
export const FIRST_DAY_RULES = ['missed', 'reported', 'four_weeks'] as const;
export type FirstDayRule = (typeof FIRST_DAY_RULES)[number];

/** The steps of an intake, in the order in which they are asked. */
export const INTAKE_STEPS = [
  'contact',
  'method',
  'question',
  'routes',
  'authority',
  'age',
  'support',
] as const;
export type IntakeStep = (typeof INTAKE_STEPS)[number];

/** The ways in which people speak with each other; a mail that was sent is none (C56). */
export const CONTACT_WAYS = ['phone', 'visit', 'meeting', 'video'] as const;
export type ContactWay = (typeof CONTACT_WAYS)[number];
export const SPOKEN_WITH = ['parents', 'youngPerson', 'both'] as const;
export type SpokenWith = (typeof SPOKEN_WITH)[number];

/** The routes that can have been tried before (S2, answer 1); `none` stands alone. */
export const ROUTES_TRIED = [
  'none',
  'school',
  'partnership',
  'attendance',
  'youthTeam',
  'care',
  'consultant',
  'mediation',
  'committee',
  'other',
] as const;
export type RouteTried = (typeof ROUTES_TRIED)[number];

/** The places where somebody can have seen who has authority (P7); no copy is kept. */
export const AUTHORITY_CHECKS = ['register', 'ruling'] as const;
export type AuthorityCheck = (typeof AUTHORITY_CHECKS)[number];

/** The ages at which somebody else's word counts (P6); a birth date is not kept. */
export const AGE_BANDS = ['under12', 'from12', 'from16'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** The answer to the offer of independent support. */
export const SUPPORT_ANSWERS = ['yes', 'no', 'later'] as const;
export type SupportAnswer = (typeof SUPPORT_ANSWERS)[number];

/** The reasons for which a case is not taken in; only how many there were is counted. */
export const NOT_TAKEN_IN = ['usual_route', 'elsewhere', 'not_wanted', 'solved', 'double', 'other'] as const;
export type NotTakenIn = (typeof NOT_TAKEN_IN)[number];

/** Kinds of those who are involved already when a child is reported; nobody is named. */
export const INVOLVED_KINDS = [
  'school',
  'partnership',
  'attendance',
  'youthTeam',
  'care',
  'youthHealth',
  'other',
] as const;
export type InvolvedKind = (typeof INVOLVED_KINDS)[number];

/** Roles in which a professional can report a child; the family has a way of its own. */
export const REPORTING_ROLES = [
  'schoolPrincipal',
  'supportCoordinator',
  'teacher',
  'schoolBoard',
  'educationPartnership',
  'attendanceOfficer',
  'municipalCaseManager',
  'careProvider',
  'youthDoctor',
  'childProtectionAgency',
  'educationCareConsultant',
  'independentThirdParty',
  'other',
] as const satisfies readonly Role[];

export const BLOCKER_CATEGORIES = [
  'money',
  'waiting_list',
  'consent',
  'decision',
  'unclear_who',
  'other',
] as const;
export type BlockerCategory = (typeof BLOCKER_CATEGORIES)[number];

/** The things that one of the family can say by phone of how an agreement stands: of their own, or of another's. */
export const PHONE_SAID = ['done', 'onTrack', 'stuck', 'date', 'confirmDone', 'notYet'] as const;
export type PhoneSaid = (typeof PHONE_SAID)[number];

/** Kinds of what runs beside a case (C39); what it is about is kept nowhere. */
export const TRACK_KINDS = [
  'mediation',
  'youth_protection_table',
  'objection_appeal',
  'disputes_committee',
  'support_consultation',
  'other_procedure',
] as const;
/** A report to the inspectorate is a parent's own to note, and so nobody's to choose (C50). */
export type TrackKind = (typeof TRACK_KINDS)[number] | 'inspectorate_report';

/** How far the lead and the coordinators go to get a case moving, in the order of the climb (C24). */
export const INVOLVEMENT_LEVELS = ['follow', 'hold_to_account', 'convene', 'regional_assignment'] as const;
export type InvolvementLevel = (typeof INVOLVEMENT_LEVELS)[number];

/** Outcome of a case: what the child has now (C33). */
export const OUTCOMES = ['education_and_care', 'education', 'care', 'neither'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The steps of docs/domain.md#timers in the order of the climb. */
export const STEPS = [
  'before_long',
  'before',
  'due',
  'open_owner',
  'open_deputy',
  'open_lead',
  'escalation_notice',
  'escalation',
] as const;
export type Step = (typeof STEPS)[number];

/**
 * The subject of a nudge: a step of the ladder, the end of validity, or the question to one participant whether the
 * text is right (`confirm:` and the participant's id; its cycle is the text version). Past its date whoever acts
 * finds an agreement again and again: `first:` and a participant's id is the first question to somebody other than
 * the ladder asked, `again` the short line of the days after, one row for all of them, whose day moves on.
 */
export type NudgeKind =
  | Step
  | 'valid_until'
  | 'again'
  | `first:${Uuid}`
  | `confirm:${Uuid}`
  /** Reported done, and the room was asked; then a participant again; then whoever leads. */
  | 'done'
  | `done:${Uuid}`
  | 'done_lead'
  /** Past the call for help, to a person. */
  | `still:${Uuid}`;

/** `planned` waits for a digest, `told` needs none (an alert of its own), `skipped` was overtaken or had nobody. */
export type NudgeOutcome = 'planned' | 'told' | 'skipped';

/** One of the family can ask this of the case itself: another lead, another person to ask for help, or not this step (C46). */
export const APPEAL_KINDS = ['lead', 'contact', 'objection'] as const;
export type AppealKind = (typeof APPEAL_KINDS)[number];

/** `other`: not that, but something else happens instead. */
export const APPEAL_ANSWERS = ['yes', 'no', 'other'] as const;
export type AppealAnswer = (typeof APPEAL_ANSWERS)[number];

export const TIMER_KINDS = [
  'agreement',
  'lead_missing',
  'lead_ladder',
  'lead_handover',
  'appeal',
  'clock',
  'silence',
  'report',
  'erase',
  'intake',
  'age_band',
  'valid_until',
  'pause_end',
  'acknowledgement_end',
  'call_silent',
  'absence_uncovered',
  'confirm_again',
  'confirm_done',
  'consent',
  'consent_silent',
  'request',
] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];

/** Why a coordinator is asked about a contact point, and not only whoever is behind it. */
export type WhyCoordinator = 'unreachable' | 'unanswered' | 'changes';
