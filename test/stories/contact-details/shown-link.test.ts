import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { wrongWith } from '../../support/web/barriers.ts';
import { invite, openCase, reads, typeCode } from '../../support/web/entry.ts';
import { callerOf } from '../../support/web/web-caller.ts';

/** Where no letter can go: the link is shown by who invites, and the code is said. */
describe('a mother who is invited where neither e-mail nor SMS is set up', () => {
  let schakel: Schakel<'web'>;
  let coordinator: Page;
  let caseId = '';
  let path = '';
  beforeAll(async () => {
    schakel = await startSchakel(ON_THE_WEB);
    coordinator = await schakel.web.visit('coordinator');
    await openCase(coordinator, schakel);
    caseId = new URL(coordinator.url()).pathname.split('/').at(-1) ?? '';
  });
  afterAll(() => schakel?.stop());

  const audited = async (): Promise<number> => {
    const { rows } = await schakel.database.database.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM "audit" WHERE "action" = 'participant.link_shown'`,
    );
    return rows[0]?.n ?? -1;
  };
  const showsTo = async (name: RegExp): Promise<void> => {
    await coordinator.goto(`/form/participant.showLink?caseId=${caseId}`);
    await coordinator.getByLabel(name).check();
    await follow(coordinator.locator('main button[type=submit]').last());
  };

  it('the form says before anything is typed that nothing can be sent, and what comes instead', async () => {
    await coordinator.goto(`/form/participant.inviteByLink?caseId=${caseId}`);
    expect(await reads(coordinator)).toContain('Hier kan geen e-mail of sms worden verstuurd.');
    await coordinator.goto(`/c/${caseId}`);
    await invite(coordinator, schakel, { name: 'Moeder thuis', email: 'moeder@thuis.example' });
    expect(await reads(coordinator)).toContain('Er gaat geen bericht');
    expect(await reads(coordinator)).toContain('Link laten zien of afdrukken');
  });

  it('a picture, a link and a code stand on the screen once, and the code on no paper', async () => {
    await showsTo(/Moeder thuis/);
    const said = await reads(coordinator);
    expect(said).toContain('Deze link is voor Moeder thuis.');
    expect(said).toContain('Schakel is nu alleen op deze computer te openen');
    expect(await wrongWith(coordinator)).toEqual([]);
    const width = await coordinator
      .locator('img.schakel-qr')
      .evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth);
    expect(width).toBeGreaterThan(20);
    path = new URL(await coordinator.locator('main code').innerText()).pathname;
    const spoken = codeIn({ text: await coordinator.locator('main .schakel-card').innerText() });
    await coordinator.emulateMedia({ media: 'print' });
    expect(await reads(coordinator)).not.toMatch(new RegExp(`${spoken}|Moeder|casus`));
    await coordinator.emulateMedia({ media: 'screen' });
    await coordinator.goto(`/c/${caseId}`);
    expect(await reads(coordinator)).not.toContain(spoken);
    expect(await audited()).toBe(1);
    const mother = await schakel.web.stranger({ viewport: { width: 390, height: 844 } });
    await mother.goto(path);
    await follow(mother.getByRole('button', { name: 'Ga verder' }));
    await typeCode(mother, spoken);
    expect(new URL(mother.url()).pathname).toBe('/second-way');
    expect(await reads(mother)).toContain('Authenticator-app toevoegen');
    expect(await reads(mother)).toContain(
      'De link komt ook dan van iemand: er kan geen e-mail of sms naar u toe.',
    );
    expect(await reads(mother)).toMatch(/alleen binnen met een link en een code die .* u geeft\./);
    expect(await wrongWith(mother)).toEqual([]);
    await follow(mother.getByRole('link', { name: 'Nu niet' }));
    expect(await reads(mother)).toContain('Een tweede manier om in te loggen');
    await follow(mother.getByRole('link', { name: 'Tweede manier toevoegen' }));
    expect(new URL(mother.url()).pathname).toBe('/second-way');
    await mother.goto(`/c/${caseId}`);
    expect(await reads(mother)).toContain('Moeder thuis');
  });

  it('the same link lets nobody in again, and one that was not used is over after a day', async () => {
    const stranger = await schakel.web.stranger();
    expect((await stranger.goto(path))?.status()).toBe(410);
    await showsTo(/Moeder thuis/);
    const second = new URL(await coordinator.locator('main code').innerText()).pathname;
    expect((await stranger.goto(second))?.status()).toBe(200);
    await schakel.at('2027-03-12', '10:00');
    expect((await stranger.goto(second))?.status()).toBe(410);
  });

  it('a lead shows none to who is in the list of the region, nor to who coordinates it', async () => {
    await schakel.web.signIn(coordinator, 'coordinator');
    const head = await callerOf(schakel, 'coordinator');
    for (const [key, role] of [
      ['casemanager', 'municipalCaseManager'],
      ['school', 'supportCoordinator'],
    ] as const)
      await head.press('participant.add', { caseId, person: await schakel.person(key), role });
    const lead = await callerOf(schakel, 'casemanager');
    await lead.press('lead.accept', { caseId });
    const [state] = await schakel.app.store.cases([caseId]);
    const before = await audited();
    for (const key of ['school', 'coordinator', 'casemanager']) {
      const personId = await schakel.person(key);
      const participant = state?.participants.find((p) => p.personId === personId)?.id ?? '';
      const answer = await lead.fill('participant.showLink', { caseId }, { participant });
      expect(answer.html).not.toContain('/in/');
    }
    expect(await audited()).toBe(before);
  });

  it('a lead shows none to who also took part in another case that is closed, since it can still be read', async () => {
    const { pool } = schakel.database.database;
    const lead = await callerOf(schakel, 'casemanager');
    const head = await callerOf(schakel, 'coordinator');
    const [state] = await schakel.app.store.cases([caseId]);
    const mother = state?.participants.find((p) => p.role === 'guardian');
    const shown = () => lead.fill('participant.showLink', { caseId }, { participant: mother?.id ?? '' });
    expect((await shown()).html).toContain('/in/');
    await head.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
    // She took part there too, before it was closed.
    await pool.query(`UPDATE "case" SET "status" = 'closed', "closedAt" = now() WHERE "id" <> $1`, [caseId]);
    await pool.query(`UPDATE "participant" SET "personId" = $2, "role" = 'guardian' WHERE "caseId" <> $1`, [
      caseId,
      mother?.personId,
    ]);
    expect((await shown()).html).not.toContain('/in/');
    // The coordinator of the region that it belonged to may read it anyway.
    const byHead = () => head.fill('participant.showLink', { caseId }, { participant: mother?.id ?? '' });
    expect((await byHead()).html).toContain('/in/');
    await schakel.addRegion(OTHER);
    const other = await schakel.app.store.regionByKey('elders');
    await pool.query(`UPDATE "case" SET "regionId" = $2 WHERE "id" <> $1`, [caseId, other?.id]);
    expect((await byHead()).html).not.toContain('/in/');
  });
});

const OTHER = `
key: elders
name: Regio Elders
people:
  - { key: ander, name: Ander, email: ander@elders.example }
coordinators: [ander]
`;

/** A person who takes part in no case is in the region's list alone: a contact of the ladder, a deputy. */
describe('a contact of the ladder where neither e-mail nor SMS is set up', () => {
  let schakel: Schakel<'web'>;
  let coordinator: Page;
  beforeAll(async () => {
    schakel = await startSchakel(ON_THE_WEB);
    coordinator = await schakel.web.visit('coordinator');
  });
  afterAll(() => schakel?.stop());
  const shows = async (name: string): Promise<void> => {
    await coordinator.goto('/manage/midden/people');
    const card = coordinator.locator('section', { has: coordinator.getByRole('heading', { name }) });
    await card.getByText('Link laten zien of afdrukken').click();
    await follow(card.getByRole('button', { name: 'Ja' }));
  };

  it('gets a link and a code from the coordinator, and comes in with them', async () => {
    await shows('Teamleider');
    expect(await wrongWith(coordinator)).toEqual([]);
    const path = new URL(await coordinator.locator('main code').innerText()).pathname;
    const spoken = codeIn({ text: await coordinator.locator('main .schakel-card').innerText() });
    const contact = await schakel.web.stranger({ viewport: { width: 390, height: 844 } });
    await contact.goto(path);
    await follow(contact.getByRole('button', { name: 'Ga verder' }));
    await typeCode(contact, spoken);
    expect(await reads(contact)).toContain('Authenticator-app toevoegen');
    await follow(coordinator.getByRole('link', { name: 'Terug' }));
    expect(new URL(coordinator.url()).pathname).toBe('/manage/midden/people');
    expect(await reads(coordinator)).not.toContain(spoken);
  });

  it('nobody is shown their own, and nobody but a coordinator is shown any', async () => {
    const head = await callerOf(schakel, 'coordinator');
    const lead = await callerOf(schakel, 'casemanager');
    for (const [who, person] of [
      [head, 'coordinator'],
      [lead, 'teamleider'],
    ] as const)
      expect((await who.press('manage.showLink', { region: 'midden', person })).html).not.toContain('/in/');
  });
});
