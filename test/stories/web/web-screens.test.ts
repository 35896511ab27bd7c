import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../../adapters/web/index.ts';
import type { Language } from '../../../src/domain/vocabulary.ts';
import { openScreenCase, type ScreenCase } from '../../support/cases/screen-case.ts';
import { untiedErrors, wrongWith } from '../../support/web/barriers.ts';
import { notReached } from '../../support/web/keyboard.ts';
import { SCREENS, type Screen } from '../../support/web/screens.ts';

/** Where pictures go, to look at: `SHOTS=/some/folder npx vitest run test/stories/web/web-screens.test.ts`. */
const { SHOTS } = process.env;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const SMALLEST = { width: 320, height: 640 };
const PAPER = { width: 720, height: 1000 };

/** Paths that are no page to look at: files, what moves, and a way through to elsewhere. */
const NO_PAGE = [
  '/assets/:hash/:name',
  '/.well-known/security.txt',
  '/help/pictures/:name',
  '/live',
  '/c/:caseId/live',
  '/r/:regionId/export',
  '/manage/:region/region.yaml',
  '/manage/:region/cases.csv',
  '/calendar/:token',
  '/sign-in/:door',
  // What could not be sent, while something waits; test/stories/web-words/web-unsent.test.ts looks at it.
  '/unsent',
  // Of who came in by a letter; test/stories/family/several-cases-looked-at.test.ts looks at these.
  '/together',
  '/me/together',
  // On a machine where nothing is yet; test/stories/operation/demonstration.test.ts looks at it.
  '/begin',
];

describe.each(['nl', 'en'] as const)('every screen in %s', (language: Language) => {
  let t: ScreenCase;
  const pages = new Map<string, Page>();
  beforeAll(async () => {
    t = await openScreenCase(language);
  });
  afterAll(() => t?.close());

  const locale = language === 'nl' ? 'nl-NL' : 'en-GB';
  const pageOf = async (who: string | undefined): Promise<Page> => {
    const known = pages.get(who ?? '');
    if (known) return known;
    const page =
      who && who !== 'parent'
        ? await t.schakel.web.visit(who, { locale })
        : await t.schakel.web.stranger({ locale });
    const [name = '', value = ''] = t.parent.split('=');
    if (who === 'parent') await page.context().addCookies([{ name, value, url: t.schakel.base }]);
    pages.set(who ?? '', page);
    return page;
  };

  it('is in the list: each address that shows a page', () => {
    const shown = SCREENS.map((screen) => new URL(screen.path(t), t.schakel.base).pathname);
    const missing = ROUTES.filter((r) => r.method === 'get' && !NO_PAGE.includes(r.path)).filter(
      ({ path }) => !shown.some((one) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(one)),
    );
    expect(missing.map((r) => r.path)).toEqual([]);
  });

  it.each(SCREENS.map((screen) => [screen.name, screen] as const))(
    '%s: without barriers, on a desk, at 320 pixels, by keyboard and on paper',
    async (name, screen) => {
      const page = await pageOf(screen.who);
      await opened(page, screen);
      await shoot(page, name);
      await page.setViewportSize(DESK);
      if (!screen.long) expect(await notReached(page)).toEqual([]);
      await page.evaluate(UNFOLD);
      expect(await wrongWith(page)).toEqual([]);
      expect(await untiedErrors(page)).toEqual([]);
      await page.setViewportSize(SMALLEST);
      expect(await wrongWith(page)).toEqual([]);
      expect(await page.evaluate(WIDTH)).toBeLessThanOrEqual(SMALLEST.width);
      expect(await page.evaluate('document.documentElement.lang')).toBe(language);
      await onPaper(page);
    },
  );

  const opened = async (page: Page, screen: Screen): Promise<void> => {
    const answer = await page.goto(screen.path(t));
    expect(answer?.status()).toBe(screen.status ?? 200);
    await screen.act?.(page);
  };

  const shoot = async (page: Page, name: string): Promise<void> => {
    if (!SHOTS) return;
    for (const size of [DESK, PHONE]) {
      await page.setViewportSize(size);
      await page.screenshot({ path: join(SHOTS, `${name}-${language}-${size.width}.png`), fullPage: true });
    }
  };

  /** Paper has no menu and nothing to press, and holds the whole width. */
  const onPaper = async (page: Page): Promise<void> => {
    await page.setViewportSize(PAPER);
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(ON_PAPER)).toEqual({ header: false, heading: true, buttons: [] });
    expect(await page.evaluate(WIDTH)).toBeLessThanOrEqual(PAPER.width);
    await page.emulateMedia({ media: null });
    await page.setViewportSize(DESK);
  };
});

const WIDTH = 'document.documentElement.scrollWidth';
const UNFOLD = `document.querySelectorAll('details').forEach((one) => one.setAttribute('open', ''))`;
const ON_PAPER = `(() => {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  return {
    header: seen(document.querySelector('header')),
    heading: seen(document.querySelector('main h1')),
    buttons: [...document.querySelectorAll('main button')].filter(seen).map((e) => e.innerText),
  };
})()`;
