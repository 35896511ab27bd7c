import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { wrongWith } from '../../support/web/barriers.ts';
import { callerOf } from '../../support/web/web-caller.ts';

const HEAD = 'code;eerste dag thuis;regiehouder;mensen;afspraak;eigenaar;datum;klaar als';
const CASES = 12;

/** A region that brings in its running cases: the same is asked about each of them, and one other thing. */
describe('a coordinator of whom the same is asked many times', () => {
  let schakel: Schakel<'web'>;
  let page: Page;
  beforeAll(async () => {
    schakel = await startSchakel(ON_THE_WEB);
    const coordinator = await callerOf(schakel, 'coordinator');
    const text = [HEAD, ...Array.from({ length: CASES }, () => ';04-01-2027;;moeder = ouder;;;;')].join('\n');
    await coordinator.fill('case.import', {}, { text, region: 'midden' });
    await schakel.settle();
    await schakel.at('2027-03-16', '09:30');
    page = await schakel.web.visit('coordinator');
  });
  afterAll(() => schakel?.stop());

  const section = () => page.locator('section[aria-labelledby=for-you]');
  const open = () => section().locator('> article');

  it('reads three of a kind, and finds the others folded behind them', async () => {
    const shown = await open().allInnerTexts();
    expect(shown.filter((one) => one.includes('is er nog geen regiehouder'))).toHaveLength(3);
    const folded = section().locator('details', { hasText: `Nog ${CASES - 3} van deze soort` });
    expect(await folded.locator('article').count()).toBe(CASES - 3);
    expect(await folded.locator('article').first().isVisible()).toBe(false);
    await folded.locator('summary').first().click();
    expect(await folded.locator('article').last().innerText()).toContain('regiehouder');
    expect(await wrongWith(page)).toEqual([]);
  });

  it('comes by the address of one of them to that very one, which is then unfolded', async () => {
    const last = section().locator('article[id^=told-]').last();
    const id = await last.getAttribute('id');
    await page.goto(`/#${id}`);
    await page.reload();
    expect(await page.locator(`#${id}`).isVisible()).toBe(true);
  });
});
