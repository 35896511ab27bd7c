import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantAt } from '../../../src/domain/calendar/index.ts';
import type { Language } from '../../../src/domain/vocabulary.ts';
import { peopleOnTheWeb } from '../../support/people/actor-on-the-web.ts';
import { LEAD, MOTHER, SCHOOL } from '../../support/people/in-slack.ts';
import { keyOf, ON_THE_WEB, webRegion } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { wrongWith } from '../../support/web/barriers.ts';
import { STORY_4, STORY_START, type Stage } from '../whole/story4-script.ts';

/** These pages are for everybody who reads them, with the story's first eight days in them. */
const DESK = { width: 1280, height: 720 };
const PHONE = { width: 320, height: 640 };

describe.each(['nl', 'en'] as const)('the pages of the story in %s', (language: Language) => {
  let schakel: Schakel<'web'>;
  let room = '';
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, start: STORY_START, region: webRegion(language) });
    const people = peopleOnTheWeb({
      schakel,
      language,
      answered: () => undefined,
      room: async () => room || (await find()),
    });
    const stage: Stage = {
      people,
      newest: () => room,
      language,
      channel: '',
      settle: () => schakel.settle(),
    };
    const find = async (): Promise<string> => {
      const { rows } = await schakel.database.database.pool.query<{ id: string }>('SELECT "id" FROM "case"');
      room = `/c/${rows[0]?.id}`;
      return room;
    };
    for (const chapter of STORY_4.slice(
      0,
      STORY_4.findIndex((c) => c.id === 'told'),
    )) {
      schakel.clock.turnTo(instantAt('Europe/Amsterdam', chapter.date, chapter.time));
      await schakel.settle();
      await chapter.play?.(stage);
      await schakel.settle();
    }
  }, 180_000);
  afterAll(() => schakel?.stop());

  const pages = ['/', 'room', 'form'] as const;
  const addressOf = async (page: Page, which: (typeof pages)[number]): Promise<string> => {
    if (which === '/') return '/';
    if (which === 'room') return room;
    await page.goto(room);
    return (await page.locator('a[href^="/form/agreement.create"]').first().getAttribute('href')) ?? '';
  };

  const browsers = new Map<string, Promise<Page>>();
  /** Opens that page in front of them, with all that is folded open. */
  const opened = async (who: string, which: (typeof pages)[number], size: typeof DESK): Promise<Page> => {
    const known = browsers.get(who) ?? schakel.web.visit(keyOf(who));
    browsers.set(who, known);
    const page = await known;
    await page.setViewportSize(size);
    await page.goto(await addressOf(page, which));
    for (const details of await page.locator('details').all())
      await details.evaluate((d) => d.setAttribute('open', ''));
    return page;
  };

  it.each(pages)('%s is without barriers, on a desk and on a phone', async (which) => {
    for (const size of [DESK, PHONE])
      for (const who of [MOTHER, LEAD])
        expect(await wrongWith(await opened(who, which, size)), `${which} ${who}`).toEqual([]);
  });

  it.each(pages)('%s fits a phone of 320 pixels without moving sideways', async (which) => {
    const page = await opened(LEAD, which, PHONE);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  });

  it('works without any script: a mother says that she understood it differently', async () => {
    const page = await schakel.web.visit(keyOf(MOTHER), { javaScriptEnabled: false });
    await page.goto(room);
    const words = language === 'nl' ? 'dagelijks bellen, niet wekelijks' : 'call daily, not weekly';
    await follow(page.locator('a[href^="/form/agreement.dispute"]').first());
    await page.locator('[name=words]').fill(words);
    await follow(page.locator('main button[type=submit]'));
    await page.goto(room);
    expect(await page.locator('main').innerText()).toContain(words);
  });

  it('is reached and pressed with the keyboard alone', async () => {
    const page = await schakel.web.visit(keyOf(SCHOOL));
    await page.goto(room);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').getAttribute('href')).toBe('#main');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.locator('main :focus').count()).toBe(1);
  });

  it('prints without menus and buttons, open agreements on the first page', async () => {
    const page = await schakel.web.visit(keyOf(MOTHER));
    await page.goto(room);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('header').isVisible()).toBe(false);
    expect(await page.locator('main button:visible').count()).toBe(0);
    expect(await page.locator('main article:visible').count()).toBe(3);
    const printed = page.getByText(
      language === 'nl' ? /^Afgedrukt: zo stond het op/ : /^Printed: this is how/,
    );
    expect(await printed.isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    expect(await printed.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  });

  it('shows that a list is one, and has its headings in the typeface of the text', async () => {
    const page = await schakel.web.visit(keyOf(LEAD));
    await page.goto(`/form/participant.inviteByLink?caseId=${room.split('/').at(-1)}`);
    const look = (selector: string, what: string): Promise<unknown> =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${what}`);
    expect(await look('select', 'appearance')).not.toBe('none');
    expect(await look('h1', 'fontFamily')).toBe(await look('body', 'fontFamily'));
  });
});
