import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Region } from '../../../src/domain/region/region.ts';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { seedCase } from '../../support/cases/seeded-cases.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { appCode } from '../../support/web/authenticator.ts';
import { wrongWith } from '../../support/web/barriers.ts';
import { askNewLink, reads, typeCode } from '../../support/web/entry.ts';
import { type Caller, callerOf, callerWith, cookieOf } from '../../support/web/web-caller.ts';

const MIDDEN = `
key: midden
name: Regio Midden
people:
  - { key: coordinator, name: Carla, email: carla@midden.example, phone: '+31610000001' }
  - { key: tweede, name: Dirk, email: dirk@midden.example }
  - { key: leider, name: Lena, email: lena@midden.example, phone: '+31612345678' }
  - { key: arts, name: Schoolarts, email: arts@midden.example }
  - { key: teamleider, name: Teamleider, email: teamleider@midden.example }
organisations:
  - { key: gemeente, name: Gemeente, type: municipality, escalationContact: teamleider }
ladder:
  - { rung: 3, title: teamleider jeugd, contacts: [teamleider] }
coordinators: [coordinator, tweede]
`;
const ALONE = `
key: klein
name: Regio Klein
people:
  - { key: ik, name: Eva, email: eva@klein.example }
coordinators: [ik]
`;

let schakel: Schakel<'web' | 'letters'>;
let lead: Caller;
let coordinator: Caller;
let caseId = '';
beforeAll(async () => {
  schakel = await startSchakel({ ...ON_THE_WEB, region: MIDDEN, letters: true });
  await schakel.addRegion(ALONE);
  const region = (await schakel.app.store.regionByKey('midden')) as Region;
  const id = await schakel.person('leider');
  const people = [{ id, role: 'municipalCaseManager' as const }];
  const seed = { code: 'Eik-1', firstDayHome: '2027-02-15', openedAt: '2027-03-08T09:00:00.000Z', lead: id };
  caseId = await seedCase(schakel.app.store, region, { ...seed, people }, '2027-03-11');
  lead = await callerOf(schakel, 'leider');
  coordinator = await callerOf(schakel, 'coordinator');
});
afterAll(() => schakel?.stop());

const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
/** Opens a letter that they asked for themselves, and reads the page that asks for the second step. */
const asks = async (address: string): Promise<string> => {
  schakel.clock.advance(61_000);
  const stranger = await callerWith(schakel.base, '');
  await stranger.post('/link', { address });
  await schakel.settle();
  const path = pathIn(schakel.letters.mails.filter((mail) => mail.to === address).at(-1));
  await stranger.post(path, {});
  await schakel.settle();
  return words((await stranger.get(`${path}/code`)).html);
};
/** Enters by the letter that somebody else had sent, with the code that was read out to them. */
const comesIn = async (address: string, code: string): Promise<Caller> => {
  const stranger = await callerWith(schakel.base, '');
  const path = pathIn(schakel.letters.mails.filter((mail) => mail.to === address).at(-1));
  await stranger.post(path, {});
  const entered = await stranger.post(`${path}/code`, { code });
  expect(entered.status).toBe(303);
  expect(entered.headers.get('location')).toBe('/second-way');
  return callerWith(schakel.base, cookieOf(entered.headers));
};

describe('a school doctor with an e-mail address and nothing else', () => {
  let page: Page;

  it('is asked for a second way on the first page, which says what happens without one', async () => {
    const values = {
      shownName: 'Arts',
      role: 'youthDoctor',
      ownEmail: 'arts@midden.example',
      language: 'nl',
    };
    await lead.fill('participant.inviteByLink', { caseId }, values);
    await schakel.settle();
    const spoken = codeIn({ text: words((await lead.get(`/c/${caseId}`)).html) });
    page = await schakel.web.stranger({ viewport: { width: 390, height: 844 } });
    await page.goto(pathIn(schakel.letters.mails.filter((mail) => mail.to === 'arts@midden.example').at(-1)));
    await follow(page.getByRole('button', { name: 'Ga verder' }));
    await typeCode(page, spoken);
    const said = await reads(page);
    expect(said).toContain('Hoe kom je de volgende keer binnen?');
    expect(said).toContain(
      'Doe je niets, dan kom je de volgende keer alleen binnen met een code die je regiehouder (casemanager gemeente, +31612345678) je geeft.',
    );
    expect(said).toContain('Een mobiel nummer kan ook: dan komt de code per sms. Mobiel nummer toevoegen');
    expect(said).not.toContain('Eik-1');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(await wrongWith(page)).toEqual([]);
  });

  it('skips it, and finds it as a card on their own page', async () => {
    await follow(page.getByRole('link', { name: 'Nu niet' }));
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await reads(page)).toContain('Een tweede manier om in te loggen');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });

  it('with the next letter reads by role whom to ask for a code, and nothing of a case', async () => {
    const said = await asks('arts@midden.example');
    expect(said).toContain('Vraag een code aan uw regiehouder (casemanager gemeente, +31612345678).');
    expect(said).not.toMatch(/Eik|Lena|Carla|Arts/);
  });

  it('adds an app from that card, which is gone then, and comes in alone', async () => {
    await follow(page.getByRole('link', { name: 'Tweede manier toevoegen' }));
    await follow(page.getByRole('button', { name: 'Authenticator-app toevoegen' }));
    const secret = (await page.locator('main code').innerText()).replaceAll(' ', '');
    await page.getByLabel('Code uit de app').fill(appCode(secret, schakel.clock.now()));
    await follow(page.getByRole('button', { name: 'Toevoegen' }));
    await page.goto('/');
    expect(await reads(page)).not.toContain('Een tweede manier om in te loggen');
    await page.goto('/second-way');
    expect(new URL(page.url()).pathname).toBe('/me');
    const again = await schakel.web.stranger();
    schakel.clock.advance(61_000);
    await askNewLink(again, 'arts@midden.example');
    await schakel.settle();
    await again.goto(pathIn(schakel.letters.mails.at(-1)));
    await follow(again.getByRole('button', { name: 'Ga verder' }));
    await typeCode(again, appCode(secret, schakel.clock.now()));
    expect(new URL(again.url()).pathname).toBe('/');
  });
});

describe('who takes part in no case', () => {
  it('a contact of the ladder reads that the coordinator can give a code', async () => {
    expect(await asks('teamleider@midden.example')).toContain(
      'Vraag een code aan de coördinator van Regio Midden (+31610000001).',
    );
  });

  it('gets a link, and a code that the coordinator reads out once', async () => {
    for (const [key, address] of [
      ['teamleider', 'teamleider@midden.example'],
      ['tweede', 'dirk@midden.example'],
    ] as const) {
      expect(words((await coordinator.get('/manage/midden/people')).html)).toContain('Nieuwe link en code');
      const before = schakel.letters.mails.length;
      await coordinator.press('manage.newLink', { region: 'midden', person: key });
      await schakel.settle();
      expect(schakel.letters.mails).toHaveLength(before + 1);
      const code = codeIn({ text: words((await coordinator.get('/manage/midden/people')).html) });
      expect(words((await coordinator.get('/manage/midden/people')).html)).not.toContain(code);
      expect(schakel.letters.mails.at(-1)?.text).not.toContain(code);
      const inside = await comesIn(address, code);
      expect((await inside.get('/')).status).toBe(200);
    }
    const { rows } = await schakel.database.database.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM "audit" WHERE "action" = 'region.link_sent'`,
    );
    expect(rows[0]?.n).toBe(2);
  });

  it('nobody but a coordinator sends one, no coordinator one to themselves, and none of another region', async () => {
    const eva = await callerOf(schakel, 'ik');
    const before = schakel.letters.mails.length;
    await lead.press('manage.newLink', { region: 'midden', person: 'teamleider' });
    await eva.press('manage.newLink', { region: 'midden', person: 'teamleider' });
    await coordinator.press('manage.newLink', { region: 'klein', person: 'ik' });
    await coordinator.press('manage.newLink', { region: 'midden', person: 'coordinator' });
    await coordinator.press('manage.newLink', { region: 'midden', person: 'constructor' });
    await schakel.settle();
    expect(schakel.letters.mails).toHaveLength(before);
  });

  it('a coordinator who is alone reads which command makes a link', async () => {
    const said = await asks('eva@klein.example');
    expect(said).toContain('In uw regio is niemand die u een code kan geven.');
    expect(said).toContain('npm run -s schakel -- sign-in ik');
    expect(words((await (await callerOf(schakel, 'ik')).get('/second-way')).html)).toContain(
      'Doe je niets, dan kom je de volgende keer alleen binnen met een link die wie Schakel beheert maakt.',
    );
  });
});
