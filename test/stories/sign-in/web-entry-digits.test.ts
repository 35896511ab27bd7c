import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, type Letterbox, openLetterbox, pathIn } from '../../fakes/letters/letters.ts';
import { follow, openWebTown, type WebTown } from '../../support/schakel/visitors.ts';
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
  let box: Letterbox;
  let town: WebTown;
  let coordinator: Page;
  let mother: Page;
  beforeAll(async () => {
    box = await openLetterbox();
    town = await openWebTown({ letterbox: box });
    coordinator = await town.visit('coordinator');
    await openCase(coordinator, town);
    await invite(coordinator, town, { name: 'Oma', email: 'oma@thuis.example', phone: '06 1234 5678' });
  });
  afterAll(async () => {
    await town?.close();
    await box?.close();
  });

  const opened = async (): Promise<Page> => {
    const page = await town.stranger();
    await page.goto(pathIn(box.mails.at(-1)));
    await follow(page.getByRole('button', { name: 'Ga verder' }));
    await town.settle();
    return page;
  };
  const asked = async (time: string): Promise<Page> => {
    await town.at('2027-03-11', time);
    await askNewLink(await town.stranger(), 'oma@thuis.example');
    await town.settle();
    return opened();
  };

  it.each(SCRIPTS.map((one, n) => [...one, `09:${10 + 11 * n}`] as const))(
    'comes in with the code of the text message, in %s digits',
    async (_name, zero, time) => {
      mother = await asked(time);
      await typeCode(mother, inScript(codeIn(box.texts.at(-1)), zero));
      expect(await reads(mother)).toContain('Waar u aan meedoet');
    },
  );

  it('adds an authenticator app with them, and comes in with its code', async () => {
    await mother.goto('/me');
    await follow(mother.getByRole('button', { name: 'Authenticator-app toevoegen' }));
    const secret = (await mother.locator('main code').innerText()).replaceAll(' ', '');
    const shown = (zero: number): string => inScript(appCode(secret, town.clock.now()), zero);
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
