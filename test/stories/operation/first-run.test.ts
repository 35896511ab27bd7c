import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserPart, shareBrowser } from '../../fakes/teams/card/browser.ts';
import { launch, SCHAKEL, type Started } from '../../support/process/launch.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { wrongWith } from '../../support/web/barriers.ts';

/**
 * A newcomer meets the real program in an empty folder with nothing in its environment, its own PostgreSQL, and a
 * real browser that opens what the terminal says. Everything is done by pressing.
 */
const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, isMobile: true };
const ENGLISH: BrowserContextOptions = { locale: 'en-GB' };
const WIDE: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
/** Weeks of pressing, on a machine that does much else. */
const WHOLE = 600_000;
/** A folder for pictures of what it went through, to be looked at by people. */
const SHOTS = process.env.SCHAKEL_SHOTS;

let browser: BrowserPart;
let folder: string;
let running: Started | undefined;
beforeAll(async () => {
  browser = await shareBrowser();
});
afterAll(() => browser?.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'schakel-first-'));
});
afterEach(async () => {
  await ended('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts it as `npm start` does, and gives the link that it prints. */
async function start(): Promise<string> {
  running = launch([SCHAKEL, 'start'], { PORT: '0' }, folder);
  const [link] = await running.says(/http:\/\/localhost:\d+\/in\/\S+/);
  return link;
}

async function ended(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  running?.process.kill(signal);
  await running?.ended;
  running = undefined;
}

async function open(link: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'nl-NL', ...options });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.goto(link);
  const loaded = page.waitForEvent('load');
  await page.locator('main').getByRole('button').last().click();
  await loaded;
  return page;
}

/** Presses, and sees the page that comes of it. */
async function press(page: Page, name: string): Promise<void> {
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name, exact: true }).first().click();
  await loaded;
}

const all = (page: Page): Promise<string> => page.locator('body').innerText();
const main = (page: Page): Promise<string> => page.locator('main').innerText();
const banner = (page: Page): Promise<string> => page.locator('.schakel-demo').innerText();
const chat = (page: Page, where: 'slack' | 'teams'): Promise<string> =>
  page.locator(`.demo-${where}`).innerText();

/** Looks along with somebody else, from the list on every page. */
async function be(page: Page, name: string, go = 'Kijk mee'): Promise<void> {
  await page.locator('#demo-person').selectOption({ label: name });
  await press(page, go);
}

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}

/** Looks for barriers on a desk and on a phone, with all that is folded open, and leaves the page as it was. */
async function barriers(page: Page): Promise<string[]> {
  const folded = page.locator('details:not([open])');
  const found = await wrongWith(page);
  const closed = await folded.elementHandles();
  for (const details of closed) await details.evaluate((one) => one.setAttribute('open', ''));
  const wide = page.viewportSize();
  for (const size of [WIDE.viewport, PHONE.viewport]) {
    if (size) await page.setViewportSize(size);
    found.push(...(await wrongWith(page)));
  }
  for (const details of closed) await details.evaluate((one) => one.removeAttribute('open'));
  if (wide) await page.setViewportSize(wide);
  return found;
}

/** Nothing sticks out: there is no scrolling sideways. */
async function fits(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth <= window.innerWidth');
}

describe('an empty machine', { timeout: WHOLE }, () => {
  it('begins with a region of one’s own: a form that says what is not right, and a page with what comes next', async () => {
    const page = await open(await start(), PHONE);
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
    expect(await main(page)).toContain('Voeg nu de mensen toe');
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
    const link = await start();
    const early = await browser.newPage({ locale: 'nl-NL' });
    await early.goto(new URL('/', link).href);
    expect(await main(early)).toContain('De link om te beginnen staat in het venster');
    await open(link);
    const again = await browser.newPage();
    expect((await again.goto(link))?.status()).toBe(410);
    await ended('SIGKILL');
    const fresh = await start();
    expect(new URL(fresh).pathname).not.toBe(new URL(link).pathname);
    expect(await main(await open(fresh))).toContain('Welkom bij Schakel');
  });

  it('finds everything at a second start, also when it was killed, and lets the coordinator in', async () => {
    const page = await open(await start(), ENGLISH);
    await page.getByLabel('Name of the region').fill('Partnership North');
    await page.getByLabel('Your role').fill('Coordinator');
    await page.getByLabel('Your e-mail address').fill('coordinator@example.org');
    await page.getByLabel('Noord').check();
    await press(page, 'Make the region');
    expect(await main(page)).toContain('The region is ready. What next?');
    await ended('SIGKILL');
    const link = await start();
    expect(running?.output()).toContain('Sign in as coordinator of Partnership North');
    const back = await open(link, ENGLISH);
    expect(await main(back)).toContain('The region is ready. What next?');
    const begin = await back.goto(new URL('/begin', link).href);
    expect(begin?.status()).toBe(404);
    expect((await back.request.post(new URL('/begin/demonstration', link).href)).status()).toBe(403);
  });

  it('has no demonstration any more when a region was read meanwhile, also for who saw the choice', async () => {
    const page = await open(await start());
    const file = join(import.meta.dirname, '../../../examples/region.example.yaml');
    const read = launch([SCHAKEL, 'region', 'import', file], {}, folder);
    expect(await read.ended).toBe(0);
    await press(page, 'Begin de demonstratie');
    expect(await main(page)).toContain('Hier kan geen demonstratie');
    expect(await page.locator('.schakel-demo').count()).toBe(0);
  });

  it('reads no real region beside a demonstration, and says what to do', async () => {
    const page = await open(await start());
    await press(page, 'Begin de demonstratie');
    const file = join(import.meta.dirname, '../../../examples/region.example.yaml');
    const read = launch([SCHAKEL, 'region', 'import', file], {}, folder);
    expect(await read.ended).toBe(1);
    expect(read.output()).toContain('This database holds the demonstration. Throw it away first');
    await page.reload();
    expect(await page.locator('h1').innerText()).toBe('Wilg-27');
  });
});

describe('the demonstration', { timeout: WHOLE }, () => {
  const NEXT = 'Naar de volgende gebeurtenis';
  const begun = async (options: BrowserContextOptions = WIDE): Promise<Page> => {
    const page = await open(await start(), options);
    await press(page, 'Begin de demonstratie');
    return page;
  };
  /** Goes on to the event with these words; nobody has to know how many come before it. */
  const until = async (page: Page, words: string, next = NEXT): Promise<void> => {
    while (!(await banner(page)).includes(words)) await press(page, next);
  };

  it('is played from the first day to good news, by pressing alone and without barriers', async () => {
    const page = await open(await start(), WIDE);
    expect(await barriers(page)).toEqual([]);
    await press(page, 'Begin de demonstratie');
    expect(await barriers(page)).toEqual([]);
    expect(await page.locator('h1').innerText()).toBe('Wilg-27');
    expect(await banner(page)).toContain('Alles hier is verzonnen.');
    expect(await banner(page)).toContain('donderdag 11 maart 2027, 09:30');
    await shot(page, 'demo-open');

    await until(page, 'Drie afspraken');
    expect(await barriers(page)).toEqual([]);
    await press(page, 'Moeder');
    for (const where of ['slack', 'teams'] as const)
      expect(await chat(page, where)).toMatch(/Wilg-27: overzicht[\s\S]*Zorgplan dat daarop aansluit/);
    await shot(page, 'demo-mother');
    // What is asked of her can be pressed as her; what the visitor leaves, she does herself.
    const asked = (): Promise<number> => page.getByRole('button', { name: 'Klopt', exact: true }).count();
    const before = await asked();
    expect(before).toBeGreaterThan(0);
    await press(page, 'Klopt');
    expect(await asked()).toBeLessThan(before);
    expect(await main(page)).toMatch(/Mentor school[\s\S]*leerkracht of mentor/);
    expect(await chat(page, 'slack')).toContain('je kijkt mee als: Moeder');

    await until(page, 'Twee werkdagen vooraf');
    expect(await barriers(page)).toEqual([]);
    await press(page, 'Ondersteuningscoördinator school');
    for (const where of ['slack', 'teams'] as const)
      expect(await chat(page, where)).toMatch(/Rechtstreeks van Schakel[\s\S]*Lukt het\?/);
    await shot(page, 'demo-reminder');

    await until(page, 'meldt zich ziek');
    await press(page, 'Mentor school');
    expect(await chat(page, 'slack')).toContain('afwezig');

    await until(page, 'loopt vast op geld');
    await press(page, 'Casemanager gemeente');
    expect(await main(page)).toContain('geld');
    expect(await chat(page, 'teams')).toContain('geld');

    await until(page, 'er is nog niemand bekend');
    await press(page, 'Coördinator');
    expect(await main(page)).toContain('Zonder naam kan niemand dit oplossen.');
    expect(await chat(page, 'slack')).toContain('Zonder naam kan niemand dit oplossen.');

    await until(page, 'drukt op “Vraag hulp”');
    await press(page, 'Directeur samenwerkingsverband');
    const brief = 'Het kind zit 80 dagen zonder passend aanbod thuis.';
    expect(await main(page)).toContain(brief);
    for (const where of ['slack', 'teams'] as const) expect(await chat(page, where)).toContain(brief);
    expect(await chat(page, 'slack')).not.toContain('Kanaal Wilg-27');
    await shot(page, 'demo-alert');

    await until(page, 'De directeur antwoordt');
    await press(page, 'Moeder');
    expect(await main(page)).toContain('Gefinancierd tot de zomer');
    await until(page, 'Goede Vrijdag');
    expect(await page.locator('mark').count()).toBe(0);
    await until(page, 'Het onderwijsplan is er, zegt school');
    await page.locator('main summary', { hasText: 'Klopt, is klaar' }).first().click();
    await press(page, 'Ja');
    // The page follows: what a press brought about is there as soon as it was sent.
    await page.locator('main').getByText('Goed nieuws in Wilg-27: afspraak 1').first().waitFor();
    await until(page, 'Langer dan drie maanden');
    await until(page, 'goed nieuws');
    expect(await banner(page)).toContain('Nergens hoefde iemand te raden wie wat deed.');
    expect(await main(page)).toContain('onderwijs en zorg sluiten op elkaar aan');
    expect(await main(page)).toContain('Er staat niets meer open.');
    await shot(page, 'demo-good-news');
    await page.locator('.schakel-demo .schakel-actions summary').click();
    await press(page, 'Ja, gooi weg');
    expect(await main(page)).toContain('Waar wil je mee beginnen?');
  });

  it('leaves a visitor’s own answer as it is, and does not praise what nobody did', async () => {
    const page = await begun();
    await until(page, 'Drie afspraken');
    await be(page, 'Moeder');
    await page.locator('main').getByRole('link', { name: 'Ik heb het anders begrepen' }).first().click();
    await page.locator('main textarea').first().fill('elke dag zou er gebeld worden');
    await page.locator('main button[type=submit]').last().click();
    await press(page, NEXT);
    expect(await main(page)).toContain('elke dag zou er gebeld worden');
    for (let day = 0; day < 24; day++) {
      await page.locator('.schakel-demo__more > summary').click();
      await press(page, 'Een dag verder zonder dat iemand iets doet');
    }
    expect(await banner(page)).toContain('Het verhaal is voorbij, en er staat nog iets open.');
    expect(await banner(page)).not.toContain('Nergens hoefde iemand te raden');
    expect(await wrongWith(page)).toEqual([]);
  });

  it('says on every page what it is, also to who is signed out or lost', async () => {
    const page = await begun();
    const base = new URL(page.url()).origin;
    await page.getByRole('link', { name: 'Nieuwe afspraak' }).first().click();
    expect(await banner(page)).toContain('Alles hier is verzonnen.');
    await page.goto(`${base}/nergens`);
    expect(await banner(page)).toContain('Alles hier is verzonnen.');
    await page.goto(`${base}/`);
    await press(page, 'Uitloggen');
    expect(await banner(page)).toContain('Alles hier is verzonnen.');
    expect(await page.getByRole('button', { name: NEXT }).count()).toBe(0);
  });

  it('is not only looked at: a button in the picture of Slack does what it says, and stays done after a kill', async () => {
    const page = await begun();
    await until(page, 'Twee werkdagen vooraf');
    await be(page, 'Ondersteuningscoördinator school');
    const plan = page.locator('.demo-slack .demo-message').filter({ hasText: /Afspraak 1(?!\d)/ });
    await plan.getByRole('link', { name: 'Ik loop vast' }).click();
    await page.getByLabel('wachtlijst').check();
    await page.locator('main button[type=submit]').last().click();
    expect(await main(page)).toContain('wachtlijst');
    await ended('SIGKILL');
    const back = await open(await start(), WIDE);
    expect(await banner(back)).toContain('dinsdag 16 maart 2027, 09:00');
    await back.getByRole('link', { name: 'Wilg-27' }).first().click();
    expect(await main(back)).toContain('wachtlijst');
    await until(back, 'meldt zich ziek');
  });

  it('shows who may not read along any more what they would see, and nothing else', async () => {
    const page = await begun();
    await until(page, 'Drie afspraken');
    await be(page, 'Mentor school');
    for (const where of ['slack', 'teams'] as const)
      expect(await chat(page, where)).toContain('Zorgplan dat daarop aansluit');
    await be(page, 'Moeder');
    const school = page.locator('main form:has(input[name=args][value*="school"][value*="reading"])');
    await follow(school.getByRole('button', { name: 'Nee', exact: true }));
    expect(await main(page)).toContain('School ziet alleen de eigen afspraken in Wilg-27.');
    await be(page, 'Mentor school');
    expect(await main(page)).toContain('Je ziet hier alleen de afspraken van School.');
    for (const words of [await main(page), await chat(page, 'slack'), await chat(page, 'teams')])
      expect(words).not.toContain('Zorgplan dat daarop aansluit');
    await be(page, 'Consulent onderwijs en zorg gemeente');
    expect(await chat(page, 'slack')).toContain('Zorgplan dat daarop aansluit');
  });

  it('shows the ladder climb by itself when nobody does anything, up to the contact of the region', async () => {
    const page = await begun();
    await until(page, 'Drie afspraken');
    const climbed = async (): Promise<boolean> =>
      (await page.getByRole('button', { name: 'Teamleider jeugd', exact: true }).count()) > 0;
    for (let day = 0; day < 30 && !(await climbed()); day++) {
      await page.locator('.schakel-demo__more > summary').click();
      await press(page, 'Een dag verder zonder dat iemand iets doet');
    }
    await press(page, 'Teamleider jeugd');
    expect(await chat(page, 'teams')).toContain('Schakel beslist niets.');
    expect(await banner(page)).toContain('maandag 5 april 2027');
  });

  it('is thrown away and begun again, or makes room for a region of one’s own', async () => {
    const page = await begun();
    await until(page, 'Drie afspraken');
    await page.locator('.schakel-demo__more > summary').click();
    await press(page, 'Begin het verhaal opnieuw');
    expect(await banner(page)).toContain('donderdag 11 maart 2027, 09:30');
    expect(await main(page)).toContain('Er zijn nog geen afspraken.');
    await page.locator('.schakel-demo__more > summary').click();
    await page.getByText('Gooi de demonstratie weg', { exact: true }).click();
    await press(page, 'Ja, gooi weg');
    expect(await main(page)).toContain('Welkom bij Schakel');
    expect(await page.locator('.schakel-demo').count()).toBe(0);
  });

  it('is played in English on a phone, a day at a time', async () => {
    const page = await open(await start(), { ...PHONE, ...ENGLISH });
    await press(page, 'Begin the demonstration');
    expect(await page.locator('h1').innerText()).toBe('Willow-27');
    expect(await fits(page)).toBe(true);
    for (const day of [
      'Friday 12 March',
      'Saturday 13 March',
      'Sunday 14 March',
      'Monday 15 March',
      'Tuesday 16 March',
    ]) {
      await press(page, 'Next day');
      expect(await banner(page)).toContain(`${day} 2027, 09:00`);
    }
    expect(await banner(page)).toContain('Two working days before: a reminder to school');
    await press(page, 'Support coordinator at school');
    expect(await chat(page, 'slack')).toContain('Will it work out?');
    expect(await fits(page)).toBe(true);
    await shot(page, 'demo-phone-en');
    await until(page, 'good news', 'To the next event');
    expect(await all(page)).toContain('education and care fit together');
    expect(await fits(page)).toBe(true);
  });
});
