import { describe, expect, it } from 'vitest';
import { daysAtHome } from '../calendar/index.ts';
import type { OverviewLine } from './attention.ts';
import { casesByTimeAtHome, openAgreementsByAge, withoutSmall } from './diagrams.ts';

const TODAY = '2027-03-31';
const home = (firstDayHome: string, n = 5): OverviewLine[] =>
  Array.from(
    { length: n },
    () =>
      ({
        ...{ daysAtHome: daysAtHome(firstDayHome, TODAY), atSchoolSince: null, agreements: [] },
      }) as unknown as OverviewLine,
  );

describe('the pictures of a region', () => {
  it.each([
    ['2027-03-01', 'month1'],
    ['2027-02-28', 'month2'],
    ['2026-12-31', 'month3'],
    ['2026-12-30', 'month6'],
    ['2026-09-29', 'longer'],
  ])('at home since %s is counted in %s', (first, bin) => {
    const full = casesByTimeAtHome(home(first), TODAY).filter((b) => b.count !== 0);
    expect(full).toEqual([{ bin, count: 5 }]);
  });

  it.each([
    ['2027-03-17', 'week2'],
    ['2027-03-16', 'week4'],
    ['2027-03-02', 'month2'],
    ['2027-01-01', 'month3'],
    ['2026-12-01', 'longer'],
  ])('an agreement made on %s is counted in %s', (madeOn, bin) => {
    const agreements = Array.from({ length: 6 }, () => ({ madeOn }));
    const full = openAgreementsByAge([{ agreements } as unknown as OverviewLine], TODAY);
    expect(full.filter((b) => b.count !== 0)).toEqual([{ bin, count: 6 }]);
  });
});

describe('small numbers', () => {
  it('are left out; nothing is nothing', () => {
    expect(withoutSmall([0, 1, 4, 5, 12])).toEqual([0, null, null, 5, 12]);
  });
});
