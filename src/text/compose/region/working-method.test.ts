import { describe, expect, it } from 'vitest';
import { regionFile } from '../../../../test/support/cases/case-builder.ts';
import type { RegionFile } from '../../../domain/region/region-file.ts';
import { type Block, inlineWords, type Reader } from '../../../ports/document.ts';
import { TIMER_FIELDS } from '../../forms/manage.ts';
import { workingMethodBlocks } from './working-method.ts';

const FILE = regionFile({
  ladder: [
    { rung: 3, title: 'teamleider', contacts: ['coordinator'], deputies: [] },
    { rung: 4, title: 'directeur', contacts: [], deputies: [] },
  ],
});
const readerIn = (language: 'nl' | 'en'): Reader => ({
  language,
  formal: true,
  titles: true,
  place: 'direct',
});
const words = (block: Block): string[] => {
  if (block.kind === 'facts')
    return block.facts.map((f) => `${f.label} ${f.value.map(inlineWords).join('')}`);
  if (!('text' in block)) return [];
  return [typeof block.text === 'string' ? block.text : block.text.map(inlineWords).join('')];
};
const page = (file: RegionFile, language: 'nl' | 'en' = 'nl', call: [] | null = []): string =>
  workingMethodBlocks({ file, daysOff: [], call }, readerIn(language)).flatMap(words).join('\n');
const withTimer = (name: (typeof TIMER_FIELDS)[number], value: number): RegionFile => {
  const { remindBeforeLong, ...timers } = FILE.timers;
  const flat = {
    ...timers,
    remindBeforeLongDays: remindBeforeLong.days,
    remindBeforeLongTerm: remindBeforeLong.whenTermAtLeast,
    [name]: value,
  };
  const { remindBeforeLongDays: days, remindBeforeLongTerm: whenTermAtLeast, ...rest } = flat;
  return { ...FILE, timers: { ...rest, remindBeforeLong: { days, whenTermAtLeast } } };
};
/** Timers that the rules of a region file let be one or more. */
const AT_LEAST_ONE: ReadonlySet<string> = new Set([
  'remindEvery',
  'confirmCall',
  'doneAgain',
  'doneLead',
  'consentAgain',
  'consentLead',
  'contactAgain',
  'contactAway',
  'pastCall',
  'unreadCall',
  'closingAnswer',
  'intakeOpen',
  'reportRead',
  'appealAnswer',
]);
const numbersIn = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);

describe('the page of how a region works', () => {
  it.each(
    TIMER_FIELDS.flatMap((name) => (['nl', 'en'] as const).map((language) => [name, language] as const)),
  )('tells the timer %s as it is set, in %s', (name, language) => {
    const before = page(FILE, language);
    const after = page(withTimer(name, 77), language);
    expect(numbersIn(before)).not.toContain(77);
    expect(numbersIn(after)).toContain(77);
  });

  it('has no number but those of the region', () => {
    const given = JSON.stringify({ ...FILE, timers: { ...FILE.timers } });
    const ofRegion = new Set([0, 1, 2, ...numbersIn(given)]);
    for (const language of ['nl', 'en'] as const)
      expect(numbersIn(page(FILE, language)).filter((n) => !ofRegion.has(n))).toEqual([]);
  });

  it.each<[string, Partial<RegionFile>, string]>([
    ['contact hours', { contactHours: { from: '07:45', to: '18:10' } }, 'tussen 07:45 en 18:10'],
    ['the time of the daily message', { nudgeTime: '10:20' }, 'komt om 10:20'],
    ['working days', { workingDays: [2, 4] }, 'op dinsdag en donderdag'],
    ['the rule for reading along', { consent: 'before-sharing' }, 'tot iedereen met gezag ja heeft gezegd'],
    ['the rule for an intake', { intake: 'required' }, 'Een casus begint met de intake. Elke stap is nodig.'],
    ['the button of the ladder', { escalationNeedsButton: true }, 'Dat gaat niet vanzelf.'],
    ['school holidays', { schoolHolidays: { region: 'Zuid', extra: [] } }, '(regio Zuid)'],
    ['its own words', { workingMethod: { criteria: 'Na vier weken.' } }, 'Na vier weken.'],
    [
      'a complaint',
      {
        organisations: [
          { key: 's', name: 'School', type: 'school', contactPoints: [], complaint: 'Bij het bestuur' },
        ],
      },
      'School: Bij het bestuur',
    ],
  ])('follows %s', (_what, over, told) => {
    expect(page(FILE)).not.toContain(told);
    expect(page({ ...FILE, ...over })).toContain(told);
  });

  it('names people to who takes part, and nobody to the public', () => {
    expect(page(FILE)).toContain('teamleider (Coördinator)');
    expect(page(FILE, 'nl', null)).toContain('teamleider – vanzelf');
    expect(page(FILE, 'nl', null)).not.toContain('Coördinator)');
  });

  it('says what holds when a number is nothing, where it may be', () => {
    for (const name of TIMER_FIELDS.filter((one) => !AT_LEAST_ONE.has(one)))
      expect(page(withTimer(name, 0))).not.toMatch(/\b0 (werkdag|we)/);
  });

  it('tells both questions of consent, and names nobody twice whom a region calls by the title of the step', () => {
    const rung = { rung: 4, title: 'Wethouder', contacts: ['wethouder'], deputies: [] };
    const people = [...FILE.people, { ...FILE.people[0], key: 'wethouder', name: 'wethouder' }];
    const words = page({ ...FILE, people, ladder: [rung] } as RegionFile, 'nl');
    expect(words).toContain('Informatie vragen en meelezen zijn twee vragen, elk met een eigen antwoord');
    expect(words).toMatch(/Wethouder – als de regiehouder/);
  });
});
