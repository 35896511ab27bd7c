import { type PlainDate, type RegionCalendar, type Weekday, weekdayOf } from '../../domain/calendar/index.ts';
import { seen, withDigits } from '../../domain/typed-text.ts';
import { readNames, readNumbers } from './absolute.ts';
import type { Meaning } from './meanings.ts';
import { readPhrase } from './phrases.ts';
import { vocabularies } from './vocabulary.ts';

export { formatDate } from '../../text/words/dates.ts';

/** `ambiguous`: understood, but it fits more than one day (`next week`, a weekday that contradicts its date). */
export type UnderstoodDate =
  | { ok: true; date: PlainDate; weekday: Weekday }
  | { ok: false; reason: 'not-understood' | 'ambiguous' };

/** Longer than any way of saying a day; keeps a pasted story away from the patterns. */
const LONGEST = 60;

/**
 * The day that a person typed: `overmorgen`, `binnen 5 werkdagen`, `do 18 mrt`, `Tuesday week`, `31-12`.
 *
 * A weekday is the coming one; said on the day itself it is a week later (for today there is "today"). A day
 * and month is its next occurrence, today included. The end of a week or month is its last working day. Only a
 * text that says so (`yesterday`, a full date) gives a day in the past; with `looksBack`, where a day is asked for
 * that has been, it is the other way round. The answer is always to be shown back
 * with its weekday, and is not yet checked: see `checkDueDate`.
 */
export function understandDate(
  text: string,
  context: { language: 'nl' | 'en'; today: PlainDate; calendar: RegionCalendar; looksBack?: boolean },
): UnderstoodDate {
  const words = plain(text, context.language);
  const meaning = words.length === 0 || words.length > LONGEST ? undefined : read(words, context);
  if (meaning === undefined) return { ok: false, reason: 'not-understood' };
  if (meaning === 'ambiguous') return { ok: false, reason: 'ambiguous' };
  return { ok: true, date: meaning, weekday: weekdayOf(meaning) };
}

function read(words: string, context: Parameters<typeof understandDate>[1]): Meaning {
  const { language } = context;
  return (
    readPhrase(words, language, context) ??
    readNumbers(words, language, context) ??
    readNames(words, language, context)
  );
}

/** Small letters, single spaces, our digits, nothing that cannot be seen, and without the words that do not change the day. */
function plain(text: string, language: 'nl' | 'en'): string {
  const { before, after } = vocabularies[language];
  const words = withDigits(seen(text)).toLowerCase();
  return words
    .replace(/[.,!;]+$/u, '')
    .replace(before, '')
    .replace(after, '')
    .trim();
}
