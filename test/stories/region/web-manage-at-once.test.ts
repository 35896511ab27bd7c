import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { wrongWith } from '../../support/web/barriers.ts';

/** A form of how a region is set up, open in two real browsers at once, on the real database. */
describe('of two people who have one form open', () => {
  let schakel: Schakel<'web'>;
  let page: Page;
  beforeAll(async () => {
    schakel = await startSchakel(ON_THE_WEB);
    page = await schakel.web.visit('coordinator');
  });
  afterAll(() => schakel?.stop());

  const reads = (of: Page = page): Promise<string> => of.locator('main').innerText();
  const send = (of: Page = page): Promise<void> =>
    follow(of.locator('main form.utrecht-form button[type=submit]'));
  const person = '/form/manage.person?region=midden&person=intern-begeleider';
  const email = (of: Page) => of.locator('[name=email]');
  const twoOpen = async (path: string): Promise<Page> => {
    const other = await schakel.web.visit('coordinator');
    await other.goto(path);
    await page.goto(path);
    return other;
  };

  it('the second undoes nothing that the first wrote, and reads what was changed', async () => {
    const other = await twoOpen(person);
    await email(page).fill('nieuw-ib@example.org');
    await send();
    await other.locator('[name=name]').fill('Intern begeleider van de school');
    await send(other);
    expect(await reads(other)).toContain('Iemand anders heeft hier intussen iets veranderd: E-mailadres.');
    expect(await email(other).inputValue()).toBe('nieuw-ib@example.org');
    expect(await other.locator('[name=name]').inputValue()).toBe('Intern begeleider van de school');
    expect(await wrongWith(other)).toEqual([]);
    await send(other);
    await page.goto(person);
    expect(await email(page).inputValue()).toBe('nieuw-ib@example.org');
    expect(await page.locator('[name=name]').inputValue()).toBe('Intern begeleider van de school');
  });

  it('who changed the same reads what the first made of it, and keeps their own', async () => {
    const other = await twoOpen(person);
    await email(page).fill('eerste@example.org');
    await send();
    await email(other).fill('tweede@example.org');
    await send(other);
    expect(await reads(other)).toContain('Iemand anders maakte hier intussen dit van: eerste@example.org.');
    expect(await email(other).inputValue()).toBe('tweede@example.org');
  });

  it('nothing is undone where something else was wrong first, or a warning came between', async () => {
    const other = await twoOpen(person);
    await email(page).fill('tussendoor@example.org');
    await send();
    await other.locator('[name=name]').fill('Intern begeleider 06 12345678');
    await send(other);
    expect(await reads(other)).toContain('telefoonnummer');
    await other.getByLabel('Toch plaatsen: het kan niet zonder').check();
    await send(other);
    expect(await reads(other)).toContain('Iemand anders heeft hier intussen iets veranderd: E-mailadres.');
    expect(await email(other).inputValue()).toBe('tussendoor@example.org');
  });

  it('ticks that the first set stay set, and those that the second took away stay away', async () => {
    const days = '/form/manage.hours?region=midden';
    const other = await twoOpen(days);
    await page.locator('[name=workingDays][value="5"]').uncheck();
    await page.locator('[name=hoursFrom]').fill('08:30');
    await send();
    for (const day of [1, 2, 3, 4, 5]) await other.locator(`[name=workingDays][value="${day}"]`).uncheck();
    await send(other);
    expect(await reads(other)).toContain('Iemand anders maakte hier intussen dit van: maandag');
    expect(await other.locator('[name=hoursFrom]').inputValue()).toBe('08:30');
    expect(await other.locator('[name=workingDays]:checked').count()).toBe(0);
  });
});
