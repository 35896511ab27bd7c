import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { makeConsoleLink } from '../../../../src/main/commands/sign-in-link.ts';
import { type BrowserPart, shareBrowser } from '../../../fakes/teams/card/browser.ts';
import type { TestDatabase } from '../../database/test-server.ts';
import type { TurnedClock } from '../clock.ts';

/** Real browsers, one for each person who looks at the web. */
export interface Web {
  /** A browser of their own in which somebody of the region file is signed in, on their page. */
  visit(key: string, options?: BrowserContextOptions): Promise<Page>;
  /** Signs somebody in (again) in this browser: a session ends by itself after a while. */
  signIn(page: Page, key: string): Promise<void>;
  /** A browser in which nobody is signed in. */
  stranger(options?: BrowserContextOptions): Promise<Page>;
}

/** The installation as browsers meet it. */
interface Visited {
  readonly base: string;
  readonly clock: TurnedClock;
  readonly database: TestDatabase;
  person(key: string): Promise<string>;
}

/** The browser itself starts with the first visit. */
export function openWeb(here: Visited): Web & { close(): Promise<void> } {
  let browser: BrowserPart | undefined;
  const stranger: Web['stranger'] = async (options) => {
    browser ??= await shareBrowser();
    const context = await browser.newContext({ locale: 'nl-NL', baseURL: here.base, ...options });
    context.setDefaultTimeout(15_000);
    return context.newPage();
  };
  const signIn: Web['signIn'] = async (page, key) => {
    const { base, database, clock } = here;
    const token = await makeConsoleLink(database.database.pool, await here.person(key), clock.now());
    // As the button on the page of the link does; that page has tests of its own.
    await page.context().request.post(`${base}/in/${token}`, { headers: { origin: base }, maxRedirects: 0 });
    await page.goto('/');
  };
  return {
    stranger,
    signIn,
    visit: async (key, options) => {
      const page = await stranger(options);
      await signIn(page, key);
      return page;
    },
    close: async () => browser?.close(),
  };
}

/**
 * Presses what leads to another page, and waits until that one is in front of the person. By its event: to ask the page
 * again and again is what its own rules for scripts forbid, and a page that follows its case navigates within itself.
 */
export async function follow(control: Locator): Promise<void> {
  await Promise.all([control.page().waitForEvent('load'), control.click()]);
}
