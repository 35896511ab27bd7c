import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTypedCase, type TypedCase } from '../../support/cases/typed-case.ts';
import { ok } from '../../support/people/actor.ts';
import { actorInTeams } from '../../support/people/actor-in-teams.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { COORDINATOR, LEAD, MOTHER, SCHOOL, STRANGER } from '../../support/people/in-slack.ts';
import * as places from '../../support/people/in-three-places.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { readBlocks } from '../../support/reading/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerFor, callerOf } from '../../support/web/web-caller.ts';

const CARE = 'Nog niemand voor zorg. De regiehouder of de coördinator kan iemand toevoegen.';

describe('who is who, typed and pressed in Slack', () => {
  let here: TypedCase;
  beforeAll(async () => {
    here = await openTypedCase([['Onderwijsplan', SCHOOL]]);
  });
  afterAll(() => here?.schakel.stop());

  it.each(['/schakel wie', '/schakel wie is wie', '/schakel who', '/schakel Wie?'])(
    '“%s” lists everybody by field, and who is missing with what to do about it',
    async (line) => {
      const answer = await here.types(SCHOOL, line);
      expect(answer).toMatch(/Gezin: ?\s*Moeder – ouder of voogd/);
      expect(answer).toMatch(
        /Onderwijs: ?\s*Ondersteuningscoördinator school – .*; Intern begeleider school/,
      );
      expect(answer).toMatch(/Gemeente en jeugd: ?\s*Casemanager gemeente – casemanager gemeente/);
      expect(answer).toContain(CARE);
      expect(answer).toContain('Nog niemand voor leerplicht.');
      expect(answer).toContain('Nog niemand heeft de regie. Wie meedoet kan iemand voorstellen.');
      expect(answer).toContain('Nog niemand bekend als directeur samenwerkingsverband.');
    },
  );

  it('is a button of the overview and of help', async () => {
    const { slack } = here.schakel;
    ok(await slack.as(MOTHER).click({ channel: here.channel, text: 'overzicht' }, 'Wie is wie'));
    await here.schakel.settle();
    const read = readBlocks(slack.as(MOTHER).openView().blocks);
    expect(read).toMatch(/Moeder – ouder of voogd, dat bent u/);
    expect(read).toContain(CARE);
    await slack.as(MOTHER).closeView();
    await here.types(LEAD, '/schakel hulp');
    ok(await slack.as(LEAD).click({ channel: here.channel, text: 'Schakel onthoudt' }, 'Wie is wie'));
    await here.schakel.settle();
    expect(readBlocks(slack.as(LEAD).openView().blocks)).toContain(CARE);
    await slack.as(LEAD).closeView();
  });

  it('says in the chat with Schakel which case it is of, when there is one, and asks when there are two', async () => {
    expect(await here.types(SCHOOL, '/schakel wie', 'dm')).toContain(CARE);
    await openCaseInChat(here.schakel.slack.as(COORDINATOR), here.schakel);
    const second = here.schakel.slack.channels().at(-1)?.name ?? '';
    await bringIn(here.schakel.slack.as(COORDINATOR), here.schakel, second, {
      member: SCHOOL,
      role: 'supportCoordinator',
    });
    const asked = await here.types(SCHOOL, '/schakel wie', 'dm');
    expect(asked).toMatch(/Van welke casus\?.*\[\w+-\d+\].*\[\w+-\d+\]/s);
    expect(asked).not.toContain(CARE);
  });

  it('is nothing to who has no part in the case', async () => {
    expect(await here.types(STRANGER, '/schakel wie', 'dm')).not.toContain('Gezin');
  });
});

describe('who is who, on Teams and on the web', () => {
  let here: places.InThreePlaces;
  let code = '';
  let caseId = '';
  let mother: Caller;
  const lead = () => actorInTeams(here.teams.municipality, places.LEAD.aadObjectId);
  const page = async (): Promise<string> =>
    (await mother.get(`/c/${caseId}/who`)).html.replace(/<\/?(?:strong|bdi)>/g, '');

  const signedIn = async (): Promise<Caller> => {
    const [state] = await here.app.store.cases([caseId]);
    return callerFor(here, state?.participants.find((p) => p.role === 'guardian')?.personId ?? '');
  };

  beforeAll(async () => {
    here = await places.startInThreePlaces('2027-03-11T08:30:00.000Z');
    const coordinator = here.slack.as(places.COORDINATOR);
    await openCaseInChat(coordinator, here);
    const room = here.slack.channels().at(-1)?.name ?? '';
    code = /\S+-\d+/.exec(here.slack.read(room).join('\n'))?.[0] ?? '';
    for (const values of [
      { person: places.LEAD.name, role: 'municipalCaseManager', organisation: 'gemeente' },
      { person: places.SCHOOL.name, role: 'supportCoordinator', organisation: 'school' },
      { member: places.MOTHER, role: 'guardian' },
    ])
      await bringIn(coordinator, here, room, values);
    const { store } = here.app;
    [caseId = ''] = await store.openCaseIds((await store.regionByKey('midden'))?.id ?? '', null, 10);
    mother = await signedIn();
  });
  afterAll(() => here?.stop());

  it('is the answer to who types it on Teams', async () => {
    ok(await lead().command(code, 'wie'));
    await here.settle();
    const read = here.teams.municipality.written(places.LEAD.aadObjectId).join('\n');
    expect(read).toContain(CARE);
    expect(read).toMatch(/Gemeente en jeugd:?\s*.*Casemanager gemeente – casemanager gemeente, Gemeente/);
  });

  it('is the answer in their own chat there too, without a case around it', async () => {
    const before = here.teams.municipality.written(places.LEAD.aadObjectId).length;
    ok(await lead().command('dm', 'wie'));
    await here.settle();
    const read = here.teams.municipality.written(places.LEAD.aadObjectId).slice(before).join('\n');
    expect(read).toContain(`${code}: wie is wie`);
    expect(read).toContain(CARE);
  });

  it('is a page of the case, with the same words as a list', async () => {
    const html = await page();
    expect(html).toContain(`${code}: wie is wie`);
    expect(html).toMatch(/Onderwijs<\/h2>\s*<ul[^>]*><li[^>]*>Ondersteuningscoördinator school – /);
    expect(html).toContain(CARE);
    expect((await mother.get(`/c/${caseId}`)).html).toContain(`href="/c/${caseId}/who"`);
  });

  it('is a look that the family reads as one', async () => {
    const { html } = await mother.get(`/c/${caseId}/passed-on`);
    expect(html.slice(html.indexOf('Wie keek'))).toMatch(/Casemanager gemeente.*het laatst op/s);
  });

  it('says who stands in as soon as somebody is away, and no longer than that', async () => {
    const [who] = [lead()];
    ok(await who.click({ channel: code }, 'Ik neem de regie'));
    await here.settle();
    expect(await page()).toContain('Nog geen achtervang');
    ok(await who.click({ channel: code }, 'Achtervang kiezen'));
    ok(await who.submit({ deputy: `${places.SCHOOL.name} (ondersteuningscoördinator van school)` }));
    ok(await who.command(code, 'afwezig vandaag'));
    await here.settle();
    expect(await page()).toMatch(/Casemanager gemeente is er nu niet\. .*school neemt waar: de regie/);
    await here.at('2027-03-12', '09:30');
    mother = await signedIn();
    expect(await page()).not.toContain('neemt waar');
  });
});

const REGION = `${WEB_REGION.replace(
  'organisations:',
  `  - { key: traject, name: Trajectbegeleider, email: traject@example.org }
  - { key: proces, name: Procesregisseur regio, email: proces@example.org }
organisations:`,
).replace(
  'email: teamleider@example.org',
  "email: teamleider@example.org, phone: '+31 6 1234 5678'",
)}consent: before-sharing
`;
const OFFICE = '030 123 4567';
/** The words of a picture that stick out of it. */
const CUT_OFF = `[...document.querySelectorAll('figure svg text')]
  .filter((one) => one.getBoundingClientRect().right > one.ownerSVGElement.getBoundingClientRect().right + 1)
  .map((one) => one.textContent)`;

describe('who is who, as each of them may know it', () => {
  let schakel: Schakel<'web'>;
  let caseId = '';
  const page = async (key: string): Promise<string> => {
    const { html } = await (await callerOf(schakel, key)).get(`/c/${caseId}/who`);
    return (html.split('<main').at(-1) ?? '').replace(/<\/?(?:strong|bdi)>/g, '');
  };

  const participantOf = async (key: string): Promise<string> => {
    const [personId, [state]] = [await schakel.person(key), await schakel.app.store.cases([caseId])];
    return state?.participants.find((p) => p.personId === personId)?.id ?? '';
  };

  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: REGION });
    const coordinator = await callerOf(schakel, 'coordinator');
    await coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
    const region = (await schakel.app.store.regionByKey('midden'))?.id ?? '';
    [caseId = ''] = await schakel.app.store.openCaseIds(region, null, 10);
    for (const [key, role, organisation] of [
      ['casemanager', 'municipalCaseManager', 'gemeente'],
      ['school', 'supportCoordinator', 'school'],
      ['traject', 'educationPartnership', 'swv'],
      ['proces', 'processLead', 'gemeente'],
      ['moeder', 'guardian', ''],
    ] as const)
      await coordinator.press('participant.add', {
        caseId,
        person: await schakel.person(key),
        role,
        organisation,
      });
    await coordinator.press('lead.suggest', { caseId, participant: await participantOf('casemanager') });
    await (await callerOf(schakel, 'casemanager')).press('lead.accept', { caseId });
    await coordinator.fill(
      'manage.contact',
      { region: 'midden', organisation: 'gemeente' },
      { role: 'jeugdhulp', person: 'teamleider', deputy: 'jeugdconsulent', phone: OFFICE },
    );
  });
  afterAll(() => schakel?.stop());

  it('has the contact point of an organisation with the number of the office, and not their own', async () => {
    const html = await page('moeder');
    expect(html).toContain(
      `Gemeente – jeugdhulp: Teamleider jeugd, achtervang: Jeugdconsulent gemeente, ${OFFICE}`,
    );
    expect(html).toContain('Nog geen aanspreekpunt bij Samenwerkingsverband.');
    expect(html).not.toContain('1234 5678');
    expect(html).not.toContain('@');
  });

  it('says who guards the way of working, who is no lead by that', async () => {
    expect(await page('moeder')).toMatch(
      /Procesregisseur regio – procesregisseur, Gemeente, bewaakt hoe er wordt samengewerkt/,
    );
    const guard = await callerOf(schakel, 'proces');
    await guard.fill('case.hold', { caseId }, { reason: 'vakantie' });
    const { html } = await (await callerOf(schakel, 'moeder')).get(`/c/${caseId}`);
    expect(html).not.toContain('vakantie');
  });

  it('is drawn too, with all its words in sight on a small telephone, and prints on one sheet', async () => {
    const visit = await schakel.web.visit('moeder');
    await visit.setViewportSize({ width: 320, height: 640 });
    await visit.goto(`/c/${caseId}/who`);
    const picture = visit.locator('figure svg');
    const drawn = (await picture.locator('text').allTextContents()).join('\n');
    expect(drawn).toContain('Casemanager gemeente');
    expect(drawn).toContain('nog geen achtervang, casemanager…');
    expect(drawn).toMatch(/Leerplicht\nnog niemand\nZorg\nnog niemand\nGemeente en jeugd/);
    expect(await picture.getAttribute('aria-labelledby')).toBe('network');
    expect(await visit.evaluate(CUT_OFF)).toEqual([]);
    const { SHOTS } = process.env;
    if (SHOTS) await visit.screenshot({ path: `${SHOTS}/who-320.png`, fullPage: true });
    const sheet = (await visit.pdf({ format: 'A4' })).toString('latin1');
    if (SHOTS) await visit.pdf({ format: 'A4', path: `${SHOTS}/who.pdf` });
    expect(sheet.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  });

  it('shows a party without consent its own people and the lead, and nobody else', async () => {
    const html = await page('school');
    expect(html).toContain('de mensen van School');
    expect(html).toContain('Casemanager gemeente – casemanager gemeente, Gemeente, regiehouder');
    expect(html).not.toMatch(/Trajectbegeleider|Samenwerkingsverband|Moeder|Nog niemand voor/);
  });

  it('is told once to the coordinator and the lead when there is something to keep, with a button to fill it', async () => {
    const lead = await callerOf(schakel, 'casemanager');
    const reads = async (key: string): Promise<string> => {
      await schakel.settle();
      return (await (await callerOf(schakel, key)).get(`/c/${caseId}`)).html.replace(
        /<\/?(?:strong|bdi)>/g,
        '',
      );
    };
    const make = async (title: string): Promise<unknown> =>
      lead.press('agreement.create', {
        ...{ caseId, title, doneWhen: 'gedeeld met iedereen', due: '2027-03-18', dueChosen: 1 },
        owner: await participantOf('school'),
      });
    expect(await reads('coordinator')).not.toContain('is nog niemand voor');
    await make('Rooster');
    const told = await reads('coordinator');
    expect(told).toContain('is nog niemand voor: leerplicht, zorg en een aanspreekpunt bij School.');
    expect(told).toMatch(/href="\/form\/manage\.contact\?[^"]*organisation=school/);
    expect(await reads('casemanager')).toContain('is nog niemand voor: leerplicht en zorg.');
    const { html } = await (await callerOf(schakel, 'coordinator')).get(
      '/form/manage.contact?region=midden&organisation=school',
    );
    expect(html).toContain('Iedereen in een casus waarin deze organisatie meedoet ziet het bij Wie is wie.');
    await make('Vervoer');
    expect((await reads('coordinator')).split('is nog niemand voor')).toHaveLength(2);
  });

  it('draws who stands in today with a bow of its own', async () => {
    await (await callerOf(schakel, 'casemanager')).press('deputy.set', {
      caseId,
      deputy: await participantOf('school'),
    });
    const bows = async (): Promise<string[]> =>
      [...(await page('moeder')).matchAll(/class="(schakel-net__bow[^"]*)"/g)].map(([, one = '']) => one);
    expect(await bows()).toEqual(['schakel-net__bow']);
    const today = schakel.clock.now().toISOString().slice(0, 10);
    await (await callerOf(schakel, 'casemanager')).fill('absence.report', {}, { from: today, until: today });
    expect(await bows()).toEqual(['schakel-net__bow schakel-net__bow--now']);
  });
});
