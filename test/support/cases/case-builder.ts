import { RegionConfigSchema } from '../../../src/config/region/region-file.ts';
import { type RegionCalendar, threeMonthDate } from '../../../src/domain/calendar/index.ts';
import type { Situation } from '../../../src/domain/case/decision.ts';
import type { Agreement, CaseState, Participant, Person } from '../../../src/domain/case/state.ts';
import type { Region } from '../../../src/domain/region/region.ts';
import type { RegionFile } from '../../../src/domain/region/region-file.ts';
import type { Role } from '../../../src/domain/vocabulary.ts';

/** A case without a database: for the rules that are pure. Names are keys; `p-` ids are participants. */
export const CALENDAR: RegionCalendar = {
  zone: 'Europe/Amsterdam',
  workingDays: [1, 2, 3, 4, 5],
  offDays: {
    '2027-03-26': 'Goede Vrijdag',
    '2027-03-29': 'tweede paasdag',
    '2027-04-27': 'Koningsdag',
    '2027-05-05': 'Bevrijdingsdag',
  },
  schoolHolidays: [],
  contactHours: { from: '08:30', to: '17:30' },
  nudgeTime: '09:00',
};

export function region(over: Partial<Region> = {}): Region {
  return {
    id: 'region',
    version: 1,
    key: 'midden',
    name: 'Midden',
    language: 'nl',
    intake: null,
    calendar: CALENDAR,
    timers: {
      remindBefore: 2,
      remindBeforeLong: { days: 5, whenTermAtLeast: 15 },
      overdueOwner: 1,
      remindEvery: 1,
      overdueDeputy: 3,
      overdueLead: 5,
      escalationNotice: 8,
      escalation: 10,
      leadMissingAlert: 2,
      leadMissingLadder: 5,
      silence: 10,
      validUntilReminderWeeks: 6,
      acknowledgementExpires: 3,
      confirmAgain: 2,
      confirmCall: 3,
      doneAgain: 2,
      doneLead: 5,
      consentAgain: 2,
      consentLead: 5,
      contactAgain: 5,
      contactAway: 3,
      pastCall: 5,
      unreadCall: 2,
      closingAnswer: 5,
      intakeOpen: 5,
      reportRead: 2,
      appealAnswer: 2,
    },
    organisations: [
      {
        key: 'school',
        name: 'School',
        type: 'school',
        contactPoints: [],
        escalationContactPersonId: 'party-contact',
        schoolHolidays: null,
      },
    ],
    ladder: [{ rung: 3, title: 'contact', contactPersonIds: [] }],
    escalationContactPersonId: 'region-contact',
    escalationNeedsButton: false,
    consent: 'unless-refused',
    coordinatorPersonIds: ['coordinator'],
    administratorPersonIds: ['coordinator'],
    workspaces: [],
    personIds: { coordinator: 'coordinator' },
    file: regionFile(),
    ...over,
  };
}

/** The smallest file there is, as it is read. */
export function regionFile(over: Partial<RegionFile> = {}): RegionFile {
  return {
    ...RegionConfigSchema.parse({
      key: 'midden',
      name: 'Midden',
      people: [{ key: 'coordinator', name: 'Coördinator' }],
      coordinators: ['coordinator'],
    }),
    ...over,
  };
}

export function person(id: string, over: Partial<Person> = {}): Person {
  return {
    id,
    name: id,
    language: null,
    workingDays: [],
    hasOwnDays: false,
    contactFrom: null,
    contactUntil: null,
    phone: null,
    absences: [],
    identities: [{ workspaceId: 'w', externalId: id }],
    ...over,
  };
}

export function participant(
  name: string,
  role: Role = 'other',
  over: Partial<Participant> = {},
): Participant {
  return {
    id: `p-${name}`,
    caseId: 'case',
    personId: name,
    organisationKey: null,
    role,
    deputyId: null,
    joinedAt: '2027-03-01T09:00:00.000Z',
    leftAt: null,
    limitedSince: null,
    leadWish: null,
    broughtById: null,
    askedOn: null,
    ...over,
  };
}

export function agreement(over: Partial<Agreement> = {}): Agreement {
  const due = over.due ?? '2027-03-18';
  return {
    id: 'a1',
    caseId: 'case',
    number: 1,
    kind: 'agreement',
    title: 'Onderwijsplan',
    doneWhen: 'gedeeld',
    ownerId: 'p-owner',
    deputyId: null,
    due,
    firstDue: due,
    predecessorId: null,
    workingDaysAfter: null,
    validUntil: null,
    textVersion: 1,
    status: 'open',
    createdById: 'p-lead',
    createdAt: '2027-03-11T10:00:00.000Z',
    reportedDoneById: null,
    onTrackFor: null,
    doneOn: null,
    doneById: null,
    endedReason: null,
    endedWithCase: false,
    pausedReason: null,
    pausedFrom: null,
    pausedUntil: null,
    proposedDue: null,
    proposedById: null,
    pickedUpById: null,
    cycle: 1,
    pausedWorkingDays: 0,
    askedLess: null,
    rhythm: null,
    phoneNotes: [],
    earlier: [],
    ...over,
  };
}

export function caseState(
  over: Partial<Omit<CaseState, 'case'>> & { case?: Partial<CaseState['case']> } = {},
): CaseState {
  return {
    participants: [
      participant('owner', 'supportCoordinator', { deputyId: 'p-deputy' }),
      participant('deputy', 'teacher'),
      participant('lead', 'municipalCaseManager'),
      participant('mother', 'guardian'),
    ],
    agreements: [agreement()],
    confirmations: [],
    blockers: [],
    tracks: [],
    nudges: [],
    escalations: [],
    invitations: [],
    consents: [],
    intake: [],
    timers: [],
    rooms: [],
    people: [
      'owner',
      'deputy',
      'lead',
      'mother',
      'coordinator',
      'party-contact',
      'region-contact',
      'case-contact',
    ].map((id) => person(id)),
    ...over,
    case: {
      id: 'case',
      regionId: 'region',
      code: 'Wilg-27',
      version: 1,
      status: 'open',
      statusReason: null,
      openedAt: '2027-03-01T09:00:00.000Z',
      firstDayHome: '2027-01-04',
      threeMonthDate: threeMonthDate('2027-01-04'),
      closedAt: null,
      outcome: null,
      notTakenIn: null,
      report: null,
      closing: null,
      leadId: 'p-lead',
      leadAskedId: null,
      leaderlessSince: null,
      leadHandover: null,
      escalationContactPersonId: null,
      lastEventAt: '2027-03-11T10:00:00.000Z',
      nextAgreementNumber: 2,
      strength: null,
      absence: { category: null, enrolled: null, atSchool: [], changes: [] },
      involvement: { level: 'follow', changes: [] },
      termDates: [],
      withoutBasis: [],
      appeals: [],
      requests: [],
      clockSent: ['four_weeks', 'two_weeks', 'passed'],
      auditHead: '',
      auditCount: 0,
      formerId: null,
      importKey: null,
      ...over.case,
    },
  };
}

/** A state with one person changed. */
export function withPerson(state: CaseState, id: string, over: Partial<Person>): CaseState {
  return { ...state, people: state.people.map((p) => (p.id === id ? { ...p, ...over } : p)) };
}

let ids = 0;
export function situation(today: string, over: Partial<Situation> = {}): Situation {
  return {
    region: region(),
    now: `${today}T08:00:00.000Z`,
    today,
    newId: () => `id-${++ids}`,
    actor: null,
    ...over,
  };
}
