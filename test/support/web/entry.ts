import type { Page } from 'playwright-core';
import { follow } from '../schakel/parts/web.ts';
import type { Schakel } from '../schakel/start-schakel.ts';

/** These functions do what people do on the web, in a few words. */

export const reads = (page: Page): Promise<string> => page.locator('main').innerText();

export async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code van zes cijfers').fill(code);
  await follow(page.getByRole('button', { name: 'Inloggen', exact: true }));
}

export async function askNewLink(page: Page, address: string): Promise<void> {
  await page.goto('/link');
  await page.getByLabel('E-mailadres of mobiel nummer').fill(address);
  await follow(page.getByRole('button', { name: 'Stuur de link' }));
}

export async function openCase(coordinator: Page, schakel: Schakel<'web'>): Promise<string> {
  await follow(coordinator.getByRole('link', { name: 'Nieuwe casus openen' }));
  await coordinator.locator('input[name=firstDay]').fill('4 januari 2027');
  await follow(coordinator.locator('main button[type=submit]').last());
  await schakel.settle();
  return coordinator.locator('h1').innerText();
}

interface Invited {
  readonly name: string;
  readonly role?: string;
  readonly email?: string;
  readonly phone?: string;
}

export async function invite(page: Page, schakel: Schakel<'web'>, who: Invited): Promise<void> {
  const link = page.getByRole('link', { name: 'Uitnodigen per e-mail of sms' });
  if (!(await link.isVisible())) await page.getByText('Meer', { exact: true }).last().click();
  await follow(link);
  await page.getByLabel('Naam zoals anderen die zien').fill(who.name);
  await page.locator('select[name=role]').selectOption({ label: who.role ?? 'ouder of voogd' });
  await page.getByLabel('E-mailadres').fill(who.email ?? '');
  await page.getByLabel('Mobiel nummer').fill(who.phone ?? '');
  await page.getByLabel('Nederlands').check();
  await follow(page.locator('main button[type=submit]').last());
  await schakel.settle();
}
