import { describe, expect, it } from 'vitest';
import { NL } from '../../../test/fixtures/reading.ts';
import { formatDate, monthNames } from './dates.ts';
import { dayOf } from './tools.ts';
import { rich, say } from './translate.ts';

const OWNER = { id: '00000000-0000-4000-8000-000000000001', name: 'Leerkracht' };

describe('the day of a moment', () => {
  it('is that of where the region is, also just after midnight', () => {
    const at = '2027-03-09T23:30:00Z';
    expect(dayOf({ ...NL, zone: 'Europe/Amsterdam' }, at)).toBe('2027-03-10');
    expect(dayOf({ ...NL, zone: 'America/Curacao' }, at)).toBe('2027-03-09');
    expect(dayOf(NL, at)).toBe('2027-03-10');
  });
});

describe('a date on the screen', () => {
  it.each([
    ['nl', 'long', 'donderdag 18 maart 2027'],
    ['en', 'long', 'Thursday 18 March 2027'],
    ['nl', 'short', 'do 18 mrt'],
    ['en', 'short', 'Thu 18 Mar'],
  ] as const)('in %s, %s, is "%s"', (language, style, words) => {
    expect(formatDate('2027-03-18', language, style)).toBe(words);
  });

  it('is the same day on the last and the first of a year, whatever the zone of the machine', () => {
    expect(formatDate('2027-12-31', 'nl')).toBe('vrijdag 31 december 2027');
    expect(formatDate('2028-01-01', 'nl')).toBe('zaterdag 1 januari 2028');
  });

  it('has months that can be typed, long and short', () => {
    expect(monthNames('nl')[2]).toEqual(['maart', 'mrt']);
    expect(monthNames('en')[11]).toEqual(['december', 'dec']);
  });
});

describe('a text on the screen', () => {
  it('mentions a person in the middle of a sentence, and names them where there are no mentions', () => {
    expect(rich('nl', 'lead.is', { lead: OWNER, code: 'Wilg-27' })).toEqual([
      { person: OWNER },
      ' heeft de regie in Wilg-27.',
    ]);
    expect(say('en', 'lead.is', { lead: OWNER, code: 'Wilg-27' })).toBe('Leerkracht leads Wilg-27.');
  });

  it('shows what somebody typed as it is: no markup and no placeholder is read in it', () => {
    const typed = "<b>{code}</b> & <script> 'quoted' {n, plural, one {x}}";
    expect(rich('nl', 'agreement.named', { number: 1, title: typed })).toEqual([
      'afspraak 1: ',
      { bold: typed },
    ]);
  });

  it('counts in words of the language', () => {
    const open = (n: number): string => say('nl', 'overview.doneCount', { n });
    expect([open(0), open(1), open(2)]).toEqual([
      'Nog niets afgerond.',
      '1 afspraak is klaar.',
      '2 afspraken zijn klaar.',
    ]);
  });

  it.each([
    ['vakantie', 'in de wacht: vakantie. Er gaan'],
    ['wat is er nodig?', 'in de wacht: wat is er nodig? Er gaan'],
    ['toets e.d.', 'in de wacht: toets e.d. Er gaan'],
    ['even rust…', 'in de wacht: even rust… Er gaan'],
  ])('puts no full stop behind words that end by themselves: %s', (reason, words) => {
    expect(say('nl', 'overview.hold', { reason })).toContain(words);
  });
});
