import { describe, expect, test } from 'vitest';
import { holidayNames, holidaysIn, isKnownCountry } from './holidays.ts';
import { SCHOOL_HOLIDAY_REGIONS, schoolHolidays, schoolHolidaysKnownUntil } from './school-holidays.ts';

const nl = { country: 'NL', language: 'nl' };

describe('days off in the Netherlands', () => {
  test('2027 has exactly the days of the law, Good Friday and 5 May', () => {
    expect(holidaysIn(nl, [2027])).toEqual({
      '2027-01-01': 'Nieuwjaar',
      '2027-03-26': 'Goede Vrijdag',
      '2027-03-29': 'Tweede paasdag',
      '2027-04-27': 'Koningsdag',
      '2027-05-05': 'Bevrijdingsdag',
      '2027-05-06': 'Hemelvaartsdag',
      '2027-05-17': 'Tweede pinksterdag',
      '2027-12-25': 'Kerstmis',
      '2027-12-26': 'Tweede kerstdag',
    });
  });

  test.each([
    [2025, '2025-04-26'],
    [2026, '2026-04-27'],
    [2031, '2031-04-26'],
  ])('King’s Day of %i is %s: the 26th when the 27th is a Sunday', (year, day) => {
    const april = Object.entries(holidaysIn(nl, [year])).filter(([, name]) => name === 'Koningsdag');
    expect(april.map(([date]) => date)).toEqual([day]);
  });

  test('5 May is a day off every year, not only in a jubilee year', () => {
    const years = [2024, 2025, 2026, 2027, 2028, 2029, 2030];
    const days = holidaysIn(nl, years);
    expect(years.every((year) => days[`${year}-05-05`] !== undefined)).toBe(true);
  });

  test('a region that works on Good Friday and on 5 May 2027 says so, by name or by date', () => {
    const days = holidaysIn({ ...nl, except: ['goede vrijdag', '2027-05-05'] }, [2027, 2028]);
    expect(days['2027-03-26']).toBeUndefined();
    expect(days['2028-04-14']).toBeUndefined();
    expect(days['2027-05-05']).toBeUndefined();
    expect(days['2028-05-05']).toBe('Bevrijdingsdag');
    expect(holidaysIn({ ...nl, except: ['Good Friday'] }, [2027])['2027-03-26']).toBeUndefined();
  });

  test('names follow the language, and the sorts that count can be chosen', () => {
    expect(holidaysIn({ country: 'NL', language: 'en' }, [2027])['2027-04-27']).toMatch(/King/);
    expect(holidaysIn({ ...nl, count: ['public', 'bank'] }, [2027])['2027-12-31']).toBe('Oudejaarsavond');
    expect(holidaysIn({ ...nl, count: ['public'] }, [2027])['2027-03-26']).toBeUndefined();
    expect(holidayNames(nl, 2027)).toContain('Goede Vrijdag');
  });

  test('another country brings its own days; an unknown one is told apart', () => {
    expect(holidaysIn({ country: 'BE', language: 'nl' }, [2027])['2027-07-21']).toBeDefined();
    expect(holidaysIn({ country: 'CA', language: 'en' }, [2027])['2027-07-01']).toBeDefined();
    expect(isKnownCountry('NL')).toBe(true);
    expect(isKnownCountry('XX')).toBe(false);
    expect(holidaysIn({ country: 'XX', language: 'nl' }, [2027])).toEqual({});
  });
});

describe('school holidays', () => {
  test.each([
    ['Noord', 'herfstvakantie', '2026-10-10', '2026-10-18'],
    ['Midden', 'voorjaarsvakantie', '2027-02-20', '2027-02-28'],
    ['Zuid', 'voorjaarsvakantie', '2027-02-13', '2027-02-21'],
    ['Midden', 'zomervakantie', '2028-07-08', '2028-08-20'],
    ['Zuid', 'kerstvakantie', '2027-12-25', '2028-01-09'],
  ] as const)('region %s has its %s from %s to %s', (region, name, from, to) => {
    expect(schoolHolidays(region, 'nl')).toContainEqual({ name, from, to });
  });

  test.each(SCHOOL_HOLIDAY_REGIONS)(
    'region %s runs from Saturdays to Sundays, in order, every kind',
    (region) => {
      const rows = schoolHolidays(region, 'en');
      const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();
      for (const [i, row] of rows.entries()) {
        expect([weekday(row.from), weekday(row.to)]).toEqual([6, 0]);
        expect(row.from > (rows[i - 1]?.to ?? '')).toBe(true);
      }
      expect(rows.length % 5).toBe(0);
      expect(schoolHolidaysKnownUntil(region) >= '2028-08-20').toBe(true);
    },
  );
});
