import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AroundCase, openAroundCase } from '../../support/cases/around-case.ts';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { LEAD as LEAD_KEY } from '../../support/people/in-slack.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  LEAD,
  MOTHER,
  startInThreePlaces,
} from '../../support/people/in-three-places.ts';
import { textOf } from '../../support/told/told-page.ts';
import { STORY_START } from '../whole/story4-script.ts';

describe('since when a child is at home, on the web', () => {
  let at: AroundCase;

  beforeAll(async () => {
    at = await openAroundCase();
  });
  afterAll(() => at?.schakel.stop());

  it('asks why when a first day that stands is put right, and keeps what was typed', async () => {
    const values = {
      firstDay: '14 december 2026',
      firstDayPicked: '',
      reason: '',
      absence: '',
      enrolled: '',
    };
    const answer = await at.fill('casemanager', 'case.setAbsence', values);
    expect(answer).toContain('Schrijf op waarom de eerste dag verandert');
    const form = await (await at.as('casemanager')).fill('case.setAbsence', { caseId: at.id }, values);
    expect(form.html).toContain('14 december 2026');
  });

  it('puts it right with a reason that everybody who sees the whole case reads, and the three months follow', async () => {
    const values = {
      firstDay: '2026-12-14',
      reason: 'voor de vakantie was er ook geen les',
      absence: 'long_relative',
      enrolled: 'yes',
    };
    expect(await at.fill('casemanager', 'case.setAbsence', values)).toContain('drie maanden is op');
    for (const key of ['moeder', 'school', 'coordinator']) {
      const page = await at.page(key);
      expect(page, key).toContain('14 maart');
      expect(page, key).toContain('voor de vakantie was er ook geen les');
      expect(page, key).toContain('wel ingeschreven, en al lang thuis');
    }
  });

  it('shows nothing of it to a party that sees only its own agreements', async () => {
    const page = await at.page('traject');
    expect(page).not.toContain('voor de vakantie');
    expect(page).not.toContain('wel ingeschreven');
    const refused = await at.fill('traject', 'case.firstLesson', { on: 'vandaag', onPicked: '' });
    expect(refused).not.toContain('Fijn.');
  });

  it('lets the mother say that there was a first lesson: the days stop and stay to be read', async () => {
    const answer = await at.fill('moeder', 'case.firstLesson', { on: 'vandaag', onPicked: '' });
    expect(answer).toContain('Fijn. De eerste les');
    const page = await at.page('school');
    expect(page).toMatch(/Weer les sinds/);
    expect(page).toMatch(/Daarvoor \d+ dagen thuis/);
    expect(page).toMatch(/eerste les op .* gemeld door Moeder/);
    const [regionId] = await at.schakel.app.store.allRegionIds();
    const table = textOf((await (await at.as('coordinator')).get(`/r/${regionId}`)).html);
    expect(table).toMatch(/Weer les, na \d+ dagen thuis/);
  });

  it('says it again as what it is, and refuses a day to come', async () => {
    expect(await at.fill('moeder', 'case.firstLesson', { on: 'vandaag', onPicked: '' })).toContain(
      'stond de eerste les al op',
    );
    expect(await at.fill('casemanager', 'case.homeAgain', { on: '2029-01-08' })).toMatch(
      /komt nog|over \d+ jaar|ver/,
    );
  });

  it('goes on where the count stood when the child is at home again', async () => {
    const before = /Daarvoor (\d+) dagen thuis/.exec(await at.page('moeder'))?.[1];
    expect(await at.fill('casemanager', 'case.homeAgain', { on: 'vandaag', onPicked: '' })).toContain(
      'De telling gaat verder',
    );
    const page = await at.page('moeder');
    expect(page).toContain(`${Number(before) + 1} dagen thuis`);
    expect(page).toMatch(/weer thuis sinds .* gemeld door Casemanager/);
  });
});

describe('an absence that only threatens', () => {
  let at: AroundCase;
  beforeAll(async () => {
    at = await openAroundCase();
  });
  afterAll(() => at?.schakel.stop());

  it('is opened without a first day, by a tick, and counts nothing until there is one', async () => {
    const coordinator = await at.as('coordinator');
    const region = { region: 'midden' };
    const none = await coordinator.fill('case.open', {}, { firstDay: '', ...region });
    expect(textOf(none.html)).toContain('Vul de eerste dag thuis in');
    const both = await coordinator.fill(
      'case.open',
      {},
      { firstDay: '2027-01-04', threatened: ['yes'], ...region },
    );
    expect(textOf(both.html)).toContain('U koos allebei');
    const opened = await coordinator.fill('case.open', {}, { firstDay: '', threatened: ['yes'], ...region });
    const said = await coordinator.get(opened.headers.get('location') ?? '/');
    expect(textOf(said.html)).toContain('Het kind is nog niet thuis, er telt dus nog niets');
    const [regionId = ''] = await at.schakel.app.store.allRegionIds();
    const ids = await at.schakel.app.store.openCaseIds(regionId, null, 9);
    const id = ids.find((one) => one !== at.id) ?? '';
    await at.schakel.settle();
    const page = textOf((await coordinator.get(`/c/${id}`)).html);
    expect(page).toContain('Nog niet thuis, maar dat dreigt');
    expect(page).not.toContain('Drie maanden op');
    expect(textOf((await coordinator.get(`/c/${id}/timeline`)).html)).not.toContain('Drie maanden');
    expect(textOf((await coordinator.get('/')).html)).toContain('Nog niet thuis');
    expect(textOf((await coordinator.get(`/r/${regionId}`)).html)).toContain('Maar dat dreigt');
    const lesson = await coordinator.fill(
      'case.firstLesson',
      { caseId: id },
      { on: 'vandaag', onPicked: '' },
    );
    expect(textOf(lesson.html)).toContain('nog geen eerste dag thuis');
    const set = await coordinator.fill(
      'case.setAbsence',
      { caseId: id },
      {
        ...{ firstDay: '2027-02-01', reason: '', absence: '', enrolled: '' },
      },
    );
    expect(set.status).toBe(303);
    expect(textOf((await coordinator.get(`/c/${id}`)).html)).toMatch(/\d+ dagen? thuis/);
  });
});

/** The coordinator and the mother are in Slack, the lead in a tenant of Teams. */
describe('a first lesson, told in chat', () => {
  let here: InThreePlaces;
  let room = '';
  let code = '';
  const inTeams = (): string[] => here.teams.municipality.read(here.teams.municipality.channel(code));
  const topic = (): string => here.slack.channels().find(({ name }) => name === room)?.topic ?? '';
  const overview = (): string => here.slack.read(room).find((m) => m.includes(': overzicht')) ?? '';

  beforeAll(async () => {
    here = await startInThreePlaces(STORY_START);
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(here.slack.as(COORDINATOR), here);
    room = here.newest();
    code = /\S+-\d+/.exec(here.slack.read(room).join('\n'))?.[0] ?? '';
    const bring = (values: Record<string, string | null>): Promise<void> =>
      bringIn(here.slack.as(COORDINATOR), here, room, values);
    await bring({ person: LEAD.name, role: 'municipalCaseManager', organisation: 'gemeente' });
    await bring({ member: MOTHER, role: 'guardian' });
    ok(await here.people.as(LEAD_KEY).click({ channel: code }, 'Ik neem de regie'));
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('is typed by the coordinator in Slack, told once in every room, and the reminders of the clock stop', async () => {
    ok(await here.slack.as(COORDINATOR).command(room, '/schakel casus les'));
    ok(await here.slack.as(COORDINATOR).submit({ on: 'vandaag' }));
    await here.settle();
    for (const told of [here.slack.read(room), inTeams()])
      expect(told.filter((m) => m.includes('Er zijn weer lessen bij'))).toHaveLength(1);
    expect(overview()).toContain('Weer les sinds');
    expect(topic()).not.toContain('drie maanden');
    expect(overview()).not.toContain('Drie maanden op');
    for (const day of ['2027-03-22', '2027-04-05', '2027-04-06', '2027-04-12']) await here.at(day, '09:30');
    await here.settle();
    expect(here.slack.read(room).join('\n')).not.toMatch(
      /over vier weken|over twee weken|langer dan drie maanden/i,
    );
  });

  it('counts on when the coordinator says that the child is at home again', async () => {
    ok(await here.slack.as(COORDINATOR).command(room, '/schakel casus weer-thuis'));
    ok(await here.slack.as(COORDINATOR).submit({ on: 'vandaag' }));
    await here.settle();
    const news = here.slack.read(room).filter((m) => m.includes('is weer thuis, sinds'));
    expect(news).toHaveLength(1);
    expect(news[0]).toContain('De telling gaat verder waar die stond');
    expect(overview()).toContain('Drie maanden op');
    expect(topic()).toContain('drie maanden');
  });
});
