import type { Page } from 'playwright-core';
import { shareBrowser } from './browser.ts';

/** How long something may take to appear, on a machine that does much else. */
const PATIENCE_MS = 60_000;
const LOADED = /Configuration file is loaded/;
const PEOPLE_SEE = '#root';

/**
 * The Playground's own page, with the first person at it. It shows what comes while it is open, in the conversations
 * of that person. Opening it installs the app for them: the bot gets two activities.
 */
export interface TeamsPage {
  /** Opens a conversation by the name in the list: `Personal Chat`, `General`, `Channel one`. */
  open(conversation: string): Promise<void>;
  /** Resolves when these words are to be seen. */
  sees(words: string): Promise<void>;
  /** Presses a button of a card in the open conversation. */
  click(title: string): Promise<void>;
  /** Types in the field of a card that has this label. */
  type(label: string, words: string): Promise<void>;
  /** Chooses one of the options of a card that stand open. */
  choose(option: string): Promise<void>;
  /** A picture of the page, as PNG. */
  screenshot(path: string): Promise<void>;
  close(): Promise<void>;
}

/** `url` is the stand-in's `pageUrl`; a bot must be connected. Nothing but this machine is asked for anything. */
export async function openPage(url: string): Promise<TeamsPage> {
  const browser = await shareBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(PATIENCE_MS);
    await page.route(
      ({ hostname }) => hostname !== new URL(url).hostname,
      (route) => route.abort(),
    );
    await page.goto(url);
    await page.getByText(LOADED).waitFor();
    return { ...handsOn(page), close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

function handsOn(page: Page): Omit<TeamsPage, 'close'> {
  const root = page.locator(PEOPLE_SEE);
  return {
    open: (conversation) => root.getByText(conversation, { exact: true }).first().click(),
    sees: (words) => root.getByText(words).first().waitFor(),
    click: (title) => root.getByRole('button', { name: title, exact: true }).last().click(),
    type: (label, words) => root.getByLabel(label, { exact: true }).last().fill(words),
    choose: (option) => root.getByRole('radio', { name: option, exact: true }).last().check(),
    screenshot: async (path) => void (await page.screenshot({ path })),
  };
}
