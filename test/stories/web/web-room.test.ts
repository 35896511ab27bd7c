import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

/** The thinnest path through the web: a case, its people, an agreement, a confirmation, in real browsers. */
describe('a case on the web alone', () => {
  let schakel: Schakel<'web'>;
  let coordinator: Page;
  let mother: Page;
  let code = '';
  beforeAll(async () => {
    schakel = await startSchakel(ON_THE_WEB);
  });
  afterAll(() => schakel?.stop());

  const send = async (page: Page): Promise<void> => {
    await follow(page.locator('main button[type=submit]').last());
    await schakel.settle();
  };
  const reads = (page: Page): Promise<string> => page.locator('main').innerText();
  const add = async (who: string, role: string): Promise<void> => {
    await follow(coordinator.getByRole('link', { name: 'Iemand toevoegen' }));
    await coordinator.getByLabel(who, { exact: true }).check();
    await coordinator.locator('select[name=role]').selectOption({ label: role });
    await send(coordinator);
  };

  it('a coordinator signs in with a link and opens a case', async () => {
    coordinator = await schakel.web.visit('coordinator');
    await follow(coordinator.getByRole('link', { name: 'Nieuwe casus openen' }));
    await coordinator.locator('input[name=firstDay]').fill('4 januari 2027');
    await send(coordinator);
    expect(await reads(coordinator)).toContain(
      'Thuis sinds maandag 4 januari 2027; op zondag 4 april 2027 is dat drie maanden. Voeg nu de mensen toe.',
    );
    code = await coordinator.locator('h1').innerText();
    expect(code).toMatch(/^[A-Z][a-z]+-\d+$/);
    expect(await reads(coordinator)).toContain('Drie maanden op zondag 4 april 2027');
  });

  it('adds people and makes an agreement, with a date as people type one', async () => {
    await add('Moeder', 'ouder of voogd');
    await add('Ondersteuningscoördinator school', 'ondersteuningscoördinator van school');
    await follow(coordinator.getByRole('link', { name: 'Nieuwe afspraak' }).first());
    await coordinator.locator('[name=title]').fill('Onderwijsplan');
    await coordinator
      .getByLabel('Ondersteuningscoördinator school (ondersteuningscoördinator van school)')
      .first()
      .check();
    await coordinator.locator('[name=due]').fill('volgende week donderdag');
    await coordinator.locator('[name=doneWhen]').fill('gedeeld, met doelen en startdatum');
    await send(coordinator);
    expect(await reads(coordinator)).toContain('donderdag 18 maart 2027');
  });

  it('the mother sees the same plan, addressed with u, and says that it is right', async () => {
    mother = await schakel.web.visit('moeder');
    expect(await reads(mother)).toContain('Voor u');
    await follow(mother.getByRole('link', { name: code }).first());
    expect(await reads(mother)).toContain('gedeeld, met doelen en startdatum');
    await follow(mother.getByRole('button', { name: 'Klopt', exact: true }).first());
    expect(await reads(mother)).toContain('U hoeft nu niets te doen.');
    expect(await reads(mother)).toContain('Bevestigd door\nMoeder');
  });

  it('the owner says it is done, and the mother sees it without loading the page again', async () => {
    const owner = await schakel.web.visit('school');
    await follow(owner.getByRole('link', { name: code }).first());
    await owner.getByText('Is klaar', { exact: true }).first().click();
    await follow(owner.getByRole('button', { name: 'Ja' }).first());
    await mother.getByText('zegt dat afspraak 1: Onderwijsplan klaar is').first().waitFor();
  });

  it('what she unfolded and the answer she read stay where they are when the page follows, time after time', async () => {
    await coordinator.reload();
    const more = coordinator.locator('section[aria-labelledby=people] summary');
    for (const words of ['Hij was deze week twee keer buiten', 'Er is samen gewandeld']) {
      if (!(await coordinator.locator('section details[open]').count())) await more.click();
      await follow(mother.getByRole('link', { name: 'Vertel wat er goed gaat' }));
      await mother.locator('main [name=words]').fill(words);
      await send(mother);
      await coordinator.getByText(words).first().waitFor();
      expect(await coordinator.locator('section details[open]').count()).toBe(1);
      expect(await more.evaluate((one) => one.matches(':focus'))).toBe(true);
    }
    expect(await reads(mother)).toContain('Er is samen gewandeld');
  });

  it('the answer to what somebody pressed is for the page they come to, not for the one that follows the case meanwhile', async () => {
    const { request } = coordinator.context();
    const press = coordinator
      .locator('form', { has: coordinator.getByText('Wat kan ik hier doen?') })
      .first();
    const form: Record<string, string> = { command: 'help' };
    for (const input of await press.locator('input').all())
      form[(await input.getAttribute('name')) ?? ''] = await input.inputValue();
    const pressed = await request.post(new URL('/do', coordinator.url()).href, {
      form,
      maxRedirects: 0,
      headers: { origin: new URL(coordinator.url()).origin },
    });
    expect(pressed.status()).toBe(303);
    const following = await request.get(coordinator.url(), { headers: { 'x-follows': 'yes' } });
    expect(await following.text()).not.toContain('Alles gaat met knoppen.');
    await coordinator.goto(coordinator.url());
    expect(await reads(coordinator)).toContain('Alles gaat met knoppen.');
    // Nothing can be typed here, so nothing to type is named.
    expect(await reads(coordinator)).not.toMatch(/\/schakel|klaar 2|Typen mag ook/);
    await coordinator.reload();
    expect(await reads(coordinator)).not.toContain('Alles gaat met knoppen.');
  });

  it('a case that is not yours does not exist, and neither does a page for who is signed out', async () => {
    const outsider = await schakel.web.visit('jeugdconsulent');
    const answer = await outsider.goto(new URL(mother.url()).pathname);
    expect(answer?.status()).toBe(404);
    expect(await reads(outsider)).not.toContain(code);
    const stranger = await schakel.web.stranger();
    expect((await stranger.goto(new URL(mother.url()).pathname))?.status()).toBe(401);
    expect(await reads(stranger)).toContain('Dat gebeurt vanzelf na een tijd.');
  });

  it('who looked is written down in the audit of the case, and who was refused is not', async () => {
    // By who looked: a page that stands open follows the case, and looks again by itself.
    const looks = async (): Promise<ReadonlyMap<string, number>> => {
      const { rows } = await schakel.database.database.pool.query<{ actor: string; n: number }>(
        `SELECT "actor", count(*)::int AS "n" FROM "audit" WHERE "action" = 'read.room' GROUP BY "actor"`,
      );
      return new Map(rows.map(({ actor, n }) => [actor, n]));
    };
    const total = (all: ReadonlyMap<string, number>): number =>
      [...all.values()].reduce((sum, n) => sum + n, 0);
    const before = await looks();
    await mother.reload();
    expect(total(await looks())).toBeGreaterThan(total(before));
    const outsider = await schakel.web.visit('jeugdconsulent');
    await outsider.goto(new URL(mother.url()).pathname);
    expect([...(await looks()).keys()].sort()).toEqual([...before.keys()].sort());
  });

  it('who looked is for the family and who leads; everybody in the case sees who said what and when', async () => {
    const room = new URL(mother.url()).pathname;
    const path = `${room}/passed-on`;
    await mother.goto(path);
    expect(await reads(mother)).toContain('Wie keek');
    expect(await reads(mother)).toMatch(/Moeder – het laatst op donderdag 11 maart 2027, 09:\d\d/);
    await coordinator.goto(path);
    expect(await reads(coordinator)).toMatch(/Moeder zei dat het klopt – donderdag 11 maart 2027, 09:\d\d/);
    expect(await reads(coordinator)).not.toContain('Wie keek');
    await mother.goto(room);
  });

  it('a page that is open does not hold up a stop', async () => {
    await Promise.all([mother.waitForResponse(/\/live\?/, { timeout: 20_000 }), mother.reload()]);
    await schakel.app.stop();
    await expect(fetch(schakel.base)).rejects.toThrow();
  });
});
