/** Days, working days and moments: the one door to the calendar. Pure; today and now are always passed in. */
export { clockDates, daysAtHome, fourWeekDate, threeMonthDate } from './calendar/case-clock.ts';
export { nextContactMoment, nextContactWindow } from './calendar/contact.ts';
export {
  addDays,
  addMonths,
  daysBetween,
  instantAt,
  isPlainDate,
  localDate,
  type PlainDate,
  type Weekday,
  weekdayOf,
} from './calendar/dates.ts';
export { checkDueDate } from './calendar/due-date.ts';
export {
  addWorkingDays,
  addWorkingDaysFor,
  isAbsent,
  isWorkingDay,
  nextWorkingDay,
  nextWorkingDayFor,
  type PersonCalendar,
  previousWorkingDay,
  type RegionCalendar,
  workingDaysBetween,
  worksOn,
} from './calendar/working-days.ts';
