import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { TestDatabase } from '../../../test/support/database/test-server.ts';
import { createEntrySeal } from '../sealing/entry-seal.ts';
import { createEntryBook } from '../sign-in/entry.ts';
import { resealEntry } from '../sign-in/entry-anew.ts';

const OLD = 'the-key-of-before-0123456789abcdef0123456789';
const KEY = 'the-key-of-now-0123456789abcdef0123456789abc';
const PERSON = '00000000-0000-4000-8000-000000000001';
const PLACE = '00000000-0000-4000-8000-000000000002';
const NOW = '2027-03-11T08:00:00.000Z';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

it('another key seals again how somebody will be reached, and then the old one is not needed', async () => {
  const { pool } = db.database;
  const [before, between, after] = [
    createEntrySeal(OLD),
    createEntrySeal(KEY, [OLD]),
    createEntrySeal(KEY),
  ] as const;
  const now = before.reach(PERSON, { email: 'moeder@thuis.example', phone: '+31610000001' }, 'email');
  const then = before.reach(PERSON, { email: 'moeder@thuis.example', phone: '+31610000002' }, 'email');
  await pool.query('INSERT INTO "person" ("id", "name", "workingDays") VALUES ($1, $2, $3)', [
    PERSON,
    'Moeder',
    [],
  ]);
  await pool.query(
    'INSERT INTO "reach" ("personId", "sealed", "emailLookup", "phoneLookup") VALUES ($1, $2, $3, $4)',
    [PERSON, now.sealed, now.emailLookup, now.phoneLookup],
  );
  await pool.query(
    `INSERT INTO "newAddress" ("personId", "regionId", "caseId", "sealed", "emailLookup", "phoneLookup", "writtenAt") VALUES ($1, $2, $2, $3, $4, $5, $6)`,
    [PERSON, PLACE, then.sealed, then.emailLookup, then.phoneLookup, NOW],
  );
  expect(await resealEntry(pool, between)).toBe(2);
  const book = createEntryBook(pool, after);
  const waiting = await book.newAddressOf(PERSON);
  expect(waiting).toMatchObject({ email: null, phone: '+31610000002', isRefused: false });
  if (!waiting) throw new Error('nothing waits');
  expect(await book.answerNewAddress(waiting, true, NOW)).toBe(true);
  expect(await book.reachOf(PERSON)).toMatchObject({ email: 'moeder@thuis.example', phone: '+31610000002' });
  expect(await resealEntry(pool, after)).toBe(0);
});
