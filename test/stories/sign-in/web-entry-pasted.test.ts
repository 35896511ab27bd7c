import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEntrySeal } from '../../../src/store/sealing/entry-seal.ts';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import type { Before } from '../../support/schakel/asked.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { SECRET } from '../../support/schakel/secret.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { askNewLink, invite, openCase, reads, typeCode } from '../../support/web/entry.ts';

/** Addresses and numbers as people paste them, out of a letter, a chat or an address book. */
describe('who is invited at an address that was pasted', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let coordinator: Page;
  let casePath = '';
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, letters: true });
    coordinator = await schakel.web.visit('coordinator');
    await openCase(coordinator, schakel);
    casePath = new URL(coordinator.url()).pathname;
  });
  afterAll(() => schakel?.stop());
  const inviting = async (who: { name: string; email?: string; phone?: string }): Promise<string> => {
    await coordinator.goto(casePath);
    await invite(coordinator, schakel, who);
    return reads(coordinator);
  };

  it.each(['06 1234 567', '06 1234 56789', '+3161234567'])(
    'is not invited at %s: at the field it says that the number does not exist',
    async (phone) => {
      expect(await inviting({ name: 'Moeder', email: 'moeder@thuis.example', phone })).toContain(
        'Dit mobiele nummer bestaat niet: er mist een cijfer, of er staat er een te veel.',
      );
      const field = coordinator.getByLabel('Mobiel nummer');
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      expect(await field.inputValue()).toBe(phone);
      expect(schakel.letters.mails).toHaveLength(0);
    },
  );

  it.each(['+31201234567', '020\u2013123 4567'])(
    'is not sent text messages at a land line: %s',
    async (phone) => {
      expect(await inviting({ name: 'Moeder', email: 'moeder@thuis.example', phone })).toContain(
        'Dit is een vast nummer. Daar komt geen sms aan.',
      );
      expect(schakel.letters.mails).toHaveLength(0);
    },
  );

  const pasted = [
    ['oma@thuis.example\u200b', 'oma@thuis.example', '+31 06 12345671', '+31612345671'],
    ['opa@\u2060thuis.\u2060example', 'opa@thuis.example', '0031 06-12345672', '+31612345672'],
    ['tan\u200bte@thuis.example', 'tante@thuis.example', '\u202a+31 6 1234 5673\u202c', '+31612345673'],
    ['mailto:oom@thuis.example', 'oom@thuis.example', '06\u201112345674', '+31612345674'],
    ['Nicht Van Wilg <nicht@thuis.example>,', 'nicht@thuis.example', '06\u201312345675', '+31612345675'],
    ['“neef@thuis.example”', 'neef@thuis.example', '06/12345676', '+31612345676'],
    ['ｂｕｕｒ＠ｔｈｕｉｓ．ｅｘａｍｐｌｅ', 'buur@thuis.example', '06\u200b12345677', '+31612345677'],
  ] as const;

  it.each(pasted.map((one, n) => [...one, `10:${10 + 5 * n}`] as const))(
    'has the letter at %j, the code by text message, and a new link by either',
    async (email, address, phone, number, time) => {
      await schakel.at('2027-03-11', time);
      expect(await inviting({ name: address.split('@')[0] ?? '', email, phone })).toContain('doet mee');
      expect(schakel.letters.mails.at(-1)?.to).toBe(address);
      const comer = await schakel.web.stranger();
      await comer.goto(pathIn(schakel.letters.mails.at(-1)));
      await follow(comer.getByRole('button', { name: 'Ga verder' }));
      await schakel.settle();
      expect(schakel.letters.texts.at(-1)?.to).toBe(number);
      await typeCode(comer, codeIn(schakel.letters.texts.at(-1)));
      expect(await reads(comer)).not.toContain('Deze code klopt niet');
      await askNewLink(await schakel.web.stranger(), address);
      await schakel.settle();
      expect(schakel.letters.mails.at(-1)).toMatchObject({ to: address });
      expect(schakel.letters.mails.at(-1)?.text).toContain('Hier is de link naar Schakel waar u om vroeg.');
      // As everybody in the country types it.
      await askNewLink(await schakel.web.stranger(), number.replace('+31', '0'));
      await schakel.settle();
      expect(schakel.letters.texts.at(-1)?.to).toBe(number);
      expect(schakel.letters.texts.at(-1)?.text).toMatch(/\/in\//);
    },
    30_000,
  );

  it('is not invited at what no mail server takes', async () => {
    const mails = schakel.letters.mails.length;
    for (const email of ['moe..der@thuis.example', 'moeder@thuis', 'josé@thuis.example'])
      expect(await inviting({ name: 'Moeder', email })).toContain('Dit is geen e-mailadres.');
    expect(schakel.letters.mails).toHaveLength(mails);
  });
});

describe('an address that an earlier Schakel wrote down as it was pasted', () => {
  let schakel: Schakel<'web' | 'letters'>;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, letters: true, earlier: wroteDown });
  });
  afterAll(() => schakel?.stop());

  it('is found by the number as it is typed, and the link goes to the number that exists', async () => {
    await askNewLink(await schakel.web.stranger(), '06 87654321');
    await schakel.settle();
    expect(schakel.letters.texts.map((t) => t.to)).toEqual(['+31687654321']);
  });

  it('gets the code of the second step there too', async () => {
    await askNewLink(await schakel.web.stranger(), 'moeder@thuis.example');
    await schakel.settle();
    expect(schakel.letters.mails.at(-1)?.to).toBe('moeder@thuis.example');
    const mother = await schakel.web.stranger();
    await mother.goto(pathIn(schakel.letters.mails.at(-1)));
    await follow(mother.getByRole('button', { name: 'Ga verder' }));
    await schakel.settle();
    expect(schakel.letters.texts.at(-1)?.to).toBe('+31687654321');
    await typeCode(mother, codeIn(schakel.letters.texts.at(-1)));
    expect(await reads(mother)).toContain('Mijn pagina');
  });
});

/** The mother, with what the reading of before made of `+31 06 87654321` and of an address out of a chat. */
async function wroteDown({ database: { database } }: Before): Promise<void> {
  const { rows } = await database.pool.query<{ id: string }>(
    `SELECT "personId" AS "id" FROM "regionPerson" WHERE "key" = 'moeder'`,
  );
  const reach = { email: 'moeder@thuis.example\u200b', phone: '+310687654321' };
  const { personId, sealed, emailLookup, phoneLookup } = createEntrySeal(SECRET).reach(
    rows[0]?.id ?? '',
    reach,
    'email',
  );
  await database.pool.query(
    'INSERT INTO "reach" ("personId", "sealed", "emailLookup", "phoneLookup", "notice") VALUES ($1, $2, $3, $4, $5)',
    [personId, sealed, emailLookup, phoneLookup, 'email'],
  );
}

describe('whom a region writes down with what was pasted', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let coordinator: Page;
  beforeAll(async () => {
    schakel = await startSchakel({
      ...ON_THE_WEB,
      letters: true,
      region: WEB_REGION.replace('email: ib@example.org', 'email: "Intern <ib\u200b@example.org>"'),
    });
    coordinator = await schakel.web.visit('coordinator');
  });
  afterAll(() => schakel?.stop());

  it('is found by the address that stood in the file', async () => {
    await askNewLink(await schakel.web.stranger(), 'ib@example.org');
    await schakel.settle();
    expect(schakel.letters.mails.map((m) => m.to)).toEqual(['ib@example.org']);
  });

  it('hears at the field of a number that does not exist, and is kept with one that does', async () => {
    await coordinator.goto('/form/manage.person?region=midden');
    await coordinator.getByLabel('Naam').fill('Jeugdarts');
    await coordinator.getByLabel('E-mailadres').fill('mailto:arts@example.org');
    await coordinator.getByLabel('Telefoon').fill('06 1234 567');
    await follow(coordinator.locator('main button[type=submit]').last());
    expect(await reads(coordinator)).toContain('Dit telefoonnummer bestaat niet');
    await coordinator.getByLabel('Telefoon').fill('\u202a06/12345678\u202c');
    await follow(coordinator.locator('main button[type=submit]').last());
    await schakel.settle();
    expect(await reads(coordinator)).toContain('06-12345678');
    await askNewLink(await schakel.web.stranger(), 'arts@example.org');
    await schakel.settle();
    expect(schakel.letters.mails.at(-1)?.to).toBe('arts@example.org');
  });
});
