import type { AgreementKind, PlainDate, RhythmEvery, Role } from '../vocabulary.ts';

/**
 * Agreements ready to use (C08): what is usually agreed around a child at home, who would own it, how long it takes and
 * when it is done. They are examples: nothing is agreed before somebody posts it with a person and a date.
 */

/** The places around a case that an example can be for, each with the roles that fill it, the usual one first. */
const SEAT_ROLES = {
  school: ['supportCoordinator', 'schoolPrincipal', 'teacher'],
  municipality: ['municipalCaseManager', 'municipalManager'],
  partnership: ['educationPartnership'],
  attendance: ['attendanceOfficer'],
  care: ['careProvider', 'youthDoctor', 'specialist', 'childProtectionAgency'],
  family: ['guardian', 'parent', 'child'],
  coordinator: ['coordinator', 'processLead'],
  /** The lead of the case, whatever their role. */
  lead: [],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
export type Seat = keyof typeof SEAT_ROLES;
export const SEATS = Object.keys(SEAT_ROLES) as readonly Seat[] as readonly [Seat, ...Seat[]];

export const rolesOfSeat = (seat: Seat): readonly Role[] => SEAT_ROLES[seat];

export const TEMPLATE_TEXTS = ['title', 'doneWhen'] as const;
export type TemplateText = (typeof TEMPLATE_TEXTS)[number];

/** The longest texts that an agreement can have. */
export const TEMPLATE_MAX = { title: 120, doneWhen: 300 } as const;

/** The most lines that are posted at once, and in a chat: as many as a form of Slack and of Teams holds. */
export const SET_MOST = 20;
export const SET_MOST_IN_CHAT = 8;

/**
 * A line of a region's file: what it says otherwise than what comes with Schakel, or an example of its own, which says
 * everything itself. What the file does not name stays as it comes.
 */
export interface FileTemplate extends Readonly<Partial<Record<TemplateText, string | undefined>>> {
  readonly key: string;
  readonly owner?: Seat | undefined;
  /** Working days after today; 0: no date is proposed. */
  readonly days?: number | undefined;
  /** It comes back in this rhythm; `once`: it does not, where it comes so. */
  readonly every?: RhythmEvery | 'once' | undefined;
  /** It says what organisations and parents may expect of each other, and is chosen apart from the rest. */
  readonly expectation?: boolean | undefined;
  /** The region does not use it. */
  readonly off?: boolean | undefined;
  readonly checkedOn?: PlainDate | undefined;
}

export interface Template {
  readonly key: string;
  readonly owner: Seat;
  readonly days: number;
  readonly kind: AgreementKind;
  /** The rhythm in which it comes back; null: it is done once. */
  readonly every: RhythmEvery | null;
  /** It stands with what organisations and parents may expect of each other. */
  readonly expectation: boolean;
  readonly own: Readonly<Partial<Record<TemplateText, string | undefined>>>;
  readonly isStandard: boolean;
  /** The region changed something of what comes with Schakel. */
  readonly isChanged: boolean;
  readonly isOff: boolean;
  /** Null: nobody of the region has looked at it yet. */
  readonly checkedOn: PlainDate | null;
}

/** The day on which the examples that come with Schakel were put together. */
export const LIBRARY_DRAWN_UP: PlainDate = '2026-12-01';

const agreed = 'agreement';

/** The examples that come with Schakel, in the order in which they are shown: by who would own them. */
export const STANDARD_LIBRARY = [
  { key: 'bridging', owner: 'school', days: 2, kind: agreed },
  { key: 'education-plan', owner: 'school', days: 5, kind: agreed },
  { key: 'return-schedule', owner: 'school', days: 5, kind: agreed },
  { key: 'admissibility', owner: 'school', days: 10, kind: agreed },
  { key: 'warm-handover', owner: 'school', days: 10, kind: agreed },
  { key: 'regular-call', owner: 'school', days: 5, kind: agreed, every: 'week' },
  { key: 'decision', owner: 'municipality', days: 0, kind: 'decision' },
  { key: 'funding', owner: 'municipality', days: 5, kind: 'decision' },
  { key: 'transport', owner: 'municipality', days: 15, kind: agreed },
  { key: 'place-news', owner: 'partnership', days: 5, kind: agreed, every: 'week' },
  { key: 'care-plan', owner: 'care', days: 10, kind: agreed },
  { key: 'what-works', owner: 'family', days: 5, kind: agreed },
  { key: 'expertise', owner: 'lead', days: 5, kind: agreed },
  { key: 'evaluation', owner: 'lead', days: 30, kind: agreed },
  { key: 'deputy', owner: 'coordinator', days: 2, kind: agreed },
  { key: 'expect-reach', owner: 'lead', days: 2, kind: agreed, expectation: true },
  { key: 'expect-news', owner: 'lead', days: 5, kind: agreed, every: 'week', expectation: true },
  { key: 'expect-beforehand', owner: 'lead', days: 10, kind: agreed, expectation: true },
  { key: 'expect-answer', owner: 'school', days: 5, kind: agreed, every: 'week', expectation: true },
  { key: 'expect-why', owner: 'municipality', days: 10, kind: agreed, expectation: true },
  { key: 'expect-how-to-call', owner: 'family', days: 2, kind: agreed, expectation: true },
  { key: 'expect-changes', owner: 'family', days: 5, kind: agreed, every: 'week', expectation: true },
  { key: 'expect-right', owner: 'family', days: 5, kind: agreed, expectation: true },
] as const satisfies readonly (Pick<Template, 'key' | 'owner' | 'days' | 'kind'> & {
  every?: RhythmEvery;
  expectation?: true;
})[];

/** The example of that key that comes with Schakel. */
export function standardTemplate(key: string): (typeof STANDARD_LIBRARY)[number] | undefined {
  return STANDARD_LIBRARY.find((one) => one.key === key);
}

interface WithLibrary {
  readonly library?: readonly FileTemplate[] | undefined;
}

/** All examples of a region, also those that it does not use: what comes with Schakel, then its own. */
export function wholeLibrary({ library = [] }: WithLibrary): Template[] {
  const said = (key: string): FileTemplate => library.find((one) => one.key === key) ?? { key };
  const own = library.filter((one) => standardTemplate(one.key) === undefined);
  return [...STANDARD_LIBRARY.map(({ key }) => said(key)), ...own].map(templateOf);
}

/** The examples that a region uses. */
export function libraryOf(file: WithLibrary): Template[] {
  return wholeLibrary(file).filter((one) => !one.isOff);
}

function templateOf(line: FileTemplate): Template {
  const { key, owner, days, every, expectation, off, checkedOn, ...own } = line;
  const standard = standardTemplate(key);
  return {
    key,
    owner: owner ?? standard?.owner ?? 'lead',
    days: days ?? standard?.days ?? 0,
    kind: standard?.kind ?? 'agreement',
    every: rhythmOf(every, standard),
    expectation: expectation ?? isShippedExpectation(standard),
    own,
    isStandard: standard !== undefined,
    isChanged:
      standard !== undefined &&
      [owner, days, every, expectation, own.title, own.doneWhen].some((v) => v !== undefined),
    isOff: off ?? false,
    checkedOn: checkedOn ?? null,
  };
}

type Standard = (typeof STANDARD_LIBRARY)[number] | undefined;

function rhythmOf(every: FileTemplate['every'], standard: Standard): RhythmEvery | null {
  if (every === 'once') return null;
  return every ?? shippedRhythm(standard);
}

/** The rhythm in which an example comes with Schakel. */
export function shippedRhythm(standard: Standard): RhythmEvery | null {
  return standard && 'every' in standard ? standard.every : null;
}

/** True for an example that comes with Schakel as an expectation of organisations and parents. */
export function isShippedExpectation(standard: Standard): boolean {
  return standard !== undefined && 'expectation' in standard;
}
