/**
 * Questions that are usually asked of a party around a child at home (C03), by its kind. They are examples: who asks
 * changes them, and nothing is asked before somebody sends it.
 */

/** The kinds of party that an example can be for; `any`: of every other kind. */
export const QUESTION_SEATS = ['school', 'partnership', 'attendance', 'municipality', 'care', 'any'] as const;
export type QuestionSeat = (typeof QUESTION_SEATS)[number];

/** The longest question. */
export const QUESTION_TEXT_MAX = 300;

/**
 * A line of a region's file: what it says otherwise than what comes with Schakel, or an example of its own. What the file
 * does not name stays as it comes.
 */
export interface FileQuestion {
  readonly key: string;
  readonly seat?: QuestionSeat | undefined;
  readonly text?: string | undefined;
  /** The region does not use it. */
  readonly off?: boolean | undefined;
}

export interface QuestionExample {
  readonly key: string;
  readonly seat: QuestionSeat;
  /** Words of the region; null: those that come with Schakel. */
  readonly own: string | null;
  readonly isStandard: boolean;
  readonly isOff: boolean;
}

/** The examples that come with Schakel, in the order in which they are shown. */
export const STANDARD_QUESTIONS = [
  { key: 'school-tried', seat: 'school' },
  { key: 'school-needed', seat: 'school' },
  { key: 'school-now', seat: 'school' },
  { key: 'partnership-known', seat: 'partnership' },
  { key: 'partnership-places', seat: 'partnership' },
  { key: 'partnership-needed', seat: 'partnership' },
  { key: 'attendance-known', seat: 'attendance' },
  { key: 'attendance-agreed', seat: 'attendance' },
  { key: 'municipality-help', seat: 'municipality' },
  { key: 'municipality-decision', seat: 'municipality' },
  { key: 'municipality-who', seat: 'municipality' },
  { key: 'care-conditions', seat: 'care' },
  { key: 'care-when', seat: 'care' },
  { key: 'care-who', seat: 'care' },
  { key: 'any-done', seat: 'any' },
  { key: 'any-needed', seat: 'any' },
  { key: 'any-who', seat: 'any' },
] as const satisfies readonly Pick<QuestionExample, 'key' | 'seat'>[];

export function standardQuestion(key: string): (typeof STANDARD_QUESTIONS)[number] | undefined {
  return STANDARD_QUESTIONS.find((one) => one.key === key);
}

interface WithQuestions {
  readonly questions?: readonly FileQuestion[] | undefined;
}

/** All examples of a region, also those that it does not use: what comes with Schakel, then its own. */
export function wholeQuestions({ questions = [] }: WithQuestions): QuestionExample[] {
  const said = (key: string): FileQuestion => questions.find((one) => one.key === key) ?? { key };
  const own = questions.filter((one) => standardQuestion(one.key) === undefined);
  return [...STANDARD_QUESTIONS.map(({ key }) => said(key)), ...own].map(({ key, seat, text, off }) => ({
    key,
    seat: seat ?? standardQuestion(key)?.seat ?? 'any',
    own: text ?? null,
    isStandard: standardQuestion(key) !== undefined,
    isOff: off ?? false,
  }));
}

const SEAT_OF_TYPE: Readonly<Record<string, QuestionSeat>> = {
  school: 'school',
  educationPartnership: 'partnership',
  attendance: 'attendance',
  municipality: 'municipality',
  careProvider: 'care',
};

interface OfRegion {
  readonly file: WithQuestions;
  readonly organisations: readonly { readonly key: string; readonly type: string }[];
}

/** The examples for one party: those of its kind that the region uses, or else those for any. Its own come first. */
export function questionsFor(region: OfRegion, partyKey: string): QuestionExample[] {
  const type = region.organisations.find((o) => o.key === partyKey)?.type ?? '';
  const seat = (Object.hasOwn(SEAT_OF_TYPE, type) ? SEAT_OF_TYPE[type] : undefined) ?? 'any';
  const used = wholeQuestions(region.file).filter((one) => !one.isOff);
  const ofSeat = used.filter((one) => one.seat === seat);
  const some = ofSeat.length > 0 ? ofSeat : used.filter((one) => one.seat === 'any');
  return [...some.filter((one) => !one.isStandard), ...some.filter((one) => one.isStandard)];
}
