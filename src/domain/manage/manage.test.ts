import { describe, expect, it } from 'vitest';
import { caseState, participant, region, regionFile } from '../../../test/support/cases/case-builder.ts';
import { caseCalendar } from '../case/participants.ts';
import { putHolidays } from './calendar.ts';
import { contactsToCheck } from './contacts-to-check.ts';
import { entryChecked, isEntryDue, putEntry, removeEntry } from './directory.ts';
import { keyFor } from './edit.ts';
import { putContactPoint, removeContactPoint } from './organisations.ts';
import { putPerson, removePerson } from './people.ts';

const FILE = regionFile({
  people: [
    { key: 'coordinator', name: 'Coördinator' },
    { key: 'directeur', name: 'Directeur' },
  ],
  organisations: [
    {
      key: 'swv',
      name: 'Samenwerkingsverband',
      type: 'educationPartnership',
      contactPoints: [{ role: 'budget', person: 'directeur', checkedOn: '2026-09-11' }],
    },
  ],
  ladder: [{ rung: 3, title: 'Directeur', contacts: ['swv/budget'], deputies: [] }],
});

describe('how a region is set up, changed by hand', () => {
  it('makes short keys of what people type, each once', () => {
    expect(keyFor('Jeugdhulp & budget (oost)', [])).toBe('jeugdhulp-budget-oost');
    expect(keyFor('Coördinator', ['coordinator', 'coordinator-2'])).toBe('coordinator-3');
    expect(keyFor('…', [])).toBe('x');
    expect(keyFor('a'.repeat(80), [])).toMatch(/^a{36}$/);
  });

  it('keeps what was not asked: a person who is changed keeps nothing that was emptied, and their key', () => {
    const edit = putPerson(FILE, 'directeur', {
      name: 'Directeur swv',
      email: '',
      language: null,
      workingDays: [],
    });
    expect(edit.ok && edit.file.people[1]).toEqual({ key: 'directeur', name: 'Directeur swv' });
  });

  it('follows on the ladder when a contact point is called otherwise, and lets nobody be taken away who stands there', () => {
    const values = { role: 'Geld', person: 'directeur', deputy: null, phone: '030 123 4567' };
    const edit = putContactPoint(FILE, { organisation: 'swv', role: 'budget' }, values, '2027-03-11');
    expect(edit.ok && edit.file.ladder[0]?.contacts).toEqual(['swv/geld']);
    expect(edit.ok && edit.file.organisations[0]?.contactPoints[0]?.checkedOn).toBe('2027-03-11');
    expect(removeContactPoint(FILE, 'swv', 'budget')).toMatchObject({
      ok: false,
      reply: { key: 'refused.manageOnLadder' },
    });
    expect(removePerson(FILE, 'directeur')).toMatchObject({
      ok: false,
      reply: { values: { where: 'Samenwerkingsverband – budget' } },
    });
    expect(removePerson(FILE, 'coordinator')).toMatchObject({ ok: false });
  });

  it('asks about a contact point half a year after somebody last did, to the day', () => {
    expect(contactsToCheck(FILE, '2027-03-10')).toEqual([]);
    expect(contactsToCheck(FILE, '2027-03-11').map((c) => c.point.role)).toEqual(['budget']);
  });

  it('leaves a holiday out for good, and one that was left out for one year for that year', () => {
    const file = { ...FILE, holidays: { except: ['2027-05-05', 'Good Friday'], extra: [] } };
    const shown = [
      { date: '2027-03-26', name: 'Goede Vrijdag' },
      { date: '2027-04-27', name: 'Koningsdag' },
      { date: '2027-05-05', name: 'Bevrijdingsdag' },
    ];
    const untouched = putHolidays(file, shown, ['2027-04-27']);
    expect(untouched.ok && untouched.file.holidays.except).toEqual(['2027-05-05', 'Goede Vrijdag']);
    const all = putHolidays(
      file,
      shown,
      shown.map((d) => d.date),
    );
    expect(all.ok && all.file.holidays.except).toEqual([]);
  });

  it('counts the holidays of a school that has its own, in the cases in which that school takes part', () => {
    const own = [{ name: 'studieweek', from: '2027-03-15', to: '2027-03-19' }];
    const base = region();
    const here = region({
      organisations: base.organisations.map((o) => ({ ...o, schoolHolidays: own })),
    });
    const state = caseState({
      participants: [participant('school', 'teacher', { organisationKey: 'school' })],
    });
    expect(caseCalendar(state, here).schoolHolidays).toEqual(own);
    expect(caseCalendar(caseState({}), here).schoolHolidays).toEqual(here.calendar.schoolHolidays);
    expect(caseCalendar(state, base)).toBe(base.calendar);
  });
});

describe('the list of who can help', () => {
  const MEE = { name: 'MEE', what: 'Vragen.', cost: '', reach: 'mee.nl', kind: 'clientSupport' } as const;
  const values = { ...MEE, for: ['youngPeople', 'parents'] } as const;
  const shipped = { name: 'MEE', what: 'Vragen.', cost: '', reach: 'mee.nl' };
  const listOf = (edit: ReturnType<typeof putEntry>) => (edit.ok ? edit.file.directory : null);

  it('is written down when something of it changes, and then only what is different', () => {
    const list = listOf(putEntry(FILE, 'mee', { ...values, reach: '' }, { today: '2027-03-11', shipped }));
    expect(list).toHaveLength(14);
    expect(list?.find((one) => one.key === 'mee')).toEqual({
      key: 'mee',
      reach: '',
      checkedOn: '2027-03-11',
    });
    expect(list?.filter((one) => Object.keys(one).length > 1)).toHaveLength(1);
  });

  it('gives a line of the region a key of its own, also when it is called as one that was taken out', () => {
    const without = removeEntry(FILE, 'mee', 'MEE');
    if (!without.ok) throw new Error('not removed');
    const list = listOf(putEntry(without.file, null, values, { today: '2027-03-11', shipped: null }));
    expect(list?.at(-1)).toEqual({ key: 'mee-2', ...values, checkedOn: '2027-03-11' });
  });

  it('asks again after half a year, and at once where nobody looked', () => {
    expect(isEntryDue({ checkedOn: null }, '2026-12-01')).toBe(true);
    expect(isEntryDue({ checkedOn: '2026-12-01' }, '2027-05-31')).toBe(false);
    expect(isEntryDue({ checkedOn: '2026-12-01' }, '2027-06-01')).toBe(true);
  });

  it('says of a line that is not there any more that it is gone', () => {
    for (const edit of [
      entryChecked(FILE, 'weg', 'weg', '2027-03-11'),
      removeEntry(FILE, 'weg', 'weg'),
      putEntry(FILE, 'weg', values, { today: '2027-03-11', shipped: null }),
    ])
      expect(edit).toMatchObject({ ok: false, reply: { key: 'refused.manageGone' } });
  });
});
