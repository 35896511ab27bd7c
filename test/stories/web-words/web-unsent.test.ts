import pg from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MORE_PEOPLE, openWebCase, type WebCase } from '../../support/cases/web-case.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { wrongWith } from '../../support/web/barriers.ts';
import { callerOf } from '../../support/web/web-caller.ts';

const WORDS = 'Ik begreep dat school elke dag zou bellen, en dat het plan eerst met ons wordt besproken. '
  .repeat(2)
  .trim();

/** Typed words that cannot be taken are not lost: they are given back, to the same person in the same browser. */
describe('what was typed and could not be sent', () => {
  let schakel: Schakel<'web'>;
  let webCase: WebCase;
  let page: Page;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: MORE_PEOPLE });
    webCase = await openWebCase(schakel);
    page = await schakel.web.visit('moeder');
  });
  afterAll(() => schakel?.stop());

  /** Returns the page, with what stands in fields that can be copied and not changed. */
  const reads = async (of: Page = page): Promise<string> => {
    const fields = await of.locator('main textarea[readonly]').all();
    const typed = await Promise.all(fields.map((one) => one.inputValue()));
    return [await of.locator('main').innerText(), ...typed].join('\n');
  };
  /** Signs somebody in with this browser, whoever was signed in there before. */
  const signsIn = async (of: Page, key: string): Promise<void> => {
    await of.context().clearCookies({ name: 'schakel' });
    await schakel.web.signIn(of, key);
  };
  const later = (hours: number): void =>
    schakel.clock.turnTo(new Date(schakel.clock.now().getTime() + hours * 3_600_000).toISOString());
  const types = async (words = WORDS): Promise<void> => {
    await page.goto(`/form/strength.note?caseId=${webCase.id}`);
    await page.locator('[name=words]').fill(words);
  };
  const send = (): Promise<void> => follow(page.locator('main form button[type=submit]').first());
  const praised = async (): Promise<string> => {
    await page.goto(`/c/${webCase.id}`);
    return reads();
  };

  it('because the session was over waits in this browser, and is sent after signing in', async () => {
    await types();
    later(13);
    await send();
    expect(await reads()).toContain('Eerst inloggen');
    expect(await wrongWith(page)).toEqual([]);
    expect(await reads()).toContain('Log in met deze browser: dan staat het klaar om te versturen.');
    expect(await reads()).toContain(WORDS);
    await signsIn(page, 'moeder');
    await follow(
      page.getByRole('link', { name: 'Er staat nog iets klaar dat niet verstuurd is. Bekijk het' }),
    );
    expect(await page.locator('[name=words]').inputValue()).toBe(WORDS);
    expect(await wrongWith(page)).toEqual([]);
    await send();
    expect(await reads()).not.toContain('Er staat nog iets klaar');
    await schakel.settle();
    expect(await praised()).toContain(WORDS);
  });

  it('is shown to nobody else who signs in with this browser, and is still there for who typed it', async () => {
    await types('alleen van haar');
    later(13);
    await send();
    await signsIn(page, 'school');
    expect(await reads()).not.toContain('Er staat nog iets klaar');
    await page.goto('/unsent');
    expect(await reads()).not.toContain('alleen van haar');
    await signsIn(page, 'moeder');
    await follow(page.getByRole('link', { name: /Er staat nog iets klaar/ }));
    expect(await page.locator('[name=words]').inputValue()).toBe('alleen van haar');
    await follow(page.getByRole('button', { name: 'Weggooien' }));
    expect(await reads()).not.toContain('Er staat nog iets klaar');
  });

  it('is sealed with what only the browser has: nobody finds it in the database', async () => {
    await types('een woord dat nergens anders staat');
    later(13);
    await send();
    const { rows } = await schakel.database.database.pool.query<{ all: string }>(
      'SELECT json_agg(u)::text AS "all" FROM "webUnsent" u',
    );
    expect(rows[0]?.all).toContain('sealed');
    expect(rows[0]?.all).not.toContain('nergens anders');
    later(25);
    await signsIn(page, 'moeder');
    expect(await reads()).not.toContain('Er staat nog iets klaar');
  });

  describe('because the session was ended', () => {
    const signsOut = (of: Page) => follow(of.getByRole('button', { name: 'Uitloggen' }).first());
    const ends: readonly [how: string, by: () => Promise<unknown>][] = [
      [
        'by another address that a coordinator wrote down',
        async () => {
          const coordinator = await schakel.web.visit('coordinator');
          await coordinator.goto('/form/manage.person?region=midden&person=moeder');
          await coordinator.locator('[name=email]').fill('nieuw-moeder@example.org');
          await follow(coordinator.locator('main form button[type=submit]').first());
          expect(await reads(coordinator)).not.toContain('Iemand anders heeft hier');
          await coordinator.context().close();
        },
      ],
      [
        'in another tab',
        async () => {
          const other = await page.context().newPage();
          await other.goto('/me');
          await signsOut(other);
          await other.close();
        },
      ],
      [
        'on another device',
        async () => {
          const other = await callerOf(schakel, 'moeder');
          await other.post('/me/session/end', { token: other.formToken, id: 'others' });
        },
      ],
    ];
    it.each(ends)('%s, is kept in this browser for the same person', async (how, by) => {
      const typed = `getypt, en toen beëindigd ${how}`;
      await types(typed);
      await by();
      await send();
      expect(await reads()).toContain('dat gaat vanzelf na een tijd, na uitloggen, of na een ander adres');
      expect(await reads()).toContain('Log in met deze browser: dan staat het klaar om te versturen.');
      expect(await reads()).toContain(typed);
      await page.goto('/unsent');
      expect(await reads()).not.toContain(typed);
      await signsIn(page, 'moeder');
      await page.goto('/unsent');
      expect(await page.locator('[name=words]').inputValue()).toBe(typed);
      await follow(page.getByRole('button', { name: 'Weggooien' }));
    });
  });

  it('is kept for nobody who signed out before another came in with this browser', async () => {
    await page.goto('/me');
    await follow(page.getByRole('button', { name: 'Uitloggen' }).first());
    await schakel.web.signIn(page, 'school');
    await types('van school, en van niemand anders');
    await page.context().clearCookies({ name: 'schakel' });
    await send();
    expect(await reads()).toContain('Eerst inloggen');
    expect(await reads()).not.toContain('dan staat het klaar');
    await signsIn(page, 'moeder');
    await page.goto('/unsent');
    expect(await reads()).not.toContain('van niemand anders');
  });

  it('is given back without what was chosen from a list, which only a program reads', async () => {
    const coordinator = await schakel.web.visit('coordinator');
    await coordinator.goto('/form/manage.hours?region=midden');
    await coordinator.locator('[name=nudgeTime]').fill('10:15');
    const other = await callerOf(schakel, 'coordinator');
    await other.post('/me/session/end', { token: other.formToken, id: 'others' });
    await follow(coordinator.locator('main form button[type=submit]').first());
    const fields = await coordinator.locator('main textarea[readonly]').all();
    const typed = await Promise.all(fields.map((one) => one.inputValue()));
    expect(typed).toHaveLength(3);
    expect(typed).toContain('10:15');
    await coordinator.context().close();
  });

  it('because the page was from before they signed in elsewhere, comes back in the form itself', async () => {
    await types('uit een oud tabblad');
    const other = await page.context().newPage();
    await signsIn(other, 'moeder');
    await other.close();
    await send();
    expect(await reads()).toContain('Dit is nog niet verstuurd: de pagina was van voor het inloggen.');
    expect(await page.locator('[name=words]').inputValue()).toBe('uit een oud tabblad');
    await send();
    await schakel.settle();
    expect(await praised()).toContain('uit een oud tabblad');
  });

  it('because the database was away, stands on the page that says so, and is sent from there', async () => {
    await types('terwijl het even niet kon');
    const letIn = async (isOpen: boolean): Promise<void> => {
      const client = new pg.Client({
        connectionString: schakel.database.url.replace(/\/[^/]+$/, '/postgres'),
      });
      client.on('error', () => undefined);
      await client.connect();
      const name = decodeURIComponent(new URL(schakel.database.url).pathname.slice(1));
      await client.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS ${isOpen}`);
      await client.query(
        'SELECT pg_terminate_backend("pid", 5000) FROM pg_stat_activity WHERE "datname" = $1',
        [name],
      );
      await client.end();
    };
    await letIn(false);
    await send();
    expect(await reads()).toContain('Er is niets gedaan: Schakel is even niet bereikbaar.');
    expect(await reads()).toContain('terwijl het even niet kon');
    await letIn(true);
    await follow(page.getByRole('button', { name: 'Opnieuw versturen' }));
    await schakel.settle();
    expect(await praised()).toContain('terwijl het even niet kon');
  });

  it('on a page that is no form of the application comes back as words, with a button that sends them', async () => {
    await page.goto(`/c/${webCase.id}/label`);
    await page.locator('[name=label]').fill('Onze jongste');
    await signsIn(await page.context().newPage(), 'moeder');
    await send();
    expect(await reads()).toContain('Onze jongste');
    await follow(page.getByRole('button', { name: 'Opnieuw versturen' }));
    expect(await reads()).toContain('Onze jongste');
    expect(new URL(page.url()).pathname).toBe(`/c/${webCase.id}`);
  });

  it('from another site is never shown, kept or given a token', async () => {
    const caller = await callerOf(schakel, 'moeder');
    const forged = await caller.post(
      '/form/strength.note',
      { token: 'x', args: '{}', words: 'van elders' },
      { origin: 'https://elders.example' },
    );
    expect(forged.status).toBe(403);
    expect(forged.html).not.toContain('van elders');
    expect(forged.html).not.toContain(caller.formToken);
  });

  it('by who never was signed in here is not read', async () => {
    const answer = await fetch(`${schakel.base}/form/strength.note`, {
      method: 'POST',
      headers: { origin: schakel.base, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'words=van+niemand',
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });
});
