import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { everyRow } from '../../support/database/every-row.ts';
import { ok } from '../../support/people/actor.ts';
import {
  ALL_PEOPLE,
  IN_MANY_WORKSPACES,
  MUNICIPALITY,
  PEOPLE,
  SCHOOL,
} from '../../support/people/in-many-workspaces.ts';
import { readBlocks } from '../../support/reading/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { openBrowser } from '../../support/web/browser.ts';

/** A school and a municipality each install the app in their own workspace, by clicking. */
describe('installing in a workspace', () => {
  let schakel: Schakel<'workspaces' | 'log'>;
  beforeAll(async () => {
    schakel = await startSchakel(IN_MANY_WORKSPACES);
  });
  afterAll(() => schakel?.stop());
  const tokens = (): string[] => [...new Set(schakel.workspaces.calls().map((c) => c.token))].filter(Boolean);
  const exchanges = (): number =>
    schakel.workspaces.calls().filter((c) => c.method === 'oauth.v2.access').length;
  const kept = async (): Promise<{ externalId: string; sealed: string }[]> =>
    (await schakel.database.database.pool.query('SELECT * FROM "installation" ORDER BY "externalId"')).rows;

  it('before anybody did, nothing is sent there and nobody is asked anything', async () => {
    const municipality = schakel.workspaces.team(MUNICIPALITY);
    ok(await municipality.as(PEOPLE.coordinator.id).openHome());
    expect(municipality.home(PEOPLE.coordinator.id)).toBeUndefined();
    expect(schakel.workspaces.calls()).toEqual([]);
  });

  it('ends on a page that says what is next, with the line for the region file', async () => {
    const page = await schakel.workspaces.install('Gemeente');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Schakel is nu verbonden met de werkruimte Gemeente.');
    expect(page.text).toContain(`- { platform: slack, teamId: ${MUNICIPALITY} }`);
    expect(page.text).toContain('Je kunt dit venster sluiten.');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('is enough to work with: the coordinator opens a case at once', async () => {
    const municipality = schakel.workspaces.team(MUNICIPALITY);
    ok(await municipality.as(PEOPLE.coordinator.id).openHome());
    expect(readBlocks(municipality.home(PEOPLE.coordinator.id)?.blocks ?? [], ALL_PEOPLE)).toContain(
      'Nieuwe casus',
    );
    ok(await municipality.as(PEOPLE.coordinator.id).click('home', 'Nieuwe casus openen'));
    ok(await municipality.as(PEOPLE.coordinator.id).submit({ firstDay: '4 januari 2027' }));
    await schakel.settle();
    expect(municipality.channels()).toHaveLength(1);
    expect(
      schakel.workspaces.read(MUNICIPALITY, municipality.channels()[0]?.name ?? '').join('\n'),
    ).toContain('overzicht');
  });

  it('keeps what gives access sealed: it is in no row, in no log line and on no page', async () => {
    const [row] = await kept();
    expect(row?.externalId).toBe(MUNICIPALITY);
    const everything = [await everyRow(schakel.database), ...schakel.log].join('\n');
    expect(tokens().length).toBeGreaterThan(0);
    for (const secret of [
      ...tokens(),
      schakel.workspaces.app.clientSecret,
      schakel.workspaces.signingSecret,
      'xoxe-1',
    ])
      expect(everything).not.toContain(secret);
    expect(everything).not.toContain('U0INSTALLER');
  });

  it('a second workspace has a token of its own', async () => {
    expect((await schakel.workspaces.install('Basisschool')).text).toContain('werkruimte Basisschool');
    const school = schakel.workspaces.team(SCHOOL);
    ok(await school.as(PEOPLE.coordinatorAtSchool.id).openHome());
    const used = (team: string): string[] => [
      ...new Set(schakel.workspaces.calls().flatMap((c) => (c.team === team ? [c.token] : []))),
    ];
    expect(used(SCHOOL)).toHaveLength(1);
    expect(used(MUNICIPALITY)).toHaveLength(1);
    expect(used(SCHOOL)).not.toEqual(used(MUNICIPALITY));
  });

  it('again puts the new token in the place of the old one', async () => {
    const [, before] = await kept();
    await schakel.workspaces.install('Gemeente');
    const rows = await kept();
    expect(rows).toHaveLength(2);
    expect(rows[1]?.sealed).not.toBe(before?.sealed);
  });

  it('speaks English to a browser that asks for it', async () => {
    const page = await schakel.workspaces.install('Gemeente', openBrowser('en-GB,en;q=0.8,nl;q=0.5'));
    expect(page.text).toContain('Schakel is now connected to the workspace Gemeente.');
  });

  it('that somebody stops changes nothing, and says so', async () => {
    const before = exchanges();
    const page = await (await openBrowser().open(`${schakel.base}/slack/install`)).press('Cancel');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Je hebt het verbinden gestopt. Er is niets veranderd.');
    expect(exchanges()).toBe(before);
  });

  it('says plainly that it failed when Slack does, and keeps nothing', async () => {
    const before = await kept();
    schakel.workspaces.breakExchange('before');
    const page = await schakel.workspaces.install('Basisschool');
    expect(page.status).toBe(502);
    expect(page.text).toContain('Er is niets bewaard.');
    expect(await kept()).toEqual(before);
    const again = await page.press('Opnieuw beginnen');
    expect((await again.press('Allow in Basisschool')).status).toBe(200);
  });

  describe('with a state that does not fit is refused, with a page that says how to begin again', () => {
    let before: { exchanges: number; rows: unknown };
    beforeEach(async () => {
      before = { exchanges: exchanges(), rows: await kept() };
    });
    const isRefused = async (page: Awaited<ReturnType<typeof schakel.workspaces.install>>): Promise<void> => {
      expect(page.status).toBe(400);
      expect(page.text).toContain('Deze link werkt niet (meer)');
      expect(exchanges()).toBe(before.exchanges);
      expect(await kept()).toEqual(before.rows);
      expect((await page.press('Opnieuw beginnen')).text).toContain('Allow in');
    };
    /** A browser that went to Slack, and the way back that Slack gives it, not gone yet. */
    const begun = async () => {
      const browser = openBrowser();
      const page = await browser.open(`${schakel.base}/slack/install`);
      const back = new URL('/slack/oauth_redirect', schakel.base);
      back.searchParams.set('code', 'a-code');
      back.searchParams.set('state', page.address.searchParams.get('state') ?? '');
      return { browser, page, back };
    };

    it('when it is missing', async () => {
      const { browser, back } = await begun();
      back.searchParams.delete('state');
      await isRefused(await browser.open(back.href));
    });

    it('when it is another one, or one of ours with a letter changed', async () => {
      const { browser, back } = await begun();
      const state = back.searchParams.get('state') ?? '';
      const [until = '', nonce = ''] = state.split('.');
      const made = `${until}.${nonce}`;
      const own = createHmac('sha256', 'guessed').update(made).digest('base64url');
      const later = `${Number(until) + 60_000}.${state.split('.').slice(1).join('.')}`;
      for (const wrong of ['x', '../..', `${made}.${own}`, later, `${state}.`, `${state}A`]) {
        back.searchParams.set('state', wrong);
        await isRefused(await browser.open(back.href));
        // Also for who can write cookies in that browser.
        const headers = { cookie: `slack-app-oauth-state=${wrong}` };
        expect((await fetch(back, { headers })).status, wrong).toBe(400);
        expect(exchanges()).toBe(before.exchanges);
      }
    });

    it('when it is one that we signed, but for another browser', async () => {
      const { back } = await begun();
      await isRefused(await openBrowser().open(back.href));
    });

    it('when somebody makes another browser finish what they began', async () => {
      const [attacker, victim] = [await begun(), await begun()];
      await isRefused(await victim.browser.open(attacker.back.href));
    });

    it('when it was used before, also when the cookie is put back', async () => {
      const { browser, page } = await begun();
      const cookie = `slack-app-oauth-state=${page.address.searchParams.get('state')}`;
      const done = await page.press('Allow in Gemeente');
      expect(done.status).toBe(200);
      before = { exchanges: exchanges(), rows: await kept() };
      await isRefused(await browser.open(done.address.href));
      const again = await fetch(done.address, { headers: { cookie } });
      expect(again.status).toBe(400);
      expect(exchanges()).toBe(before.exchanges);
    });

    it('when it is older than ten minutes', async () => {
      const { page } = await begun();
      schakel.clock.advance(600_001);
      await isRefused(await page.press('Allow in Gemeente'));
    });

    it('and the log says that it came to nothing, without the state', async () => {
      const { browser, back } = await begun();
      const state = back.searchParams.get('state') ?? '';
      browser.forgetCookies();
      await isRefused(await browser.open(back.href));
      const line = schakel.log.at(-1) ?? '';
      expect(line).toContain('an installation in Slack came to nothing');
      expect(line).toContain('InvalidStateError');
      expect(line).not.toContain(state);
    });
  });
});
