import type { Weekday } from '../../domain/calendar/index.ts';
import { monthNames } from '../../text/words/dates.ts';
import {
  bareDay,
  type Context,
  comingDay,
  dayInNumberedWeek,
  dayInWeek,
  dayOfMonth,
  dayWeeksLater,
  endOfMonth,
  endOfNamedMonth,
  endOfWeek,
  type Found,
  inUnits,
  inWorkingDays,
  lastDay,
  type Meaning,
  nextDay,
  startOfWeek,
  todayOrComing,
} from './meanings.ts';
import { type Vocabulary, vocabularies } from './vocabulary.ts';

type Rule = [patterns: readonly string[], means: (found: Required<Found>, context: Context) => Meaning];

/** Gives each phrase of the vocabulary its meaning. The first that fits the whole text wins. */
function rules(words: Vocabulary): Rule[] {
  const { phrases: p } = words;
  return [
    [p.today, (_, c) => c.today],
    [p.tomorrow, (_, c) => inUnits(c, 1, 'day')],
    [p.dayAfterTomorrow, (_, c) => inUnits(c, 2, 'day')],
    [p.inWorkingDays, ({ n }, c) => inWorkingDays(c, n)],
    [p.inDays, ({ n }, c) => inUnits(c, n, 'day')],
    [p.inWeeks, ({ n }, c) => inUnits(c, n, 'week')],
    [p.inTwoWeeks, (_, c) => inUnits(c, 2, 'week')],
    [p.inMonths, ({ n }, c) => inUnits(c, n, 'month')],
    [p.daysAgo, ({ n }, c) => inUnits(c, -n, 'day')],
    [p.weeksAgo, ({ n }, c) => inUnits(c, -n, 'week')],
    [p.monthsAgo, ({ n }, c) => inUnits(c, -n, 'month')],
    [p.bareDay, ({ day }, c) => bareDay(c, day)],
    [p.comingDay, ({ day }, c) => comingDay(c, day)],
    [p.lastDay, ({ day }, c) => lastDay(c, day)],
    [p.dayLastWeek, ({ day }, c) => dayInWeek(c, day, -1)],
    [p.thisDay, ({ day }, c) => todayOrComing(c, day)],
    [p.nextDay, ({ day }, c) => nextDay(c, day)],
    [p.dayThisWeek, ({ day }, c) => dayInWeek(c, day, 0)],
    [p.dayNextWeek, ({ day }, c) => dayInWeek(c, day, 1)],
    [p.dayWeekLater, ({ day }, c) => dayWeeksLater(c, day, 1)],
    [p.dayWeeksLater, ({ day, n }, c) => dayWeeksLater(c, day, n)],
    [p.endOfWeek, (_, c) => endOfWeek(c, 0)],
    [p.endOfNextWeek, (_, c) => endOfWeek(c, 1)],
    [p.startOfNextWeek, (_, c) => startOfWeek(c, 1)],
    [p.endOfMonth, (_, c) => endOfMonth(c, 0)],
    [p.endOfNextMonth, (_, c) => endOfMonth(c, 1)],
    [p.endOfNamedMonth, ({ month }, c) => endOfNamedMonth(c, month)],
    [p.endOfNamedMonthAndYear, ({ month, year }, c) => endOfNamedMonth(c, month, year)],
    [p.dayOfMonth, ({ n }, c) => dayOfMonth(c, n)],
    [p.dayInNumberedWeek, ({ n, day }, c) => dayInNumberedWeek(c, n, day)],
    [p.endOfNumberedWeek, ({ n }, c) => dayInNumberedWeek(c, n)],
    [p.moreThanOneDay, () => 'ambiguous'],
  ];
}

interface Reader {
  rules: { pattern: RegExp; means: Rule[1] }[];
  read(groups: Record<string, string | undefined>): Found;
}

const readers = new Map<'nl' | 'en', Reader>();

/** Reads the phrases that a date library misses or reads differently than people here mean them. */
export function readPhrase(text: string, language: 'nl' | 'en', context: Context): Meaning {
  const reader = readers.get(language) ?? makeReader(language);
  readers.set(language, reader);
  for (const { pattern, means } of reader.rules) {
    const match = pattern.exec(text);
    if (match) return means(reader.read(match.groups ?? {}) as Required<Found>, context);
  }
  return undefined;
}

function makeReader(language: 'nl' | 'en'): Reader {
  const words = vocabularies[language];
  const months = monthNames(language);
  const days = words.weekdays.flat().join('|');
  const numbers = Object.keys(words.numbers).join('|');
  const fill = (phrase: string) =>
    phrase
      .replace('DAY', `(?<day>${days})`)
      .replace('MONTH', `(?<month>${months.flat().join('|')})`)
      .replace('YEAR', '(?<year>20\\d\\d)')
      .replace('N', `(?<n>\\d{1,3}|${numbers})`);
  return {
    rules: rules(words).flatMap(([patterns, means]) =>
      patterns.map((phrase) => ({ pattern: new RegExp(`^(?:${fill(phrase)})$`, 'u'), means })),
    ),
    read: ({ day, n, month, year }) => ({
      ...(day ? { day: (words.weekdays.findIndex((names) => names.includes(day)) + 1) as Weekday } : {}),
      ...(n ? { n: words.numbers[n] ?? Number(n) } : {}),
      ...(month ? { month: months.findIndex((names) => names.includes(month)) + 1 } : {}),
      ...(year ? { year: Number(year) } : {}),
    }),
  };
}
