import type { BrowserContext, Page } from 'playwright-core';
import type { Schakel } from '../schakel/start-schakel.ts';
import { toldOn } from '../told/told-page.ts';
import { callerFor } from '../web/web-caller.ts';

/** Returns what somebody was told since the last look, as it stands on their own page; each message once. */
export async function readOwn(
  schakel: Schakel<'web'>,
  personId: string,
  known: Set<string>,
): Promise<string[]> {
  const { html } = await (await callerFor(schakel, personId)).get('/');
  const news = [...toldOn(html)].filter(([id]) => !known.has(id));
  for (const [id] of news) known.add(id);
  return news.map(([, words]) => words);
}

/** The page of a case as one of its people has it in front of them, with everything that is folded away opened. */
export interface CasePage {
  /** The messages and the cards, in the order in which they came; a card has its newest words. */
  readonly parts: readonly string[];
  /** All of the page. */
  readonly whole: string;
}

/** Reads the page of a case again and again, as the same person. */
export function caseReader(
  schakel: Schakel<'web'>,
  page: Page,
): (path: string, personId: string) => Promise<CasePage> {
  const parts = new Map<string, string>();
  return async (path, personId) => {
    await enter(schakel, page.context(), personId);
    await page.goto(path);
    for (const folded of await page.locator('main details').all())
      await folded.evaluate((one) => one.setAttribute('open', ''));
    const told = await page.locator('.schakel-history > li').allInnerTexts();
    for (const [i, words] of told.toReversed().entries()) parts.set(`told ${i}`, withoutDay(words));
    for (const words of await page.locator('article.schakel-card').allInnerTexts()) {
      const name = /^(?:Afspraak|Besluit) \d+/.exec(words)?.[0];
      if (name) parts.set(name, words);
    }
    return { parts: [...parts.values()], whole: await page.locator('main').innerText() };
  };
}

async function enter(schakel: Schakel<'web'>, context: BrowserContext, personId: string): Promise<void> {
  const [name = '', value = ''] = (await callerFor(schakel, personId)).cookie.split(/=(.*)/s);
  await context.clearCookies();
  await context.addCookies([{ name, value, url: schakel.base }]);
}

/** A day stands once above what was told on it. */
const withoutDay = (words: string): string => words.replace(/^\S+ \d+ \S+ \d{4}\n+/, '');
