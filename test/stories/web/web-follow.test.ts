import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MORE_PEOPLE, openWebCase, type WebCase } from '../../support/cases/web-case.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

/** A reader watches a page that follows its case, in a real browser. */
describe('a page that follows its case', () => {
  let schakel: Schakel<'web'>;
  let webCase: WebCase;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: MORE_PEOPLE });
    webCase = await openWebCase(schakel);
  });
  afterAll(() => schakel?.stop());

  const note = (words: string) => webCase.owner.press('strength.note', { caseId: webCase.id, words });
  const shows = (page: Page, words: string) =>
    page.getByText(words).first().waitFor({ state: 'visible', timeout: 20_000 });
  const openCase = async (page: Page): Promise<void> => {
    const listens = page.waitForResponse((one) => one.url().includes('/live'));
    await page.goto(`/c/${webCase.id}`);
    await listens;
  };

  it('keeps what is read when the server is busy, and follows when it is not any more', async () => {
    const page = await schakel.web.visit('moeder');
    await openCase(page);
    let busy = 0;
    const away = new Set<string>(['503', 'network']);
    await page.route('**/c/*', async (route) => {
      if (route.request().headers()['x-follows'] === undefined || away.size === 0) return route.continue();
      busy += 1;
      const [how = ''] = away;
      away.delete(how);
      if (how === 'network') return route.abort();
      return route.fulfill({ status: 503, contentType: 'text/html', body: '<main id="main">Later</main>' });
    });
    const refused = page.waitForResponse((one) => one.status() === 503);
    await note('samen een taart gebakken');
    await refused;
    const title = await page.locator('h1').innerText();
    expect(title).toBe((await webCase.state()).case.code);
    await shows(page, 'samen een taart gebakken');
    expect(busy).toBe(2);
  });

  it('says so when the case is not theirs any more', async () => {
    await webCase.coordinator.press('participant.add', {
      caseId: webCase.id,
      person: await schakel.person('intern-begeleider'),
      role: 'teacher',
    });
    const page = await schakel.web.visit('intern-begeleider');
    await openCase(page);
    const personId = await schakel.person('intern-begeleider');
    const participant = (await webCase.state()).participants.find((p) => p.personId === personId)?.id;
    await webCase.coordinator.press('participant.remove', { caseId: webCase.id, participant });
    await shows(page, 'Deze pagina is er niet');
  });

  it('is one of seven in the same browser: each opens, and the one that was opened last is told', async () => {
    const first = await schakel.web.visit('casemanager');
    const tabs = [first];
    for (let n = 0; n < 6; n++) tabs.push(await first.context().newPage());
    for (const tab of tabs) await openCase(tab);
    await note('een uur samen gelezen');
    await shows(tabs[6] as Page, 'een uur samen gelezen');
    // Whoever comes back to a tab that gave way finds it as it is now.
    await first.evaluate('window.dispatchEvent(new Event("focus"))');
    await shows(first, 'een uur samen gelezen');
  });
});
