import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MORE_PEOPLE, openWebCase, type WebCase } from '../../support/cases/web-case.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

const WORDS = 'متى تبدأ المدرسة؟ 18 مارس.';

/** Returns what a browser makes of a property, as text. */
const styleOf = (where: Locator, property: 'direction' | 'unicodeBidi'): Promise<string> =>
  where.evaluate(
    (element, name) => element.ownerDocument.defaultView.getComputedStyle(element)[name],
    property,
  );

/** A mother writes in her own script: it reads as she wrote it, and turns nothing around it. */
describe('words in a script that runs from right to left', () => {
  let schakel: Schakel<'web'>;
  let webCase: WebCase;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: MORE_PEOPLE });
    webCase = await openWebCase(schakel);
  });
  afterAll(() => schakel?.stop());

  it('run from right to left where they stand, and leave the page as it is', async () => {
    await webCase.owner.press('strength.note', { caseId: webCase.id, words: WORDS });
    await schakel.settle();
    const page = await schakel.web.visit('school');
    await page.goto(`/c/${webCase.id}`);
    const direction = (selector: string, text: string): Promise<string> =>
      styleOf(page.locator(selector, { hasText: text }).first(), 'direction');
    expect(await direction('section[aria-labelledby=good] p', WORDS)).toBe('rtl');
    expect(await direction('h1', '')).toBe('ltr');
    await page.goto(`/form/strength.note?caseId=${webCase.id}`);
    const field = page.locator('main [name=words]');
    await field.fill(WORDS);
    expect(await styleOf(field, 'direction')).toBe('rtl');
  });

  it('in a title or a name turn around nothing that stands beside them', async () => {
    const title = 'متى \u202eتبدأ';
    const { participants } = await webCase.state();
    const owner = participants.find((p) => p.role === 'supportCoordinator')?.id ?? '';
    const agreement = { caseId: webCase.id, title, doneWhen: 'gelezen', owner, due: '2027-04-01' };
    expect((await webCase.lead.press('agreement.create', agreement)).status).toBe(303);
    const page = await schakel.web.visit('school');
    await page.goto(`/c/${webCase.id}`);
    const isolated = page.locator('bdi', { hasText: 'تبدأ' }).first();
    expect(await styleOf(isolated, 'unicodeBidi')).toBe('isolate');
  });
});
