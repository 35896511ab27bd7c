import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { follow, openWebTown, type WebTown } from '../support/web-town.ts';

/** A mother who would rather call: the lead writes down what she said, marked as such, and she has the last word. */
describe('what a parent said by phone', () => {
  let town: WebTown;
  let lead: Page;
  let room = '';
  const send = async (page: Page): Promise<void> => {
    await follow(page.locator('main button[type=submit]').last());
    await town.settle();
  };
  const reads = (page: Page): Promise<string> => page.locator('main').innerText();
  const open = async (page: Page, link: RegExp): Promise<void> => {
    await page.goto(room);
    const href = await page
      .locator('main a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
    await page.goto(href.find((one) => link.test(one)) ?? '/');
  };
  const writeDown = async (answer: string, words = ''): Promise<void> => {
    await open(lead, /agreement\.enterByPhone/);
    await lead.locator('[name=participant]').first().check();
    await lead.locator('[name=agreement]').first().check();
    await lead.locator(`[name=answer][value=${answer}]`).check();
    await lead.locator('[name=words]').fill(words);
    await send(lead);
  };

  beforeAll(async () => {
    town = await openWebTown();
    lead = await town.visit('coordinator');
    await follow(lead.getByRole('link', { name: 'Nieuwe casus openen' }));
    await lead.locator('input[name=firstDay]').fill('4 januari 2027');
    await send(lead);
    await follow(lead.locator('a[href^="/c/"]').first());
    room = new URL(lead.url()).pathname;
    await open(lead, /participant\.add\b/);
    await lead.getByLabel('Moeder', { exact: true }).check();
    await lead.locator('select[name=role]').selectOption({ label: 'ouder of voogd' });
    await send(lead);
    await open(lead, /agreement\.create/);
    await lead.locator('[name=title]').fill('Wekelijks bellen');
    await lead.getByLabel('Coördinator (coördinator)').first().check();
    await lead.locator('[name=due]').fill('volgende week donderdag');
    await lead.locator('[name=doneWhen]').fill('de moeder is gebeld');
    await send(lead);
  });
  afterAll(() => town?.close());

  it('needs her words when she understood it differently, and nothing is lost meanwhile', async () => {
    await writeDown('disputed');
    expect(await reads(lead)).toContain('Telefonisch gezegd');
    expect(await lead.locator('.utrecht-form-field-error-message').count()).toBe(1);
  });

  it('stands on everybody’s card as said by phone, with who wrote it down', async () => {
    await writeDown('disputed', 'dagelijks bellen, niet wekelijks');
    expect(await reads(lead)).toContain('met erbij dat het telefonisch was');
    expect(await reads(lead)).toContain('Telefonisch\nMoeder, opgeschreven door Coördinator');
    expect(await reads(lead)).toContain('dagelijks bellen, niet wekelijks');
  });

  it('is shown to her to check, and is her own from the moment she says so', async () => {
    const mother = await town.visit('moeder');
    await mother.goto(room);
    expect(await reads(mother)).toContain(
      'Coördinator schreef op wat u aan de telefoon zei over afspraak 1: Wekelijks bellen. Er staat: “dagelijks bellen, niet wekelijks”.',
    );
    await follow(mother.getByRole('button', { name: 'Ja, dat zei ik' }));
    expect(await reads(mother)).toContain('Dit is nu uw eigen antwoord.');
    expect(await reads(mother)).not.toContain('opgeschreven door');
    expect(await reads(mother)).toContain('dagelijks bellen, niet wekelijks');
  });

  it('does not replace what she answered herself', async () => {
    await writeDown('confirmed');
    expect(await reads(lead)).toContain(
      'Moeder heeft hier zelf al op geantwoord. Dat antwoord blijft staan.',
    );
  });
});
