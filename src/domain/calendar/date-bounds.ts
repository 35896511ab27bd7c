import type { PlainDate } from '../vocabulary.ts';
import { addMonths, isPlainDate } from './index.ts';

/** How many months ahead of today or behind it a date may lie. Without a number the rule itself refuses that side. */
interface Bounds {
  readonly ahead?: number;
  readonly back?: number;
}

/**
 * The one place that says how far away a date may lie, for each kind of date there is. A date beyond it is a typing
 * mistake, and is asked back instead of kept: nobody would notice it, and what waits for it would wait for ever.
 */
export const DATE_BOUNDS = {
  /** An agreement about a child at home is a matter of weeks; two school years is more than any. */
  due: { ahead: 24 },
  /** A rest of longer than a year is no pause but an end, and is agreed anew. */
  pause: { ahead: 12 },
  /** The longest illness or leave that an employer knows is two years; without an end it is left empty. */
  absence: { ahead: 24 },
  /** A decision about a school place may hold for a whole school time, and one that just ended may still be noted. */
  validUntil: { ahead: 120, back: 12 },
  /** A procedure takes years at the longest, and one that runs already began some time ago. */
  track: { ahead: 36, back: 60 },
  /** A child is of school age for thirteen years, so it cannot be at home without school for longer. */
  firstDay: { back: 156 },
  /** A first lesson, or a day at home again, lies within the time that a case runs; the rule refuses days to come. */
  lesson: { back: 156 },
  /** A covenant and an accession to it are renewed long before twenty years; the rule refuses days to come. */
  signed: { back: 240 },
  /** A talk of longer than a year ago says nothing of how it stands now. */
  spokenOn: { back: 12 },
  /** School years are known three ahead at most; a day that was off matters until the counts over it are done. */
  dayOff: { ahead: 60, back: 24 },
  /** A region file is read again years later, so what it says of earlier years stays; a century that slipped does not. */
  inFile: { ahead: 60, back: 240 },
  /** It stands somewhere already, and is only named to say which one is meant: also one that lies too far away. */
  named: {},
} as const satisfies Readonly<Record<string, Bounds>>;
export type DateKind = keyof typeof DATE_BOUNDS;

/** The refusal of a date that lies too far, as a rule refuses: a text key with its values, and the field it is about. */
interface TooFar {
  readonly ok: false;
  readonly reply: {
    readonly key: 'refused.dateFarAhead' | 'refused.dateFarBack';
    readonly values: {
      readonly date: PlainDate;
      readonly years: number;
      /** The day that was probably meant. */
      readonly guess: PlainDate | null;
    };
    readonly field: string;
  };
}

/** Whether a date lies too far from today; null when it does not. */
export function tooFar(
  kind: DateKind,
  date: PlainDate | null,
  today: PlainDate,
  field: string,
): TooFar | null {
  if (date === null) return null;
  const { ahead, back }: Bounds = DATE_BOUNDS[kind];
  const refused = (key: TooFar['reply']['key'], months: number): TooFar => ({
    ok: false,
    reply: { key, values: { date, years: months / 12, guess: probablyMeant(kind, date, today) }, field },
  });
  if (ahead !== undefined && date > addMonths(today, ahead)) return refused('refused.dateFarAhead', ahead);
  if (back !== undefined && date < addMonths(today, -back)) return refused('refused.dateFarBack', back);
  return null;
}

/** A leap day comes back after eight years at most. */
const YEARS_TRIED = 9;

/** The same day in the nearest year that will do: the year is what people type wrong. */
function probablyMeant(kind: DateKind, date: PlainDate, today: PlainDate): PlainDate | null {
  const { ahead, back }: Bounds = DATE_BOUNDS[kind];
  const looksBack = ahead === undefined;
  const [from, to] = looksBack ? [addMonths(today, -(back ?? 0)), today] : [today, addMonths(today, ahead)];
  const years = Array.from(
    { length: YEARS_TRIED },
    (_, n) => Number(today.slice(0, 4)) + (looksBack ? -n : n),
  );
  const days = years.map((year) => `${year}${date.slice(4)}`);
  return days.find((day) => isPlainDate(day) && day >= from && day <= to) ?? null;
}
