import { addDays, addMonths, daysBetween, type PlainDate } from './dates.ts';
import { addWorkingDays, nextWorkingDay, type RegionCalendar } from './working-days.ts';

/** Days on which the clock of a case speaks. Each but `threeMonthDate` is a working day. */
export interface ClockDates {
  /** The norm date itself; may be a day off, it is only shown. */
  threeMonthDate: PlainDate;
  fourWeeksBefore: PlainDate;
  twoWeeksBefore: PlainDate;
  firstWorkingDayAfter: PlainDate;
}

/** How many days the child is at home, the first day counted as day 1; 0 before it. Holidays count. */
export function daysAtHome(firstDay: PlainDate, today: PlainDate): number {
  return Math.max(0, daysBetween(firstDay, today) + 1);
}

/** Three calendar months after the first day at home; 30 November gives the last day of February. */
export function threeMonthDate(firstDay: PlainDate): PlainDate {
  return addMonths(firstDay, 3);
}

/** Four weeks after the first day at home: from then on it is long (docs/domain.md#four-weeks). */
export function fourWeekDate(firstDay: PlainDate): PlainDate {
  return addDays(firstDay, 28);
}

/** When the clock messages go out (docs/domain.md#timers). One that falls on a day off moves to the next working day. */
export function clockDates(cal: RegionCalendar, norm: PlainDate): ClockDates {
  return {
    threeMonthDate: norm,
    fourWeeksBefore: nextWorkingDay(cal, addDays(norm, -28)),
    twoWeeksBefore: nextWorkingDay(cal, addDays(norm, -14)),
    firstWorkingDayAfter: addWorkingDays(cal, norm, 1),
  };
}
