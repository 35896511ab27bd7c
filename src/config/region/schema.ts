import { z } from 'zod';
import { addressIn, tidyNumber } from '../../domain/contact-details.ts';
import { BASIS_TEXT_MAX, ORGANISATION_KINDS } from '../../domain/region/bases.ts';
import { COVENANT_TEXT_MAX, COVENANT_VERSION_MAX } from '../../domain/region/covenant.ts';
import { AUDIENCES, DIRECTORY_KINDS } from '../../domain/region/directory.ts';
import { SEATS, TEMPLATE_MAX } from '../../domain/region/library.ts';
import { QUESTION_SEATS, QUESTION_TEXT_MAX } from '../../domain/region/questions.ts';
import { CONTACT_CHANGES, HOLIDAY_KINDS } from '../../domain/region/region-file.ts';
import { TERM_STARTS, TERM_TEXT_MAX, TERM_UNITS } from '../../domain/region/terms.ts';
import {
  CONSENT_REASON_MAX,
  CONSENT_RULES,
  FIRST_DAY_RULES,
  INTAKE_RULES,
  RHYTHMS,
} from '../../domain/vocabulary.ts';
import { SCHOOL_HOLIDAY_REGIONS } from '../holidays/school-holidays.ts';
import {
  date,
  guid,
  key,
  language,
  matching,
  name,
  object,
  personOrRole,
  tidied,
  time,
  weekdays,
  workingDayCount,
  zone,
} from './forms.ts';

const slackTeam = matching('slack-team', /^[TE][A-Z0-9]{2,20}$/);

/** Room in each list: many times what the largest region has, and little enough to hold every item against the others. */
const MOST = { people: 5000, organisations: 2000, days: 500, roles: 100 };

const HolidaysSchema = object({
  /** Sorts of public holiday that count; left out: what is usual in the country. */
  count: z.array(z.enum(HOLIDAY_KINDS)).optional(),
  /** Names or dates that do not count after all. */
  except: z.array(z.string().trim().min(1).max(120)).max(MOST.days).default([]),
  extra: z.array(object({ date, name })).max(MOST.days).default([]),
});

const SchoolHolidaysSchema = z.preprocess(
  (value) =>
    typeof value === 'string' ? { region: value } : Array.isArray(value) ? { extra: value } : value,
  object({
    region: z.enum(SCHOOL_HOLIDAY_REGIONS).optional(),
    extra: z
      .array(object({ name, from: date, to: date }))
      .max(MOST.days)
      .default([]),
  }),
);

/** Defaults: docs/domain.md#timers. Working days, unless the name says weeks. */
const TimersSchema = object({
  remindBefore: workingDayCount.default(2),
  remindBeforeLong: object({
    days: workingDayCount.default(5),
    whenTermAtLeast: workingDayCount.default(15),
  }).prefault({}),
  overdueOwner: workingDayCount.default(1),
  remindEvery: workingDayCount.min(1).default(1),
  overdueDeputy: workingDayCount.default(3),
  overdueLead: workingDayCount.default(5),
  escalationNotice: workingDayCount.default(8),
  escalation: workingDayCount.default(10),
  leadMissingAlert: workingDayCount.default(2),
  leadMissingLadder: workingDayCount.default(5),
  silence: workingDayCount.default(10),
  validUntilReminderWeeks: z.int().min(0).max(52).default(6),
  acknowledgementExpires: workingDayCount.default(3),
  confirmAgain: workingDayCount.default(2),
  confirmCall: workingDayCount.min(1).default(3),
  doneAgain: workingDayCount.min(1).default(2),
  doneLead: workingDayCount.min(1).default(5),
  consentAgain: workingDayCount.min(1).default(2),
  consentLead: workingDayCount.min(1).default(5),
  contactAgain: workingDayCount.min(1).default(5),
  contactAway: workingDayCount.min(1).default(3),
  pastCall: workingDayCount.min(1).default(5),
  unreadCall: workingDayCount.min(1).default(2),
  closingAnswer: workingDayCount.min(1).default(5),
  intakeOpen: workingDayCount.min(1).default(5),
  reportRead: workingDayCount.min(1).default(2),
  appealAnswer: workingDayCount.min(1).default(2),
});

const phone = z.preprocess(tidied(tidyNumber), matching('phone', /^\+?(?:[\s().-]*\d){3,15}$/));

const ContactPointSchema = object({
  /** The role or matter that people come here for: `director`, `budget`, … */
  role: key,
  person: key,
  deputy: key.optional(),
  /** A number of the office, which everybody sees in a case in which the organisation takes part. */
  phone: phone.optional(),
  /** When somebody last asked whether this is still right. */
  checkedOn: date.optional(),
  /** The person behind it said so themselves; left out: somebody else asked. */
  checkedBy: z.literal('contact').optional(),
  /** They said that it does not stay as it is; until somebody changes it, it is not right. */
  changes: object({ on: date, what: z.enum(CONTACT_CHANGES) }).optional(),
});

/** A version is often a number, which YAML then reads as one. */
const version = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string().trim().min(1).max(COVENANT_VERSION_MAX),
);

/** The law on which an organisation works, and its accession to the covenant. */
const LegalSchema = object({
  /** Key of a basis that comes with Schakel or stands under `bases`. */
  basis: key.optional(),
  covenantVersion: version.optional(),
  accededOn: date.optional(),
  /** When somebody last looked whether this is still right. */
  checkedOn: date.optional(),
});

const OrganisationSchema = object({
  key,
  name,
  /** A role of the field or any short word: `school`, `municipality`, `educationPartnership`, … */
  type: z.string().trim().min(1).max(40),
  contactPoints: z.array(ContactPointSchema).max(MOST.roles).default([]),
  escalationContact: key.optional(),
  /** Where a complaint about it goes: who, and how. */
  complaint: z.string().trim().min(1).max(300).optional(),
  legal: LegalSchema.optional(),
  /** A school with days of its own: for its cases these are asked about. Left out: those of the region. */
  schoolHolidays: SchoolHolidaysSchema.optional(),
});

const PersonSchema = object({
  key,
  /** Function or role as people see it. */
  name,
  email: z
    .preprocess(
      tidied((text) => addressIn(text) ?? text),
      matching('email', /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/),
    )
    .optional(),
  slack: matching('slack-user', /^[UW][A-Z0-9]{2,20}$/).optional(),
  /** The Slack workspace that `slack` belongs to; left out: the first one under `workspaces`. */
  slackTeam: slackTeam.optional(),
  /** Object id in Entra. With `slack` as well it is one person with two accounts. */
  teams: guid('teams-user').optional(),
  /** The tenant that `teams` belongs to; left out: the first one under `workspaces`. */
  teamsTenant: guid('teams-tenant').optional(),
  language: language.optional(),
  workingDays: weekdays.optional(),
  /** The number to call, and of a mobile one also for an SMS. */
  phone: phone.optional(),
});

const RungSchema = object({
  /** 0–2 (owner, deputy, lead) come from the agreement and the case. */
  rung: z.int().min(3).max(6),
  title: name,
  /** The contacts in the order in which they are asked. Empty is a gap, and Schakel says so when it gets there. */
  contacts: z.array(personOrRole).max(MOST.roles).default([]),
  deputies: z.array(personOrRole).max(MOST.roles).default([]),
});

/** An entry of who can help (C53). Where it comes with Schakel its key is enough; `checks/directory.ts` asks the rest. */
const DirectoryEntrySchema = object({
  key,
  name: name.optional(),
  what: z.string().trim().min(1).max(300).optional(),
  for: z.array(z.enum(AUDIENCES)).min(1).max(AUDIENCES.length).optional(),
  /** Free, or what it costs; empty: to be asked. */
  cost: z.string().trim().max(120).optional(),
  /** A number to call, or an address of a page; empty: to be looked up. */
  reach: z.string().trim().max(160).optional(),
  kind: z.enum(DIRECTORY_KINDS).optional(),
  /** When somebody of the region last looked whether it is right. */
  checkedOn: date.optional(),
});

/** An example of an agreement. Where it comes with Schakel its key is enough; `checks/library.ts` asks the rest. */
const TemplateSchema = object({
  key,
  title: z.string().trim().min(1).max(TEMPLATE_MAX.title).optional(),
  doneWhen: z.string().trim().min(1).max(TEMPLATE_MAX.doneWhen).optional(),
  owner: z.enum(SEATS).optional(),
  /** Working days after the day on which it is chosen; 0: no date is proposed. */
  days: workingDayCount.optional(),
  every: z.enum([...RHYTHMS, 'once']).optional(),
  /** Chosen among what organisations and parents may expect of each other. */
  expectation: z.boolean().optional(),
  off: z.boolean().optional(),
  checkedOn: date.optional(),
});

/** A question to a party. Where it comes with Schakel its key is enough; `checks/library.ts` asks the rest. */
const QuestionSchema = object({
  key,
  seat: z.enum(QUESTION_SEATS).optional(),
  text: z.string().trim().min(1).max(QUESTION_TEXT_MAX).optional(),
  off: z.boolean().optional(),
});

const termText = z.string().trim().min(1).max(TERM_TEXT_MAX);

/** A term as information. Where it comes with Schakel its key is enough; `checks/library.ts` asks the rest. */
const TermSchema = object({
  key,
  name: termText.optional(),
  /** The thing that happened on the day from which it is counted, where somebody types that day. */
  begins: termText.optional(),
  who: termText.optional(),
  /** Where it can be looked up. */
  source: termText.optional(),
  n: z.int().min(1).max(999).optional(),
  unit: z.enum(TERM_UNITS).optional(),
  from: z.enum(TERM_STARTS).optional(),
  off: z.boolean().optional(),
  checkedOn: date.optional(),
});

const basisText = z.string().trim().min(1).max(BASIS_TEXT_MAX);

/** A legal basis as help. Where it comes with Schakel its key is enough; `checks/library.ts` asks the rest. */
const BasisSchema = object({
  key,
  name: basisText.optional(),
  note: basisText.optional(),
  /** Where it can be looked up. */
  source: basisText.optional(),
  for: z.array(z.enum(ORGANISATION_KINDS)).min(1).max(ORGANISATION_KINDS.length).optional(),
  off: z.boolean().optional(),
  checkedOn: date.optional(),
});

const covenantText = z.string().trim().min(1).max(COVENANT_TEXT_MAX);

/** The covenant with which the organisations of the region work. */
const CovenantSchema = object({
  name,
  version,
  date,
  where: covenantText.optional(),
  /** An accession to an earlier version goes on to count. */
  earlierCounts: z.boolean().optional(),
  /** The people to ask about privacy, and where the register of processing is. */
  officer: covenantText.optional(),
  checkedOn: date.optional(),
});

/** Above a room stands its code alone: what Slack keeps outside a region of its own says nothing then. */
const topicIsCode = z.boolean();

const SlackWorkspaceSchema = object({
  platform: z.literal('slack'),
  teamId: slackTeam,
  titlesInChat: z.boolean().default(true),
  topicIsCode: topicIsCode.optional(),
});

const TeamsWorkspaceSchema = object({
  platform: z.literal('teams'),
  tenantId: guid('teams-tenant'),
  /** The Microsoft 365 group in which channels for cases are made; only `rooms: chat` does without. */
  team: guid('teams-team').optional(),
  /** `shared`: a channel that only its own people read. `chat`: a group chat. `standard`: everyone in the team reads. */
  rooms: z.enum(['shared', 'chat', 'standard']).default('shared'),
  /** The administrator's own statement, without which nothing may be a standard channel. */
  everyoneInTeamMayReadEveryCase: z.boolean().default(false),
  titlesInChat: z.boolean().default(true),
  topicIsCode: topicIsCode.optional(),
});

/** The coordinators' channel in the first workspace of each platform. */
const CoordinatorChannelSchema = object({
  slack: matching('slack-channel', /^[CG][A-Z0-9]{2,20}$/).optional(),
  teams: matching('teams-channel', /^19:[\w.-]+@thread\.tacv2$/).optional(),
});

/** One region as its file describes it, defaults filled in. References are keys of `people`. */
export const RegionConfigSchema = object({
  key,
  name,
  language: language.default('nl'),
  zone: zone.default('Europe/Amsterdam'),
  country: matching('country', /^[A-Z]{2}$/).default('NL'),
  workingDays: weekdays.default([1, 2, 3, 4, 5]),
  holidays: HolidaysSchema.prefault({}),
  schoolHolidays: SchoolHolidaysSchema.prefault({}),
  contactHours: object({ from: time, to: time }).default({ from: '08:30', to: '17:30' }),
  nudgeTime: time.default('09:00'),
  timers: TimersSchema.prefault({}),
  escalationNeedsButton: z.boolean().default(false),
  /**
   * The rule for what a party sees before the family answered. Left out: a new region asks consent first, and one that is
   * there keeps what it had.
   */
  consent: z.enum(CONSENT_RULES).optional(),
  /** The reason to let organisations read along before anybody answered: who chooses that says why. */
  consentReason: z.string().trim().min(1).max(CONSENT_REASON_MAX).optional(),
  /** The rule for how a case begins. Left out: it is open at once, without an intake. */
  intake: z.enum(INTAKE_RULES).optional(),
  /** The day from which a case is counted. Left out: the first school day that was missed. */
  firstDay: z.enum(FIRST_DAY_RULES).optional(),
  organisations: z.array(OrganisationSchema).max(MOST.organisations).default([]),
  people: z.array(PersonSchema).min(1).max(MOST.people),
  ladder: z.array(RungSchema).max(MOST.roles).default([]),
  escalationContact: key.optional(),
  coordinators: z.array(key).min(1).max(MOST.people),
  /** The people who may change how the region is set up; left out: the coordinators. */
  administrators: z.array(key).min(1).max(MOST.people).optional(),
  coordinatorChannel: CoordinatorChannelSchema.optional(),
  workspaces: z
    .array(z.discriminatedUnion('platform', [SlackWorkspaceSchema, TeamsWorkspaceSchema]))
    .max(MOST.roles)
    .default([]),
  /** The pages that anybody may read without signing in. */
  public: object({
    workingMethod: z.boolean().default(false),
    /** A parent or young person can report themselves. */
    report: z.boolean().default(false),
    /** The number of the region's office, for whoever reports. */
    phone: phone.optional(),
  }).optional(),
  /** When a child comes to Schakel here; left out: what comes with Schakel. */
  workingMethod: object({ criteria: z.string().trim().min(1).max(2000).optional() }).optional(),
  /** The list of who can support a family or a professional; left out: what comes with Schakel. An empty list is one. */
  directory: z.array(DirectoryEntrySchema).max(MOST.roles).optional(),
  /** The examples of agreements that the region changed, switched off or added; the others are as they come. */
  library: z.array(TemplateSchema).max(MOST.roles).optional(),
  /** The questions to parties that the region changed, switched off or added; the others are as they come. */
  questions: z.array(QuestionSchema).max(MOST.roles).optional(),
  /** The terms that the region changed, switched off or added; the others are as they come. */
  terms: z.array(TermSchema).max(MOST.roles).optional(),
  /** Left out: the region works without a covenant, and no organisation is asked for a basis or an accession. */
  covenant: CovenantSchema.optional(),
  /** The legal bases that the region changed, switched off or added; the others are as they come. */
  bases: z.array(BasisSchema).max(MOST.roles).optional(),
});
export type RegionConfig = z.infer<typeof RegionConfigSchema>;
