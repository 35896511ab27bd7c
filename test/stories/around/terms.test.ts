import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';
import { openTypedCase, type TypedCase } from '../../support/cases/typed-case.ts';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { SCHOOL } from '../../support/people/in-slack.ts';
import { type OnAllPlatforms, startOnAllPlatforms } from '../../support/people/on-all-platforms.ts';

const ADMISSION = 'Besluit over toelating';
const NOT_YET = `${ADMISSION} : 6 weken na de dag dat de school de aanmelding op papier kreeg. Die dag is nog niet ingevuld.`;

describe('terms, on the page of a case', () => {
  let here: SchoolCase;
  beforeAll(async () => {
    here = await openSchoolCase();
  });
  afterAll(() => here?.close());
  const type = (who: keyof SchoolCase['who'], term: string, termDay: string) =>
    here.who[who].fill('term.date', { caseId: here.id }, { term, termDay });
  const managed = async (): Promise<string> =>
    wordsOf((await here.who.coordinator.get('/manage/midden/terms')).html);

  it('say from which day each is counted, and to check it oneself', async () => {
    const page = await here.reads(here.who.moeder);
    expect(page).toContain('Dit is informatie, geen oordeel');
    expect(page).toContain(
      'Vier weken thuis : maandag 1 februari 2027. 4 weken na de eerste dag thuis (maandag 4 januari 2027).',
    );
    expect(page).toContain(
      'Eerste overleg (actietafel) : donderdag 18 maart 2027. 5 werkdagen na de dag dat de casus in Schakel openging (donderdag 11 maart 2027).',
    );
    expect(page).toContain('Kijk dit zelf na: Thuiszitterspact, 13 juni 2016; een afspraak, geen wet');
  });

  it('a last day that is a day off is the first working day after it', async () => {
    // The fourth of April 2027 is a Sunday.
    expect(await here.reads(here.who.moeder)).toContain('Een passend aanbod : maandag 5 april 2027.');
  });

  it('of what nobody typed there is no day, and so none that is wrong', async () => {
    expect(await here.reads(here.who.moeder)).toContain(NOT_YET);
  });

  it('a parent types the day: everybody reads the term with who typed it, and nobody gets a message', async () => {
    const { status } = await type('moeder', 'admission', '2027-03-01');
    expect(status).toBe(303);
    for (const who of ['school', 'casemanager'] as const) {
      expect(await here.reads(here.who[who], `/c/${here.id}/terms`)).toMatch(
        /Besluit over toelating : maandag 12 april 2027\. 6 weken na de dag dat de school de aanmelding op papier kreeg \(maandag 1 maart 2027, ingevuld door Moeder ?\)\./,
      );
      expect(await here.asks(here.who[who])).not.toContain(ADMISSION);
    }
  });

  it('without a day it goes away again; a day of long ago, or of another term, is refused', async () => {
    expect((await type('school', 'admission', '1999-01-01')).html).toContain('id="termDay-error"');
    expect((await type('school', 'pact', '2027-03-01')).html).toContain('Er is niets gedaan.');
    await type('school', 'admission', '');
    expect(await here.reads(here.who.moeder)).toContain(NOT_YET);
  });

  it('are the region’s to change, to switch off and to put back, and say when somebody looked', async () => {
    expect(await managed()).toContain('1 december 2026');
    const { coordinator } = here.who;
    await coordinator.press('manage.termChecked', { region: 'midden', term: 'admission' });
    expect(await here.reads(here.who.moeder)).toContain('nagekeken op donderdag 11 maart 2027');
    await coordinator.press('manage.termSwitch', { region: 'midden', term: 'pact', off: 'yes' });
    expect(await here.reads(here.who.moeder)).not.toContain('Een passend aanbod');
    const values = { name: 'Eerste overleg', begins: '', who: 'de coördinator', source: 'onze werkwijze' };
    const own = { ...values, n: '10', unit: 'workingDays', from: 'opened' };
    await coordinator.fill('manage.term', { region: 'midden', term: 'first-table' }, own);
    expect(await here.reads(here.who.moeder)).toContain(
      'Eerste overleg : donderdag 25 maart 2027. 10 werkdagen',
    );
    await coordinator.press('manage.termShipped', { region: 'midden', term: 'first-table' });
    expect(await here.reads(here.who.moeder)).toContain(
      'Eerste overleg (actietafel) : donderdag 18 maart 2027',
    );
    await coordinator.fill(
      'manage.term',
      { region: 'midden' },
      { ...own, name: 'Dagbesteding', n: '2', unit: 'weeks' },
    );
    expect(await here.reads(here.who.moeder)).toContain('Dagbesteding : donderdag 25 maart 2027. 2 weken');
    await coordinator.press('manage.termRemove', { region: 'midden', term: 'dagbesteding' });
    expect(await here.reads(here.who.moeder)).not.toContain('Dagbesteding');
  });

  it('are not for a party that sees only its own agreements, nor for somebody else to change', async () => {
    await here.who.school.press('manage.termSwitch', { region: 'midden', term: 'opp', off: 'yes' });
    expect(await here.reads(here.who.school)).toContain('Ontwikkelingsperspectief (OPP)');
    await here.who.moeder.press('consent.answer', { caseId: here.id, party: 'school', answer: 'no' });
    expect(await here.reads(here.who.school)).not.toContain('Ontwikkelingsperspectief (OPP)');
    expect((await here.who.school.get(`/c/${here.id}/terms`)).status).toBe(404);
    expect((await type('school', 'opp', '2027-03-01')).status).not.toBe(303);
  });
});

describe('terms, in Slack', () => {
  let here: TypedCase;
  beforeAll(async () => {
    here = await openTypedCase([]);
  });
  afterAll(() => here?.schakel.stop());

  it.each(['/schakel termijnen', '/schakel terms'])('“%s” shows them to who asks alone', async (line) => {
    const answer = await here.types(SCHOOL, line);
    expect(answer).toContain('Vier weken thuis');
    expect(answer).toContain('geen oordeel');
    expect(here.room()).not.toContain('Vier weken thuis');
  });
});

describe('terms, on Teams', () => {
  let here: OnAllPlatforms;
  beforeAll(async () => {
    here = await startOnAllPlatforms('2027-03-11T08:30:00.000Z');
    await openCaseInChat(here.people.as('coordinator'), here);
    await bringIn(here.people.as('coordinator'), here, here.room(), {
      person: 'Casemanager gemeente',
      role: 'municipalCaseManager',
      organisation: 'gemeente',
    });
  });
  afterAll(() => here?.stop());

  it('a button shows them, and a day is filled in there', async () => {
    const { as } = here.people;
    ok(await as('lead').click({ channel: here.room() }, 'Termijnen'));
    ok(await as('lead').command('dm', 'termijnen'));
    await here.settle();
    expect(here.written('lead').at(-1)).toContain('Vier weken thuis');
    expect(here.inTeams().join()).not.toContain('Vier weken thuis');
    ok(await as('lead').click({ channel: 'dm', text: 'geen oordeel' }, 'Datum invullen'));
    ok(await as('lead').submit({ term: 'admission', termDay: '1 maart 2027' }));
    ok(await as('lead').command('dm', 'termijnen'));
    await here.settle();
    expect(here.written('lead').at(-1)).toContain('maandag 12 april 2027');
  });
});
