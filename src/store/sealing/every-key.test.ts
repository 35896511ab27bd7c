import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openedCase, regionOn, storeOn } from '../../../test/fixtures/cases.ts';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { TestDatabase } from '../../../test/support/database/test-server.ts';
import { inDatabase, search } from '../../../test/support/planted/places.ts';
import { resealEntry } from '../sign-in/entry-anew.ts';
import { boundTo } from '../substance/book.ts';
import { resealSubstance } from '../substance/reseal.ts';
import { createInstallations } from '../workspaces/installations.ts';
import { createEntrySeal, REACH } from './entry-seal.ts';
import { createSeal, type Seal, sealedBy } from './seal.ts';

const KEY = 'the-key-of-now-the-key-of-now-the-key-of-now';
const OLD = 'the-key-of-before-the-key-of-before-the-key';
const NOW = '2027-03-11T08:00:00.000Z';
const [ID, PERSON] = [randomUUID(), randomUUID()];
let CASE = '';
const ADDRESS = { email: 'a@example.org', phone: null };

/** A row of each table that holds something sealed, and what binds it to its place. */
const ROWS: Readonly<Record<string, (seal: Seal) => Readonly<Record<string, unknown>>>> = {
  installation: (seal) => ({
    platform: 'slack',
    externalId: 'T1',
    isEnterprise: false,
    sealed: seal.seal({ token: 'x' }, ['slack', 'T1']),
    version: 1,
    updatedAt: NOW,
  }),
  reach: (seal) => ({ personId: PERSON, sealed: seal.seal(ADDRESS, REACH) }),
  newAddress: (seal) => ({
    personId: PERSON,
    regionId: ID,
    sealed: seal.seal(ADDRESS, REACH),
    writtenAt: NOW,
    onWeb: false,
    emailGone: false,
    phoneGone: false,
  }),
  addressChange: (seal) => ({
    id: ID,
    personId: PERSON,
    way: 'email',
    madeAt: NOW,
    sealed: seal.seal('a@example.org', ['addressChange', ID]),
    former: seal.seal('b@example.org', ['addressChange', ID]),
  }),
  factor: (seal) => ({
    id: ID,
    personId: PERSON,
    kind: 'totp',
    createdAt: NOW,
    sealed: seal.seal('x', ['factor', ID]),
  }),
  privateLabel: (seal) => ({ personId: PERSON, caseId: CASE, sealed: seal.seal('naam', ['label', CASE]) }),
  substance: (seal) => ({
    id: ID,
    caseId: CASE,
    kind: 'record',
    writtenById: PERSON,
    writtenAt: NOW,
    sealed: seal.seal('woorden', boundTo(ID, CASE, 'record')),
  }),
};

/** Columns that only the browser of their writer can open: no key of ours seals them, and they go in a day. */
const OF_THE_BROWSER = ['table webUnsent.sealed'];

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  const store = storeOn(db.database);
  CASE = (await openedCase(store, await regionOn(db.database, store))).case.id;
  for (const [table, row] of Object.entries(ROWS)) {
    const values = row(createSeal(OLD));
    const columns = Object.keys(values).map((name) => `"${name}"`);
    await db.database.pool.query(
      `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::"${table}", $1)`,
      [values],
    );
  }
});
afterAll(() => db?.drop());

/** The columns in which something stands that this key sealed. */
async function sealedWith(secret: string): Promise<string[]> {
  const id = sealedBy(secret);
  return search(await inDatabase(db.database.pool), [id]).get(id) ?? [];
}

it('a new key seals again whatever an older one sealed, in every table; then the older one is not needed', async () => {
  const { pool } = db.database;
  const all = [...(await inDatabase(pool)).keys()].filter((place) => /\.(sealed|former)$/.test(place));
  const ours = all.filter((place) => !OF_THE_BROWSER.includes(place));
  expect(await sealedWith(OLD)).toEqual(ours);
  const seal = createSeal(KEY, [OLD]);
  await createInstallations(pool, seal, () => new Date(NOW)).reseal();
  await resealEntry(pool, createEntrySeal(KEY, [OLD]));
  await resealSubstance(pool, seal);
  expect(await sealedWith(OLD)).toEqual([]);
  expect(await sealedWith(KEY)).toEqual(ours);
  expect(await resealEntry(pool, createEntrySeal(KEY, [OLD]))).toBe(0);
  const { rows } = await pool.query<{ sealed: string; former: string }>(
    'SELECT "sealed", "former" FROM "addressChange"',
  );
  const now = createSeal(KEY);
  const about = ['addressChange', ID];
  expect([rows[0]?.sealed, rows[0]?.former].map((one) => now.open(one ?? '', about))).toEqual([
    'a@example.org',
    'b@example.org',
  ]);
});
