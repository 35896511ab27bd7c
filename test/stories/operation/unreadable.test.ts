import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Logger } from '../../../src/main/log.ts';
import { createLogger } from '../../../src/main/log.ts';
import { createEntrySeal } from '../../../src/store/sealing/entry-seal.ts';
import { createEntryBook } from '../../../src/store/sign-in/entry.ts';
import { MORE_PEOPLE, openWebCase, type WebCase } from '../../support/cases/web-case.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { SECRET } from '../../support/schakel/secret.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

const LABEL = 'het meisje van de fanfare';
// Each of them becomes the next one, so what is put in place is never what stood there.
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/';
const SAYS = 'De naam die je aan deze casus gaf, kan niet worden gelezen. Geef hem opnieuw.';

/** A sealed name that cannot be opened any more takes its own place away, and no page. */
describe('a name of one’s own that cannot be read', () => {
  let schakel: Schakel<'web'>;
  let webCase: WebCase;
  const logged: string[] = [];
  beforeAll(async () => {
    const silent = createLogger('silent');
    const log = {
      ...silent,
      info: () => undefined,
      warn: (...all: unknown[]) => logged.push(JSON.stringify(all)),
      error: (...all: unknown[]) => logged.push(JSON.stringify(all)),
    };
    schakel = await startSchakel({
      ...ON_THE_WEB,
      region: MORE_PEOPLE,
      overrides: { log: log as unknown as Logger },
    });
    webCase = await openWebCase(schakel);
    const { owner, id } = webCase;
    await owner.post(`/c/${id}/label`, { token: owner.formToken, label: LABEL });
    expect((await owner.get(`/c/${id}`)).html).toContain(LABEL);
    // Somebody put another sealed text in its place.
    await schakel.database.database.pool.query(
      `UPDATE "privateLabel"
       SET "sealed" = overlay("sealed" placing translate(substr("sealed", length("sealed") - 4, 1), $1, $2)
         from length("sealed") - 4 for 1)`,
      [LETTERS, `${LETTERS.slice(1)}${LETTERS[0]}`],
    );
    logged.length = 0;
  });
  afterAll(() => schakel?.stop());

  it('is told in its place, on a page that shows the rest of the case', async () => {
    const page = await webCase.owner.get(`/c/${webCase.id}`);
    expect(page.status).toBe(200);
    expect(page.html).toContain(SAYS);
    expect(page.html).toContain('Onderwijsplan en opbouwrooster');
    expect((await webCase.owner.get('/')).status).toBe(200);
  });

  it('is logged once, without what it said', async () => {
    await webCase.owner.get(`/c/${webCase.id}`);
    expect(logged.filter((line) => line.includes('cannot be read'))).toHaveLength(1);
    expect(logged.join('\n')).not.toContain(LABEL);
  });

  it('can be given again', async () => {
    const { owner, id } = webCase;
    expect((await owner.get(`/c/${id}/label`)).status).toBe(200);
    await owner.post(`/c/${id}/label`, { token: owner.formToken, label: LABEL });
    expect((await owner.get(`/c/${id}`)).html).toContain(LABEL);
  });
});

describe('an address of one’s own that cannot be read', () => {
  it('is no address: nothing goes to the one that the region’s file gave instead', async () => {
    const schakel = await startSchakel(ON_THE_WEB);
    try {
      const { pool } = schakel.database.database;
      const sealing = createEntrySeal(SECRET);
      const book = createEntryBook(pool, sealing);
      const id = await schakel.person('moeder');
      expect(await book.reachOf(id)).toMatchObject({ email: 'moeder@example.org' });
      const { sealed } = sealing.reach(id, { email: 'elders@example.org', phone: null }, 'email');
      const write = (text: string) =>
        pool.query(
          `INSERT INTO "reach" ("personId", "sealed", "notice") VALUES ($1, $2, 'email')
           ON CONFLICT ("personId") DO UPDATE SET "sealed" = excluded."sealed"`,
          [id, text],
        );
      await write(sealed);
      expect(await book.reachOf(id)).toMatchObject({ email: 'elders@example.org' });
      await write(
        createEntrySeal(`${SECRET}-of-another`).reach(id, { email: 'x@example.org', phone: null }, 'email')
          .sealed,
      );
      expect(await book.reachOf(id)).toMatchObject({ email: null, phone: null });
    } finally {
      await schakel.stop();
    }
  });
});
