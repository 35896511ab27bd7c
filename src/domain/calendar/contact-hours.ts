import { addDays, type Instant, instantAt, localDate, normaliseInstant } from './dates.ts';
import {
  type ContactHours,
  isWorkingDay,
  nextWorkingDay,
  nextWorkingDayFor,
  type PersonCalendar,
  type RegionCalendar,
  worksOn,
} from './working-days.ts';

/**
 * The first moment, at `instant` or later, at which something unsolicited may reach `person` (or a room of
 * the region, with `null`): `instant` itself inside contact hours on a day they work, else the start of the
 * next window. A person's own hours replace those of the region. For someone absent for more than a year, the
 * region's days count, so that a message waits but is never stuck.
 */
export function nextContactMoment(
  cal: RegionCalendar,
  person: PersonCalendar | null,
  instant: Instant,
): Instant {
  return nextContactWindow(cal, person, instant).from;
}

/** The next window as above, with its end: from then on it is too late for that day. */
export function nextContactWindow(
  cal: RegionCalendar,
  person: PersonCalendar | null,
  instant: Instant,
): { readonly from: Instant; readonly to: Instant } {
  const now = normaliseInstant(instant);
  const hours: ContactHours = person?.contactHours ?? cal.contactHours;
  const today = localDate(cal.zone, now);
  const works = person ? worksOn(cal, person, today) : isWorkingDay(cal, today);
  const closes = instantAt(cal.zone, today, hours.to);
  if (works && now < closes) {
    const opens = instantAt(cal.zone, today, hours.from);
    return { from: now < opens ? opens : now, to: closes };
  }
  const tomorrow = addDays(today, 1);
  const day = person ? nextWorkingDayFor(cal, person, tomorrow) : nextWorkingDay(cal, tomorrow);
  return { from: instantAt(cal.zone, day, hours.from), to: instantAt(cal.zone, day, hours.to) };
}
