import { tooFar } from '../calendar/date-bounds.ts';
import type { Weekday } from '../calendar/index.ts';
import type {
  FileSchoolHoliday,
  FileSchoolHolidays,
  HolidayKind,
  RegionFile,
  SchoolRegion,
} from '../region/region-file.ts';
import type { Timers } from '../region/timers.ts';
import type { ReplyKey } from '../reply-keys.ts';
import type { PlainDate } from '../vocabulary.ts';
import { type Edit, edited, given, gone, put, without } from './edit.ts';
import { organisationIndex } from './organisations.ts';

/** The days and hours of a region: working days, holidays, school holidays, contact hours and the timers. */

export interface HoursValues {
  readonly from: string;
  readonly to: string;
  readonly nudgeTime: string;
  readonly workingDays: readonly Weekday[];
}

export function putHours(file: RegionFile, v: HoursValues): Edit {
  return edited(
    { ...file, contactHours: { from: v.from, to: v.to }, nudgeTime: v.nudgeTime, workingDays: v.workingDays },
    [],
    { key: 'done.manage.hours' },
    { 'contactHours.from': 'hoursFrom', 'contactHours.to': 'hoursTo' },
  );
}

export function putTimers(file: RegionFile, timers: Timers): Edit {
  return edited(
    { ...file, timers },
    ['timers'],
    { key: 'done.manage.timers' },
    {
      'remindBeforeLong.days': 'remindBeforeLongDays',
      'remindBeforeLong.whenTermAtLeast': 'remindBeforeLongTerm',
    },
  );
}

/**
 * Sets which of the usual holidays are days off. `shown` were the choices, `off` the dates that were ticked. A date
 * that the file excepts stays a date: next year that holiday counts again.
 */
export function putHolidays(
  file: RegionFile,
  shown: readonly { readonly date: PlainDate; readonly name: string }[],
  off: readonly PlainDate[],
): Edit {
  const dates = file.holidays.except.filter((x) => isDate(x) && !off.includes(x));
  const names = shown.filter(({ date }) => !off.includes(date) && !dates.includes(date)).map((d) => d.name);
  const except = [...new Set([...dates, ...names])];
  return edited({ ...file, holidays: { ...file.holidays, except } }, ['holidays'], {
    key: 'done.manage.holidays',
  });
}

/** Sets which sorts of holiday count at all; none chosen: what is usual in the country. */
export function putHolidayKinds(file: RegionFile, kinds: readonly HolidayKind[]): Edit {
  const { count: _old, ...rest } = file.holidays;
  const holidays = { ...rest, ...(kinds.length > 0 ? { count: kinds } : {}) };
  return edited({ ...file, holidays }, ['holidays'], { key: 'done.manage.holidays' });
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

export function addDayOff(file: RegionFile, date: PlainDate, name: string, today: PlainDate): Edit {
  const far = tooFar('dayOff', date, today, 'date');
  if (far) return far;
  const extra = [...file.holidays.extra.filter((d) => d.date !== date), { date, name }].toSorted((a, b) =>
    a.date.localeCompare(b.date),
  );
  const at = extra.findIndex((d) => d.date === date);
  return edited({ ...file, holidays: { ...file.holidays, extra } }, ['holidays', 'extra', at], {
    key: 'done.manage.saved',
    values: { what: name },
  });
}

export function removeDayOff(file: RegionFile, date: PlainDate): Edit {
  const index = file.holidays.extra.findIndex((d) => d.date === date);
  const old = file.holidays.extra[index];
  if (!old) return gone();
  const extra = without(file.holidays.extra, index);
  return edited({ ...file, holidays: { ...file.holidays, extra } }, ['holidays'], {
    key: 'done.manage.removed',
    values: { what: old.name },
  });
}

/** Sets the table of the region or of one school (`organisation`). One without table or own days has the region's. */
export function putSchoolRegion(
  file: RegionFile,
  organisation: string | null,
  region: SchoolRegion | null,
): Edit {
  return onHolidays(file, organisation, { key: 'done.manage.schoolHolidays' }, ({ extra }) => ({
    ...given('region', region),
    extra,
  }));
}

export function addSchoolHoliday(
  file: RegionFile,
  organisation: string | null,
  holiday: FileSchoolHoliday,
  today: PlainDate,
): Edit {
  const far = tooFar('dayOff', holiday.from, today, 'from') ?? tooFar('dayOff', holiday.to, today, 'to');
  if (far) return far;
  let at = 0;
  const edit = onHolidays(
    file,
    organisation,
    { key: 'done.manage.saved', values: { what: holiday.name } },
    (old) => {
      const extra = [...old.extra, holiday].toSorted((a, b) => a.from.localeCompare(b.from));
      at = extra.indexOf(holiday);
      return { ...old, extra };
    },
  );
  return edit.ok ? { ...edit, at: [...edit.at, 'extra', at] } : edit;
}

export function removeSchoolHoliday(file: RegionFile, organisation: string | null, from: PlainDate): Edit {
  return onHolidays(file, organisation, { key: 'done.manage.schoolHolidays' }, (old) => ({
    ...old,
    extra: old.extra.filter((h) => h.from !== from),
  }));
}

function onHolidays(
  file: RegionFile,
  organisation: string | null,
  reply: { readonly key: ReplyKey; readonly values?: { readonly what: string } },
  change: (old: FileSchoolHolidays) => FileSchoolHolidays,
): Edit {
  if (organisation === null)
    return edited({ ...file, schoolHolidays: change(file.schoolHolidays) }, ['schoolHolidays'], reply);
  const at = organisationIndex(file, organisation);
  const of = file.organisations[at];
  if (!of) return gone();
  const own = change(of.schoolHolidays ?? { extra: [] });
  const { schoolHolidays: _old, ...rest } = of;
  const next = own.region || own.extra.length > 0 ? { ...rest, schoolHolidays: own } : rest;
  return edited(
    { ...file, organisations: put(file.organisations, at, next) },
    ['organisations', at, 'schoolHolidays'],
    reply,
  );
}
