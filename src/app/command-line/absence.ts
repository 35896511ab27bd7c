import { addDays } from '../../domain/calendar/index.ts';
import { withDigits } from '../../domain/typed-text.ts';
import type { PlainDate } from '../../domain/vocabulary.ts';
import { dayInNumberedWeek, dayInWeek } from '../typed-date/meanings.ts';
import { dateIn } from './dates.ts';
import { commandOf, formOf, type Meant, type Typing } from './meant.ts';

/** First and last day; null: until further notice. */
type Days = readonly [first: PlainDate, last: PlainDate | null];

const BACK = /^(?:terug|back|weer|aanwezig)\b/;
const OPEN = /^(?:vanaf|from|starting)\s+(.+)$/;
const UNTIL = /^(?:t\/m|tot en met|up to and including|tot|until|till|through|to)\s+(.+)$/;
const RANGE =
  /^(?:van(?:af)?\s+|from\s+)?(.+?)(?:\s*t\/m\s*|\s+(?:tot en met|up to and including|tot|until|till|through|to|-|–)\s+)(.+)$/;
const SHORT_RANGE = /^(\d{1,2})\s*[-–]\s*(\d{1,2}\s+\p{L}.*)$/u;
const AND = /\s*(?:,|&|\s(?:en|and)\s)\s*/;

/** `afwezig maandag` is that day; `afwezig t/m vrijdag`, `van maandag t/m woensdag`, `volgende week`, `vanaf maandag`, `terug`. */
export function absence(rest: string, typing: Typing): Meant {
  const said = withDigits(rest)
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[.!]+$/, '');
  if (said === '') return formOf('absence.report', {});
  if (BACK.test(said)) return commandOf('absence.end', {});
  const days = daysIn(said, typing);
  if (days === undefined)
    return { does: 'say', key: 'refused.dateNotUnderstood', values: { text: rest.slice(0, 60) } };
  const [from, until] = days;
  return commandOf('absence.report', { from, until: until ?? '' });
}

function daysIn(said: string, typing: Typing): Days | undefined {
  const [, only] = UNTIL.exec(said) ?? [];
  if (only) return range(typing.today, only, typing);
  const [, first, last] = SHORT_RANGE.exec(said) ?? RANGE.exec(said) ?? [];
  if (first && last) return range(firstOf(first, last, typing), last, typing);
  const [, start] = OPEN.exec(said) ?? [];
  if (start) {
    const from = dateIn(start, typing) ?? weekIn(start, typing)?.[0];
    return from === undefined ? undefined : [from, null];
  }
  const day = dateIn(said, typing);
  return day ? [day, day] : (weekIn(said, typing) ?? rowOf(said, typing));
}

/** The last day counts. A weekday that would lie before the first day is the one that comes after it. */
function range(from: PlainDate | undefined, last: string, typing: Typing): Days | undefined {
  const until = dateIn(last, typing);
  if (from === undefined || until === undefined) return undefined;
  return [from, until < from ? (dateIn(last, typing, from) ?? until) : until];
}

/** The first day of “15 t/m 17 maart” is in March too. */
function firstOf(first: string, last: string, typing: Typing): PlainDate | undefined {
  const isBare = /^\d{1,2}$/.test(first);
  return dateIn(isBare ? last.replace(/^\d+/, first) : first, typing);
}

/** A whole week, from Monday to Sunday; of this week what is left. */
function weekIn(said: string, { today, calendar }: Typing): Days | undefined {
  const at = { today, calendar };
  if (/^(?:deze week|de rest van (?:de|deze) week|this week|the rest of (?:the|this) week)$/.test(said))
    return [today, dayInWeek(at, 7, 0)];
  if (/^(?:(?:de )?(?:hele )?(?:volgende|komende) week|(?:all )?(?:of )?next week)$/.test(said))
    return [dayInWeek(at, 1, 1), dayInWeek(at, 7, 1)];
  const [, number] = /^(?:in )?week (\d{1,2})$/.exec(said) ?? [];
  const sunday = number === undefined ? undefined : dayInNumberedWeek(at, Number(number), 7);
  if (sunday === undefined || sunday === 'ambiguous') return undefined;
  const monday = addDays(sunday, -6);
  return [monday < today ? today : monday, sunday];
}

/** “Maandag en dinsdag”: days that follow each other. */
function rowOf(said: string, typing: Typing): Days | undefined {
  const parts = said.split(AND);
  const days = parts.map((part) => dateIn(part, typing));
  const [first, last] = [days[0], days.at(-1)];
  const follows = days.every(
    (day, i) => day !== undefined && (i === 0 || day === addDays(days[i - 1] ?? day, 1)),
  );
  return parts.length > 1 && follows && first && last ? [first, last] : undefined;
}
