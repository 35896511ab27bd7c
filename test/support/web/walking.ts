import type { Locator, Page } from 'playwright-core';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB } from '../people/on-the-web.ts';
import { follow } from '../schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../schakel/start-schakel.ts';
import { typeCode } from './entry.ts';

/** A region on the web alone, in which everybody comes in by the link in the letter or text message that they got. */
export interface Walk {
  readonly schakel: Schakel<'web' | 'letters'>;
  /** Puts the clock on a day and lets everything happen that is due then. What came before is opened by nobody any more. */
  day(date: string, time?: string): Promise<void>;
  /**
   * Somebody opens the letter of today, types the code that came the other way, and has the
   * page in front of them to which the letter leads. Throws when none came.
   */
  comes(who: string): Promise<Page>;
  /** How many letters and text messages of today somebody has not opened. */
  waiting(who: string): number;
  close(): Promise<void>;
}

/** Somebody's address and number, and on what they look. */
export interface Walker {
  readonly email: string;
  readonly phone: string;
  readonly isOnPhone?: boolean;
}

const PHONE = { viewport: { width: 390, height: 844 } };

export async function openWalk(
  region: string,
  start: string,
  people: Readonly<Record<string, Walker>>,
): Promise<Walk> {
  const schakel = await startSchakel({ ...ON_THE_WEB, region, start, letters: true });
  const { letters } = schakel;
  const opened = new Set<unknown>();
  const of = (who: string): Walker => people[who] ?? { email: '', phone: '' };
  const lettersTo = (who: string) =>
    [...letters.mails, ...letters.texts].filter(
      (one) => [of(who).email, of(who).phone].includes(one.to) && one.text.includes('/in/'),
    );
  const forgetEarlier = (): void => {
    for (const one of [...letters.mails, ...letters.texts]) opened.add(one);
  };
  return {
    schakel,
    day: async (date, time = '09:30') => {
      forgetEarlier();
      await schakel.at(date, time);
    },
    waiting: (who) => lettersTo(who).filter((one) => !opened.has(one)).length,
    comes: async (who) => {
      const letter = lettersTo(who).findLast((one) => !opened.has(one));
      if (!letter) throw new Error(`${who} got no letter today`);
      for (const one of lettersTo(who)) opened.add(one);
      const page = await schakel.web.stranger(of(who).isOnPhone ? PHONE : {});
      await page.goto(pathIn(letter));
      const before = { mails: letters.mails.length, texts: letters.texts.length };
      await follow(page.getByRole('button', { name: 'Ga verder' }));
      await schakel.settle();
      const code = [...letters.mails.slice(before.mails), ...letters.texts.slice(before.texts)].at(-1);
      await typeCode(page, codeIn(code));
      return page;
    },
    close: () => schakel.stop(),
  };
}

/** The part of the page that is for whoever looks at it, to answer or to know. */
export function forYou(page: Page): Locator {
  return page.locator('section[aria-labelledby=for-you]');
}

/** Presses a button of what is asked, says yes where the page asks whether it is sure, and gives what it says after. */
export async function answers(page: Page, label: string, about = ''): Promise<string> {
  const article = forYou(page).locator('article').filter({ hasText: about });
  const sure = article.locator('details', { has: page.locator('summary', { hasText: label }) }).first();
  if (await sure.isVisible()) {
    await sure.locator('summary').click();
    await follow(sure.getByRole('button', { name: 'Ja', exact: true }));
  } else await follow(article.getByRole('button', { name: label, exact: true }).first());
  return page.locator('main').innerText();
}

/** The same with a form: what is to be filled in stands on a page of its own. */
export async function answersForm(
  page: Page,
  label: string,
  fill: (form: Page) => Promise<unknown>,
): Promise<string> {
  await follow(forYou(page).getByRole('link', { name: label, exact: true }).first());
  await fill(page);
  await follow(page.locator('main button[type=submit]').last());
  return page.locator('main').innerText();
}
