import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkDueDate, isWorkingDay } from '../../domain/calendar/index.ts';
import type { Timers } from '../../domain/region/timers.ts';
import words from './error-words.json' with { type: 'json' };
import {
  contactsOfRung,
  parseRegionFile,
  type RegionConfig,
  toRegionCalendar,
  yearsAround,
} from './region-file.ts';

const example = readFileSync(new URL('../../../examples/region.example.yaml', import.meta.url), 'utf8');
const smallest = `key: klein
name: Kleine regio
people:
  - key: coordinator
    name: Coördinator
coordinators: [coordinator]
`;

function region(text: string): RegionConfig {
  const result = parseRegionFile(text);
  if (!result.ok) throw new Error(JSON.stringify(result.errors, null, 2));
  return result.region;
}

function errors(text: string, language: 'nl' | 'en' = 'en'): string[] {
  const result = parseRegionFile(text, language);
  return result.ok ? [] : result.errors.map(({ path, line, message }) => `${line} ${path}: ${message}`);
}

describe('the example', () => {
  test('can be imported as it stands', () => {
    const { people, ladder, coordinators } = region(example);
    expect(people).toHaveLength(8);
    expect(ladder.map((rung) => rung.rung)).toEqual([3, 4, 5, 6]);
    expect(coordinators).toEqual(['coordinator', 'coordinator-2']);
  });

  test('can be imported with all that is commented out, too: Teams and a second Slack', () => {
    const { people, workspaces, coordinatorChannel } = region(
      example.replace(/^( +)# (?=( {2}|- )?\w+: \S)/gm, '$1'),
    );
    expect(workspaces.map((w) => w.platform)).toEqual(['slack', 'slack', 'teams']);
    expect(people[0]).toMatchObject({ slackTeam: 'T0VOORBEELD', teams: expect.any(String) });
    expect(coordinatorChannel?.teams).toBe('19:voorbeeld@thread.tacv2');
  });

  test('shows the default of everything that has one', () => {
    const { timers, zone, contactHours, nudgeTime, workingDays } = region(example);
    const small = region(smallest);
    expect({ timers, zone, contactHours, nudgeTime, workingDays }).toEqual({
      timers: small.timers,
      zone: small.zone,
      contactHours: small.contactHours,
      nudgeTime: small.nudgeTime,
      workingDays: small.workingDays,
    });
  });

  test('gives each rung its people in the order in which they are asked', () => {
    const config = region(example);
    expect([2, 3, 4, 5, 6].map((rung) => contactsOfRung(config, rung))).toEqual([
      [],
      ['teamleider-jeugd', 'afdelingshoofd'],
      ['swv-directeur', 'afdelingshoofd'],
      ['bestuurder', 'wethouder'],
      [],
    ]);
  });
});

describe('the calendar of a region', () => {
  test('knows holidays, days off of its own and school holidays', () => {
    const calendar = toRegionCalendar(region(example), yearsAround('2027-01-18'));
    expect(isWorkingDay(calendar, '2027-03-29')).toBe(false);
    expect(calendar.offDays['2027-05-07']).toBe('brugdag na Hemelvaart');
    expect(isWorkingDay(calendar, '2030-05-30')).toBe(false);
    expect(checkDueDate(calendar, '2027-02-23', '2027-02-16')).toMatchObject({
      why: 'school-holiday',
      name: 'voorjaarsvakantie',
      proposals: ['2027-02-19', '2027-03-01'],
    });
    expect(checkDueDate(calendar, '2027-05-04', '2027-04-01')).toMatchObject({
      name: 'tweede week meivakantie',
      proposals: ['2027-04-23', '2027-05-10'],
    });
  });

  test('can leave Good Friday out and take school holidays in their short form', () => {
    const text = `${smallest}holidays: { except: [goede vrijdag] }\nschoolHolidays: Zuid\n`;
    const calendar = toRegionCalendar(region(text), [2027]);
    expect(isWorkingDay(calendar, '2027-03-26')).toBe(true);
    expect(calendar.schoolHolidays).toContainEqual({
      name: 'voorjaarsvakantie',
      from: '2027-02-13',
      to: '2027-02-21',
    });
    const own = `${smallest}schoolHolidays:\n  - { name: study week, from: 2027-03-01, to: 2027-03-05 }\n`;
    expect(toRegionCalendar(region(own), [2027]).schoolHolidays).toHaveLength(1);
  });

  test('another country with its own zone and days', () => {
    const text = `${smallest}country: CA\nzone: America/St_Johns\nlanguage: en\n`;
    const calendar = toRegionCalendar(region(text), [2027]);
    expect([calendar.zone, isWorkingDay(calendar, '2027-07-01')]).toEqual(['America/St_Johns', false]);
  });
});

test('the timers of the file are the timers of the domain, with the defaults of docs/domain.md', () => {
  const timers: Timers = region(smallest).timers;
  expect(timers).toEqual({
    remindBefore: 2,
    remindBeforeLong: { days: 5, whenTermAtLeast: 15 },
    overdueOwner: 1,
    remindEvery: 1,
    overdueDeputy: 3,
    overdueLead: 5,
    escalationNotice: 8,
    escalation: 10,
    leadMissingAlert: 2,
    leadMissingLadder: 5,
    silence: 10,
    validUntilReminderWeeks: 6,
    acknowledgementExpires: 3,
    confirmAgain: 2,
    confirmCall: 3,
    doneAgain: 2,
    doneLead: 5,
    consentAgain: 2,
    consentLead: 5,
    contactAgain: 5,
    contactAway: 3,
    pastCall: 5,
    unreadCall: 2,
    closingAnswer: 5,
    intakeOpen: 5,
    reportRead: 2,
    appealAnswer: 2,
  });
});

describe('a mistake is told with its path, its line and what to do', () => {
  const people = 'people:\n  - { key: c, name: C }\ncoordinators: [c]\n';
  const base = `key: r\nname: R\n${people}`;
  test.each([
    [
      'an unknown key',
      `${base}timers:\n  overdueOwnr: 2\n`,
      '7 timers.overdueOwnr: “overdueOwnr” is not a known key. Did you mean “overdueOwner”?',
    ],
    ['a key like no other', `${base}banana: 2\n`, '6 banana: “banana” is not a known key.'],
    ['a missing key', `key: r\n${people}`, '1 name: is missing'],
    [
      'a missing key in a list',
      `key: r\nname: R\npeople:\n  - name: X\n  - { key: c, name: C }\ncoordinators: [c]\n`,
      '4 people[0].key: is missing',
    ],
    ['an empty section', `${base}timers:\n`, '6 timers: is empty. Fill it in, or take the line out'],
    [
      'an unknown person',
      `${base}escalationContact: cc\n`,
      '6 escalationContact: there is no person with key “cc” under people. Did you mean “c”?',
    ],
    [
      'an unknown person in a list',
      `key: r\nname: R\npeople:\n  - { key: c, name: C }\ncoordinators:\n  - c\n  - somebody\n`,
      '7 coordinators[1]: there is no person with key “somebody” under people.',
    ],
    [
      'an unknown administrator',
      `${base}administrators:\n  - c\n  - d\n`,
      '8 administrators[1]: there is no person with key “d” under people. Did you mean “c”?',
    ],
    ['no administrator at all', `${base}administrators: []\n`, '6 administrators: needs at least one item'],
    [
      'an unknown contact point',
      `${base}ladder:\n  - rung: 3\n    title: T\n    contacts:\n      - swv/budget\n`,
      '10 ladder[0].contacts[0]: no organisation has the contact point “swv/budget”.',
    ],
    [
      'an unknown deputy of a contact point',
      `${base}organisations:\n  - key: swv\n    name: S\n    type: swv\n    contactPoints:\n      - { role: budget, person: c, deputy: d }\n`,
      '11 organisations[0].contactPoints[0].deputy: there is no person with key “d” under people. Did you mean “c”?',
    ],
    [
      'a person twice',
      `key: r\nname: R\npeople:\n  - { key: c, name: C }\n  - { key: c, name: D }\ncoordinators: [c]\n`,
      '5 people[1].key: “c” is used twice',
    ],
    [
      'a rung twice',
      `${base}ladder:\n  - { rung: 3, title: A }\n  - { rung: 3, title: B }\n`,
      '8 ladder[1].rung: “3” is used twice',
    ],
    [
      'a rung that is not configurable',
      `${base}ladder:\n  - { rung: 2, title: A }\n`,
      '7 ladder[0].rung: must be 3 or more',
    ],
    [
      'a day that does not exist',
      `${base}holidays:\n  extra:\n    - { date: 2027-02-30, name: X }\n`,
      '8 holidays.extra[0].date: must be an existing day, written as 2027-03-18',
    ],
    [
      'a telephone number that is not one',
      `key: r\nname: R\npeople:\n  - { key: c, name: C, phone: bij de balie }\ncoordinators: [c]\n`,
      '4 people[0].phone: must be a telephone number, such as 06 12345678, 010 1234567 or +32 470 12 34 56',
    ],
    ['a time without its zero', `${base}nudgeTime: 9:00\n`, '6 nudgeTime: must be a time, written as 09:00'],
    [
      'a zone that is not one',
      `${base}zone: Europe/Amsterdm\n`,
      '6 zone: must be an existing time zone, such as Europe/Amsterdam',
    ],
    [
      'a country that is not one',
      `${base}country: XX\n`,
      '6 country: is a country whose holidays are not known. Check the code',
    ],
    [
      'a weekday that is not one',
      `${base}workingDays: [1, 8]\n`,
      '6 workingDays[1]: must be one of: 1, 2, 3, 4, 5, 6, 7',
    ],
    ['no working days', `${base}workingDays: []\n`, '6 workingDays: needs at least one item'],
    ['a language that is not one', `${base}language: fr\n`, '6 language: must be one of: nl, en'],
    [
      'a school region that is not one',
      `${base}schoolHolidays: West\n`,
      '6 schoolHolidays: must be one of: Noord, Midden, Zuid',
    ],
    [
      'a school holiday that ends before it begins',
      `${base}schoolHolidays:\n  - { name: X, from: 2027-03-02, to: 2027-03-01 }\n`,
      '7 schoolHolidays[0].to: ends before it begins',
    ],
    [
      'a holiday that nobody knows',
      `${base}holidays: { except: [Goede Vrijdg] }\n`,
      '6 holidays.except[0]: no holiday is called “Goede Vrijdg”. Did you mean “Goede Vrijdag”?',
    ],
    [
      'steps out of order',
      `${base}timers: { overdueDeputy: 1 }\n`,
      '6 timers.overdueDeputy: must come later than overdueOwner (1)',
    ],
    [
      'a part of a working day',
      `${base}timers: { silence: 1.5 }\n`,
      '6 timers.silence: must be a whole number',
    ],
    ['text for a number', `${base}timers: { silence: lang }\n`, '6 timers.silence: must be a number'],
    [
      'contact hours that close before they open',
      `${base}contactHours: { from: '17:00', to: '08:00' }\n`,
      '6 contactHours.to: must come later than 17:00',
    ],
    ['a nudge at night', `${base}nudgeTime: '07:00'\n`, '6 nudgeTime: must lie within the contact hours'],
    [
      'a phone number without quotes',
      `key: r\nname: R\npeople:\n  - { key: c, name: C, phone: 0880000000 }\ncoordinators: [c]\n`,
      '4 people[0].phone: must be text. Put it between quotes',
    ],
    [
      'a Slack name for an ID',
      `key: r\nname: R\npeople:\n  - { key: c, name: C, slack: '@someone' }\ncoordinators: [c]\n`,
      '4 people[0].slack: must be a Slack member ID. It starts with U or W: in Slack, on the profile, ⋮, “Copy member ID”',
    ],
    [
      'a Slack workspace that is not listed',
      `key: r\nname: R\npeople:\n  - { key: c, name: C, slackTeam: T0AAA }\ncoordinators: [c]\n`,
      '4 people[0].slackTeam: workspace “T0AAA” is not listed under workspaces.',
    ],
    [
      'nobody to tell',
      `key: r\nname: R\npeople:\n  - { key: c, name: C }\ncoordinators: []\n`,
      '5 coordinators: needs at least one item',
    ],
    [
      'an address that is not one',
      `key: r\nname: R\npeople:\n  - { key: c, name: C, email: c }\ncoordinators: [c]\n`,
      '4 people[0].email: must be an e-mail address',
    ],
    [
      'a key with spaces',
      base.replace('key: r', 'key: My Region'),
      '1 key: must be a short key: small letters, digits and single dashes, such as team-leader',
    ],
    [
      'the same key twice',
      `${base}name: again\n`,
      '6 : this line cannot be read as YAML: Map keys must be unique',
    ],
    ['a list where a section belongs', '- a\n- b\n', '1 : must be a section with its own keys below it'],
    ['an empty file', '', '1 : is empty. Fill it in, or take the line out'],
  ])('%s', (_what, text, expected) => {
    expect(errors(text)).toContain(expected);
    expect(errors(text)).toHaveLength(1);
  });

  test('all mistakes are told at once, in the order of the file', () => {
    const text = 'key: R\nnaam: X\ntimers:\n  silence: x\npeople: []\n';
    expect(errors(text).map((error) => error.split(' ')[0])).toEqual(['1', '1', '1', '2', '4', '5']);
  });

  test('a file in Dutch is answered in Dutch, one in English in English', () => {
    const dutch = parseRegionFile(`${base}banana: 1\n`);
    const english = parseRegionFile(`${base}language: en\nbanana: 1\n`);
    expect(dutch).toMatchObject({ errors: [{ message: '“banana” is geen bekende sleutel.' }] });
    expect(english).toMatchObject({ errors: [{ message: '“banana” is not a known key.' }] });
  });

  test('a file that breaks off halfway is answered with the line', () => {
    expect(errors('key: r\nname: "R\n')[0]).toMatch(/^\d+ : this line cannot be read as YAML: /);
  });

  test('every sentence exists in both languages', () => {
    expect(Object.keys(words.nl)).toEqual(Object.keys(words.en));
  });
});

describe('a file that is far more than a region', () => {
  const told = (text: string): { errors: { line: number; message: string }[]; total: number } => {
    const read = parseRegionFile(text, 'en');
    if (read.ok) throw new Error('this should not be a region');
    return read;
  };

  // This many are read at all: with work for each mistake that grows with the file this takes most of a minute.
  test('with fourteen thousand unknown keys tells the first fifty, with the nearest key, and how many there are, at once', {
    timeout: 20_000,
  }, () => {
    const keys = Array.from({ length: 14_000 }, (_, i) => `naam${i}: x`);
    const { errors, total } = told(`${smallest}${keys.join('\n')}`);
    expect(errors).toHaveLength(50);
    expect(errors[0]).toMatchObject({ line: 7, path: 'naam0', message: expect.stringContaining('“name”') });
    expect(errors.at(-1)?.line).toBe(56);
    expect(total).toBe(14_000);
  });

  test.each([
    ['more text than a file may have', `${smallest}# ${'x'.repeat(300_000)}`, 'too large: 300 kB at most'],
    ['more values', `${smallest}x: [${'1,'.repeat(60_000)}]`, 'holds too much'],
    ['more marks', '['.repeat(290_000), 'holds too much'],
    ['lists within lists', `${smallest}x: ${'['.repeat(40)}${']'.repeat(40)}`, 'too deep: 20 levels at most'],
    ['a reference to itself', `${smallest}x: &x [*x]`, 'uses references'],
    [
      'a reference to nothing',
      `${smallest}x: *nothing`,
      '“*nothing” refers to something that does not stand',
    ],
    [
      'references that grow',
      `a: &a [1, 2]\n${Array.from({ length: 18 }, (_, i) => `k${i}: &k${i} [*${i ? `k${i - 1}` : 'a'}, *${i ? `k${i - 1}` : 'a'}]`).join('\n')}`,
      'uses references',
    ],
    [
      'thousands of references to one word',
      `${smallest}a: &a word\nx: [${'*a,'.repeat(24_000)}]`,
      'uses references',
    ],
    ['more levels than can be read', `${'- '.repeat(20_000)}`, 'too deep: 20 levels at most'],
    [
      'an address of 250,000 signs',
      smallest.replace('name: Coördinator', `name: C\n    email: "a@${'.'.repeat(250_000)}@"`),
      'must be an e-mail address',
    ],
  ])('is told in plain words, and soon: %s', { timeout: 20_000 }, (_what, text, words) => {
    const { errors } = told(text);
    expect(errors.map((error) => error.message).join('\n')).toContain(words);
    expect(errors.every((error) => error.message.length < 300)).toBe(true);
  });

  test('may refer to what stands above it', () => {
    const text = smallest.replace('- key', '- &me\n    key').replace('[coordinator]', '[coordinator]');
    expect(region(text).people[0]?.key).toBe('coordinator');
    const days = 'schoolHolidays: { extra: &days [{ name: X, from: 2027-01-01, to: 2027-01-02 }] }\n';
    const school = 'organisations: [{ key: s, name: S, type: school, schoolHolidays: { extra: *days } }]\n';
    expect(region(smallest + days + school).organisations[0]?.schoolHolidays?.extra).toHaveLength(1);
  });
});
