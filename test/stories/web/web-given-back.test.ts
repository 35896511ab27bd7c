import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeCase } from '../../support/cases/close-case.ts';
import { openScreenCase, type ScreenCase } from '../../support/cases/screen-case.ts';
import { MORE_PEOPLE, openWebCase, type WebCase } from '../../support/cases/web-case.ts';
import { COORDINATOR, LEAD } from '../../support/people/in-slack.ts';
import { keyOf, ON_THE_WEB, webRegion } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { wrongWith } from '../../support/web/barriers.ts';
import { SCREENS } from '../../support/web/screens.ts';
import { callerOf } from '../../support/web/web-caller.ts';

/** Every form of the web in which something can be typed. */
const FORMS = SCREENS.filter((screen) => !screen.act && String(screen.path).includes('/form/'));
const WORDS = 'Woorden die niemand nog een keer wil typen';

/** All that stands in fields, those that can be changed and those that can only be copied. */
const fieldsOf = (page: Page): Promise<string[]> =>
  page.evaluate(
    `[...document.querySelectorAll('main textarea, main input:not([type=hidden]):not([type=radio]):not([type=checkbox])')].map((one) => one.value)`,
  );

/**
 * Somebody has a form open; meanwhile the world changes, so that it is refused for a reason that is no field's. The
 * answer says why, and holds what they typed.
 */
describe('what was typed in a form that is refused as a whole', () => {
  let t: ScreenCase;
  const open = new Map<string, Page>();
  let typed = 0;
  beforeAll(async () => {
    t = await openScreenCase('nl');
    for (const screen of FORMS) open.set(screen.name, await filledIn(screen));
    const coordinator = await callerOf(t.schakel, keyOf(COORDINATOR));
    for (const caseId of [t.caseId, t.fullCaseId]) await closeCase(t.schakel, coordinator, caseId);
    // Whoever coordinated the region does so no more.
    await t.schakel.addRegion(
      webRegion('nl').replace(`coordinators: [${keyOf(COORDINATOR)}]`, `coordinators: [${keyOf(LEAD)}]`),
    );
  }, 180_000);
  afterAll(() => t?.close());

  async function filledIn({ who = '', path }: (typeof FORMS)[number]): Promise<Page> {
    const page = await t.schakel.web.visit(who);
    await page.goto(path(t));
    const form = page.locator('main form').last();
    for (const one of await form.locator('details').all())
      await one.evaluate((details) => details.setAttribute('open', ''));
    for (const one of await form.locator('textarea, input:not([type])').all()) {
      const isDay = (await one.getAttribute('placeholder')) !== null;
      await one.fill(isDay ? '1 april' : WORDS.slice(0, Number(await one.getAttribute('maxlength'))));
    }
    for (const one of await form.locator('fieldset').all()) {
      const first = one.locator('input').first();
      if (!(await one.locator('input:checked').count())) await first.check();
    }
    for (const one of await form.locator('select').all())
      await one.selectOption({ index: 1 }).catch(() => undefined);
    return page;
  }

  it.each(FORMS.map(({ name }) => [name] as const))('is in the answer: %s', async (name) => {
    const page = open.get(name) as Page;
    const form = page.locator('main form').last();
    await form.evaluate((one) => one.setAttribute('novalidate', ''));
    const before = (await fieldsOf(page)).filter((value) => /Woorden|april/.test(value));
    await follow(form.locator('button[type=submit]').first());
    // Some are about oneself, and may still be sent.
    if (before.length === 0 || (await page.locator('.schakel-said').count()) > 0) return;
    typed += 1;
    const after = await fieldsOf(page);
    for (const value of before) expect(after).toContain(value);
    expect(await page.title()).toMatch(/^(Fout|Nog niet)/);
    expect(await page.locator('main').innerText()).toMatch(
      /afgesloten|coördinator|niet \(meer\)|Er is niets verstuurd/,
    );
    expect(await wrongWith(page)).toEqual([]);
  });

  it('was looked at in most of them', () => {
    expect(FORMS.length).toBeGreaterThan(15);
    expect(typed).toBeGreaterThan(FORMS.length / 2);
  });
});

describe('what was typed in a form that somebody may still see', () => {
  let schakel: Schakel<'web'>;
  let webCase: WebCase;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: MORE_PEOPLE });
    webCase = await openWebCase(schakel).catch(async (error) => {
      await schakel.stop();
      throw error;
    });
  });
  afterAll(() => schakel?.stop());

  it('stands in that form again, with the reason above it', async () => {
    await webCase.owner.fill('agreement.stuck', { agreementId: webCase.agreementId }, { category: 'money' });
    const page = await schakel.web.visit('casemanager');
    await page.goto(`/form/blocker.resolve?agreementId=${webCase.agreementId}`);
    await page.locator('[name=answer]').fill(WORDS);
    await webCase.owner.fill(
      'blocker.resolve',
      { agreementId: webCase.agreementId },
      { answer: 'de gemeente betaalt' },
    );
    await follow(page.locator('main form button[type=submit]').last());
    expect(await page.locator('#errors').innerText()).toContain('Nog niet verstuurd');
    expect(await page.locator('[name=answer]').inputValue()).toBe(WORDS);
    expect(await page.evaluate('document.activeElement.id')).toBe('errors');
  });
  it('on a page that is no form of the application stands beside what that page says', async () => {
    const page = await schakel.web.visit('moeder');
    await page.goto(`/c/${webCase.id}/label`);
    await page.locator('[name=label]').fill(WORDS);
    const [mother] = (await webCase.state()).participants.filter((p) => p.role === 'guardian');
    await webCase.coordinator.press('participant.remove', {
      caseId: webCase.id,
      participant: mother?.id ?? '',
    });
    await follow(page.locator('main form button[type=submit]').last());
    expect(await page.locator('main').innerText()).toContain('Deze pagina is er niet');
    expect(await fieldsOf(page)).toContain(WORDS);
    expect(await wrongWith(page)).toEqual([]);
  });

  it('by who asks for a link and is not read, or asks too often, stands in the field', async () => {
    const page = await schakel.web.stranger();
    await page.goto('/link');
    await page.locator('[name=address]').fill('geen adres');
    await follow(page.locator('main form button[type=submit]').last());
    expect(await page.locator('[name=address]').inputValue()).toBe('geen adres');
    for (let n = 0; n < 60; n++) {
      await page.goto('/link');
      await page.locator('[name=address]').fill('moeder@example.org');
      await follow(page.locator('main form button[type=submit]').last());
      if ((await page.locator('[name=address]').count()) > 0) break;
    }
    expect(await page.locator('main').innerText()).toContain('Wacht tien minuten');
    expect(await page.locator('[name=address]').inputValue()).toBe('moeder@example.org');
    expect(await wrongWith(page)).toEqual([]);
  });
});
