import type { CaseState } from '../../domain/case/state.ts';
import { confirmationOf } from '../../domain/rules/agreements/confirmations.ts';
import type { IntakeStep, Language } from '../../domain/vocabulary.ts';
import type { Args, Values } from '../inbound.ts';
import type { Tools } from './tools.ts';

/**
 * Story 4 (docs/domain.md#story-4) as the demonstration plays it, with the intake before it: what its people do, and when. Each thing they do is a
 * command of the registry, sent through the application like anybody's; what a visitor did differently meanwhile may make the
 * application refuse it, and then the story goes on without it.
 */
export interface Chapter {
  /** Its words are `demo.chapter.<id>`, and `demo.look.<id>` for what to look at. */
  readonly id: string;
  /** The day and the time are the region's own. */
  readonly date: string;
  readonly time: string;
  readonly acts: readonly Act[];
  /** Acts of the people of the story before the clock goes on, if the visitor did not do them in their place. */
  readonly left?: readonly Act[];
  /** Through whose eyes it is best seen. */
  readonly eyes: string;
}

export interface Act {
  /** Key of a person of the story. */
  readonly who: string;
  readonly command: string;
  readonly args: (tools: Tools, state: CaseState | null) => Args;
  readonly values?: (tools: Tools, state: CaseState | null) => Values;
  /** The act is done only then; left out: always. */
  readonly when?: (tools: Tools, state: CaseState | null) => boolean;
}

/** The moment the story begins, in the region's own time. */
export const BEGIN = { date: '2027-03-11', time: '09:00' } as const;

const A1 = 1;
const A2 = 2;
const A3 = 3;

const joins = (key: string, role: string, organisation: string): Act => ({
  who: 'coordinator',
  command: 'participant.add',
  args: (t) => t.onCase(),
  values: (t) => ({ person: t.person(key), role, organisation }),
});

const on = (who: string, command: string, number: number, values?: Act['values']): Act => ({
  who,
  command,
  args: (t, state) => t.onAgreement(state, number),
  ...(values ? { values } : {}),
});

const confirms = (who: string, number: number): Act => ({
  who,
  command: 'agreement.confirm',
  args: (t, state) => ({ ...t.onAgreement(state, number), textVersion: 1 }),
});

/** Unless the visitor said something about it as this person. */
const confirmsYet = (who: string, number: number): Act => ({
  ...confirms(who, number),
  when: (t, state) => {
    const one = state?.agreements.find((a) => a.number === number);
    return Boolean(state && one && !confirmationOf(state, one, t.participant(state, who)));
  },
});

const agrees = (values: (t: Tools, state: CaseState | null) => Values): Act => ({
  who: 'lead',
  command: 'agreement.create',
  args: (t) => t.onCase(),
  values,
});

const asksForHelp = on('lead', 'ladder.raise', A1, (t) => ({ rung: '4', question: t.say('demo.question') }));

/** A step of the intake, unless the visitor wrote it down already. */
const intakeStep = (who: string, step: IntakeStep, values: Act['values']): Act => ({
  who,
  command: `intake.${step}`,
  args: (t) => t.onCase(),
  ...(values ? { values } : {}),
  when: (_t, state) => !state?.intake.some((note) => note.step === step),
});

const YESTERDAY = '2027-03-10';

export const STORY: readonly Chapter[] = [
  {
    id: 'begin',
    date: '2027-03-11',
    time: '09:10',
    eyes: 'mother',
    acts: [
      {
        who: 'coordinator',
        command: 'case.open',
        args: () => ({}),
        values: () => ({ firstDay: '2027-01-04' }),
      },
      joins('mother', 'guardian', ''),
      intakeStep('coordinator', 'contact', () => ({
        ...{ spokenWith: 'parents', way: 'phone', spokenOn: YESTERDAY },
      })),
      intakeStep('coordinator', 'method', () => ({ spokenOn: YESTERDAY })),
    ],
    left: [intakeStep('mother', 'question', (t) => ({ words: t.say('demo.familyQuestion') }))],
  },
  {
    id: 'tried',
    date: '2027-03-11',
    time: '09:20',
    eyes: 'mother',
    acts: [
      intakeStep('coordinator', 'routes', () => ({ tried: ['school', 'attendance', 'consultant'] })),
      intakeStep('coordinator', 'authority', () => ({
        ...{ holders: '1', seenIn: 'register', spokenOn: YESTERDAY },
      })),
    ],
  },
  {
    id: 'open',
    date: '2027-03-11',
    time: '09:30',
    eyes: 'coordinator',
    acts: [
      {
        who: 'coordinator',
        command: 'intake.complete',
        args: (t) => t.onCase(),
        when: (_t, state) => state?.case.status === 'intake',
      },
      joins('lead', 'municipalCaseManager', 'municipality'),
      joins('school', 'supportCoordinator', 'school'),
      joins('deputy', 'teacher', 'school'),
      joins('youth', 'educationCareConsultant', 'municipality'),
    ],
  },
  {
    id: 'agree',
    date: '2027-03-11',
    time: '11:00',
    eyes: 'mother',
    acts: [
      { who: 'lead', command: 'lead.accept', args: (t) => t.onCase() },
      {
        who: 'school',
        command: 'deputy.set',
        args: (t) => t.onCase(),
        values: (t, state) => ({ deputy: t.participant(state, 'deputy') }),
      },
      agrees((t, state) => ({
        title: t.say('demo.plan'),
        doneWhen: t.say('demo.planDone'),
        owner: t.participant(state, 'school'),
        due: '2027-03-18',
      })),
      agrees((t, state) => ({
        title: t.say('demo.care'),
        doneWhen: t.say('demo.careDone'),
        owner: t.participant(state, 'youth'),
        predecessor: t.agreement(state, A1),
        workingDaysAfter: '5',
      })),
      agrees((t, state) => ({
        title: t.say('demo.funding'),
        doneWhen: t.say('demo.fundingDone'),
        owner: t.participant(state, 'youth'),
        due: '2027-04-01',
        kind: 'decision',
      })),
      confirms('school', A1),
      confirms('youth', A2),
      confirms('youth', A3),
    ],
    left: [confirmsYet('mother', A1), confirmsYet('mother', A2), confirmsYet('mother', A3)],
  },
  { id: 'before', date: '2027-03-16', time: '09:00', eyes: 'school', acts: [] },
  {
    id: 'ill',
    date: '2027-03-17',
    time: '08:45',
    eyes: 'deputy',
    acts: [
      {
        who: 'school',
        command: 'absence.report',
        args: () => ({}),
        values: () => ({ from: '2027-03-17', until: '' }),
      },
    ],
  },
  { id: 'due', date: '2027-03-18', time: '09:00', eyes: 'deputy', acts: [] },
  {
    id: 'stuck',
    date: '2027-03-19',
    time: '09:00',
    eyes: 'lead',
    acts: [on('deputy', 'agreement.stuck', A1, () => ({ category: 'money' }))],
  },
  { id: 'missing', date: '2027-03-22', time: '10:00', eyes: 'coordinator', acts: [asksForHelp] },
  {
    id: 'filled',
    date: '2027-03-23',
    time: '09:30',
    eyes: 'lead',
    acts: [
      {
        who: 'coordinator',
        command: 'contact.fill',
        args: (t, state) => t.onEscalation(state, 'missing'),
        values: (t) => ({ person: t.person('director') }),
      },
    ],
  },
  { id: 'alert', date: '2027-03-24', time: '09:00', eyes: 'director', acts: [asksForHelp] },
  {
    id: 'answer',
    date: '2027-03-25',
    time: '10:00',
    eyes: 'mother',
    acts: [
      {
        who: 'director',
        command: 'escalation.answer',
        args: (t, state) => t.onEscalation(state, 'asked'),
        values: (t) => ({ answer: t.say('demo.answer'), solves: ['yes'] }),
      },
    ],
  },
  { id: 'friday', date: '2027-03-26', time: '12:00', eyes: 'deputy', acts: [] },
  { id: 'easter', date: '2027-03-29', time: '12:00', eyes: 'deputy', acts: [] },
  {
    id: 'delivered',
    date: '2027-03-31',
    time: '10:00',
    eyes: 'mother',
    acts: [on('deputy', 'agreement.reportDone', A1)],
    left: [on('mother', 'agreement.confirmDone', A1)],
  },
  {
    id: 'decision',
    date: '2027-04-01',
    time: '11:00',
    eyes: 'lead',
    acts: [on('youth', 'agreement.reportDone', A3, () => ({ validUntil: '2027-07-31' }))],
    left: [on('mother', 'agreement.confirmDone', A3)],
  },
  { id: 'norm', date: '2027-04-05', time: '09:00', eyes: 'lead', acts: [] },
  {
    id: 'connected',
    date: '2027-04-07',
    time: '14:00',
    eyes: 'mother',
    acts: [
      on('youth', 'agreement.reportDone', A2),
      on('mother', 'agreement.confirmDone', A2),
      {
        who: 'mother',
        command: 'strength.note',
        args: (t) => t.onCase(),
        values: (t) => ({ words: t.say('demo.good') }),
      },
    ],
  },
];

/** The people of the story, in the order in which a visitor can be them. */
export const PEOPLE = [
  'mother',
  'coordinator',
  'lead',
  'school',
  'deputy',
  'youth',
  'director',
  'team-leader',
] as const;

/** The invented region, as its file would have it. Addresses of example.org reach nobody. */
export function regionOf(say: Tools['say'], language: Language): Readonly<Record<string, unknown>> {
  return {
    key: 'demonstratie',
    name: say('demo.region'),
    language,
    schoolHolidays: 'Midden',
    people: PEOPLE.map((key) => ({ key, name: say(`demo.person.${key}`), email: `${key}@example.org` })),
    organisations: [
      { key: 'school', name: say('demo.school'), type: 'school' },
      {
        key: 'municipality',
        name: say('demo.municipality'),
        type: 'municipality',
        escalationContact: 'team-leader',
      },
      { key: 'swv', name: say('demo.partnership'), type: 'educationPartnership' },
    ],
    ladder: [
      { rung: 3, title: say('demo.person.team-leader'), contacts: ['team-leader'] },
      { rung: 4, title: say('demo.person.director'), contacts: [] },
    ],
    escalationContact: 'team-leader',
    coordinators: ['coordinator'],
    intake: 'required',
    consent: 'unless-refused',
    consentReason: say('demo.consentReason'),
  };
}
