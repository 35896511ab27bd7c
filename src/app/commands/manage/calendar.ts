import { z } from 'zod';
import {
  addDayOff,
  addSchoolHoliday,
  putHolidayKinds,
  putHolidays,
  putHours,
  putSchoolRegion,
  putTimers,
  removeDayOff,
  removeSchoolHoliday,
} from '../../../domain/manage/calendar.ts';
import { HOLIDAY_KINDS } from '../../../domain/region/region-file.ts';
import { date } from '../args.ts';
import { count, MANAGERS, maybe, ticks, typedText, weekdays } from './fields.ts';
import { managed } from './managed.ts';

const TIMERS = {
  remindBefore: count,
  remindBeforeLongDays: count,
  remindBeforeLongTerm: count,
  overdueOwner: count,
  remindEvery: count,
  overdueDeputy: count,
  overdueLead: count,
  escalationNotice: count,
  escalation: count,
  leadMissingAlert: count,
  leadMissingLadder: count,
  silence: count,
  validUntilReminderWeeks: count,
  acknowledgementExpires: count,
  confirmAgain: count,
  confirmCall: count,
  doneAgain: count,
  doneLead: count,
  consentAgain: count,
  consentLead: count,
  contactAgain: count,
  contactAway: count,
  pastCall: count,
  unreadCall: count,
  closingAnswer: count,
  intakeOpen: count,
  reportRead: count,
  appealAnswer: count,
};

/** Days and hours of a region. Its open cases are planned anew afterwards. */
export const calendarCommands = [
  managed({
    name: 'manage.hours',
    action: 'region.hours',
    who: MANAGERS,
    shape: { hoursFrom: typedText, hoursTo: typedText, nudgeTime: typedText, workingDays: ticks },
    edit: ({ region, args }) =>
      putHours(region.file, {
        from: args.hoursFrom,
        to: args.hoursTo,
        nudgeTime: args.nudgeTime,
        workingDays: weekdays(args.workingDays),
      }),
  }),
  managed({
    name: 'manage.timers',
    action: 'region.timers',
    who: MANAGERS,
    shape: TIMERS,
    edit: ({ region, args }) => {
      const { remindBeforeLongDays: days, remindBeforeLongTerm: whenTermAtLeast, ...rest } = args;
      return putTimers(region.file, { ...rest, remindBeforeLong: { days, whenTermAtLeast } });
    },
  }),
  managed({
    name: 'manage.holidays',
    action: 'region.holidays',
    who: MANAGERS,
    shape: { shown: z.string().max(3000), off: ticks },
    edit: ({ region, args }) => putHolidays(region.file, shownDays(args.shown), args.off),
  }),
  managed({
    name: 'manage.holidayKinds',
    action: 'region.holidays',
    who: MANAGERS,
    shape: { kinds: ticks },
    edit: ({ region, args }) =>
      putHolidayKinds(
        region.file,
        HOLIDAY_KINDS.filter((kind) => args.kinds.includes(kind)),
      ),
  }),
  managed({
    name: 'manage.dayOff',
    action: 'region.day_off',
    who: MANAGERS,
    shape: { date: date('dayOff'), name: typedText },
    edit: ({ region, args, today }) => addDayOff(region.file, args.date, args.name, today),
  }),
  managed({
    name: 'manage.dayOffRemove',
    action: 'region.day_off_removed',
    who: MANAGERS,
    shape: { date: date('named') },
    edit: ({ region, args }) => removeDayOff(region.file, args.date),
  }),
  managed({
    name: 'manage.schoolRegion',
    action: 'region.school_holidays',
    who: MANAGERS,
    shape: {
      organisation: maybe,
      schoolRegion: z
        .enum(['Noord', 'Midden', 'Zuid', ''])
        .optional()
        .transform((v) => v || null),
    },
    edit: ({ region, args }) => putSchoolRegion(region.file, args.organisation, args.schoolRegion),
  }),
  managed({
    name: 'manage.schoolHoliday',
    action: 'region.school_holidays',
    who: MANAGERS,
    shape: { organisation: maybe, name: typedText, from: date('dayOff'), to: date('dayOff') },
    edit: ({ region, args: { organisation, name, from, to }, today }) =>
      addSchoolHoliday(region.file, organisation, { name, from, to }, today),
  }),
  managed({
    name: 'manage.schoolHolidayRemove',
    action: 'region.school_holidays',
    who: MANAGERS,
    shape: { organisation: maybe, from: date('named') },
    edit: ({ region, args }) => removeSchoolHoliday(region.file, args.organisation, args.from),
  }),
];

/** The choices as the form carried them: `2027-04-27=Koningsdag|…`. */
function shownDays(shown: string): { date: string; name: string }[] {
  return shown.split('|').flatMap((day) => {
    const [date = '', name = ''] = day.split('=');
    return date && name ? [{ date, name }] : [];
  });
}
