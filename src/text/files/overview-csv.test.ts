import { describe, expect, it } from 'vitest';
import { NL } from '../../../test/fixtures/reading.ts';
import type { OverviewLine } from '../../domain/overview/attention.ts';
import { csvCell, overviewCsv } from './overview-csv.ts';

const LINE: OverviewLine = {
  caseId: 'c',
  code: 'Wilg-27',
  onHold: false,
  inIntake: false,
  isReport: false,
  openedOn: '2027-01-04',
  lead: { id: 'p', name: '=HYPERLINK("https://example.org";"klik")' },
  firstDayHome: '2027-01-04',
  daysAtHome: 74,
  atSchoolSince: null,
  absence: 'ill',
  enrolled: true,
  threeMonthDate: '2027-04-04',
  norm: 'near',
  open: 2,
  openPast: 1,
  longestPast: 6,
  missing: ['+31 jeugd'],
  waiting: [{ what: 'keep', role: 'supportCoordinator', count: 2 }],
  quietDays: 1,
  strength: null,
  involvement: 'follow',
  doneLately: 0,
  agreements: [],
  reasons: [{ kind: 'nearNorm', date: '2027-04-04' }],
};

describe('the overview as a spreadsheet', () => {
  it.each(['=1+1', '+31', '-2', '@SUM(A1)', '\t=1', ' =1', '\r=1', '＝1'])(
    'keeps %j a text, which a spreadsheet would take for a formula',
    (value) => expect(csvCell(value)).toBe(`"'${value}"`),
  );

  it.each([
    ['Gesprek,=1+1', '"Gesprek,\'=1+1"'],
    ['x"; @SUM(A1)', '"x"";\' @SUM(A1)"'],
    ['eerst\n=1+1', '"eerst\n\'=1+1"'],
    ['thuis - school, 2-3 keer', '"thuis - school, 2-3 keer"'],
  ])('keeps %j a text where another separator is used', (value, cell) => expect(csvCell(value)).toBe(cell));

  it('keeps quotes, separators and line ends inside their cell', () => {
    expect(csvCell('a "b"; c\nd')).toBe('"a ""b""; c\nd"');
  });

  it('has a mark for Excel, a heading and a row for each case, with the separator of the language', () => {
    const [heading, row, end] = overviewCsv([LINE], NL).split('\r\n');
    expect(heading?.startsWith('\uFEFF"Casus";')).toBe(true);
    expect(row).toContain('"Wilg-27";"nee";"2027-01-04";74;"2027-04-04";"\'=HYPERLINK(');
    expect(row).toContain('"\'+31 jeugd"');
    expect(row).toContain('"Drie maanden thuis op zondag 4 april 2027"');
    expect(row).toMatch(/"ziek gemeld";"ja"$/);
    expect(end).toBe('');
    expect(overviewCsv([LINE], { ...NL, language: 'en' })).toContain('"Case","On hold"');
  });
});
