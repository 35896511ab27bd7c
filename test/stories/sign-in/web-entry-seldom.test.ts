import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { SECRET } from '../../support/schakel/secret.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { appCode } from '../../support/web/authenticator.ts';
import { askNewLink, invite, openCase, reads, typeCode } from '../../support/web/entry.ts';

/** Ways in that few people go, and that have to hold all the same. */
let schakel: Schakel<'web' | 'letters'>;
let coordinator: Page;
let first = '';
beforeAll(async () => {
  schakel = await startSchakel({ ...ON_THE_WEB, letters: true });
  coordinator = await schakel.web.visit('coordinator');
  first = await openCase(coordinator, schakel);
});
afterAll(() => schakel?.stop());

const goOn = async (page: Page, path: string): Promise<void> => {
  await page.goto(path);
  await follow(page.getByRole('button', { name: 'Ga verder' }));
  await schakel.settle();
};
const toCase = async (code: string): Promise<void> => {
  await coordinator.goto('/');
  await follow(coordinator.getByRole('link', { name: code }).first());
};

describe('a father with a mobile number and nothing else', () => {
  let father: Page;
  let secret = '';
  const shown = (): string => appCode(secret, schakel.clock.now());

  it('is invited by text message, and read a code by who invites', async () => {
    await toCase(first);
    await invite(coordinator, schakel, { name: 'Vader', phone: '06 4444 4444' });
    const spoken = codeIn({ text: await reads(coordinator) });
    expect(schakel.letters.mails).toEqual([]);
    expect(schakel.letters.texts.at(-1)?.to).toBe('+31644444444');
    expect(schakel.letters.texts.at(-1)?.text).toContain('Regio Midden nodigt u uit in Schakel.');
    expect(schakel.letters.texts.at(-1)?.text).not.toMatch(/Vader/);
    father = await schakel.web.stranger();
    await goOn(father, pathIn(schakel.letters.texts.at(-1)));
    // There is no other way to send a code by, so none goes out.
    expect(schakel.letters.texts).toHaveLength(1);
    await typeCode(father, spoken);
    await father.waitForURL('**/second-way');
  });

  it('adds an app, and comes in with a link by text message and a code of the app', async () => {
    await follow(father.getByRole('button', { name: 'Authenticator-app toevoegen' }));
    secret = (await father.locator('main code').innerText()).replaceAll(' ', '');
    await father.getByLabel('Code uit de app').fill(shown());
    await follow(father.getByRole('button', { name: 'Toevoegen' }));
    expect(await reads(father)).toContain('De app is toegevoegd.');
    await schakel.at('2027-03-11', '09:05');
    const page = await schakel.web.stranger();
    await askNewLink(page, '0644444444');
    await schakel.settle();
    await goOn(page, pathIn(schakel.letters.texts.at(-1)));
    expect(await reads(page)).toContain('app');
    await typeCode(page, shown());
    await page.waitForURL(`${schakel.base}/`);
    expect(await reads(page)).toContain(first);
  });
});

describe('a youth doctor who is invited more than once', () => {
  const doctor = { name: 'Jeugdarts', role: 'jeugdarts', email: 'ja@zorg.example', phone: '0655555555' };
  let page: Page;
  const comesIn = async (): Promise<void> => {
    page = await schakel.web.stranger();
    await askNewLink(page, doctor.email);
    await schakel.settle();
    await goOn(page, pathIn(schakel.letters.mails.at(-1)));
    await typeCode(page, codeIn(schakel.letters.texts.at(-1)));
    await page.waitForURL((url) => !url.pathname.startsWith('/in/'));
    await page.goto('/');
  };

  it('is the same person in a second case, and finds both on one page', async () => {
    await toCase(first);
    await invite(coordinator, schakel, doctor);
    await coordinator.goto('/');
    const second = await openCase(coordinator, schakel);
    await invite(coordinator, schakel, { ...doctor, name: 'Jeugdarts JGZ' });
    expect(await reads(coordinator)).toContain('doet mee');
    await comesIn();
    expect(await reads(page)).toContain(first);
    expect(await reads(page)).toContain(second);
  });

  it('is not invited twice into the same case, and the form says so', async () => {
    await toCase(first);
    await invite(coordinator, schakel, doctor);
    expect(await coordinator.locator('.utrecht-form-field-error-message').innerText()).toContain(
      'Dit adres is al uitgenodigd',
    );
  });

  it('who was taken out of a case can be invited into it again, with the same account', async () => {
    await toCase(first);
    const out = coordinator.getByRole('link', { name: 'Iemand uit de casus halen' });
    if (!(await out.isVisible())) await coordinator.getByText('Meer', { exact: true }).last().click();
    await follow(out);
    await coordinator.getByLabel(/^Jeugdarts/).check();
    await follow(coordinator.locator('main button[type=submit]').last());
    await schakel.settle();
    await page.goto('/');
    expect(await reads(page)).not.toContain(first);
    await toCase(first);
    await invite(coordinator, schakel, doctor);
    expect(await reads(coordinator)).toContain('doet mee');
    await comesIn();
    expect(await reads(page)).toContain(first);
  });
});

describe('a new key, with the old one beside it once', () => {
  const NEXT = 'another-secret-that-only-tests-know-abcdef0123456789';
  const sealedWith = async (): Promise<string[]> => {
    const { rows } = await schakel.database.database.pool.query<{ id: string }>(
      `SELECT DISTINCT split_part("sealed", '.', 2) AS "id" FROM (SELECT "sealed" FROM "reach" UNION ALL SELECT "sealed" FROM "factor") s WHERE "sealed" IS NOT NULL`,
    );
    return rows.map((r) => r.id);
  };
  /** Enters with an address that is recognised by a keyed hash, and a number that has to be read to be written to. */
  const comesIn = async (): Promise<number> => {
    const post = (path: string, fields: Record<string, string>): Promise<Response> =>
      fetch(schakel.base + path, {
        method: 'POST',
        headers: { origin: schakel.base },
        body: new URLSearchParams(fields),
        redirect: 'manual',
      });
    const [mails, texts] = [schakel.letters.mails.length, schakel.letters.texts.length];
    await post('/link', { address: 'ja@zorg.example' });
    await schakel.settle();
    expect(schakel.letters.mails).toHaveLength(mails + 1);
    const path = pathIn(schakel.letters.mails.at(-1));
    await post(path, {});
    await schakel.settle();
    expect(schakel.letters.texts).toHaveLength(texts + 1);
    return (await post(`${path}/code`, { code: codeIn(schakel.letters.texts.at(-1)) })).status;
  };

  it('reads what the old one sealed, and seals it anew; after that the old one is not needed', async () => {
    await schakel.app.stop();
    const before = await sealedWith();
    expect(before).toHaveLength(1);
    schakel.clock.advance(3_600_000);
    await schakel.restart({ key: NEXT, oldKeys: [SECRET] });
    const after = await sealedWith();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
    expect(await comesIn()).toBe(303);
    schakel.clock.advance(3_600_000);
    await schakel.restart({ key: NEXT });
    expect(await comesIn()).toBe(303);
  });
});
