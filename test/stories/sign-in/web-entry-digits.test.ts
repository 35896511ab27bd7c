import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { appCode } from '../../support/web/authenticator.ts';
import { askNewLink, invite, openCase, reads, typeCode } from '../../support/web/entry.ts';

/** Keyboards give the digits of their own script; the right code in any of them lets in. */
const SCRIPTS = [
  ['Arabic', 0x0660],
  ['Persian', 0x06f0],
  ['Hindi', 0x0966],
  ['wide', 0xff10],
] as const;

const inScript = (code: string, zero: number): string =>
  code.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

describe('who types a code in the digits of their own script', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let coordinator: Page;
  let mother: Page;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, letters: true });
    coordinator = await schakel.web.visit('coordinator');
    await openCase(coordinator, schakel);
    await invite(coordinator, schakel, { name: 'Oma', email: 'oma@thuis.example', phone: '06 1234 5678' });
  });
  afterAll(() => schakel?.stop());

  const opened = async (): Promise<Page> => {
    const page = await schakel.web.stranger();
    await page.goto(pathIn(schakel.letters.mails.at(-1)));
    await follow(page.getByRole('button', { name: 'Ga verder' }));
    await schakel.settle();
    return page;
  };
  const asked = async (time: string): Promise<Page> => {
    await schakel.at('2027-03-11', time);
    await askNewLink(await schakel.web.stranger(), 'oma@thuis.example');
    await schakel.settle();
    return opened();
  };

  it.each(SCRIPTS.map((one, n) => [...one, `09:${10 + 11 * n}`] as const))(
    'comes in with the code of the text message, in %s digits',
    async (_name, zero, time) => {
      mother = await asked(time);
      await typeCode(mother, inScript(codeIn(schakel.letters.texts.at(-1)), zero));
      expect(await reads(mother)).toContain('Waar u aan meedoet');
    },
  );

  it('adds an authenticator app with them, and comes in with its code', async () => {
    await mother.goto('/me');
    await follow(mother.getByRole('button', { name: 'Authenticator-app toevoegen' }));
    const secret = (await mother.locator('main code').innerText()).replaceAll(' ', '');
    const shown = (zero: number): string => inScript(appCode(secret, schakel.clock.now()), zero);
    await mother.getByLabel('Code uit de app').fill(shown(0x0660));
    await follow(mother.getByRole('button', { name: 'Toevoegen' }));
    expect(await reads(mother)).toContain('De app is toegevoegd.');
    const page = await asked('10:30');
    await typeCode(page, shown(0x06f0));
    expect(await reads(page)).toContain('Waar u aan meedoet');
  });

  it('opens a case with a day in them', async () => {
    await coordinator.goto('/');
    await follow(coordinator.getByRole('link', { name: 'Nieuwe casus openen' }));
    await coordinator.locator('input[name=firstDay]').fill(inScript('4 januari 2027', 0x0660));
    await follow(coordinator.locator('main button[type=submit]').last());
    expect(await reads(coordinator)).toContain('Voeg nu de mensen toe');
  });
});
