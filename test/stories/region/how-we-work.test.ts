import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTypedCase, type TypedCase } from '../../support/cases/typed-case.ts';
import { MORE_PEOPLE, openWebCase } from '../../support/cases/web-case.ts';
import { ok } from '../../support/people/actor.ts';
import { openCaseInChat } from '../../support/people/acts.ts';
import { COORDINATOR, IN_SLACK, MOTHER, SCHOOL } from '../../support/people/in-slack.ts';
import { type OnAllPlatforms, startOnAllPlatforms } from '../../support/people/on-all-platforms.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { readBlocks } from '../../support/reading/in-slack.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { wrongWith } from '../../support/web/barriers.ts';

const reads = (page: Page): Promise<string> => page.locator('main').innerText();
const ADDRESS = '/how-we-work/midden';

/** The page of how a region works is made of its settings: whoever changes them changes it. */
describe('how we work, on the web', () => {
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

  const read = async (page: Page): Promise<string> => {
    await page.goto(ADDRESS);
    return reads(page);
  };
  const send = (): Promise<void> =>
    follow(coordinator.locator('main form.utrecht-form button[type=submit]').last());
  const change = async (part: string, link: string): Promise<void> => {
    await coordinator.goto(`/manage/midden/${part}`);
    await follow(coordinator.getByRole('link', { name: link }).first());
  };

  it('a parent finds it from her own page and with the guides, and reads what her region does, with whom to call', async () => {
    await mother.goto('/');
    await follow(mother.getByRole('link', { name: 'Zo werken we' }));
    const text = await reads(mother);
    for (const words of [
      'Zo werkt Regio Midden met Schakel.',
      'beslist niets: het onthoudt, vraagt en vertelt.',
      'teamleider jeugd (Gemeente: Teamleider jeugd) – vanzelf, na 10 werkdagen',
      '2 werkdagen van tevoren komt er een herinnering.',
      'Uit zichzelf alleen tussen 08:30 en 17:30, op maandag, dinsdag, woensdag, donderdag en vrijdag.',
      'Koningsdag: dinsdag 27 april 2027',
      'Een organisatie leest mee, tot iemand van de familie nee zegt.',
      'Geschillencommissie passend onderwijs',
      'Bel de regiehouder, of de coördinator: Coördinator.',
    ])
      expect(text).toContain(words);
    expect(await wrongWith(mother)).toEqual([]);
    await mother.goto('/help');
    await follow(mother.getByRole('link', { name: 'Zo werken we' }));
    expect(new URL(mother.url()).pathname).toBe(ADDRESS);
  });

  it('when the coordinator changes timers, hours, a rung and the rule for reading along, she reads that', async () => {
    await change('times', 'Wijzigen');
    await coordinator.getByLabel('Contacturen tot').fill('16:15');
    await send();
    await coordinator.goto('/form/manage.timers?region=midden');
    await coordinator.locator('[name=remindBefore]').fill('3');
    await coordinator.locator('[name=escalation]').fill('17');
    await coordinator.locator('[name=closingAnswer]').fill('13');
    await send();
    await coordinator.goto('/form/manage.consent?region=midden');
    await coordinator.getByLabel('Alleen eigen afspraken').check();
    await send();
    await coordinator.goto('/form/manage.rung?region=midden');
    await coordinator.getByRole('group', { name: 'Trede' }).getByLabel('5').check();
    await coordinator.getByLabel('Hoe heet deze trede?').fill('wethouder en schoolbestuur');
    await send();
    const text = await read(mother);
    for (const words of [
      'tussen 08:30 en 16:15',
      '3 werkdagen van tevoren',
      'vanzelf, na 17 werkdagen',
      'De familie heeft 13 werkdagen',
      'tot iedereen met gezag ja heeft gezegd',
      'wethouder en schoolbestuur – als de regiehouder of coördinator het vraagt',
    ])
      expect(text).toContain(words);
  });

  it('the region says in its own words when a child comes, and where a complaint goes; emptied, it is as it was', async () => {
    await change('method', 'Wijzigen');
    await coordinator
      .getByLabel('Wanneer komt een kind bij Schakel?')
      .fill('Na vier weken thuis.\nEerder mag.');
    await send();
    expect(await reads(coordinator)).toContain('Alleen wie in de regio bekend is, mag de pagina lezen.');
    await change('organisations', 'Organisatie wijzigen');
    await coordinator
      .getByLabel('Waar gaat een klacht heen?')
      .fill('Klachtencommissie, via de administratie');
    await send();
    expect(await read(mother)).toContain('Na vier weken thuis.\nEerder mag.');
    expect(await reads(mother)).toContain('Klachtencommissie, via de administratie');
    expect(await reads(mother)).toContain('Staat een organisatie er niet bij?');
    await change('method', 'Wijzigen');
    await coordinator.getByLabel('Wanneer komt een kind bij Schakel?').fill('');
    await send();
    expect(await read(mother)).toContain('meer dan één organisatie nodig is');
    const file = await (await coordinator.request.get(`${schakel.base}/manage/midden/region.yaml`)).text();
    expect(file).not.toMatch(/^(workingMethod|public):/m);
    expect(file).toContain('complaint: Klachtencommissie, via de administratie');
  });

  it('nobody outside reads it until the region says so; then without a name, and a search engine may find it', async () => {
    const outside = await schakel.web.stranger({ locale: 'nl-NL' });
    expect((await outside.goto(ADDRESS))?.status()).toBe(401);
    expect((await outside.goto('/how-we-work/nergens'))?.status()).toBe(401);
    await schakel.addRegion(WEB_REGION.replace('key: midden', 'key: noord').replaceAll('@', '@noord.'));
    expect((await mother.goto('/how-we-work/noord'))?.status()).toBe(404);

    await change('method', 'Wijzigen');
    await coordinator.getByLabel('Iedereen, ook zonder inloggen').check();
    await send();
    expect(await reads(coordinator)).toContain('Iedereen mag de pagina nu lezen.');
    expect((await outside.goto(ADDRESS))?.status()).toBe(200);
    const text = await reads(outside);
    expect(text).toContain('vanzelf, na 17 werkdagen');
    for (const name of ['Teamleider', 'Coördinator.', 'Casemanager gemeente', 'Moeder', 'Bel de regiehouder'])
      expect(text).not.toContain(name);
    expect(await outside.locator('meta[name=robots]').count()).toBe(0);
    expect(await wrongWith(outside)).toEqual([]);
    await outside.setViewportSize({ width: 320, height: 640 });
    expect(await outside.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await outside.getByRole('button', { name: 'English' }).click();
    expect(await reads(outside)).toContain('by itself, after 17 working days');
    // Who takes part reads their own, which no search engine finds.
    await mother.goto(ADDRESS);
    expect(await mother.locator('meta[name=robots]').getAttribute('content')).toBe('noindex');
    expect(await reads(mother)).toContain('Coördinator.');
  });
});

describe('how we work, in Slack', () => {
  let here: TypedCase;
  beforeAll(async () => {
    here = await openTypedCase([]);
  });
  afterAll(() => here?.schakel.stop());

  it.each(['/schakel werkwijze', '/schakel zo werken we', '/schakel how we work'])(
    '“%s” says it',
    async (line) => {
      const answer = await here.types(SCHOOL, line);
      expect(answer).toContain('Zo werkt Regio Midden met Schakel.');
      expect(answer).toContain('2 werkdagen van tevoren komt er een herinnering.');
    },
  );

  it('it stands as a button in the welcome and on the page of the app', async () => {
    expect(here.room()).toContain('staat wat je van deze regio mag verwachten');
    const { as } = here.schakel.slack;
    ok(await as(MOTHER).click({ channel: here.channel, text: 'Welkom' }, 'Zo werken we'));
    await here.schakel.settle();
    expect(here.lastTold(MOTHER)).toContain('Wie ziet wat?');
    await as(SCHOOL).openHome();
    ok(await as(SCHOOL).click('home', 'Zo werken we'));
  });
});

describe('how we work, on Teams', () => {
  let here: OnAllPlatforms;
  beforeAll(async () => {
    here = await startOnAllPlatforms('2027-03-11T08:30:00.000Z');
    await openCaseInChat(here.people.as('coordinator'), here);
  });
  afterAll(() => here?.stop());

  it('is typed, and said whole', async () => {
    ok(await here.people.as('coordinator').command('dm', 'werkwijze'));
    await here.settle();
    const answer = here.written('coordinator').at(-1) ?? '';
    expect(answer).toContain('teamleider jeugd – vanzelf, na 10 werkdagen');
    expect(answer).toContain('Deze pagina is gemaakt van de instellingen van Regio Midden.');
  });
});

describe('how we work, in chat beside a web', () => {
  it('leads to the page, and says that it asks first who one is where it is not for anybody', async () => {
    for (const [file, asks] of [
      [IN_SLACK.region, true],
      [`${IN_SLACK.region}public: { workingMethod: true }\n`, false],
    ] as const) {
      const config = { publicUrl: 'https://schakel.example.org' };
      const schakel = await startSchakel({ ...IN_SLACK, region: file, config });
      const delivery = await schakel.slack.as(COORDINATOR).command('dm', '/schakel werkwijze');
      ok(delivery);
      const answer = readBlocks(JSON.parse(delivery.body).blocks);
      expect(delivery.body).toContain('"url":"https://schakel.example.org/how-we-work/midden"');
      expect(answer.includes('Schakel vraagt daar eerst wie je bent.')).toBe(asks);
      const other = await schakel.slack.as(COORDINATOR).command('dm', '/schakel wegwijs');
      expect(other.body).toContain('"url":"https://schakel.example.org/who-can-help/midden"');
      await schakel.stop();
    }
  });
});
