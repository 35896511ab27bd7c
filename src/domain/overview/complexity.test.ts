import { describe, expect, it } from 'vitest';
import type { CaseLine } from './caseload.ts';
import { complexity, mayBeComplex } from './complexity.ts';

const TODAY = '2027-04-20';
const NONE = {
  threeMonthDate: '2027-05-01',
  helpers: [],
  leads: ['2027-02-01'],
  calls: [],
  agreements: [],
};
const of = (over: Partial<CaseLine>) => complexity({ ...NONE, ...over } as unknown as CaseLine, TODAY);
const LONG = { threeMonthDate: '2027-04-04' };
const MANY = { helpers: ['2027-02-01', '2027-02-03', '2027-03-01'] };
const CHANGED = { leads: ['2027-02-01', '2027-02-15', '2027-03-15'] };
const CALLED = { calls: ['2027-03-20', '2027-04-12'] };
const UNCLEAR = {
  agreements: [{ disputedOn: '2027-04-01' }, { disputedOn: null }],
} as unknown as Partial<CaseLine>;

describe('signs that meet', () => {
  it('are said from three on, each with what it counts', () => {
    expect(of({ ...LONG, ...MANY })).toBeNull();
    expect(of({ ...LONG, ...MANY, ...CHANGED })?.signs).toEqual([
      { sign: 'longHome' },
      { sign: 'manyHelpers', count: 3 },
      { sign: 'leadChanges', count: 2 },
    ]);
    expect(of({ ...LONG, ...MANY, ...CHANGED, ...CALLED, ...UNCLEAR })?.signs).toHaveLength(5);
  });

  it('begin on the day of the third, whichever that is', () => {
    expect(of({ ...LONG, ...MANY, ...CHANGED })?.since).toBe('2027-04-04');
    expect(of({ ...MANY, ...CALLED, ...UNCLEAR })?.since).toBe('2027-04-12');
    expect(of({ ...LONG, ...MANY, ...CHANGED, ...CALLED, ...UNCLEAR })?.since).toBe('2027-04-01');
  });

  it('need more than a little of each: two organisations, one change of lead and one call are no signs', () => {
    expect(
      of({
        ...LONG,
        helpers: MANY.helpers.slice(0, 2),
        leads: CHANGED.leads.slice(0, 2),
        calls: CALLED.calls.slice(0, 1),
        ...UNCLEAR,
      }),
    ).toBeNull();
  });

  it('can meet only where one of them is there without looking at who helps and who led', () => {
    const may = (over: Partial<CaseLine>) => mayBeComplex({ ...NONE, ...over } as unknown as CaseLine, TODAY);
    expect([may({}), may({ ...MANY, ...CHANGED })]).toEqual([false, false]);
    expect([may(LONG), may(CALLED), may(UNCLEAR)]).toEqual([true, true, true]);
  });
});
