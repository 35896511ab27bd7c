import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  KEYS,
  message,
  NOW,
  openedCase,
  praise,
  regionOn,
  SECRET,
  storeOn,
} from '../../../test/fixtures/cases.ts';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { TestDatabase } from '../../../test/support/database/test-server.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { Region } from '../../domain/region/region.ts';
import { mayRead, type RightToRead, type SubstanceKind } from '../../domain/substance/may-read.ts';
import { Substance } from '../../domain/substance/substance.ts';
import type { Change, NewMessage } from '../../ports/database/index.ts';
import type { Erased, SealedSubstance, SubstanceBook } from '../../ports/database/substance.ts';
import { readsOf } from '../audit/reads.ts';
import { verifyAudit } from '../audit/verify.ts';
import type { PostgresStore } from '../index.ts';
import { createSeal } from '../sealing/seal.ts';
import { createReading } from '../web/reading.ts';
import { createSubstanceBook } from './book.ts';

const WORDS = 'sliep weer niet, en wilde niet mee';

let db: TestDatabase;
let store: PostgresStore;
let book: SubstanceBook;
let region: Region;
let state: CaseState;
let writer: string;
let dir: string;

beforeAll(async () => {
  db = await createTestDatabase();
  store = storeOn(db.database);
  region = await regionOn(db.database, store);
  book = createSubstanceBook(db.database.pool, createSeal(SECRET), store.noteRead);
  writer = region.coordinatorPersonIds[0] ?? '';
  dir = mkdtempSync(join(tmpdir(), 'schakel-substance-'));
});
beforeEach(async () => {
  state = await openedCase(store, region);
});
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true });
  await db?.drop();
});

const sealed = (words: string, kind: SubstanceKind = 'record', of = state, at = NOW): SealedSubstance =>
  book.seal(new Substance(kind, of.case.id, words), { id: randomUUID(), writtenById: writer, writtenAt: at });

/** A decision on the case as it stands now that brings these words. */
async function decision(rows: readonly SealedSubstance[], of = state): Promise<Change> {
  const [now = of] = await store.cases([of.case.id]);
  const change = praise(now, 'leest');
  return { ...change, cases: change.cases.map((one) => ({ ...one, substance: rows })) };
}

async function write(...rows: SealedSubstance[]): Promise<void> {
  expect(await store.commit(await decision(rows))).toEqual({ result: 'done' });
}

/** The right of the lead to read. */
const right = (kind: SubstanceKind = 'record', of = state): RightToRead =>
  mayRead(kind, of, region, writer) as RightToRead;

async function wordsRead(kind: SubstanceKind = 'record', ids?: readonly string[]): Promise<string[]> {
  const found = await book.read(right(kind), NOW, ids);
  return found.map(({ words }) => (typeof words === 'string' ? words : Substance.words(words, right(kind))));
}

const looks = async (): Promise<string[]> => {
  const { rows } = await db.database.pool.query<{ action: string }>(
    'SELECT "action" FROM "audit" WHERE "chainId" = $1 ORDER BY "seq"',
    [readsOf(state.case.id)],
  );
  return rows.map(({ action }) => action);
};

const rowsOf = async (of = state): Promise<Record<string, unknown>[]> =>
  (
    await db.database.pool.query('SELECT * FROM "substance" WHERE "caseId" = $1 ORDER BY "writtenAt", "id"', [
      of.case.id,
    ])
  ).rows;

describe('words about a family', () => {
  it('are written with a decision and read as they were typed, oldest first, or those that are asked for', async () => {
    const [late, early] = [sealed('tweede', 'record', state, '2026-11-23T10:00:00.000Z'), sealed(WORDS)];
    await write(late, early, sealed('wat helpt', 'whatWorks'));
    expect(await wordsRead()).toEqual([WORDS, 'tweede']);
    expect(await wordsRead('record', [late.id])).toEqual(['tweede']);
    expect(await wordsRead('whatWorks')).toEqual(['wat helpt']);
    expect(await wordsRead('signal')).toEqual([]);
    expect(await book.read(right(), NOW, [early.id])).toMatchObject([
      { id: early.id, writtenById: writer, writtenAt: NOW },
    ]);
  });

  it.each(['', ' \n', 'één 👩‍👧', 'nul \u0000 hier', 'half \ud83d teken', '"\\u0000"', 'x'.repeat(200_000)])(
    'come back whole: %j',
    async (words) => {
      await write(sealed(words));
      expect(await wordsRead()).toEqual([words]);
    },
  );

  it('stand in their row sealed, and the database takes nothing that is not', async () => {
    const row = sealed(WORDS);
    await write(row);
    expect(JSON.stringify(await rowsOf())).not.toMatch(/sliep|c2xpZXA/);
    for (const clear of [WORDS, `1.${WORDS}`, '', `1.key.${WORDS}.x.y`])
      await expect(write({ ...sealed(''), sealed: clear }), clear).rejects.toThrow('substance_sealed');
    expect(await rowsOf()).toHaveLength(1);
  });

  it('are not there when somebody was faster with the case', async () => {
    const late = await decision([sealed(WORDS)]);
    await write();
    expect(await store.commit(late)).toEqual({ result: 'conflict' });
    expect(await rowsOf()).toEqual([]);
  });

  it('of one case are not written with the decision on another', async () => {
    const other = await openedCase(store, region);
    await expect(write(sealed(WORDS, 'record', other))).rejects.toThrow('words of one case');
    expect(await rowsOf(other)).toEqual([]);
  });
});

describe('sealed words in another place', () => {
  it.each([
    ['row', 'UPDATE "substance" SET "sealed" = $2 WHERE "id" = $3 AND $1::uuid IS NOT NULL'],
    [
      'row, with their id',
      'UPDATE "substance" SET "id" = gen_random_uuid() WHERE "id" = $1 AND $2::text <> $3::text',
    ],
  ])('do not open in another %s, and the others can still be read', async (_what, sql) => {
    const [one, two] = [sealed('eerste'), sealed('tweede')];
    await write(one, two);
    await db.database.pool.query(sql, [one.id, one.sealed, two.id]);
    expect((await wordsRead()).sort()).toEqual(
      [sql.includes('gen_random') ? 'tweede' : 'eerste', 'unreadable'].sort(),
    );
  });

  it('do not open in another case, nor as another kind', async () => {
    const other = await openedCase(store, region);
    const [one, two] = [sealed('eerste'), sealed('tweede')];
    await write(one, two);
    await db.database.pool.query(`UPDATE "substance" SET "kind" = 'signal' WHERE "id" = $1`, [one.id]);
    await db.database.pool.query('UPDATE "substance" SET "caseId" = $2 WHERE "id" = $1', [
      two.id,
      other.case.id,
    ]);
    expect(await wordsRead('signal')).toEqual(['unreadable']);
    expect(await book.read(right('record', other), NOW)).toMatchObject([{ id: two.id, words: 'unreadable' }]);
  });

  it('do not open with another key', async () => {
    await write(sealed(WORDS));
    const stranger = createSubstanceBook(
      db.database.pool,
      createSeal('another key, as long as one is'),
      store.noteRead,
    );
    expect(await stranger.read(right(), NOW)).toMatchObject([{ words: 'unreadable' }]);
  });
});

describe('whoever reads', () => {
  it('stands in the audit of the case before anything is shown, and among those who looked', async () => {
    await write(sealed(WORDS));
    const before = await looks();
    await wordsRead();
    expect(await looks()).toEqual([...before, 'read.record']);
    const looked = await createReading(db.database.pool, KEYS).looked(state.case.id, [writer]);
    expect(inspect(looked)).toContain(writer);
    expect((await verifyAudit(db.database, KEYS, dir)).problems).toEqual([]);
  });

  it('is shown nothing when it cannot be written down: not even asked for', async () => {
    await write(sealed(WORDS));
    const asked: unknown[] = [];
    const { pool } = db.database;
    const watched = new Proxy(pool, {
      get: (to, name) => (name === 'query' ? (...of: unknown[]) => asked.push(of) : Reflect.get(to, name)),
    });
    const failing = createSubstanceBook(watched, createSeal(SECRET), async () => {
      throw new Error('the audit is full');
    });
    await expect(failing.read(right(), NOW)).rejects.toThrow('the audit is full');
    expect(asked).toEqual([]);
  });

  it('has a right that a rule gave, or is refused without a trace', async () => {
    await write(sealed(WORDS));
    const before = await looks();
    const forged = { kind: 'record', caseId: state.case.id, personId: writer } as unknown as RightToRead;
    await expect(book.read(forged, NOW)).rejects.toThrow('allowed to read');
    // @ts-expect-error: who may not read has no right, and null is none.
    await expect(book.read(mayRead('record', state, region, randomUUID()), NOW)).rejects.toThrow();
    expect(await looks()).toEqual(before);
  });
});

describe('words that are put where they do not belong', () => {
  const one = (): never => new Substance('record', state.case.id, WORDS) as never;
  const everything = async (): Promise<string> =>
    JSON.stringify((await db.database.pool.query('SELECT * FROM "message"')).rows.concat(await rowsOf()));

  it.each<[string, (change: Change) => Change]>([
    [
      'a message',
      (c) => ({
        ...c,
        messages: [message(state, { payload: { type: 'GoodNews', strength: one() } as never })],
      }),
    ],
    ['a message, whole', (c) => ({ ...c, messages: [{ ...message(state), payload: one() } as NewMessage] })],
    ['a key of one', (c) => ({ ...c, messages: [{ ...message(state), dedupeKey: one() }] })],
    ['the answer to a request', (c) => ({ ...c, inbound: { key: randomUUID(), reply: { said: one() } } })],
    [
      'a line of the audit',
      (c) => ({
        ...c,
        cases: c.cases.map((x) => ({
          ...x,
          audit: [{ actor: 'schakel' as const, action: one(), objectId: null }],
        })),
      }),
    ],
    [
      'a field of the case',
      (c) => ({
        ...c,
        cases: c.cases.map((x) => ({
          ...x,
          after: { ...x.after, case: { ...x.after.case, strength: one() } },
        })),
      }),
    ],
    [
      'an agreement',
      (c) => ({
        ...c,
        cases: c.cases.map((x) => ({
          ...x,
          after: { ...x.after, agreements: x.after.agreements.map((a) => ({ ...a, title: one() })) },
        })),
      }),
    ],
  ])('keep the whole decision from being written: %s', async (_where, plant) => {
    const change = plant(await decision([sealed('iets')]));
    const failed = await store.commit(change).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(TypeError);
    expect(inspect(failed)).not.toContain('sliep');
    expect(await rowsOf()).toEqual([]);
    expect(await everything()).not.toContain('sliep');
  });
});

describe('words that are erased', () => {
  const erase = async (...erased: Erased[]): Promise<void> => {
    const change = await decision([]);
    expect(await store.commit({ ...change, now: '2026-11-24T09:00:00.000Z', erased })).toEqual({
      result: 'done',
    });
  };

  it('are gone with their key, and that there was something stays', async () => {
    const [one, two] = [sealed('weg'), sealed('blijft', 'record', state, '2026-11-23T10:00:00.000Z')];
    await write(one, two);
    await erase({ caseId: state.case.id, ids: [one.id] });
    expect(await wordsRead()).toEqual(['erased', 'blijft']);
    expect(await rowsOf()).toMatchObject([
      { id: one.id, kind: 'record', sealed: null, erasedAt: '2026-11-24T09:00:00.000Z' },
      { id: two.id, erasedAt: null },
    ]);
  });

  it('are those of the case that was named, whatever ids come with it', async () => {
    const mine = state;
    await write(sealed('blijft'));
    const [row] = await rowsOf();
    state = await openedCase(store, region);
    await write(sealed('weg'), sealed('ook weg', 'signal'));
    await erase({ caseId: state.case.id, ids: [row?.id as string] });
    expect(await wordsRead()).toEqual(['weg']);
    await erase({ caseId: state.case.id });
    expect([...(await wordsRead()), ...(await wordsRead('signal'))]).toEqual(['erased', 'erased']);
    state = mine;
    expect(await wordsRead()).toEqual(['blijft']);
  });

  it('are those of one writer: in one case, or wherever they wrote', async () => {
    const other = randomUUID();
    const elsewhere = await openedCase(store, region);
    await write(sealed('van mij'), { ...sealed('van een ander', 'signal'), writtenById: other });
    expect(
      await store.commit(
        await decision([{ ...sealed('elders', 'signal', elsewhere), writtenById: other }], elsewhere),
      ),
    ).toEqual({ result: 'done' });
    await erase({ caseId: state.case.id, writtenById: other });
    expect([...(await wordsRead()), ...(await wordsRead('signal'))]).toEqual(['van mij', 'erased']);
    expect(await rowsOf(elsewhere)).toMatchObject([{ erasedAt: null }]);
    await erase({ writtenById: other });
    expect(await rowsOf(elsewhere)).toMatchObject([{ sealed: null }]);
    expect(await wordsRead()).toEqual(['van mij']);
  });

  it('are not erased without a line in the audit', async () => {
    await write(sealed('blijft'));
    const quiet = { now: NOW, cases: [], messages: [], erased: [{ caseId: state.case.id }] };
    await expect(store.commit(quiet)).rejects.toThrow('without a line in the audit');
    expect(await wordsRead()).toEqual(['blijft']);
  });

  it('stay when the decision that erases them is not made', async () => {
    await write(sealed('blijft'));
    const late = await decision([]);
    await write();
    expect(await store.commit({ ...late, erased: [{ caseId: state.case.id }] })).toEqual({
      result: 'conflict',
    });
    expect(await wordsRead()).toEqual(['blijft']);
  });
});

it('words of somebody who turns out to be somebody else are theirs from then on', async () => {
  const [from = '', into = ''] = await Promise.all(
    ['A', 'B'].map(async (name) => {
      const id = randomUUID();
      await db.database.pool.query(
        `INSERT INTO "person" ("id", "name", "workingDays") VALUES ($1, $2, '{}')`,
        [id, name],
      );
      return id;
    }),
  );
  await write({ ...sealed(WORDS), writtenById: from });
  const codeHash = randomUUID();
  const code = {
    hash: codeHash,
    purpose: 'link',
    regionId: region.id,
    personId: into,
    caseId: null,
    role: null,
    organisationKey: null,
    expiresAt: '2026-11-24T09:00:00.000Z',
  } as const;
  await store.commit({ now: NOW, cases: [], messages: [], codes: [code] });
  expect(await store.mergePeople({ from, into, codeHash, now: NOW })).toBe('done');
  expect(await book.read(right(), NOW)).toMatchObject([{ writtenById: into }]);
  expect(await wordsRead()).toEqual([WORDS]);
});
