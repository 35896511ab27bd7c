import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { wrongWith } from '../../support/web/barriers.ts';
import { askNewLink, reads, typeCode } from '../../support/web/entry.ts';
import { openTwoFamilies, type Parent, type TwoFamilies } from '../../support/web/two-families.ts';

const SOUTH: Parent = { name: 'Moeder van Kim', email: 'zuid@thuis.example', phone: '0612345678' };
const NORTH: Parent = { name: 'Moeder van Lou', email: 'noord@thuis.example', phone: '0623456789' };
const SHOTS = process.env.SHOTS;

/** The way of a mother on her telephone: she puts two pages together with one hand. */
describe('a mother on her phone', () => {
  let here: TwoFamilies;
  let page: Page;
  beforeAll(async () => {
    here = await openTwoFamilies();
    await here.south.invite(SOUTH);
    await here.north.invite(NORTH);
    await here.south.agree(SOUTH, 'Fiets ophalen');
    await here.north.agree(NORTH, 'Boeken halen');
    page = await here.schakel.web.stranger({ viewport: { width: 390, height: 844 } });
  });
  afterAll(() => here?.schakel.stop());

  const looks = async (name: string): Promise<string> => {
    expect(await wrongWith(page)).toEqual([]);
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(390);
    return reads(page);
  };
  const comesInBy = async ({ email, phone }: Parent): Promise<void> => {
    await page.goto(pathIn(here.mailsTo(email).at(-1)));
    await follow(page.getByRole('button', { name: 'Ga verder' }));
    await here.schakel.settle();
    await typeCode(
      page,
      codeIn(here.schakel.letters.texts.findLast((one) => one.to.endsWith(phone.slice(1)))),
    );
  };

  it('finds in her settings how to put another page with this one', async () => {
    await askNewLink(page, SOUTH.email);
    await here.schakel.settle();
    await comesInBy(SOUTH);
    await page.goto('/me');
    expect(await reads(page)).toContain(
      'Bent u ook in een andere casus, bijvoorbeeld voor een broer of zus?',
    );
    await follow(page.getByRole('link', { name: "Pagina's bij elkaar zetten" }));
    expect(await looks('together-ask')).toContain('geen school, geen gemeente, geen coördinator');
    await page.getByLabel('E-mailadres of nummer bij de andere casus').fill('geen adres');
    await follow(page.getByRole('button', { name: 'Stuur de link' }));
    expect(await looks('together-wrong')).toContain('Dit is geen e-mailadres of mobiel nummer.');
    await page.getByLabel('E-mailadres of nummer bij de andere casus').fill(NORTH.email);
    await follow(page.getByRole('button', { name: 'Stuur de link' }));
    await here.schakel.settle();
    expect(await looks('together-sent')).toContain('komt er nu een link. Open die op dit apparaat.');
  });

  it('is asked whether the other is her too, and has one page with both', async () => {
    await comesInBy(NORTH);
    await page.waitForURL('**/together*');
    expect(await looks('together-question')).toContain('Is Moeder van Kim iemand anders');
    await follow(page.getByRole('button', { name: 'Ja, dat ben ik ook' }));
    const seen = await looks('together-home');
    for (const words of [here.south.code, here.north.code, 'Fiets ophalen', 'Boeken halen'])
      expect(seen).toContain(words);
  });

  it('answers on that page for the other case, and comes back to it', async () => {
    await follow(page.getByRole('link', { name: here.south.code, exact: true }).last());
    expect(await looks('together-case')).toContain('Fiets ophalen');
    await page.goto('/me');
    expect(await looks('together-settings')).toContain('Er staat één andere pagina bij deze.');
    await follow(page.getByRole('button', { name: 'Haal uit elkaar' }));
    expect(await reads(page)).toContain('Deze pagina staat weer los.');
  });
});
