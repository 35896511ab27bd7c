import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { askNewLink, invite, openCase, reads, typeCode } from '../../support/web/entry.ts';

/** A mother without a workspace comes in: a letter that says nothing, a link, a second step another way. */
const INVITED = 'Regio Midden nodigt u uit in Schakel. Daar staan de afspraken waar u bij hoort.';

describe('a mother who is invited by e-mail, with a mobile number', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let coordinator: Page;
  let mother: Page;
  let code = '';
  let path = '';
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, letters: true });
    coordinator = await schakel.web.visit('coordinator');
    code = await openCase(coordinator, schakel);
  });
  afterAll(() => schakel?.stop());

  it('is invited with a form, and takes part at once', async () => {
    await invite(coordinator, schakel, {
      name: 'Moeder van Wilg',
      email: 'moeder@thuis.example',
      phone: '06 1234 5678',
    });
    expect(await reads(coordinator)).toContain('Moeder van Wilg doet mee');
    expect(await reads(coordinator)).toContain('Bij het inloggen komt een code per sms.');
  });

  it('gets a letter that names nothing: no code, no party, no person', () => {
    const [mail] = schakel.letters.mails;
    expect(mail?.to).toBe('moeder@thuis.example');
    expect(mail?.subject).toBe('Uitnodiging voor Schakel');
    expect(mail?.text.split('\n')[0]).toBe(INVITED);
    // Who writes is said; of whom and of what it is, nothing.
    expect(mail?.whole.replaceAll('Regio Midden', '')).not.toMatch(/Wilg|Moeder|Regio|casus|school/);
    expect(mail?.whole).not.toContain(code);
    path = pathIn(mail);
  });

  it('a mail scanner opens the link, follows what it finds, and uses nothing up', async () => {
    for (let n = 0; n < 3; n++) {
      const answer = await fetch(`${schakel.base}${path}`);
      expect(answer.status).toBe(200);
      expect(await answer.text()).not.toMatch(/Moeder|Wilg/);
      await fetch(`${schakel.base}${path}/code`);
      await fetch(`${schakel.base}${path}`, { method: 'HEAD' });
    }
    expect(schakel.letters.texts).toHaveLength(0);
  });

  it('a wrong code lets nobody in; the code of the text message does', async () => {
    mother = await schakel.web.stranger();
    await mother.goto(path);
    await follow(mother.getByRole('button', { name: 'Ga verder' }));
    await schakel.settle();
    expect(await reads(mother)).toContain('U krijgt nu een sms met een code.');
    expect(schakel.letters.texts[0]).toMatchObject({
      to: '+31612345678',
      authorization: 'Bearer token-of-the-gateway',
    });
    expect(schakel.letters.texts[0]?.text).toMatch(/^Uw code voor Schakel:\n\d{6}$/);
    await typeCode(mother, '000000');
    expect(await reads(mother)).toContain('Deze code klopt niet.');
    await typeCode(mother, codeIn(schakel.letters.texts[0]));
    expect(await reads(mother)).toContain(code);
  });

  it('the same link lets nobody in again, and says so without saying whose it was', async () => {
    const other = await schakel.web.stranger();
    expect((await other.goto(path))?.status()).toBe(410);
    expect(await reads(other)).toContain('Deze link is al gebruikt');
    expect(await reads(other)).not.toMatch(/Moeder|Wilg/);
    await follow(other.getByRole('button', { name: 'Stuur mij een nieuwe link' }));
    await schakel.settle();
    expect(schakel.letters.mails.at(-1)?.text).toContain('Hier is de link naar Schakel waar u om vroeg.');
    expect(pathIn(schakel.letters.mails.at(-1))).not.toBe(path);
  });

  it('nobody else ever reads where she can be reached', async () => {
    await coordinator.reload();
    expect(await coordinator.content()).not.toMatch(/thuis\.example|612345678|1234 5678/);
    const { rows } = await schakel.database.database.pool.query<{ all: string }>(
      `SELECT concat((SELECT json_agg(r) FROM "reach" r), (SELECT json_agg(m) FROM "message" m), (SELECT json_agg(x) FROM "inbound" x),
         (SELECT json_agg(i) FROM "identity" i WHERE "guest")) AS "all"`,
    );
    expect(rows[0]?.all).not.toMatch(/thuis\.example|612345678|1234 5678|\/in\//);
  });

  it('a link that is over has its own page, and gives another', async () => {
    const fresh = pathIn(schakel.letters.mails.at(-1));
    await schakel.at('2027-03-11', '10:31');
    const other = await schakel.web.stranger();
    expect((await other.goto(fresh))?.status()).toBe(410);
    expect(await reads(other)).toContain('Deze link is verlopen');
  });

  it('five wrong codes end a link; one that never was has a page like any', async () => {
    await askNewLink(await schakel.web.stranger(), 'moeder@thuis.example');
    await schakel.settle();
    const fresh = pathIn(schakel.letters.mails.at(-1));
    const other = await schakel.web.stranger();
    await other.goto(fresh);
    await follow(other.getByRole('button', { name: 'Ga verder' }));
    for (let n = 0; n < 5; n++) await typeCode(other, '123123');
    expect(await reads(other)).toContain('Te vaak een verkeerde code');
    await schakel.settle();
    expect((await other.goto(fresh))?.status()).toBe(410);
    expect((await other.goto('/in/there-never-was-one'))?.status()).toBe(410);
    expect(await reads(other)).toContain('Deze link werkt niet meer');
  });

  it('a form of another site does nothing', async () => {
    for (const at of [path, `${path}/code`, `${path}/again`, '/link']) {
      const answer = await fetch(`${schakel.base}${at}`, {
        method: 'POST',
        headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
        body: 'code=1&address=moeder@thuis.example',
      });
      expect(answer.status).toBe(403);
    }
  });
});

describe('who asks for a new link', () => {
  let schakel: Schakel<'web' | 'letters'>;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, letters: true });
  });
  afterAll(() => schakel?.stop());

  it('reads the same, whether the address is known or not', async () => {
    const [known, unknown] = [await schakel.web.stranger(), await schakel.web.stranger()];
    await askNewLink(known, 'Moeder@example.org');
    await askNewLink(unknown, 'niemand@example.org');
    expect(await reads(known)).toBe(await reads(unknown));
    await schakel.settle();
    expect(schakel.letters.mails.map((m) => m.to)).toEqual(['moeder@example.org']);
  });

  it('gets no more than three within ten minutes, known or not', async () => {
    for (const address of ['moeder@example.org', 'niemand@example.org']) {
      const page = await schakel.web.stranger();
      for (let n = 0; n < 2; n++) await askNewLink(page, address);
      await askNewLink(page, address);
      expect(await reads(page)).toContain('Wacht tien minuten en probeer het dan opnieuw.');
    }
    const page = await schakel.web.stranger();
    await askNewLink(page, 'geen adres');
    expect(await reads(page)).toContain('Dit is geen e-mailadres of mobiel nummer.');
  });
});
