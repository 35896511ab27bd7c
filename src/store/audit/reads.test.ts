import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KEYS, NOW, openedCase, praise, regionOn, storeOn } from '../../../test/fixtures/cases.ts';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { PostgresStore } from '../index.ts';
import { anchorHeads } from './anchors.ts';
import { FIRST_READ, readsOf } from './reads.ts';
import { verifyAudit } from './verify.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let store: PostgresStore;
let state: CaseState;
let reader: string;
let dir: string;
beforeAll(async () => {
  test = await createTestDatabase();
  store = storeOn(test.database);
});
beforeEach(async () => {
  await asAttacker(
    'DELETE FROM "audit"; DELETE FROM "case"; DELETE FROM "regionPerson"; DELETE FROM "region"',
  );
  store.forgetRegions();
  state = await openedCase(store, await regionOn(test.database, store));
  reader = state.participants[0]?.personId ?? '';
  dir = mkdtempSync(join(tmpdir(), 'schakel-reads-'));
  return () => rmSync(dir, { recursive: true, force: true });
});
afterAll(() => test?.drop());

async function asAttacker(sql: string): Promise<void> {
  await test.database.pool.query(
    `ALTER TABLE "audit" DISABLE TRIGGER "audit_append_only"; ${sql}; ALTER TABLE "audit" ENABLE TRIGGER "audit_append_only"`,
  );
}
const read = (): Promise<void> =>
  store.noteRead({ now: NOW, actor: reader, action: 'read.case.show', caseIds: [state.case.id] });
const problems = async (): Promise<string[]> =>
  (await verifyAudit(test.database, KEYS, dir)).problems.map((p) => `${p.kind} ${p.at}`);
const rowsOf = async (chainId: string): Promise<string[]> => {
  const { rows } = await test.database.pool.query<{ action: string }>(
    'SELECT "action" FROM "audit" WHERE "chainId" = $1 ORDER BY "seq"',
    [chainId],
  );
  return rows.map((r) => r.action);
};
const version = async (): Promise<number> => (await store.cases([state.case.id]))[0]?.case.version ?? 0;

describe('who looked in a case', () => {
  it('stands in a chain of its own, and only the first time in that of the case', async () => {
    const before = await version();
    await read();
    await read();
    expect(await rowsOf(readsOf(state.case.id))).toEqual(['read.case.show', 'read.case.show']);
    expect((await rowsOf(state.case.id)).filter((action) => action === FIRST_READ)).toHaveLength(1);
    expect(await version()).toBe(before + 1);
    expect(await problems()).toEqual([]);
  });

  it('is under a pseudonym', async () => {
    await read();
    const { rows } = await test.database.pool.query<{ actor: string }>('SELECT "actor" FROM "audit"');
    expect(rows.map((r) => r.actor)).not.toContain(reader);
  });

  it('loses nothing when many look, and others write, in the same moment', async () => {
    await read();
    const [now] = await store.cases([state.case.id]);
    await Promise.all([
      ...Array.from({ length: 8 }, read),
      store.commit({ ...praise(now as CaseState, 'x'), now: NOW }),
    ]);
    expect(await rowsOf(readsOf(state.case.id))).toHaveLength(9);
    expect(await problems()).toEqual([]);
  });

  it('is written down for each of eighty who look at once, in two processes, while others write', async () => {
    const other = storeOn(test.database);
    const look = (n: number): Promise<void> =>
      (n % 2 ? store : other).noteRead({
        now: NOW,
        actor: reader,
        action: `read.n${n}`,
        caseIds: [state.case.id],
      });
    const many = Array.from({ length: 80 }, (_, n) => look(n));
    const [now] = await store.cases([state.case.id]);
    await Promise.all(many);
    // The first look of all moved the case: who decided before it decides again, once.
    const written = [await store.commit({ ...praise(now as CaseState, 'x'), now: NOW })];
    if (written[0]?.result === 'conflict') {
      const [again] = await store.cases([state.case.id]);
      const more = Array.from({ length: 80 }, (_, n) => look(80 + n));
      written.push(await store.commit({ ...praise(again as CaseState, 'x'), now: NOW }));
      await Promise.all(more);
    }
    expect(written.at(-1)).toEqual({ result: 'done' });
    const actions = await rowsOf(readsOf(state.case.id));
    expect(new Set(actions).size).toBe(actions.length);
    expect(actions.length).toBe(80 * written.length);
    expect((await rowsOf(state.case.id)).filter((action) => action === FIRST_READ)).toHaveLength(1);
    expect(await problems()).toEqual([]);
  });

  it('is written down also when its address was typed in capitals', async () => {
    const caseIds = [state.case.id.toUpperCase()];
    await store.noteRead({ now: NOW, actor: reader, action: 'read.room', caseIds });
    expect(await rowsOf(readsOf(state.case.id))).toEqual(['read.room']);
  });

  it('the first read does not undo what somebody writes in the same moment', async () => {
    await Promise.all([read(), read(), store.commit({ ...praise(state, 'x'), now: NOW })]);
    expect(await rowsOf(readsOf(state.case.id))).toHaveLength(2);
    expect(await problems()).toEqual([]);
  });

  it.each([
    [
      'changes one',
      (chain: string) => `UPDATE "audit" SET "actor" = 'x' WHERE ${chain} AND "seq" = 2`,
      'edited 2',
    ],
    ['removes one', (chain: string) => `DELETE FROM "audit" WHERE ${chain} AND "seq" = 2`, 'removed 2'],
    ['removes the last', (chain: string) => `DELETE FROM "audit" WHERE ${chain} AND "seq" = 3`, 'cut 3'],
    [
      'removes all, and says that nobody ever looked',
      (chain: string) =>
        `DELETE FROM "audit" WHERE ${chain}; UPDATE "case" SET "readHead" = '', "readCount" = 0`,
      'cut 1',
    ],
  ])('who %s is seen', async (_what, sql, found) => {
    for (let n = 0; n < 3; n++) await read();
    await asAttacker(sql(`"chainId" = '${readsOf(state.case.id)}'`));
    expect(await problems()).toEqual([found]);
  });

  it('is written down outside the database with the rest', async () => {
    await read();
    expect(await anchorHeads(test.database, KEYS, dir, NOW)).toBe(3);
    await read();
    expect(await anchorHeads(test.database, KEYS, dir, NOW)).toBe(1);
    expect(await problems()).toEqual([]);
  });
});
