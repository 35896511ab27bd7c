import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STANDARD_LIBRARY } from '../../../../src/domain/region/library.ts';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../../support/cases/school-case.ts';
import { ok } from '../../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../../support/people/acts.ts';
import { type OnAllPlatforms, startOnAllPlatforms } from '../../../support/people/on-all-platforms.ts';
import type { Heard } from '../../../support/web/web-caller.ts';

const BRIDGING = 'Dagprogramma voor vanaf morgen';
const PLAN = 'Onderwijsplan maken';
const CARE_PLAN = 'Zorgplan dat past bij het onderwijsplan';

/** The people that stand chosen in a form, by the name of its field. */
const chosenIn = (html: string): string[][] =>
  [...html.matchAll(/name="(owner\d)" value="([^"]+)" checked/g)].map(([, name = '', id = '']) => [name, id]);

describe('agreements ready to use, on the web', () => {
  let here: SchoolCase;
  const three = { templates: ['bridging', 'education-plan', 'care-plan'] };
  beforeAll(async () => {
    here = await openSchoolCase();
  });
  afterAll(() => here?.close());

  it('a button on the page of the case leads to the list, by who usually does it', async () => {
    expect((await here.who.school.get(`/c/${here.id}`)).html).toContain('Uit voorbeelden kiezen');
    const list = wordsOf((await here.who.school.get(`/form/library.choose?caseId=${here.id}`)).html);
    expect(list).toContain(`School: ${BRIDGING}`);
    expect(list).toContain('Gemeente: Besluit sturen');
    expect(list).toContain('Samenwerkingsverband: Ouders vertellen hoe het zoeken naar een plek gaat');
    expect(list).toContain('Er wordt nog niets geplaatst.');
  });

  it('choosing shows who would do each and when, and says where nobody holds the role', async () => {
    const { html } = await here.who.casemanager.fill('library.choose', { caseId: here.id }, three);
    const text = wordsOf(html);
    expect(text).toContain(`1. ${BRIDGING}: wie? Meestal: School. Klaar als: De ouder bevestigt`);
    expect(text).toContain(`3. ${CARE_PLAN}: wie? Hier is nog niemand voor: Zorg.`);
    const school = await here.participant('school');
    expect(chosenIn(html)).toEqual([
      ['owner1', school],
      ['owner2', school],
    ]);
    expect(html).toMatch(/name="due1" value="[a-z]+ \d+ [a-z]+ 2027"/);
    expect(await here.reads(here.who.moeder)).not.toContain(BRIDGING);
  });

  it('nothing is posted while a line has nobody, and what was filled in comes back', async () => {
    const answer = await post({ owner1: 'school', owner2: 'school' });
    expect(answer.status).toBe(422);
    expect(wordsOf(answer.html)).toContain('Kies wie dit doet, of sla deze over.');
    expect(answer.html).toContain('value="31 maart 2027"');
    expect(await here.reads(here.who.moeder)).not.toContain(BRIDGING);
  });

  it('a day off is asked about at its own line', async () => {
    const answer = await post({ owner1: 'school', owner2: 'school', owner3: 'casemanager' }, '29 maart 2027');
    expect(answer.html).toContain('name="due1_choice"');
    expect(wordsOf(answer.html)).toContain('Tweede paasdag');
    expect(await here.reads(here.who.moeder)).not.toContain(BRIDGING);
  });

  it('somebody who is in another case, or in none, is nobody here', async () => {
    const values = { owner1: await here.schakel.person('moeder'), due1: '30 maart 2027', due1Picked: '' };
    const args = { caseId: here.id, templates: 'bridging' };
    const { html } = await here.who.casemanager.fill('library.post', args, values);
    expect(wordsOf(html)).toContain('Deze persoon doet nog niet mee.');
    expect(await here.reads(here.who.moeder)).not.toContain(BRIDGING);
  });

  it('what is left out is not posted, and the rest is posted at once', async () => {
    const { status } = await post({ owner1: 'school', owner2: 'school', owner3: 'skip' });
    expect(status).toBe(303);
    const page = await here.reads(here.who.casemanager);
    expect(page).toContain('2 afspraken zijn geplaatst.');
    expect(page).toContain(`Afspraak 1 ${BRIDGING}`);
    expect(page).toContain(`Afspraak 2 ${PLAN}`);
    expect(page).not.toContain(CARE_PLAN);
  });

  it.each(['school', 'moeder'] as const)('one “all correct” is enough for the set: %s', async (who) => {
    const caller = here.who[who];
    expect(await here.asks(caller)).toContain('Alles klopt');
    expect(await here.asks(caller)).toContain(PLAN);
    const set = (await here.state()).agreements.map((a) => `${a.id}:${a.textVersion}`).join(',');
    await caller.press('agreement.confirmAll', { caseId: here.id, set });
    expect(await here.asks(caller)).not.toContain('Alles klopt');
  });

  it('one of the set may still be changed by itself', async () => {
    const { id: agreementId, textVersion, due } = await here.agreement(2);
    await here.who.casemanager.fill(
      'agreement.revise',
      { agreementId, textVersion, shownDue: due },
      { title: 'Onderwijsplan bespreken', doneWhen: 'Besproken', due: '1 april 2027', duePicked: '' },
    );
    expect(await here.reads(here.who.moeder)).toContain('Afspraak 2 Onderwijsplan bespreken');
    expect(await here.asks(here.who.moeder)).toContain('Onderwijsplan bespreken');
    expect(await here.asks(here.who.moeder)).not.toContain(BRIDGING);
  });

  async function post(owners: Readonly<Record<string, string>>, due1 = '30 maart 2027') {
    const chosen = await Promise.all(
      Object.entries(owners).map(
        async ([name, who]): Promise<[string, string]> => [
          name,
          who === 'skip' ? who : await here.participant(who),
        ],
      ),
    );
    const picked = { due1Picked: '', due2Picked: '', due3Picked: '' };
    const dues = { due1, due2: '31 maart 2027', due3: '1 april 2027', ...picked };
    const args = { caseId: here.id, templates: three.templates.join(',') };
    return here.who.casemanager.fill('library.post', args, { ...Object.fromEntries(chosen), ...dues });
  }
});

describe('the examples of a region', () => {
  let here: SchoolCase;
  beforeAll(async () => {
    here = await openSchoolCase();
  });
  afterAll(() => here?.close());
  const change = (template: string, values: Record<string, string>): Promise<Heard> =>
    here.who.coordinator.fill(
      'manage.library',
      template ? { region: 'midden', template } : { region: 'midden' },
      values,
    );
  const list = async (): Promise<string> =>
    wordsOf((await here.who.school.get(`/form/library.choose?caseId=${here.id}`)).html);
  const file = async (): Promise<string> =>
    (await here.who.coordinator.get('/manage/midden/region.yaml')).html;

  it('ship filled, and say on which day they were drawn up', async () => {
    const page = wordsOf((await here.who.coordinator.get('/manage/midden/library')).html);
    expect(page).toContain('School · na 2 werkdagen · klaar als: De ouder bevestigt');
    expect(page).toContain('1 december 2026');
    expect(await file()).not.toContain('library');
  });

  it('are changed by a coordinator, and go back to how they came', async () => {
    const values = {
      title: BRIDGING,
      doneWhen: 'De moeder zegt wat de dag is.',
      owner: 'municipality',
      days: '3',
    };
    await change('bridging', values);
    expect(await file()).toMatch(/library:\n {2}- key: bridging\n[^-]*doneWhen: De moeder zegt/);
    expect(await list()).toContain(`Gemeente: ${BRIDGING}`);
    await here.who.coordinator.press('manage.libraryShipped', { region: 'midden', template: 'bridging' });
    expect(await list()).toContain(`School: ${BRIDGING}`);
    expect(await file()).not.toContain('library');
  });

  it('are switched off and on, and one of their own is added and taken away', async () => {
    await here.who.coordinator.press('manage.librarySwitch', {
      region: 'midden',
      template: 'funding',
      off: 'yes',
    });
    expect(await list()).not.toContain('Besluit over het geld');
    expect(wordsOf((await here.who.coordinator.get('/manage/midden/library')).html)).toContain('Staat uit');
    await here.who.coordinator.press('manage.librarySwitch', {
      region: 'midden',
      template: 'funding',
      off: 'no',
    });
    expect(await list()).toContain('Besluit over het geld');
    await change('', { title: 'Fiets brengen', doneWhen: 'De fiets staat er.', owner: 'family', days: '4' });
    expect(await list()).toContain('Gezin: Fiets brengen');
    await here.who.coordinator.press('manage.libraryRemove', { region: 'midden', template: 'fiets-brengen' });
    expect(await list()).not.toContain('Fiets brengen');
  });

  it('are changed by nobody else', async () => {
    await here.who.school.press('manage.librarySwitch', {
      region: 'midden',
      template: 'funding',
      off: 'yes',
    });
    expect(await list()).toContain('Besluit over het geld');
    expect((await here.who.school.get('/manage/midden/library')).status).toBe(404);
  });
});

describe('agreements ready to use, in Slack and Teams', () => {
  let here: OnAllPlatforms;
  beforeAll(async () => {
    here = await startOnAllPlatforms('2027-03-11T08:30:00.000Z');
    await openCaseInChat(here.people.as('coordinator'), here);
    for (const [person, role, organisation] of [
      ['Casemanager gemeente', 'municipalCaseManager', 'gemeente'],
      ['Ondersteuningscoördinator school', 'supportCoordinator', 'school'],
    ] as const)
      await bringIn(here.people.as('coordinator'), here, here.room(), { person, role, organisation });
  });
  afterAll(() => here?.stop());

  it('Teams opens the list by its button, then who and when, and posts', async () => {
    ok(await here.people.as('lead').click({ channel: here.room() }, 'Uit voorbeelden kiezen'));
    ok(await here.people.as('lead').submit({ templates: ['decision', 'bridging', 'education-plan'] }));
    ok(await here.people.as('lead').submit({ due1: '30 maart 2027' }));
    await here.settle();
    for (const words of [here.inTeams().join('\n'), here.inSlack().join('\n')]) {
      expect(words).toContain('Besluit sturen');
      expect(words).toContain(PLAN);
    }
  });

  it('Slack asks the school about both of its own at once, and one press answers', async () => {
    const asked = here.written('school').find((words) => words.includes('[Alles klopt]'));
    expect(asked).toContain(BRIDGING);
    expect(asked).toContain(PLAN);
    ok(await here.people.as('school').click({ channel: 'dm' }, 'Alles klopt'));
    await here.settle();
    expect(here.written('school').at(-1)).toContain('2 afspraken');
  });

  it('Slack opens the list by its button, then who and when, and posts; more than a form holds is refused', async () => {
    const channel = here.slack.channels().at(-1)?.name ?? '';
    ok(await here.people.as('school').click({ channel, text: 'overzicht' }, 'Uit voorbeelden kiezen'));
    const nine = STANDARD_LIBRARY.slice(0, 9).map(({ key }) => key);
    const refused = await here.people.as('school').submit({ templates: nine });
    expect(JSON.stringify(refused.errors)).toContain('Kies er hooguit 8 tegelijk.');
    ok(await here.people.as('school').submit({ templates: ['regular-call', 'transport'] }));
    ok(await here.people.as('school').submit({}));
    await here.settle();
    expect(here.inTeams().join('\n')).toContain('Vast belmoment met thuis');
  });

  it('what comes back is one card, whose date moves on when it was done this time', async () => {
    const channel = here.slack.channels().at(-1)?.name ?? '';
    const card = (): string =>
      here.inTeams().find((words) => /Vast belmoment[\s\S]*Komt terug: ?elke donderdag/.test(words)) ?? '';
    expect(card()).toContain('donderdag 18 maart 2027');
    ok(await here.people.as('school').click({ channel, text: 'Vast belmoment' }, 'Deze keer gedaan'));
    await here.settle();
    expect(card()).toContain('donderdag 25 maart 2027');
    expect(card()).toContain('1 keer gedaan. Laatst: donderdag 18 maart 2027 gedaan');
  });

  it('is typed as well', async () => {
    ok(
      await here.people
        .as('school')
        .command(here.slack.channels().at(-1)?.name ?? '', '/schakel voorbeelden'),
    );
    ok(await here.people.as('school').submit({ templates: ['evaluation'] }));
  });
});
