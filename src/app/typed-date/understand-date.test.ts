import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type RegionCalendar, weekdayOf } from '../../domain/calendar/index.ts';
import { formatDate, understandDate } from './understand-date.ts';

const calendar: RegionCalendar = {
  zone: 'Europe/Amsterdam',
  workingDays: [1, 2, 3, 4, 5],
  offDays: { '2027-03-26': 'Goede Vrijdag', '2027-03-29': 'Tweede Paasdag', '2027-04-27': 'Koningsdag' },
  schoolHolidays: [],
  contactHours: { from: '08:30', to: '17:30' },
  nudgeTime: '09:00',
};
/** Friday, in ISO week 10. */
const friday = '2027-03-12';

function read(text: string, language: 'nl' | 'en', today = friday): string {
  const result = understandDate(text, { language, today, calendar });
  if (!result.ok) return result.reason;
  expect(result.weekday).toBe(weekdayOf(result.date));
  return result.date;
}

describe('typed in Dutch on Friday 12 March 2027', () => {
  test.each([
    ['vandaag', '2027-03-12'],
    ['over \u0665 werkdagen', '2027-03-19'],
    ['\u06f1\u06f8-\u06f3-\u06f2\u06f0\u06f2\u06f7', '2027-03-18'],
    ['\uff11\uff18 maart', '2027-03-18'],
    ['18\u200b maart\u00a02027', '2027-03-18'],
    ['morgen', '2027-03-13'],
    ['overmorgen', '2027-03-14'],
    ['Overmorgen.', '2027-03-14'],
    ['binnen 5 werkdagen', '2027-03-19'],
    ['over 5 werkdagen', '2027-03-19'],
    ['5 werkdagen', '2027-03-19'],
    ['over tien werkdagen', '2027-03-30'],
    ['over één werkdag', '2027-03-15'],
    ['over 3 dagen', '2027-03-15'],
    ['over een week', '2027-03-19'],
    ['binnen een week', '2027-03-19'],
    ['over twee weken', '2027-03-26'],
    ['over 2 weken', '2027-03-26'],
    ['over veertien dagen', '2027-03-26'],
    ['vandaag over een week', '2027-03-19'],
    ['over een maand', '2027-04-12'],
    ['vrijdag', '2027-03-19'],
    ['vr', '2027-03-19'],
    ['deze vrijdag', '2027-03-12'],
    ['komende vrijdag', '2027-03-19'],
    ['vrijdag a.s.', '2027-03-19'],
    ['dinsdag', '2027-03-16'],
    ['aanstaande dinsdag', '2027-03-16'],
    ['uiterlijk dinsdag', '2027-03-16'],
    ['zaterdag', '2027-03-13'],
    ['volgende dinsdag', '2027-03-16'],
    ['volgende zaterdag', 'ambiguous'],
    ['dinsdag over een week', '2027-03-23'],
    ['vrijdag over een week', '2027-03-19'],
    ['dinsdag over twee weken', '2027-03-30'],
    ['over een week dinsdag', '2027-03-23'],
    ['volgende week dinsdag', '2027-03-16'],
    ['dinsdag volgende week', '2027-03-16'],
    ['volgende week zondag', '2027-03-21'],
    ['deze week maandag', '2027-03-08'],
    ['eind van de week', '2027-03-12'],
    ['einde van deze week', '2027-03-12'],
    ['eind volgende week', '2027-03-19'],
    ['begin volgende week', '2027-03-15'],
    ['eind van de maand', '2027-03-31'],
    ['eind maart', '2027-03-31'],
    ['eind februari', '2028-02-29'],
    ['eind mei 2028', '2028-05-31'],
    ['eind volgende maand', '2027-04-30'],
    ['31-12', '2027-12-31'],
    ['31/12', '2027-12-31'],
    ['31/12/2026', '2026-12-31'],
    ['31-12-27', '2027-12-31'],
    ['18.3', '2027-03-18'],
    ['12/31', '2027-12-31'],
    ['3/4', '2027-04-03'],
    ['12-3', '2027-03-12'],
    ['11-3', 'ambiguous'],
    ['11 maart', 'ambiguous'],
    ['11-3-2028', '2028-03-11'],
    ['1 februari', 'ambiguous'],
    ['1 januari', '2028-01-01'],
    ['29-2', '2028-02-29'],
    ['1 april', '2027-04-01'],
    ['1 apr', '2027-04-01'],
    ['op 1 april', '2027-04-01'],
    ['1 maart', 'ambiguous'],
    ['29 februari', '2028-02-29'],
    ['do 18 mrt', '2027-03-18'],
    ['donderdag 18 maart', '2027-03-18'],
    ['Donderdag 18 maart 2027', '2027-03-18'],
    ['uiterlijk do 18 mrt.', '2027-03-18'],
    ['maandag 18 maart', 'ambiguous'],
    ['2027-03-18', '2027-03-18'],
    ['2026-03-18', '2026-03-18'],
    ['de 15e', '2027-03-15'],
    ['15e', '2027-03-15'],
    ['de 1e', '2027-04-01'],
    ['de 31ste', '2027-03-31'],
    ['week 14', 'ambiguous'],
    ['dinsdag in week 14', '2027-04-06'],
    ['week 14, dinsdag', '2027-04-06'],
    ['eind week 14', '2027-04-09'],
    ['eind week 12', '2027-03-25'],
    ['week 2 maandag', '2028-01-10'],
    ['gisteren', '2027-03-11'],
    ['volgende week', 'ambiguous'],
    ['volgende maand', 'ambiguous'],
    ['maart', 'ambiguous'],
    ['half april', 'ambiguous'],
    ['over een paar dagen', 'ambiguous'],
    ['maandag of dinsdag', 'ambiguous'],
    ['31 april', 'not-understood'],
    ['31-4', 'not-understood'],
    ['2027-02-30', 'not-understood'],
    ['13/31', 'not-understood'],
    ['31-12-1999', '1999-12-31'],
    // A year mistyped is understood, so that whoever typed it can be asked what year is meant.
    ['31-12-2200', '2200-12-31'],
    ['31 december 2200', '2200-12-31'],
    ['vrijdag 31 december 9999', '9999-12-31'],
    ['de 32e', 'not-understood'],
    ['eind week 54', 'not-understood'],
    ['3 dagen na de vakantie', 'not-understood'],
    ['zo snel mogelijk', 'not-understood'],
    ['banaan', 'not-understood'],
    ['', 'not-understood'],
    ['14:00', 'not-understood'],
  ])('“%s” is %s', (text, expected) => {
    expect(read(text, 'nl')).toBe(expected);
  });
});

describe('typed on Friday 12 March 2027 where a day is asked for that has been', () => {
  const readBack = (text: string, language: 'nl' | 'en') => {
    const found = understandDate(text, { language, today: friday, calendar, looksBack: true });
    return found.ok ? found.date : found.reason;
  };

  test.each([
    ['nl', '2 november', '2026-11-02'],
    ['nl', 'ma 2 november', '2026-11-02'],
    ['nl', 'di 2 november', 'ambiguous'],
    ['nl', '4 januari', '2027-01-04'],
    ['nl', '13-3', '2026-03-13'],
    ['nl', '12-3', '2027-03-12'],
    ['nl', '29-2', '2024-02-29'],
    ['nl', 'maandag', '2027-03-08'],
    ['nl', 'vrijdag', '2027-03-05'],
    ['nl', 'afgelopen maandag', '2027-03-08'],
    ['nl', 'vorige week dinsdag', '2027-03-02'],
    ['nl', 'de 15e', '2027-02-15'],
    ['nl', 'vandaag', '2027-03-12'],
    ['nl', 'gisteren', '2027-03-11'],
    ['nl', 'drie weken geleden', '2027-02-19'],
    ['nl', '10 dagen terug', '2027-03-02'],
    ['nl', 'maandag week 9', '2027-03-01'],
    ['nl', 'maandag week 20', '2026-05-11'],
    ['nl', 'vorige week', 'ambiguous'],
    ['nl', '2 november 2025', '2025-11-02'],
    ['en', 'November 2nd', '2026-11-02'],
    ['en', 'Monday', '2027-03-08'],
    ['en', 'past monday', '2027-03-08'],
    ['en', 'three weeks ago', '2027-02-19'],
    ['en', '2 months ago', '2027-01-12'],
    ['en', 'last week on tuesday', '2027-03-02'],
  ] as const)('in %s, “%s” is %s', (language, text, expected) => {
    expect(readBack(text, language)).toBe(expected);
  });

  test('the same words say a day to come where that is asked for', () => {
    expect([read('2 november', 'nl'), read('maandag', 'nl')]).toEqual(['2027-11-02', '2027-03-15']);
  });
});

describe('typed in English on Friday 12 March 2027', () => {
  test.each([
    ['today', '2027-03-12'],
    ['tomorrow', '2027-03-13'],
    ['day after tomorrow', '2027-03-14'],
    ['the day after tomorrow', '2027-03-14'],
    ['in 5 working days', '2027-03-19'],
    ['within five business days', '2027-03-19'],
    ['10 working days', '2027-03-30'],
    ['in 3 days', '2027-03-15'],
    ['in a week', '2027-03-19'],
    ['in two weeks', '2027-03-26'],
    ['two weeks from now', '2027-03-26'],
    ['a week from today', '2027-03-19'],
    ['in a fortnight', '2027-03-26'],
    ['in a month', '2027-04-12'],
    ['friday', '2027-03-19'],
    ['by Friday', '2027-03-19'],
    ['this friday', '2027-03-12'],
    ['Tuesday', '2027-03-16'],
    ['tue', '2027-03-16'],
    ['this coming tuesday', '2027-03-16'],
    ['next tuesday', '2027-03-16'],
    ['next saturday', 'ambiguous'],
    ['tuesday week', '2027-03-23'],
    ['a week on Tuesday', '2027-03-23'],
    ['a week from tuesday', '2027-03-23'],
    ['friday week', '2027-03-19'],
    ['tuesday next week', '2027-03-16'],
    ['next week Tuesday', '2027-03-16'],
    ['tuesday of next week', '2027-03-16'],
    ['end of the week', '2027-03-12'],
    ['by the end of the week', '2027-03-12'],
    ['end of next week', '2027-03-19'],
    ['early next week', '2027-03-15'],
    ['end of the month', '2027-03-31'],
    ['end of May', '2027-05-31'],
    ['end of next month', '2027-04-30'],
    ['end of february 2029', '2029-02-28'],
    ['31-12', '2027-12-31'],
    ['31/12', '2027-12-31'],
    ['12/31', '2027-12-31'],
    ['31/12/2026', '2026-12-31'],
    ['3/4', 'ambiguous'],
    ['3/4/2027', 'ambiguous'],
    ['4/4', '2027-04-04'],
    ['3-4', '2027-04-03'],
    ['1 april', '2027-04-01'],
    ['April 1', '2027-04-01'],
    ['April 1st', '2027-04-01'],
    ['Apr 1, 2028', '2028-04-01'],
    ['1 March', 'ambiguous'],
    ['1 March 2028', '2028-03-01'],
    ['29 february', '2028-02-29'],
    ['February 29th', '2028-02-29'],
    ['thursday 18 march', '2027-03-18'],
    ['Thu 18 Mar', '2027-03-18'],
    ['Thursday, 18 March 2027', '2027-03-18'],
    ['monday 18 march', 'ambiguous'],
    ['2027-03-18', '2027-03-18'],
    ['the 15th', '2027-03-15'],
    ['on the 1st', '2027-04-01'],
    ['week 14', 'ambiguous'],
    ['tuesday in week 14', '2027-04-06'],
    ['end of week 12', '2027-03-25'],
    ['yesterday', '2027-03-11'],
    ['next week', 'ambiguous'],
    ['in a few days', 'ambiguous'],
    ['monday or tuesday', 'ambiguous'],
    ['31 april', 'not-understood'],
    ['soon', 'not-understood'],
    ['when the plan is ready', 'not-understood'],
  ])('“%s” is %s', (text, expected) => {
    expect(read(text, 'en')).toBe(expected);
  });
});

describe('what depends on the day it is said', () => {
  test.each([
    ['vrijdag', '2027-03-11', '2027-03-12', 'on Thursday, Friday is tomorrow'],
    ['volgende vrijdag', '2027-03-10', 'ambiguous', 'on Wednesday, next Friday can be two days'],
    ['eind van de week', '2027-03-13', '2027-03-19', 'on Saturday, the week is over'],
    ['eind van de week', '2027-03-22', '2027-03-25', 'before Easter the week ends on Thursday'],
    ['begin volgende week', '2027-03-24', '2027-03-30', 'after Easter it begins on Tuesday'],
    ['binnen 5 werkdagen', '2027-03-23', '2027-04-01', 'Easter does not count'],
    ['dinsdag over een week', '2027-03-16', '2027-03-23', 'on a Tuesday, a week from today'],
    ['week 53 vrijdag', '2027-01-01', '2027-01-01', 'the first of January is still in week 53'],
    ['over een maand', '2027-01-31', '2027-02-28', 'February is short'],
    ['31 december', '2027-12-31', '2027-12-31', 'the day itself is not past'],
    ['1 januari', '2027-12-31', '2028-01-01', 'over the turn of the year'],
    ['de 30e', '2027-01-31', '2027-03-30', 'February has no 30th'],
    ['eind van de maand', '2027-07-31', '2027-08-31', 'on a Saturday after the last working day'],
  ])('“%s” said on %s is %s: %s', (text, today, expected) => {
    expect(read(text, 'nl', today)).toBe(expected);
  });

  const date = fc.nat(6209).map((n) => addDays('2024-01-01', n));
  const phrases = fc.constantFrom(
    ...[
      'maandag',
      'di',
      'wo',
      'donderdag',
      'vr',
      'zaterdag',
      'zondag',
      'volgende dinsdag',
      'de 30e',
      'eind maart',
    ],
    ...[
      '1 januari',
      '29 februari',
      '31 dec',
      '15-6',
      '1/1',
      'eind van de week',
      'eind week 53',
      'week 1 maandag',
    ],
  );

  test('a weekday, a day and month, or the end of something is never in the past', () => {
    fc.assert(
      fc.property(phrases, date, (text, today) => {
        const found = read(text, 'nl', today);
        if (found !== 'ambiguous' && found !== 'not-understood') expect(found >= today).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('every date that Schakel writes can be typed back, in both languages', () => {
    fc.assert(
      fc.property(date, fc.constantFrom('nl', 'en'), (day, language) => {
        expect(read(formatDate(day, language), language, '2026-06-15')).toBe(day);
        expect(read(formatDate(day, language, 'short'), language, day)).toBe(day);
        expect(read(day, language)).toBe(day);
      }),
      { numRuns: 300 },
    );
  });

  test('whatever is typed gets an answer, quickly', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000 }), fc.constantFrom('nl', 'en'), (text, language) => {
        expect(read(text, language)).toMatch(/^(\d{4}-\d{2}-\d{2}|ambiguous|not-understood)$/);
      }),
    );
    expect(read('1 '.repeat(5000), 'nl')).toBe('not-understood');
  });
});

describe('a date as people read it', () => {
  test.each([
    ['2027-03-18', 'nl', 'donderdag 18 maart 2027', 'do 18 mrt'],
    ['2027-04-04', 'nl', 'zondag 4 april 2027', 'zo 4 apr'],
    ['2027-05-05', 'nl', 'woensdag 5 mei 2027', 'wo 5 mei'],
    ['2027-03-18', 'en', 'Thursday 18 March 2027', 'Thu 18 Mar'],
    ['2028-02-29', 'en', 'Tuesday 29 February 2028', 'Tue 29 Feb'],
  ] as const)('%s in %s is “%s”, short “%s”', (day, language, long, short) => {
    expect(formatDate(day, language)).toBe(long);
    expect(formatDate(day, language, 'short')).toBe(short);
  });
});
