import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkRegion, parseRegionFile } from '../region-file.ts';

const TODAY = '2026-11-30';
const file = (more: string): string => `key: klein
name: Kleine regio
people: [{ key: coordinator, name: Coördinator }]
coordinators: [coordinator]
${more}
`;
const told = (more: string, language: 'nl' | 'en' = 'nl'): string[] => {
  const read = parseRegionFile(file(more), language, TODAY);
  return read.ok ? [] : read.errors.map(({ line, path, message }) => `${line} ${path}: ${message}`);
};
const point = (more: string) =>
  `organisations: [{ key: s, name: S, type: school, contactPoints: [{ role: director, person: coordinator, ${more} }] }]`;

describe('a day in a region file that lies too far away to be meant', () => {
  it.each([
    ['of its own', 'holidays: { extra: [{ date: 2062-05-05, name: X }] }', 'holidays.extra[0].date'],
    ['that does not count', 'holidays: { except: ["2062-05-05"] }', 'holidays.except[0]'],
    [
      'of a school holiday',
      'schoolHolidays: { extra: [{ name: X, from: 2026-05-05, to: 2062-05-05 }] }',
      'schoolHolidays.extra[0].to',
    ],
    [
      'of a school',
      'organisations: [{ key: s, name: S, type: school, schoolHolidays: { extra: [{ name: X, from: 2062-05-05, to: 2062-05-06 }] } }]',
      'organisations[0].schoolHolidays.extra[0].from',
    ],
    ['of a check', point('checkedOn: 2062-05-05'), 'organisations[0].contactPoints[0].checkedOn'],
    [
      'of a change',
      point('changes: { on: 2062-05-05, what: person }'),
      'organisations[0].contactPoints[0].changes.on',
    ],
  ])('is asked back at its line, with the day that was probably meant: %s', (_what, more, path) => {
    expect(told(more)[0]).toBe(`5 ${path}: ligt meer dan 5 jaar vooruit. Bedoelt u 2027-05-05?`);
    expect(told(more, 'en')[0]).toBe(`5 ${path}: lies more than 5 years ahead. Did you mean 2027-05-05?`);
  });

  it('is asked back when it lies long ago too, though a file of some years ago stays right', () => {
    const day = (date: string) => told(`holidays: { extra: [{ date: ${date}, name: X }] }`);
    expect(day('2006-05-05')).toEqual([
      '5 holidays.extra[0].date: ligt meer dan 20 jaar terug. Bedoelt u 2027-05-05?',
    ]);
    expect(day('2011-05-05')).toEqual([]);
    expect(day('2031-05-05')).toEqual([]);
  });

  it('keeps nobody from changing something else where it stands already', () => {
    const read = parseRegionFile(file('holidays: { extra: [{ date: 2150-05-05, name: X }] }'));
    if (!read.ok) throw new Error('the file is wrong');
    expect(checkRegion(read.region, 'nl')).toEqual([]);
  });

  it('does not stand in the example', () => {
    const example = readFileSync(
      new URL('../../../../examples/region.example.yaml', import.meta.url),
      'utf8',
    );
    expect(parseRegionFile(example, 'nl', TODAY).ok).toBe(true);
  });
});
