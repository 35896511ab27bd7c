import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreenCase, type ScreenCase } from '../../support/cases/screen-case.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { untiedErrors, wrongWith } from '../../support/web/barriers.ts';
import { openCase } from '../../support/web/entry.ts';
import { SCREENS } from '../../support/web/screens.ts';

const FORMS = SCREENS.filter((screen) => !screen.act && String(screen.path).includes('/form/'));

/** Takes back what is chosen beforehand. */
const UNCHOSEN = `document.querySelectorAll('main [type=radio], main [type=checkbox]').forEach((one) => { one.checked = false; })`;

/** Every form of the web, sent empty and with a date that is none: what is wrong is read with the field it is about. */
describe('what is wrong in a form', () => {
  let t: ScreenCase;
  const pages = new Map<string, Page>();
  let refused = 0;
  beforeAll(async () => {
    t = await openScreenCase('nl');
  });
  afterAll(() => t?.close());

  const pageOf = async (who = ''): Promise<Page> => {
    const page = pages.get(who) ?? (await t.schakel.web.visit(who));
    pages.set(who, page);
    return page;
  };

  it.each(FORMS.map((screen) => [screen.name, screen] as const))(
    'is tied to its field: %s',
    async (_name, screen) => {
      const page = await pageOf(screen.who);
      await page.goto(screen.path(t));
      const form = page.locator('main form').last();
      await form.evaluate((one) => one.setAttribute('novalidate', ''));
      for (const one of await form.locator('details').all())
        await one.evaluate((details) => details.setAttribute('open', ''));
      for (const one of await form.locator('input:not([type]), textarea').all())
        await one.fill((await one.getAttribute('placeholder')) ? 'banaan' : '');
      await page.evaluate(UNCHOSEN);
      for (const one of await form.locator('select').all()) await one.selectOption('').catch(() => undefined);
      await follow(form.locator('button[type=submit]').first());
      if (!(await page.title()).startsWith('Fout: ')) return;
      refused += 1;
      expect(await untiedErrors(page)).toEqual([]);
      expect(await wrongWith(page)).toEqual([]);
      const lines = await page.locator('#errors li').allInnerTexts();
      expect(lines.length).toBeGreaterThan(0);
      expect(await page.evaluate('document.activeElement.id')).toBe('errors');
    },
  );

  it('was met in most of them', () => {
    expect(FORMS.length).toBeGreaterThan(15);
    expect(refused).toBeGreaterThan(FORMS.length / 2);
  });
});

describe('a list of what is wrong', () => {
  let schakel: Schakel<'web'>;
  let page: Page;
  let code = '';
  beforeAll(async () => {
    schakel = await startSchakel(ON_THE_WEB);
    page = await schakel.web.visit('coordinator');
    code = await openCase(page, schakel);
  });
  afterAll(() => schakel?.stop());

  it('leads from the list above the form to the date and to the choice, which say it again', async () => {
    await page.goto('/');
    await follow(page.getByRole('link', { name: code }).first());
    await follow(page.getByRole('link', { name: 'Nieuwe afspraak' }).first());
    const form = page.locator('main form').last();
    await form.evaluate((one) => one.setAttribute('novalidate', ''));
    await page.locator('[name=title]').fill('Bellen met de huisarts');
    await page.locator('[name=doneWhen]').fill('besproken');
    await page.locator('[name=due]').fill('banaan');
    await page.evaluate(
      `document.querySelectorAll('[name=owner]').forEach((one) => { one.checked = false; })`,
    );
    await follow(form.locator('button[type=submit]').first());
    expect(await page.title()).toBe('Fout: Nieuwe afspraak – Schakel');
    expect(await page.locator('#errors').innerText()).toContain(
      'Er kloppen nog 2 dingen niet. Er is niets verstuurd.',
    );
    const due = page.getByRole('textbox', { name: /Wanneer is het klaar/ });
    expect(await due.getAttribute('aria-invalid')).toBe('true');
    expect(await due.getAttribute('aria-describedby')).toContain('due-error');
    expect(await due.inputValue()).toBe('banaan');
    const who = page.getByRole('group', { name: /Wie doet het/ });
    expect(await who.getAttribute('aria-describedby')).toContain('owner-error');
    await page.locator('#errors a').nth(1).click();
    expect(['due', 'owner', 'owner-0']).toContain(await page.evaluate('document.activeElement.id'));
  });
});
