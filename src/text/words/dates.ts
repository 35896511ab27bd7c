import type { PlainDate } from '../../domain/calendar/index.ts';

const LOCALES = { nl: 'nl-NL', en: 'en-GB' } as const;
const PARTS = ['weekday', 'day', 'month', 'year'] as const;

const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * A date as people read it, always with its weekday: `donderdag 18 maart 2027`, `Thursday 18 March 2027`; with
 * `short`, without the year: `do 18 mrt`, `Thu 18 Mar`. The same on every machine, whatever its own language.
 */
export function formatDate(date: PlainDate, language: 'nl' | 'en', style: 'long' | 'short' = 'long'): string {
  const found = formatter(language, style).formatToParts(new Date(`${date}T00:00:00Z`));
  // Put together here, because the commas and dots between the parts differ between versions of Node.
  const words = PARTS.flatMap(
    (type) => found.find((part) => part.type === type)?.value.replace('.', '') ?? [],
  );
  return words.join(' ');
}

/** The name of an ISO weekday (1 is Monday); 4 January 2027 is one. */
export function weekdayName(day: number, language: 'nl' | 'en'): string {
  return formatDate(`2027-01-${String(3 + day).padStart(2, '0')}`, language).split(/[ ,]/)[0] ?? '';
}

function formatter(language: 'nl' | 'en', style: 'long' | 'short'): Intl.DateTimeFormat {
  const key = `${language} ${style}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: 'UTC',
    weekday: style,
    day: 'numeric',
    month: style,
    ...(style === 'long' ? { year: 'numeric' } : {}),
  });
  formatters.set(key, made);
  return made;
}

/** The names of the twelve months, long and short, in small letters, without dots. */
export function monthNames(language: 'nl' | 'en'): string[][] {
  return Array.from({ length: 12 }, (_, month) =>
    (['long', 'short'] as const).map((style) =>
      new Intl.DateTimeFormat(LOCALES[language], { month: style, timeZone: 'UTC' })
        .format(new Date(Date.UTC(2027, month, 1)))
        .toLowerCase()
        .replace('.', ''),
    ),
  );
}

/** The time on the clock of a zone at an instant, `14:05`. */
export function clockOf(zone: string | undefined, at: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone ?? 'Europe/Amsterdam',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));
}

/** A month as people read it: `september 2028`, from `2028-09`. */
export function formatMonth(month: string, language: 'nl' | 'en'): string {
  const [, name = '', year = ''] = formatDate(`${month}-01`, language).split(' ').slice(1);
  return `${name} ${year}`;
}
