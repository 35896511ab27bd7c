import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { follow } from '../../support/schakel/parts/web.ts';
import { ENGLISH, fits, main, newcomer, PHONE, press, shot, WHOLE } from '../../support/web/newcomer.ts';

describe('an empty machine', { timeout: WHOLE }, () => {
  const here = newcomer();
  it('begins with a region of one’s own: a form that says what is not right, and a page with what comes next', async () => {
    const page = await here.open(await here.start(), PHONE);
    expect(await main(page)).toContain('Waar wil je mee beginnen?');
    expect(await fits(page)).toBe(true);
    await shot(page, 'begin-phone');
    await page.getByLabel('Naam van de regio').fill('Regio Één & Twee');
    await page.getByLabel('Jouw functie').fill('Coördinator ondersteuningsteam');
    await page.getByLabel('Jouw e-mailadres').fill('coordinator bij school');
    await page.getByLabel('Midden').check();
    await press(page, 'Maak de regio');
    expect(await main(page)).toContain('Moet een e-mailadres zijn.');
    expect(await page.getByLabel('Naam van de regio').inputValue()).toBe('Regio Één & Twee');
    await page.getByLabel('Jouw e-mailadres').fill('coordinator@example.org');
    await press(page, 'Maak de regio');
    const home = await main(page);
    for (const next of ['Open een casus.', 'Nodig mensen uit.', 'Verbind Slack of Microsoft Teams'])
      expect(home).toContain(next);
    expect(home).not.toContain('Demonstratie');
    await shot(page, 'next-steps-phone');
    await page.getByRole('link', { name: 'Nieuwe casus openen' }).click();
    await page.locator('input[name=firstDay]').fill('2 november 2026');
    await page.locator('main button[type=submit]').last().click();
    expect(await main(page)).toContain('Deze casus is nog in de intake.');
    // Nobody else is known yet: she is told so, and what would help, instead of a form that nobody can send.
    await follow(page.getByRole('link', { name: 'Iemand toevoegen' }));
    expect(await main(page)).toContain('Iedereen die Schakel in deze regio kent, doet al mee.');
    await follow(page.getByRole('link', { name: 'Uitnodigen per e-mail of sms' }).first());
    await page.getByLabel('Naam zoals anderen die zien').fill('Moeder');
    await page.locator('select[name=role]').selectOption({ label: 'ouder of voogd' });
    await page.getByLabel('E-mailadres').fill('moeder@example.org');
    await press(page, 'Versturen');
    expect(await main(page)).toContain('Er gaat geen bericht: hier kan geen e-mail of sms worden verstuurd.');
  });

  it('prints a link that works once, and at every start a fresh one', async () => {
    const link = await here.start();
    const early = await here.newPage();
    await early.goto(new URL('/', link).href);
    expect(await main(early)).toContain('De link om te beginnen staat in het venster');
    await here.open(link);
    const again = await here.newPage();
    expect((await again.goto(link))?.status()).toBe(410);
    await here.ended('SIGKILL');
    const fresh = await here.start();
    expect(new URL(fresh).pathname).not.toBe(new URL(link).pathname);
    expect(await main(await here.open(fresh))).toContain('Welkom bij Schakel');
  });

  it('finds everything at a second start, also when it was killed, and lets the coordinator in', async () => {
    const page = await here.open(await here.start(), ENGLISH);
    await page.getByLabel('Name of the region').fill('Partnership North');
    await page.getByLabel('Your role').fill('Coordinator');
    await page.getByLabel('Your e-mail address').fill('coordinator@example.org');
    await page.getByLabel('Noord').check();
    await press(page, 'Make the region');
    expect(await main(page)).toContain('The region is ready. What next?');
    await here.ended('SIGKILL');
    const link = await here.start();
    expect(here.output()).toContain('Sign in as coordinator of Partnership North');
    const back = await here.open(link, ENGLISH);
    expect(await main(back)).toContain('The region is ready. What next?');
    const begin = await back.goto(new URL('/begin', link).href);
    expect(begin?.status()).toBe(404);
    expect((await back.request.post(new URL('/begin/demonstration', link).href)).status()).toBe(403);
  });

  it('has no demonstration any more when a region was read meanwhile, also for who saw the choice', async () => {
    const page = await here.open(await here.start());
    const file = join(import.meta.dirname, '../../../examples/region.example.yaml');
    const read = here.beside('region', 'import', file);
    expect(await read.ended).toBe(0);
    await press(page, 'Begin de demonstratie');
    expect(await main(page)).toContain('Hier kan geen demonstratie');
    expect(await page.locator('.schakel-demo').count()).toBe(0);
  });

  it('reads no real region beside a demonstration, and says what to do', async () => {
    const page = await here.open(await here.start());
    await press(page, 'Begin de demonstratie');
    const file = join(import.meta.dirname, '../../../examples/region.example.yaml');
    const read = here.beside('region', 'import', file);
    expect(await read.ended).toBe(1);
    expect(read.output()).toContain('This database holds the demonstration. Throw it away first');
    await page.reload();
    expect(await page.locator('h1').innerText()).toBe('Wilg-27');
  });
});
