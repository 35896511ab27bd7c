import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_THEME, loadAssets } from '../../../adapters/web/shell/assets.ts';
import { openWebCase, type WebCase } from '../../support/cases/web-case.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { wrongWith } from '../../support/web/barriers.ts';

const THEME = join(import.meta.dirname, '../../fixtures/theme');

describe('a theme of the organisation’s own', () => {
  it('is a package of tokens, with what its file names beside it, or one file of a package with several', () => {
    const own = loadAssets(THEME);
    const css = own.find(own.href('theme.css'))?.body ?? '';
    expect(own.themeClass).toBe('gemeente-theme');
    expect(css).toContain('--utrecht-heading-color: #5c1a1b');
    expect(css).not.toContain('@import');
    expect(loadAssets(`${THEME}/dist/tokens.css`).themeClass).toBe('gemeente-theme');
    expect(loadAssets(DEFAULT_THEME).themeClass).toBe('voorbeeld-theme');
  });

  it('that is not there stops the start, and says what to do', () => {
    for (const none of ['@gemeente/design-tokens', `${THEME}/dist/other.css`, '../../../package.json'])
      expect(() => loadAssets(none)).toThrow(/cannot be read\. Install a package/);
  });
});

describe('the pages in another theme', () => {
  let schakel: Schakel<'web'>;
  let webCase: WebCase;
  beforeAll(async () => {
    const people = WEB_REGION.replace(
      'organisations:',
      '  - { key: vertrokken, name: Vertrokken mentor, email: v@example.org }\norganisations:',
    );
    schakel = await startSchakel({ ...ON_THE_WEB, region: people, config: { theme: THEME } });
    webCase = await openWebCase(schakel);
  });
  afterAll(() => schakel?.stop());

  const colourOf = (page: Page, selector: string, what: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((element, property) => {
        const { getComputedStyle } = globalThis as unknown as {
          getComputedStyle(e: unknown): Record<string, string>;
        };
        return getComputedStyle(element)[property] ?? '';
      }, what);

  it.each([1280, 320])('have its colours and letters, and no barriers, %i pixels wide', async (width) => {
    for (const who of ['moeder', 'casemanager', 'coordinator']) {
      const page = await schakel.web.visit(who, { viewport: { width, height: 800 } });
      for (const path of [
        '/',
        `/c/${webCase.id}`,
        `/form/agreement.create?caseId=${webCase.id}`,
        '/me',
        '/help/parents',
      ]) {
        await page.goto(path);
        for (const details of await page.locator('details').all())
          await details.evaluate((one) => one.setAttribute('open', ''));
        expect(await wrongWith(page), `${who} ${path}`).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        expect(await colourOf(page, 'h1', 'color')).toBe('rgb(92, 26, 27)');
        expect(await colourOf(page, 'body', 'backgroundColor')).toBe('rgb(255, 251, 242)');
      }
      await page.goto(`/form/agreement.create?caseId=${webCase.id}`);
      if (who !== 'coordinator')
        expect(await colourOf(page, 'main button[type=submit]', 'backgroundColor')).toBe('rgb(122, 36, 0)');
      await page.context().close();
    }
  });

  it('ask for nothing elsewhere, and for nothing that is not there', async () => {
    const page = await schakel.web.visit('moeder');
    const asked: string[] = [];
    page.on('response', (answer) => asked.push(`${answer.status()} ${new URL(answer.url()).origin}`));
    await page.goto(`/c/${webCase.id}`);
    expect([...new Set(asked)]).toEqual([`200 ${schakel.base}`]);
  });
});
