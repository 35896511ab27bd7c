import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenIdProvider, startOpenIdProvider } from '../../fakes/oidc/provider.ts';
import { COORDINATOR, MENTOR, startWithAccounts, TEAM, TENANT } from '../../support/people/with-accounts.ts';
import type { Schakel } from '../../support/schakel/start-schakel.ts';

const slackSays = (user: string, team = TEAM) => ({
  'https://slack.com/team_id': team,
  'https://slack.com/user_id': user,
});

/** Real OpenID providers in the place of Slack and Microsoft, in a real browser. */
describe('signing in with the account one works with', () => {
  let schakel: Schakel<'web'>;
  let page: Page;
  const providers: OpenIdProvider[] = [];
  const provider = async (settings: Parameters<typeof startOpenIdProvider>[0]): Promise<OpenIdProvider> => {
    const started = await startOpenIdProvider(settings);
    providers.push(started);
    return started;
  };

  beforeAll(async () => {
    schakel = await startWithAccounts({
      slack: (redirect) =>
        provider({
          redirect,
          // Nobody knows whether Slack takes PKCE from an app that did not ask for it: none is sent.
          refusesPkce: true,
          accounts: {
            coordinator: slackSays(COORDINATOR.slack),
            stranger: slackSays('U0STRANGER'),
            elsewhere: slackSays(COORDINATOR.slack, 'T0ELSEWHERE'),
            // The same address as the coordinator, and nothing else of them.
            namesake: { ...slackSays('U0NAMESAKE'), email: 'coordinator@example.org', email_verified: true },
          },
        }),
      microsoft: (redirect) =>
        provider({
          redirect,
          path: `/${TENANT}/v2.0`,
          accounts: {
            mentor: { tid: TENANT, oid: MENTOR.teams },
            guest: { tid: '00000000-0000-4000-8000-00000000b0b0', oid: MENTOR.teams },
          },
        }),
    });
  });
  afterAll(async () => {
    await schakel?.stop();
    await Promise.all(providers.map((one) => one.close()));
  });

  /** Presses the button, and signs in on the provider's own pages. */
  const enter = async (button: string, name: string): Promise<void> => {
    page = await schakel.web.stranger();
    await page.goto('/');
    await page.getByRole('link', { name: button }).click();
    await page.locator('input[name=login]').fill(name);
    await page.locator('input[name=password]').fill('no matter');
    await page.locator('button[type=submit]').click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(`${schakel.base}/**`);
  };
  const reads = (): Promise<string> => page.locator('main').innerText();
  const cookies = async (): Promise<string[]> =>
    (await page.context().cookies(schakel.base))
      .map((c) => c.name)
      .filter((name) => name.includes('schakel'));

  it('with Slack one is the same person as on Slack', async () => {
    await enter('Inloggen met Slack', 'coordinator');
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await reads()).toContain('Nieuwe casus openen');
    const { rows } = await schakel.database.database.pool.query('SELECT "personId", "how" FROM "webSession"');
    expect(rows).toEqual([{ personId: await schakel.person('coordinator'), how: 'slack' }]);
    expect(await cookies()).toEqual(['schakel']);
  });

  it('with Microsoft one is the same person as on Teams', async () => {
    await enter('Inloggen met Microsoft', 'mentor');
    expect(await reads()).toContain('Je doet nu nergens aan mee.');
    const { rows } = await schakel.database.database.pool.query(
      `SELECT "personId" FROM "webSession" WHERE "how" = 'entra'`,
    );
    expect(rows).toEqual([{ personId: await schakel.person('mentor') }]);
  });

  it.each([
    ['an account nobody was added with', 'stranger'],
    ['the same member number in a workspace that is not connected', 'elsewhere'],
    ['an account with the e-mail address of somebody who is known', 'namesake'],
  ])('%s is told what to do, and is not let in', async (_what, name) => {
    await enter('Inloggen met Slack', name);
    expect(await reads()).toContain('Schakel kent dit account nog niet');
    expect(await reads()).toContain('Vraag de coördinator van je regio');
    expect(await cookies()).toEqual([]);
    await page.goto('/');
    expect(await reads()).toContain('Eerst inloggen');
  });

  it('somebody of another tenant is not let in, whatever their number there', async () => {
    await enter('Inloggen met Microsoft', 'guest');
    expect(await reads()).toContain('Inloggen is niet gelukt');
    expect(await cookies()).toEqual([]);
  });

  it('who was on the way to a page arrives there, and nowhere else', async () => {
    page = await schakel.web.stranger();
    const case1 = '/c/00000000-0000-4000-8000-000000000001';
    await page.goto(case1);
    const link = page.getByRole('link', { name: 'Inloggen met Slack' });
    expect(await link.getAttribute('href')).toBe(`/sign-in/slack?to=${encodeURIComponent(case1)}`);
    await link.click();
    await page.locator('input[name=login]').fill('coordinator');
    await page.locator('input[name=password]').fill('no matter');
    await page.locator('button[type=submit]').click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(`${schakel.base}${case1}`);
    expect(await reads()).toContain('Deze pagina is er niet');
    await page.context().clearCookies();
    await page.goto('/sign-in/slack?to=//elsewhere.example/');
    const { rows } = await schakel.database.database.pool.query('SELECT "back" FROM "webSignIn"');
    expect(rows).toEqual([{ back: '/' }]);
  });

  it('whose account has ended is out at once', async () => {
    await enter('Inloggen met Slack', 'coordinator');
    expect(await reads()).toContain('Nieuwe casus openen');
    await schakel.app.store.setMemberActive(
      'slack',
      TEAM,
      COORDINATOR.slack,
      schakel.clock.now().toISOString(),
    );
    await page.goto('/');
    expect(await reads()).toContain('Eerst inloggen');
    await enter('Inloggen met Slack', 'coordinator');
    expect(await reads()).toContain('Schakel kent dit account nog niet');
    await schakel.app.store.setMemberActive('slack', TEAM, COORDINATOR.slack, null);
  });

  it('a workspace that is not connected any more lets nobody in', async () => {
    await enter('Inloggen met Slack', 'coordinator');
    await schakel.app.store.disableWorkspace(
      'slack',
      TEAM,
      'app_uninstalled',
      schakel.clock.now().toISOString(),
    );
    await page.goto('/');
    expect(await reads()).toContain('Eerst inloggen');
    await enter('Inloggen met Slack', 'coordinator');
    expect(await reads()).toContain('Schakel kent dit account nog niet');
    await schakel.app.store.enableWorkspace('slack', TEAM, null);
  });
});
