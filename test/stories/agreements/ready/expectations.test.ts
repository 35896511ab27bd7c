import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../../support/cases/school-case.ts';
import { ok } from '../../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../../support/people/acts.ts';
import { type OnAllPlatforms, startOnAllPlatforms } from '../../../support/people/on-all-platforms.ts';

const NEWS = 'Het gezin elke week vertellen hoe het staat';
const HOME = 'Laten weten als er thuis iets verandert';

describe('what organisations and parents expect of each other, on the web', () => {
  let here: SchoolCase;
  const args = (): { caseId: string } => ({ caseId: here.id });
  const list = async (form = 'library.expect'): Promise<string> =>
    wordsOf((await here.who.moeder.get(`/form/${form}?caseId=${here.id}`)).html);
  beforeAll(async () => {
    here = await openSchoolCase();
  });
  afterAll(() => here?.close());

  it('stands on the card of who leads, with the way to it in the plan, and makes nothing by itself', async () => {
    const page = await here.reads(here.who.moeder);
    expect(page).toContain('Wat mogen ouders en organisaties van elkaar verwachten?');
    expect(page).toContain('Pas wat iemand plaatst, is een afspraak.');
    expect(page).toContain('Wat we van elkaar verwachten');
    expect(page).not.toContain(NEWS);
    expect((await here.state()).agreements).toEqual([]);
  });

  it('has examples in both directions, apart from the other examples', async () => {
    expect(await list()).toContain(`Regiehouder: ${NEWS}`);
    expect(await list()).toContain('School: Vragen van het gezin beantwoorden');
    expect(await list()).toContain('Gemeente: Zeggen wat kan, wat niet kan, en waarom');
    expect(await list()).toContain(`Gezin: ${HOME}`);
    expect(await list()).not.toContain('Onderwijsplan maken');
    expect(await list('library.choose')).not.toContain(NEWS);
  });

  it('is chosen by a mother as well, with who would do each, and becomes agreements of both sides', async () => {
    const templates = ['expect-news', 'expect-changes'];
    const { html } = await here.who.moeder.fill('library.expect', args(), { templates });
    expect(wordsOf(html)).toContain(`1. ${NEWS} (elke week): wie? Meestal: Regiehouder.`);
    expect(wordsOf(html)).toContain(`2. ${HOME} (elke week): wie? Meestal: Gezin.`);
    const values = {
      owner1: await here.participant('casemanager'),
      owner2: await here.participant('moeder'),
      ...{ due1: '18 maart 2027', due1Picked: '', due2: '18 maart 2027', due2Picked: '' },
    };
    await here.who.moeder.fill('library.post', { ...args(), templates: templates.join(',') }, values);
    const page = await here.reads(here.who.moeder);
    expect(page).toContain(`Afspraak 1 ${NEWS} Wie Casemanager gemeente`);
    expect(page).toContain(`Afspraak 2 ${HOME} Wie Moeder`);
    expect(page).toContain('Komt terug elke donderdag');
  });

  it('is confirmed with one “all correct”', async () => {
    expect(await here.asks(here.who.casemanager)).toContain('Alles klopt');
    const set = (await here.state()).agreements.map((a) => `${a.id}:${a.textVersion}`).join(',');
    await here.who.casemanager.press('agreement.confirmAll', { ...args(), set });
    expect(await here.asks(here.who.casemanager)).not.toContain('Alles klopt');
  });

  it('is the region’s to change: a text, one switched off, one of its own', async () => {
    const region = { region: 'midden' };
    const coordinator = here.who.coordinator;
    const set = wordsOf((await coordinator.get('/manage/midden/library')).html);
    expect(set).toContain('Staat bij wat ouders en organisaties van elkaar mogen verwachten.');
    await coordinator.press('manage.librarySwitch', { ...region, template: 'expect-why', off: 'yes' });
    expect(await list()).not.toContain('Zeggen wat kan, wat niet kan');
    const own = { title: 'Koffie vooraf', doneWhen: 'We dronken koffie.', owner: 'lead', days: '4' };
    await coordinator.fill('manage.library', region, { ...own, place: 'expectation' });
    expect(await list()).toContain('Regiehouder: Koffie vooraf');
    expect(await list('library.choose')).not.toContain('Koffie vooraf');
    const template = { ...region, template: 'koffie-vooraf' };
    await coordinator.fill('manage.library', template, { ...own, title: 'Thee vooraf' });
    expect(await list()).toContain('Regiehouder: Thee vooraf');
    await coordinator.fill('manage.library', template, { ...own, place: 'work' });
    expect(await list('library.choose')).toContain('Koffie vooraf');
    expect((await coordinator.get('/manage/midden/region.yaml')).html).not.toContain('expectation: true');
  });
});

describe('what organisations and parents expect of each other, in Slack and Teams', () => {
  let here: OnAllPlatforms;
  beforeAll(async () => {
    here = await startOnAllPlatforms('2027-03-11T08:30:00.000Z');
    await openCaseInChat(here.people.as('coordinator'), here);
    for (const [person, role, organisation] of [
      ['Casemanager gemeente', 'municipalCaseManager', 'gemeente'],
      ['Ondersteuningscoördinator school', 'supportCoordinator', 'school'],
    ] as const)
      await bringIn(here.people.as('coordinator'), here, here.room(), { person, role, organisation });
    ok(await here.people.as('lead').click({ channel: here.room() }, 'Ik neem de regie'));
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('is on the card of who leads in both', () => {
    for (const words of [here.inTeams().join('\n'), here.inSlack().join('\n')])
      expect(words).toMatch(
        /heeft de regie in[\s\S]*Wat mogen ouders en organisaties van elkaar verwachten\?/,
      );
  });

  it('is chosen from that card on Teams, and read in both', async () => {
    ok(
      await here.people
        .as('lead')
        .click({ channel: here.room(), text: 'heeft de regie in' }, 'Wat we van elkaar verwachten'),
    );
    ok(await here.people.as('lead').submit({ templates: ['expect-news', 'expect-answer'] }));
    ok(await here.people.as('lead').submit({}));
    await here.settle();
    for (const words of [here.inTeams().join('\n'), here.inSlack().join('\n')]) expect(words).toContain(NEWS);
  });

  it('is chosen from that card in Slack', async () => {
    const channel = here.slack.channels().at(-1)?.name ?? '';
    ok(
      await here.people
        .as('school')
        .click({ channel, text: 'heeft de regie in' }, 'Wat we van elkaar verwachten'),
    );
    ok(await here.people.as('school').submit({ templates: ['expect-reach'] }));
    ok(await here.people.as('school').submit({}));
    await here.settle();
    expect(here.inTeams().join('\n')).toContain('Bereikbaar zijn voor het gezin');
  });
});
