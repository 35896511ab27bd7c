import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type BrowserPart, shareBrowser } from '../../fakes/teams/card/browser.ts';
import { launch, SCHAKEL, type Started } from '../process/launch.ts';
import { wrongWith } from './barriers.ts';

export const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true };
export const ENGLISH: BrowserContextOptions = { locale: 'en-GB' };
export const WIDE = { viewport: { width: 1440, height: 900 } };
/** Weeks of pressing, on a machine that does much else. */
export const WHOLE = 600_000;
/** The button that goes on with the story. */
export const NEXT = 'Naar de volgende gebeurtenis';
/** A folder for pictures of what it went through, to be looked at by people. */
const SHOTS = process.env.SCHAKEL_SHOTS;

/**
 * A newcomer meets the real program in an empty folder with nothing in its environment, its own PostgreSQL, and a
 * real browser that opens what the terminal says. Everything is done by pressing.
 */
export interface Newcomer {
  /** Starts it as `npm start` does, and gives the link that it prints. */
  start(): Promise<string>;
  ended(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Runs the program beside the one that is started. */
  beside(...args: string[]): Started;
  output(): string | undefined;
  open(link: string, options?: BrowserContextOptions): Promise<Page>;
  newPage(options?: BrowserContextOptions): Promise<Page>;
  /** Begins the demonstration, on a desk and in Dutch. */
  begun(): Promise<Page>;
}

/** Each test has a folder of its own, and what it started ends with it. `shared`: all of a file have one, and begin the story anew. */
export function newcomer({ shared = false } = {}): Newcomer {
  let browser: BrowserPart;
  let folder = '';
  let running: Started | undefined;
  const ended = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    running?.process.kill(signal);
    await running?.ended;
    running = undefined;
  };
  let kept: Page | undefined;
  const empty = (): void => {
    folder = mkdtempSync(join(tmpdir(), 'schakel-first-'));
  };
  const away = async (): Promise<void> => {
    await ended('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  beforeAll(async () => {
    browser = await shareBrowser();
    if (shared) empty();
  });
  afterAll(async () => {
    if (shared) await away();
    await browser?.close();
  });
  if (!shared) {
    beforeEach(empty);
    afterEach(away);
  }
  const here: Newcomer = {
    ended,
    start: async () => {
      running = launch([SCHAKEL, 'start'], { PORT: '0' }, folder);
      const [link] = await running.says(/http:\/\/localhost:\d+\/in\/\S+/);
      return link;
    },
    beside: (...args) => launch([SCHAKEL, ...args], {}, folder),
    output: () => running?.output(),
    open: async (link, options = {}) => {
      const page = await here.newPage(options);
      await page.goto(link);
      const loaded = page.waitForEvent('load');
      await page.locator('main').getByRole('button').last().click();
      await loaded;
      return page;
    },
    newPage: async (options = {}) => {
      const context = await browser.newContext({ locale: 'nl-NL', ...options });
      context.setDefaultTimeout(60_000);
      return context.newPage();
    },
    begun: async () => {
      if (kept) return again(kept);
      const page = await here.open(await here.start(), WIDE);
      await press(page, 'Begin de demonstratie');
      if (shared) kept = page;
      return page;
    },
  };
  return here;
}

/** Presses, and sees the page that comes of it. */
export async function press(page: Page, name: string): Promise<void> {
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name, exact: true }).first().click();
  await loaded;
}

/** Begins the story from its first day. */
export async function again(page: Page): Promise<Page> {
  await page.goto(new URL('/', page.url()).href);
  await page.locator('.schakel-demo__more > summary').click();
  await press(page, 'Begin het verhaal opnieuw');
  return page;
}

/** Goes on to the event with these words; nobody has to know how many come before it. */
export async function until(page: Page, words: string, next = NEXT): Promise<void> {
  while (!(await banner(page)).includes(words)) await press(page, next);
}

/** A day in which nobody does anything. */
export async function quietDay(page: Page): Promise<void> {
  await page.locator('.schakel-demo__more > summary').click();
  await press(page, 'Een dag verder zonder dat iemand iets doet');
}

/**
 * Days in which nobody does anything, until a page says this or so many went by: what the button does, without a picture
 * of each day.
 */
export async function quietDays(page: Page, most: number, says?: RegExp): Promise<void> {
  const base = new URL(page.url()).origin;
  const light = async (): Promise<string> => (await page.request.get(`${base}/help`)).text();
  let html = await light();
  const value = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  for (let day = 0; day < most && !says?.test(html); day++) {
    const form = { token: value('token'), from: value('from'), step: 'quiet' };
    const sent = await page.request.post(`${base}/demonstration/turn`, {
      ...{ form, maxRedirects: 0, headers: { origin: base } },
    });
    if (sent.status() !== 303) throw new Error(`the clock was not turned: ${sent.status()}`);
    html = await light();
  }
  await page.reload();
}

export const main = (page: Page): Promise<string> => page.locator('main').innerText();
export const banner = (page: Page): Promise<string> => page.locator('.schakel-demo').innerText();
export const chat = (page: Page, where: 'slack' | 'teams'): Promise<string> =>
  page.locator(`.demo-${where}`).innerText();

/** Looks along with somebody else, from the list on every page. */
export async function be(page: Page, name: string): Promise<void> {
  await page.locator('#demo-person').selectOption({ label: name });
  await press(page, 'Kijk mee');
}

export async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}

/** Looks for barriers on a desk and on a phone, with all that is folded open, and leaves the page as it was. */
export async function barriers(page: Page): Promise<string[]> {
  const folded = page.locator('details:not([open])');
  const found = await wrongWith(page);
  const closed = await folded.elementHandles();
  for (const details of closed) await details.evaluate((one) => one.setAttribute('open', ''));
  const wide = page.viewportSize();
  for (const size of [WIDE.viewport, PHONE.viewport]) {
    await page.setViewportSize(size);
    found.push(...(await wrongWith(page)));
  }
  for (const details of closed) await details.evaluate((one) => one.removeAttribute('open'));
  if (wide) await page.setViewportSize(wide);
  return found;
}

/** Nothing sticks out: there is no scrolling sideways. */
export async function fits(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth <= window.innerWidth');
}
