import { tooFar } from '../../../domain/calendar/date-bounds.ts';
import { isPlainDate } from '../../../domain/calendar/index.ts';
import type { PlainDate } from '../../../domain/vocabulary.ts';
import type { Problem } from '../error-words.ts';
import type { Path } from '../problems.ts';

/**
 * Days that lie too far from today to be meant, each with the day that probably was. Whatever is written as a day is
 * one, so that a part that is added to the file is looked at on the day it is added.
 */
export function checkDays(part: unknown, today: PlainDate, at: Path = []): Problem[] {
  if (typeof part === 'string') return isPlainDate(part) ? checkDay(part, today, at) : [];
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([step, value]) =>
    checkDays(value, today, [...at, Array.isArray(part) ? Number(step) : step]),
  );
}

function checkDay(date: PlainDate, today: PlainDate, path: Path): Problem[] {
  const far = tooFar('inFile', date, today, '');
  if (!far) return [];
  const { guess, years } = far.reply.values ?? {};
  return [
    {
      path,
      is: far.reply.key === 'refused.dateFarAhead' ? 'date-ahead' : 'date-back',
      near: typeof guess === 'string' ? guess : 'none',
      limit: Number(years),
    },
  ];
}
