/** Days, working days and moments: the one door to the calendar. Pure; today and now are always passed in. */
export { clockDates, daysAtHome, fourWeekDate, threeMonthDate } from './case-clock.ts';
export { nextContactMoment, nextContactWindow } from './contact-hours.ts';
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
} from './dates.ts';
export { checkDueDate } from './due-date.ts';
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
} from './working-days.ts';
