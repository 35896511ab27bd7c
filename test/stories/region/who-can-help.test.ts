import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTypedCase, type TypedCase } from '../../support/cases/typed-case.ts';
import { MORE_PEOPLE, openWebCase } from '../../support/cases/web-case.ts';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { MOTHER, SCHOOL } from '../../support/people/in-slack.ts';
import { type OnAllPlatforms, startOnAllPlatforms } from '../../support/people/on-all-platforms.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { wrongWith } from '../../support/web/barriers.ts';

const reads = (page: Page): Promise<string> => page.locator('main').innerText();
/** The order in which these stand in a text. */
const inOrder = (text: string, words: readonly string[]): string[] =>
  words.toSorted((a, b) => text.indexOf(a) - text.indexOf(b));
const NOT_YET = 'Opgesteld op maandag 30 november 2026, en nog door uw regio te controleren';

/** A region that wrote nothing down has the list that comes with Schakel; its coordinator makes it theirs. */
describe('who can help, on the web', () => {
  let schakel: Schakel<'web'>;
  let coordinator: Page;
  let mother: Page;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: MORE_PEOPLE });
    await openWebCase(schakel);
    coordinator = await schakel.web.visit('coordinator');
    mother = await schakel.web.visit('moeder');
  });
  afterAll(() => schakel?.stop());

  const card = (title: string) =>
    coordinator
      .locator('section.schakel-card')
      .filter({ has: coordinator.getByRole('heading', { name: title, exact: true }) });
  const file = async (): Promise<string> =>
    (await coordinator.request.get(`${schakel.base}/manage/midden/region.yaml`)).text();
  const list = async (page: Page): Promise<string> => {
    await page.goto('/who-can-help/midden');
    return reads(page);
  };

  it('a parent finds the list from her own page, first what is for parents, and reads that it is not checked yet', async () => {
    await mother.goto('/');
    await follow(mother.locator('a[href^="/c/"]').first());
    expect(await mother.content()).toContain('Zoekt u iemand die met u meedenkt of naast u staat?');
    expect(await mother.getByRole('link', { name: 'Wie kan helpen' }).count()).toBe(1);
    await mother.goto('/');
    await follow(mother.getByRole('link', { name: 'Wie kan helpen' }));
    const text = await reads(mother);
    for (const name of ['Ouders & Onderwijs', 'MEE', 'Zorgbelang', 'Lansbrekers', 'Ingrado', 'Gedragswerk'])
      expect(text).toContain(name);
    expect(inOrder(text, ['Voor professionals', 'Voor ouders'])).toEqual([
      'Voor ouders',
      'Voor professionals',
    ]);
    expect(text).toContain('0800-2000');
    expect(text).toContain(NOT_YET);
    expect(text).toContain('zelf opzoeken, of vraag het de coördinator');
    expect(text).toContain('Bel 112');
    // Nothing leads out of Schakel.
    expect(await mother.locator('main a').count()).toBe(0);
    expect(await wrongWith(mother)).toEqual([]);
  });

  it('a professional reads first what is for professionals, and who reads English reads it in English', async () => {
    const school = await schakel.web.visit('school');
    expect(inOrder(await list(school), ['Voor ouders', 'Voor professionals'])).toEqual([
      'Voor professionals',
      'Voor ouders',
    ]);
    await school.getByRole('button', { name: 'English' }).click();
    expect(await list(school)).toContain('Independent client support of the municipality');
  });

  it('the file says nothing of it as long as the region changed nothing', async () => {
    expect(await file()).not.toContain('directory');
  });

  it('the coordinator says that one was checked today: the file has the list, in a line for each', async () => {
    await coordinator.goto('/manage/midden');
    expect(await reads(coordinator)).toContain('14 regels. Bij 14 is de vraag: klopt dit nog?');
    await coordinator.goto('/manage/midden/directory');
    await follow(card('Veilig Thuis').getByRole('button', { name: 'Vandaag nagekeken' }));
    expect(await reads(coordinator)).toContain('Genoteerd: Veilig Thuis is vandaag nagekeken.');
    expect(await card('Veilig Thuis').innerText()).toContain('Nagekeken op');
    expect(await file()).toMatch(/directory:\n {2}- key: ouders-en-onderwijs\n {2}- key: steunpunt\n/);
    expect(await file()).toMatch(/- key: veilig-thuis\n {4}checkedOn: 2027-/);
    expect(await list(mother)).toMatch(/Veilig Thuis[\s\S]*op \S+ \d+ \S+ 2027/);
  });

  it('what the coordinator changes is theirs, and the rest stays in the language of who reads', async () => {
    await coordinator.goto('/manage/midden/directory');
    await follow(card('Zorgbelang').getByRole('link', { name: 'Wijzigen' }));
    await coordinator.getByLabel('Hoe bereik je ze?').fill('088 929 40 00');
    await follow(coordinator.locator('main form.utrecht-form button[type=submit]'));
    expect(await reads(coordinator)).toContain('Opgeslagen: Zorgbelang.');
    expect(await file()).toMatch(/- key: zorgbelang\n {4}reach: 088 929 40 00\n {4}checkedOn: /);
    const english = await schakel.web.visit('jeugdconsulent', { locale: 'en-GB' });
    await english.goto('/me');
    await english.getByRole('button', { name: 'English' }).click();
    const text = await list(english);
    expect(text).toContain('088 929 40 00');
    expect(text).toContain('Works by province.');
  });

  it('adds a line of its own, which needs all it says, and takes one out', async () => {
    await coordinator.goto('/manage/midden/directory');
    await follow(coordinator.getByRole('link', { name: 'Toevoegen' }));
    await coordinator.getByLabel('Hoe heet het?').fill('Oudergroep Midden');
    await coordinator.getByLabel('Waarvoor?').fill('Elke maand koffie met ouders die het kennen.');
    await coordinator.getByLabel('ouders die het zelf meemaakten').check();
    await coordinator.getByRole('group', { name: 'Voor wie?' }).getByLabel('ouders', { exact: true }).check();
    await follow(coordinator.locator('main form.utrecht-form button[type=submit]'));
    const gone = card('Lansbrekers');
    await gone.locator('summary').click();
    await follow(gone.locator('details button'));
    const text = await list(mother);
    expect(text).toContain('Oudergroep Midden – Elke maand koffie met ouders die het kennen.');
    expect(text).not.toContain('Lansbrekers');
    expect(await file()).toContain('key: oudergroep-midden');
  });

  it('is for people of the region alone', async () => {
    await schakel.addRegion(WEB_REGION.replace('key: midden', 'key: noord').replaceAll('@', '@noord.'));
    expect((await mother.goto('/who-can-help/noord'))?.status()).toBe(404);
    expect((await mother.goto('/who-can-help/nergens'))?.status()).toBe(404);
    expect((await mother.goto('/manage/midden/directory'))?.status()).toBe(404);
    expect((await (await schakel.web.stranger()).goto('/who-can-help/midden'))?.status()).toBe(401);
  });
});

describe('a region that has nobody on its list', () => {
  it('says whom to call', async () => {
    const phone = WEB_REGION.replace(
      'email: coordinator@example.org }',
      "email: coordinator@example.org, phone: '030 286 00 00' }",
    );
    const schakel = await startSchakel({ ...ON_THE_WEB, region: `${phone}directory: []\n` });
    const mother = await schakel.web.visit('moeder');
    await mother.goto('/who-can-help/midden');
    expect(await reads(mother)).toContain('Regio Midden heeft hier nog niemand opgeschreven.');
    expect(await reads(mother)).toContain('Bel de coördinator: Coördinator, 030 286 00 00.');
    await schakel.stop();
  });
});

describe('who can help, in Slack', () => {
  let here: TypedCase;
  beforeAll(async () => {
    here = await openTypedCase([]);
  });
  afterAll(() => here?.schakel.stop());

  it.each(['/schakel wegwijs', '/schakel wie kan helpen', '/schakel directory'])(
    '“%s” shows it',
    async (line) => {
      const answer = await here.types(SCHOOL, line);
      expect(answer).toContain('Ouders & Onderwijs');
      expect(answer).toContain('0800-2000');
      expect(answer).toContain(NOT_YET.replace('uw', 'de'));
    },
  );

  it('it stands as a button in the welcome, in help and on the page of the app; a mother reads first what is for parents', async () => {
    expect(here.room()).toMatch(/Kijk bij .*Wie kan helpen/);
    const { as } = here.schakel.slack;
    ok(await as(MOTHER).click({ channel: here.channel, text: 'Welkom' }, 'Wie kan helpen'));
    await here.schakel.settle();
    const ofMother = here.lastTold(MOTHER);
    expect(inOrder(ofMother, ['Voor professionals', 'Voor ouders'])[0]).toBe('Voor ouders');
    expect(ofMother).toContain(NOT_YET);
    await here.types(SCHOOL, '/schakel hulp');
    ok(await as(SCHOOL).click({ channel: here.channel, text: 'Wat kan ik hier doen?' }, 'Wie kan helpen'));
    await here.schakel.settle();
    const ofSchool = await here.types(SCHOOL, '/schakel wegwijs');
    expect(inOrder(ofSchool, ['Voor ouders', 'Voor professionals'])[0]).toBe('Voor professionals');
    await as(SCHOOL).openHome();
    ok(await as(SCHOOL).click('home', 'Wie kan helpen'));
  });
});

describe('who can help, on Teams', () => {
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

  it('is typed, and shown', async () => {
    ok(await here.people.as('lead').command('dm', 'wegwijs'));
    await here.settle();
    const answer = here.written('lead').at(-1) ?? '';
    expect(answer).toContain('Onderwijs(zorg)consulenten');
    expect(answer).toContain('Raad voor de Kinderbescherming');
  });
});
