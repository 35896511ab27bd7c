import type { FileOrganisation } from '../../../domain/region/region-file.ts';
import type { Block } from '../../../ports/document.ts';
import { TIMER_FIELDS } from '../../forms/manage.ts';
import { weekdayName } from '../../words/dates.ts';
import { date, word } from '../../words/tools.ts';
import type { TextKey } from '../../words/translate.ts';
import { change, remove, row, type Section, type Setup, says, small } from './setup.ts';

/** Days on which Schakel is silent, school holidays it asks about, hours and timers. */
export function calendarSections(s: Setup): Section[] {
  const { file, reader } = s;
  return [
    { title: word(reader, 'manage.holidaysTitle'), blocks: holidays(s) },
    {
      title: word(reader, 'manage.daysOffTitle'),
      blocks: [
        ...(file.holidays.extra.length === 0 ? [says(s, 'manage.daysOffNone')] : []),
        ...file.holidays.extra.flatMap((d) => [
          says(s, 'manage.dayOff', { name: d.name, date: date(reader, d.date) }),
          row(remove(s, 'manage.dayOffRemove', { date: d.date })),
        ]),
        row(change(s, 'manage.b.addDayOff', 'manage.dayOff')),
      ],
    },
    { title: word(reader, 'manage.schoolTitle'), blocks: schoolHolidayBlocks(s, null) },
  ];
}

function holidays(s: Setup): Block[] {
  const { reader } = s;
  const shown = (counts: boolean): string =>
    s.holidays
      .filter((d) => d.counts === counts)
      .map((d) => `${d.name} (${date(reader, d.date)})`)
      .join('\n');
  return [
    says(s, 'manage.holidaysOff', { days: shown(true) || 'none' }),
    ...(shown(false) ? [says(s, 'manage.holidaysWorked', { days: shown(false) })] : []),
    small(s, 'manage.holidayKinds', {
      kinds:
        s.file.holidays.count?.map((k) => word(reader, `manage.holidayKind.${k}` as TextKey)).join('; ') ??
        'none',
    }),
    row(
      change(s, 'manage.b.change', 'manage.holidays'),
      change(s, 'manage.b.holidayKinds', 'manage.holidayKinds'),
    ),
  ];
}

/** Shows the school holidays of the region, or of a school that has days of its own. */
export function schoolHolidayBlocks(s: Setup, of: FileOrganisation | null): Block[] {
  const own = of ? of.schoolHolidays : s.file.schoolHolidays;
  const args = of ? { organisation: of.key } : {};
  const now: TextKey = of ? (own ? 'manage.schoolOwn' : 'manage.schoolAsRegion') : 'manage.schoolRegion';
  return [
    ...(of ? [{ kind: 'heading' as const, text: word(s.reader, 'manage.schoolTitle') }] : []),
    says(s, now, { region: own?.region ?? 'none' }),
    ...(own?.extra ?? []).flatMap((h) => [
      says(s, 'manage.schoolHoliday', {
        name: h.name,
        from: date(s.reader, h.from),
        to: date(s.reader, h.to),
      }),
      row(remove(s, 'manage.schoolHolidayRemove', { ...args, from: h.from })),
    ]),
    row(
      change(s, 'manage.b.schoolRegion', 'manage.schoolRegion', args),
      change(s, 'manage.b.addSchoolHoliday', 'manage.schoolHoliday', args),
    ),
  ];
}

export function timeSections(s: Setup): Section[] {
  const { file, reader } = s;
  const { contactHours, nudgeTime, workingDays } = file;
  const { remindBeforeLong, ...timers } = file.timers;
  const values: Readonly<Record<string, number>> = {
    ...timers,
    remindBeforeLongDays: remindBeforeLong.days,
    remindBeforeLongTerm: remindBeforeLong.whenTermAtLeast,
  };
  return [
    {
      title: word(reader, 'manage.hoursTitle'),
      blocks: [
        says(s, 'manage.hours', {
          from: contactHours.from,
          to: contactHours.to,
          nudge: nudgeTime,
          days: workingDays.map((d) => weekdayName(d, reader.language)).join(', '),
        }),
        row(change(s, 'manage.b.change', 'manage.hours')),
      ],
    },
    {
      title: word(reader, 'manage.timersTitle'),
      blocks: [
        small(s, 'manage.timersText'),
        {
          kind: 'facts',
          facts: TIMER_FIELDS.map((name) => ({
            label: word(reader, `manage.f.${name}` as TextKey),
            value: [String(values[name])],
          })),
        },
        row(change(s, 'manage.b.change', 'manage.timers')),
      ],
    },
  ];
}
