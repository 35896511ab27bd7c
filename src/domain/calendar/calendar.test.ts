import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addWorkingDays,
  addWorkingDaysFor,
  checkDueDate,
  clockDates,
  daysAtHome,
  daysBetween,
  instantAt,
  isAbsent,
  isPlainDate,
  isWorkingDay,
  localDate,
  nextContactMoment,
  nextWorkingDay,
  nextWorkingDayFor,
  type PersonCalendar,
  previousWorkingDay,
  type RegionCalendar,
  threeMonthDate,
  type Weekday,
  weekdayOf,
  workingDaysBetween,
  worksOn,
} from './index.ts';

const midden: RegionCalendar = {
  zone: 'Europe/Amsterdam',
  workingDays: [1, 2, 3, 4, 5],
  offDays: {
    '2027-01-01': 'Nieuwjaarsdag',
    '2027-03-26': 'Goede Vrijdag',
    '2027-03-29': 'Tweede Paasdag',
    '2027-04-27': 'Koningsdag',
    '2027-05-05': 'Bevrijdingsdag',
    '2027-05-06': 'Hemelvaartsdag',
    '2027-05-17': 'Tweede Pinksterdag',
    '2027-12-25': 'Eerste Kerstdag',
    '2027-12-26': 'Tweede Kerstdag',
  },
  schoolHolidays: [
    { name: 'Kerstvakantie', from: '2026-12-19', to: '2027-01-03' },
    { name: 'Voorjaarsvakantie', from: '2027-02-20', to: '2027-02-28' },
    { name: 'Meivakantie', from: '2027-04-24', to: '2027-05-02' },
    { name: 'Zomervakantie', from: '2027-07-17', to: '2027-08-29' },
  ],
  contactHours: { from: '08:30', to: '17:30' },
  nudgeTime: '09:00',
};
/** The support coordinator of the stories. */
const partTime: PersonCalendar = { workingDays: [1, 2, 4], absences: [] };

describe('working days of the stories', () => {
  test.each([
    ['2027-03-18', -2, '2027-03-16', 'the reminder for Thu 18 Mar goes out on Tue 16 Mar'],
    ['2027-03-18', 1, '2027-03-19', 'open +1 is Friday'],
    ['2027-03-18', 3, '2027-03-23', 'open +3 is Tuesday, over the weekend'],
    ['2027-03-18', 5, '2027-03-25', 'open +5 is Thursday'],
    ['2027-03-18', 8, '2027-04-01', 'open +8 jumps over Good Friday and Easter Monday'],
    ['2027-03-18', 10, '2027-04-05', 'open +10'],
    ['2027-03-31', 5, '2027-04-07', 'five working days after the education plan'],
    ['2027-01-18', 2, '2027-01-20', 'no lead for two working days'],
    ['2027-01-18', 5, '2027-01-25', 'no lead for five working days'],
    ['2027-03-11', 3, '2027-03-16', 'minutes are confirmed within three working days'],
    ['2027-04-26', 1, '2027-04-28', 'not on King’s Day'],
    ['2027-05-04', 1, '2027-05-07', 'not on 5 May nor on Ascension Day'],
    ['2027-03-20', 1, '2027-03-22', 'from a Saturday +1 is Monday'],
    ['2027-03-20', -1, '2027-03-19', 'from a Saturday -1 is Friday'],
    ['2027-03-20', 0, '2027-03-20', 'zero leaves the day as it is'],
  ])('%s %i working days is %s: %s', (date, n, expected) => {
    expect(addWorkingDays(midden, date, n)).toBe(expected);
  });

  test('a working day is its own next and previous; Good Friday gives Thursday and the Tuesday after Easter', () => {
    expect(nextWorkingDay(midden, '2027-03-25')).toBe('2027-03-25');
    expect(previousWorkingDay(midden, '2027-03-25')).toBe('2027-03-25');
    expect(nextWorkingDay(midden, '2027-03-26')).toBe('2027-03-30');
    expect(previousWorkingDay(midden, '2027-03-29')).toBe('2027-03-25');
  });

  test('a calendar without working days is refused rather than searched for ever', () => {
    expect(() => addWorkingDays({ ...midden, workingDays: [] }, '2027-03-18', 1)).toThrow(RangeError);
    expect(() => addWorkingDays(midden, '2027-03-18', 1.5)).toThrow(RangeError);
  });
});

describe('a person’s own days', () => {
  test.each([
    ['2027-03-15', true, 'Monday'],
    ['2027-03-17', false, 'Wednesday'],
    ['2027-03-18', true, 'Thursday'],
    ['2027-03-29', false, 'Easter Monday'],
    ['2027-03-20', false, 'Saturday'],
  ])('asks the support coordinator on %s: %s (%s)', (date, expected) => {
    expect(worksOn(midden, partTime, date)).toBe(expected);
  });

  test.each([
    ['2027-03-18', 1, '2027-03-22'],
    ['2027-03-18', 3, '2027-03-25'],
    ['2027-03-25', 1, '2027-03-30'],
    ['2027-03-22', -1, '2027-03-18'],
  ])('counts only days both work: %s %i is %s', (date, n, expected) => {
    expect(addWorkingDaysFor(midden, partTime, date, n)).toBe(expected);
  });

  test('an absence counts from its first up to and including its last day', () => {
    const ill: PersonCalendar = { absences: [{ from: '2027-03-17', to: '2027-03-19' }] };
    expect(['2027-03-16', '2027-03-17', '2027-03-19', '2027-03-20'].map((d) => isAbsent(ill, d))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(nextWorkingDayFor(midden, ill, '2027-03-17')).toBe('2027-03-22');
    expect(nextWorkingDayFor(midden, ill, '2027-03-16')).toBe('2027-03-16');
  });

  test('someone who never comes back does not hold a step for ever: the region’s days count', () => {
    const gone: PersonCalendar = { absences: [{ from: '2027-03-01', to: null }] };
    expect(addWorkingDaysFor(midden, gone, '2027-03-18', 3)).toBe('2027-03-23');
    expect(nextWorkingDayFor(midden, gone, '2027-03-20')).toBe('2027-03-22');
    const sundays: PersonCalendar = { workingDays: [7], absences: [] };
    expect(nextWorkingDayFor(midden, sundays, '2027-03-20')).toBe('2027-03-22');
  });
});

describe('moments', () => {
  test.each([
    ['2027-03-18', '09:00', '2027-03-18T08:00:00.000Z', 'winter'],
    ['2027-03-31', '09:00', '2027-03-31T07:00:00.000Z', 'summer'],
    ['2027-03-28', '02:30', '2027-03-28T01:30:00.000Z', 'skipped in spring: an hour later'],
    ['2027-10-31', '02:30', '2027-10-31T00:30:00.000Z', 'shown twice in autumn: the first'],
  ])('%s %s in Amsterdam is %s (%s)', (date, time, expected) => {
    expect(instantAt('Europe/Amsterdam', date, time)).toBe(expected);
  });

  test('one moment is Saturday in Apia and still Friday on St. John’s', () => {
    expect(localDate('Pacific/Apia', '2027-03-19T12:00:00Z')).toBe('2027-03-20');
    expect(localDate('America/St_Johns', '2027-03-20T01:00:00Z')).toBe('2027-03-19');
  });

  test.each([
    ['2027-03-18T10:00:00.000Z', '2027-03-18T10:00:00.000Z', 'inside contact hours: now'],
    ['2027-03-18T10:00:00Z', '2027-03-18T10:00:00.000Z', 'always written with milliseconds'],
    ['2027-03-18T05:00:00.000Z', '2027-03-18T07:30:00.000Z', 'early morning: half past eight'],
    ['2027-03-18T07:30:00.000Z', '2027-03-18T07:30:00.000Z', 'half past eight sharp: now'],
    ['2027-03-18T16:29:59.999Z', '2027-03-18T16:29:59.999Z', 'just before half past five: now'],
    ['2027-03-18T16:30:00.000Z', '2027-03-19T07:30:00.000Z', 'half past five: tomorrow'],
    ['2027-02-09T19:40:00.000Z', '2027-02-10T07:30:00.000Z', 'a signal in the evening waits for the morning'],
    ['2027-03-25T18:00:00.000Z', '2027-03-30T06:30:00.000Z', 'nothing over Easter, and summer time since'],
    ['2027-03-27T23:30:00.000Z', '2027-03-30T06:30:00.000Z', 'the night the clock changes'],
  ])('%s may reach people at %s: %s', (instant, expected) => {
    expect(nextContactMoment(midden, null, instant)).toBe(expected);
  });

  test('a person’s own hours and days decide for that person', () => {
    const evening: PersonCalendar = { contactHours: { from: '18:00', to: '20:00' }, absences: [] };
    expect(nextContactMoment(midden, evening, '2027-03-18T10:00:00Z')).toBe('2027-03-18T17:00:00.000Z');
    expect(nextContactMoment(midden, partTime, '2027-03-16T20:00:00Z')).toBe('2027-03-18T07:30:00.000Z');
    expect(nextContactMoment(midden, partTime, '2027-03-17T10:00:00Z')).toBe('2027-03-18T07:30:00.000Z');
  });
});

describe('a due date is never shifted silently', () => {
  const today = '2027-01-18';
  test.each([
    ['2027-03-18', today, { ok: true }],
    [today, today, { ok: true }],
    ['2027-01-15', today, { ok: false, why: 'past', proposals: ['2027-01-18'] }],
    ['2027-03-19', '2027-03-20', { ok: false, why: 'past', proposals: ['2027-03-22'] }],
    ['2027-03-20', today, { ok: false, why: 'day-off', proposals: ['2027-03-19', '2027-03-22'] }],
    [
      '2027-03-26',
      today,
      { ok: false, why: 'day-off', name: 'Goede Vrijdag', proposals: ['2027-03-25', '2027-03-30'] },
    ],
    ['2027-03-20', '2027-03-20', { ok: false, why: 'day-off', proposals: ['2027-03-22'] }],
    [
      '2027-02-23',
      today,
      {
        ok: false,
        why: 'school-holiday',
        name: 'Voorjaarsvakantie',
        proposals: ['2027-02-19', '2027-03-01'],
      },
    ],
    [
      '2027-02-23',
      '2027-02-22',
      { ok: false, why: 'school-holiday', name: 'Voorjaarsvakantie', proposals: ['2027-03-01'] },
    ],
    [
      '2027-04-27',
      today,
      { ok: false, why: 'day-off', name: 'Koningsdag', proposals: ['2027-04-23', '2027-05-03'] },
    ],
    [
      '2027-07-30',
      today,
      { ok: false, why: 'school-holiday', name: 'Zomervakantie', proposals: ['2027-07-16', '2027-08-30'] },
    ],
  ])('%s asked on %s', (date, asked, expected) => {
    expect(checkDueDate(midden, date, asked)).toEqual(expected);
  });

  test('a school holiday without an end in sight gives no proposal instead of searching for ever', () => {
    const closed = {
      ...midden,
      schoolHolidays: [{ name: 'gesloten', from: '2000-01-01', to: '2099-01-01' }],
    };
    expect(checkDueDate(closed, '2027-03-18', today)).toEqual({
      ok: false,
      why: 'school-holiday',
      name: 'gesloten',
      proposals: [],
    });
  });
});

describe('the clock of a case', () => {
  test('Monday 18 January is day 15 for a child at home since Monday 4 January', () => {
    expect(daysAtHome('2027-01-04', '2027-01-18')).toBe(15);
    expect(daysAtHome('2027-01-04', '2027-01-04')).toBe(1);
    expect(daysAtHome('2027-01-04', '2027-01-03')).toBe(0);
    expect(daysAtHome('2027-01-04', '2027-01-01')).toBe(0);
  });

  test('the three-month date is Sunday 4 April; messages on 8 and 22 March and on 5 April', () => {
    expect(clockDates(midden, threeMonthDate('2027-01-04'))).toEqual({
      threeMonthDate: '2027-04-04',
      fourWeeksBefore: '2027-03-08',
      twoWeeksBefore: '2027-03-22',
      firstWorkingDayAfter: '2027-04-05',
    });
  });

  test('three months after 30 November is the last day of February, leap years included', () => {
    expect(threeMonthDate('2026-11-30')).toBe('2027-02-28');
    expect(threeMonthDate('2027-11-30')).toBe('2028-02-29');
  });

  test('a day that does not exist is not a date', () => {
    expect(['2027-02-28', '2027-02-29', '2028-02-29', '18-03-2027', ''].map(isPlainDate)).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
  });
});

describe('for every calendar', () => {
  const zones = ['Europe/Amsterdam', 'Pacific/Apia', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC'];
  const date = fc.nat(6209).map((n) => addDays('2024-01-01', n));
  const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }) as fc.Arbitrary<
    Weekday[]
  >;
  const calendar = fc.record({
    zone: fc.constantFrom(...zones),
    workingDays: weekdays,
    off: fc.array(date, { maxLength: 200 }),
    holidays: fc.array(fc.tuple(date, fc.nat(45)), { maxLength: 10 }),
  });
  const cal = calendar.map(
    ({ zone, workingDays, off, holidays }): RegionCalendar => ({
      ...midden,
      zone,
      workingDays,
      offDays: Object.fromEntries(off.map((day) => [day, 'vrij'])),
      schoolHolidays: holidays.map(([from, days]) => ({ name: 'vakantie', from, to: addDays(from, days) })),
    }),
  );
  const person = fc
    .record({ workingDays: fc.option(weekdays), from: date, length: fc.option(fc.nat(400)) })
    .map(
      ({ workingDays, from, length }): PersonCalendar => ({
        ...(workingDays ? { workingDays } : {}),
        absences: [{ from, to: length === null ? null : addDays(from, length) }],
      }),
    );
  const minute = fc.nat(1439);
  const clock = (m: number) =>
    `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;

  test('adding working days and counting them back agree, in both directions', () => {
    fc.assert(
      fc.property(cal, date, fc.integer({ min: -40, max: 40 }), (c, d, n) => {
        const end = addWorkingDays(c, d, n);
        expect(workingDaysBetween(c, d, end)).toBe(n);
        if (n !== 0) expect(isWorkingDay(c, end)).toBe(true);
        if (isWorkingDay(c, d)) expect(addWorkingDays(c, end, -n)).toBe(d);
      }),
    );
  });

  test('the next working day is the first one, and never earlier', () => {
    fc.assert(
      fc.property(cal, date, (c, d) => {
        const next = nextWorkingDay(c, d);
        expect(next >= d && isWorkingDay(c, next)).toBe(true);
        for (let day = d; day < next; day = addDays(day, 1)) expect(isWorkingDay(c, day)).toBe(false);
        expect(previousWorkingDay(c, d) <= d).toBe(true);
      }),
    );
  });

  test('a person’s count never ends on a day they do not work, unless there is none for a year', () => {
    fc.assert(
      fc.property(cal, person, date, fc.integer({ min: 1, max: 12 }), (c, p, d, n) => {
        const end = addWorkingDaysFor(c, p, d, n);
        expect(end >= addWorkingDays(c, d, n)).toBe(true);
        if (!worksOn(c, p, end)) expect(end).toBe(addWorkingDays(c, d, n));
      }),
    );
  });

  test('a local time becomes a moment on the same local day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), date, minute, (zone, d, m) => {
        const moment = instantAt(zone, d, clock(m));
        expect(localDate(zone, moment)).toBe(d);
        expect(new Date(moment).toISOString()).toBe(moment);
      }),
    );
  });

  test('a contact moment is never earlier, lies inside contact hours on a working day, and is stable', () => {
    fc.assert(
      fc.property(cal, date, minute, fc.nat(999), (c, d, m, ms) => {
        const now = `${d}T${clock(m)}:30.${String(ms).padStart(3, '0')}Z`;
        const moment = nextContactMoment(c, null, now);
        const day = localDate(c.zone, moment);
        expect(moment >= now).toBe(true);
        expect(isWorkingDay(c, day)).toBe(true);
        expect(moment >= instantAt(c.zone, day, '08:30') && moment < instantAt(c.zone, day, '17:30')).toBe(
          true,
        );
        expect(nextContactMoment(c, null, moment)).toBe(moment);
      }),
    );
  });

  test('what is proposed instead of a due date can itself be proposed', () => {
    fc.assert(
      fc.property(cal, date, date, (c, d, today) => {
        const result = checkDueDate(c, d, today);
        if (result.ok) return;
        for (const proposal of result.proposals) {
          expect(checkDueDate(c, proposal, today)).toEqual({ ok: true });
        }
      }),
    );
  });

  test('clock messages fall on working days, in order', () => {
    fc.assert(
      fc.property(cal, date, (c, d) => {
        const dates = clockDates(c, threeMonthDate(d));
        expect(dates.fourWeeksBefore <= dates.twoWeeksBefore).toBe(true);
        expect(dates.twoWeeksBefore <= dates.firstWorkingDayAfter).toBe(true);
        expect(dates.threeMonthDate < dates.firstWorkingDayAfter).toBe(true);
        expect(isWorkingDay(c, dates.twoWeeksBefore) && isWorkingDay(c, dates.fourWeeksBefore)).toBe(true);
      }),
    );
  });

  test('days and weekdays are those of the ISO calendar', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -1000, max: 1000 }), (d, n) => {
        const day = Temporal.PlainDate.from(d);
        expect(addDays(d, n)).toBe(day.add({ days: n }).toString());
        expect(weekdayOf(d)).toBe(day.dayOfWeek);
      }),
    );
  });

  test('day one is the first day, and each day adds one, whatever the month', () => {
    fc.assert(
      fc.property(date, fc.nat(400), (d, n) => {
        expect(daysAtHome(d, addDays(d, n))).toBe(n + 1);
        expect(daysBetween(d, addDays(d, n))).toBe(n);
        expect(weekdayOf(addDays(d, 7 * n))).toBe(weekdayOf(d));
      }),
    );
  });
});
