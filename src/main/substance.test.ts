import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NOW, openedCase, praise, regionOn, storeOn } from '../../test/fixtures/cases.ts';
import { createTestDatabase } from '../../test/support/database/test-database.ts';
import type { TestDatabase } from '../../test/support/database/test-server.ts';
import { mayRead, type RightToRead } from '../domain/substance/may-read.ts';
import { Substance } from '../domain/substance/substance.ts';
import type { SubstanceBook } from '../ports/database/substance.ts';
import { createLogger } from './log.ts';
import { openSubstance } from './substance.ts';

const [FIRST, SECOND] = ['the first key, as long as a key is', 'the second key, as long as a key is'];

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());

/** Starts as a process with these keys does, and returns what it says. */
async function started(secret: string, ...old: string[]): Promise<[SubstanceBook, string]> {
  const lines: string[] = [];
  const log = createLogger('debug', { write: (line: string) => void lines.push(line) });
  const book = await openSubstance(db.database, { secret, old }, storeOn(db.database), log);
  return [book, lines.join('')];
}

it('a process that starts with another key seals anew what the one before sealed, and says how much', async () => {
  const store = storeOn(db.database);
  const region = await regionOn(db.database, store);
  const state = await openedCase(store, region);
  const writtenById = region.coordinatorPersonIds[0] ?? '';
  const right = mayRead('signal', state, region, writtenById) as RightToRead;
  const read = async (book: SubstanceBook): Promise<unknown> => (await book.read(right, NOW))[0]?.words;

  const [before, quiet] = await started(FIRST);
  const change = praise(state, 'leest');
  const one = new Substance('signal', state.case.id, 'sliep weer niet');
  const substance = [before.seal(one, { id: randomUUID(), writtenById, writtenAt: NOW })];
  await store.commit({ ...change, cases: change.cases.map((c) => ({ ...c, substance })) });
  expect(quiet).toBe('');

  const [locked, alarm] = await started(SECOND);
  expect(await read(locked)).toBe('unreadable');
  expect(alarm).toMatch(/"level":50.*"unreadable":1.*SCHAKEL_KEY_OLD/);

  const [, said] = await started(SECOND, FIRST);
  expect(said).toMatch(/"resealed":1/);
  expect(said).not.toContain('sliep');

  const [after, nothing] = await started(SECOND);
  expect(nothing).toBe('');
  expect(Substance.words((await read(after)) as Substance, right)).toBe('sliep weer niet');
});
