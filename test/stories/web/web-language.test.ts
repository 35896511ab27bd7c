import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { wrongWith } from '../../support/web/barriers.ts';
import { invite, openCase, reads } from '../../support/web/entry.ts';

/** A mother who reads English and was invited in Dutch: every page has the way to the other language at its foot. */
describe('the language of the pages', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let mother: Page;
  let path = '';
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, letters: true });
    const coordinator = await schakel.web.visit('coordinator');
    await openCase(coordinator, schakel);
    await invite(coordinator, schakel, { name: 'Moeder', email: 'm@thuis.example', phone: '0612345678' });
    mother = await schakel.web.stranger({ viewport: { width: 320, height: 700 } });
    path = pathIn(schakel.letters.mails[0]);
  });
  afterAll(() => schakel?.stop());
  const toEnglish = (page: Page): Promise<void> =>
    follow(page.getByRole('button', { name: 'Read this in English' }));

  it.each(['/link', '/in/no-such-link', '/help', '/nowhere', '/'])(
    'can be chosen on %s by who is not signed in',
    async (address) => {
      const page = await schakel.web.stranger();
      await page.goto(address);
      const was = await page.locator('h1').innerText();
      await toEnglish(page);
      expect(new URL(page.url()).pathname).toBe(address);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      expect(await page.locator('h1').innerText()).not.toBe(was);
      await page.context().close();
    },
  );

  it.each([
    ['tr,de;q=0.9,en;q=0.8', 'en'],
    ['ar-MA, nl-NL;q=0.7, en;q=0.9', 'en'],
    ['pl, nl;q=0.8, en;q=0.3', 'nl'],
    ['fr-BE,fr;q=0.9,nl-BE;q=0.8,en;q=0.7', 'nl'],
    ['EN-gb', 'en'],
    ['en;q=0, nl;q=0.1', 'nl'],
    ['english', 'nl'],
    ['so, ti;q=0.9', 'nl'],
    ['*', 'nl'],
  ])('is the first that we speak in a browser that asks for %s', async (wanted, language) => {
    const answer = await fetch(`${schakel.base}/link`, { headers: { 'accept-language': wanted } });
    expect(await answer.text()).toContain(`<html lang="${language}"`);
  });

  it('can be chosen on the page of a link and of its second step, which use nothing up', async () => {
    await mother.goto(path);
    await toEnglish(mother);
    await follow(mother.getByRole('button', { name: 'Go on' }));
    await schakel.settle();
    expect(await reads(mother)).toContain('Six-digit code');
    await follow(mother.getByRole('button', { name: 'In het Nederlands lezen' }));
    expect(await reads(mother)).toContain('Code van zes cijfers');
    await toEnglish(mother);
    expect(await wrongWith(mother)).toEqual([]);
  });

  it('once in, it is her language: on her pages and in what she is sent', async () => {
    await mother.locator('[name=code]').fill(codeIn(schakel.letters.texts.at(-1)));
    await follow(mother.locator('form[action$="/code"] button'));
    expect(await mother.locator('html').getAttribute('lang')).toBe('en');
    await mother.goto('/me');
    expect(await mother.locator('html').getAttribute('lang')).toBe('en');
    const { rows } = await schakel.database.database.pool.query<{ language: string }>(
      `SELECT "language" FROM "person" WHERE "name" = 'Moeder' AND "language" IS NOT NULL`,
    );
    expect(rows.map((r) => r.language)).toContain('en');
  });

  it('what she chooses among her settings holds in her browser too', async () => {
    await mother.goto('/form/person.reach');
    await mother.getByLabel('Dutch').check();
    await follow(mother.locator('main button[type=submit]').last());
    expect(await mother.locator('html').getAttribute('lang')).toBe('nl');
    await mother.context().clearCookies({ name: 'schakel' });
    await mother.goto('/link');
    expect(await mother.locator('html').getAttribute('lang')).toBe('nl');
  });

  it('a form of another site chooses nothing for somebody who is signed in', async () => {
    const page = await schakel.web.visit('casemanager');
    const cookie = (await page.context().cookies()).map((c) => `${c.name}=${c.value}`).join('; ');
    for (const origin of ['https://elsewhere.example', schakel.base]) {
      const answer = await fetch(`${schakel.base}/language`, {
        method: 'POST',
        headers: { cookie, origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'language=en&token=guessed',
        redirect: 'manual',
      });
      expect(answer.status).toBe(403);
    }
    await page.goto('/');
    expect(await page.locator('html').getAttribute('lang')).toBe('nl');
  });
});
