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
  const now = normaliseInstant(instant);
  const hours: ContactHours = person?.contactHours ?? cal.contactHours;
  const today = localDate(cal.zone, now);
  const works = person ? worksOn(cal, person, today) : isWorkingDay(cal, today);
  if (works && now < instantAt(cal.zone, today, hours.to)) {
    const opens = instantAt(cal.zone, today, hours.from);
    return now < opens ? opens : now;
  }
  const tomorrow = addDays(today, 1);
  const day = person ? nextWorkingDayFor(cal, person, tomorrow) : nextWorkingDay(cal, tomorrow);
  return instantAt(cal.zone, day, hours.from);
}
