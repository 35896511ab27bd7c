import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KEYS, NOW, openedCase, praise, regionOn, SECRET, storeOn } from '../../../test/fixtures/cases.ts';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { Region } from '../../domain/region/region.ts';
import { createStore, type PostgresStore } from '../index.ts';
import { markKey } from '../sealing/known-key.ts';
import { anchorHeads, createAnchoring } from './anchors.ts';
import { type AuditKeys, auditKeys, extendChain, mac } from './audit.ts';
import { type AuditReport, verifyAudit } from './verify.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let store: PostgresStore;
let region: Region;
let dir: string;

beforeAll(async () => {
  test = await createTestDatabase();
  store = storeOn(test.database);
});
beforeEach(async () => {
  await asAttacker(
    'DELETE FROM "knownKey"; DELETE FROM "auditAnchor"; DELETE FROM "audit"; DELETE FROM "case"; DELETE FROM "regionPerson"; DELETE FROM "region"',
  );
  store.forgetRegions();
  region = await regionOn(test.database, store);
  dir = mkdtempSync(join(tmpdir(), 'schakel-anchors-'));
  return () => rmSync(dir, { recursive: true, force: true });
});
afterAll(() => test.drop());

/** Somebody with every right on the database, who goes around its own guard, but has not the key. */
async function asAttacker(sql: string): Promise<void> {
  await test.database.pool.query(
    `ALTER TABLE "audit" DISABLE TRIGGER "audit_append_only"; ${sql}; ALTER TABLE "audit" ENABLE TRIGGER "audit_append_only"`,
  );
}

async function caseWithHistory(events = 5): Promise<CaseState> {
  let state = await openedCase(store, region);
  for (let i = 1; i < events; i++) state = await praised(state, `${i}`);
  return state;
}

async function praised(state: CaseState, words: string, now = NOW): Promise<CaseState> {
  await store.commit({ ...praise(state, words), now });
  return (await store.cases([state.case.id]))[0] as CaseState;
}

/** Two cases get where the chains of each other stand. */
const SWAP = `UPDATE "case" c SET "auditHead" = o."auditHead", "auditCount" = o."auditCount", "readHead" = o."readHead", "readCount" = o."readCount"
  FROM "case" o WHERE o."id" <> c."id"`;
const verify = (): Promise<AuditReport> => verifyAudit(test.database, KEYS, dir);
const chainOf = (state: CaseState): string => `"chainId" = '${state.case.id}'`;

describe('the audit', () => {
  it('is right when nobody touched it, also while work goes on', async () => {
    const state = await caseWithHistory();
    await caseWithHistory(2);
    const [report] = await Promise.all([verify(), praised(state, 'intussen')]);
    expect(report.problems).toEqual([]);
    expect(await verify()).toEqual({ chains: 3, rows: 9, anchoredAt: null, last: null, problems: [] });
  });

  it('holds no person and no words: only a pseudonym that differs from case to case', async () => {
    const [one, two] = [await caseWithHistory(3), await caseWithHistory(3)];
    const { rows } = await test.database.pool.query<{ chainId: string; actor: string }>(
      'SELECT * FROM "audit" WHERE "actor" <> $1',
      ['schakel'],
    );
    const actors = (s: CaseState) => [
      ...new Set(rows.filter((r) => r.chainId === s.case.id).map((r) => r.actor)),
    ];
    expect(actors(one)).toHaveLength(1);
    expect(actors(one)).not.toEqual(actors(two));
    const personId = one.participants[0]?.personId as string;
    expect(JSON.stringify(rows)).not.toContain(personId);
    expect(JSON.stringify(rows)).not.toContain('tekent');
  });

  it('holds for whom somebody acted, as a pseudonym too, and shows when that is taken away or put in', async () => {
    const state = await caseWithHistory();
    const other = state.people.find((p) => p.id !== state.participants[0]?.personId)?.id as string;
    const change = praise(state, 'zei de ouder');
    const cases = change.cases.map((c) => ({
      ...c,
      audit: c.audit.map((e) => ({ ...e, onBehalfOf: other })),
    }));
    await store.commit({ ...change, cases });
    const { rows } = await test.database.pool.query<{ onBehalfOf: string | null; seq: number }>(
      `SELECT "onBehalfOf", "seq" FROM "audit" WHERE ${chainOf(state)} ORDER BY "seq"`,
    );
    expect(rows.at(-1)?.onBehalfOf).toMatch(/^[0-9a-f]{16}$/);
    expect(rows.at(0)?.onBehalfOf).toBeNull();
    expect((await verify()).problems).toEqual([]);
    const last = rows.at(-1)?.seq;
    await asAttacker(`UPDATE "audit" SET "onBehalfOf" = NULL WHERE ${chainOf(state)} AND "seq" = ${last}`);
    expect((await verify()).problems).toEqual([{ kind: 'edited', chainId: state.case.id, at: last }]);
    await asAttacker(`UPDATE "audit" SET "onBehalfOf" = 'x' WHERE ${chainOf(state)} AND "seq" = 1`);
    expect((await verify()).problems).toEqual([{ kind: 'edited', chainId: state.case.id, at: 1 }]);
  });

  it('shows that two cases were given the history of each other', async () => {
    const [one, two] = [await caseWithHistory(3), await caseWithHistory(4)];
    for (const { case: c, participants } of [one, two])
      await store.noteRead({
        now: NOW,
        actor: participants[0]?.personId ?? '',
        action: 'read.room',
        caseIds: [c.id],
      });
    expect((await verify()).problems).toEqual([]);
    await asAttacker(`${SWAP}; UPDATE "case" c SET "formerId" = o."id" FROM "case" o WHERE o."id" <> c."id"`);
    expect(new Set((await verify()).problems.map((p) => p.kind))).toEqual(new Set(['renamed']));
  });

  it('shows it also of two cases that were renumbered, once somebody looked in them since', async () => {
    const [one, two] = [await caseWithHistory(3), await caseWithHistory(4)];
    const former = new Map([one, two].map((s) => [s.case.id, randomUUID()]));
    // As an update does: another id, and the former one beside it.
    for (const [id, now] of former)
      await asAttacker(`UPDATE "case" SET "id" = '${now}', "formerId" = '${id}' WHERE "id" = '${id}'`);
    expect((await verify()).problems).toEqual([]);
    for (const id of former.values())
      await store.noteRead({
        now: NOW,
        actor: one.participants[0]?.personId ?? '',
        action: 'read.room',
        caseIds: [id],
      });
    expect((await verify()).problems).toEqual([]);
    await asAttacker(
      `${SWAP}; UPDATE "case" SET "formerId" = NULL; UPDATE "case" SET "formerId" = CASE "id" ${[...former].map(([id, now], i) => `WHEN '${now}' THEN '${[...former.keys()][1 - i] ?? id}'::uuid`).join(' ')} END`,
    );
    expect(new Set((await verify()).problems.map((p) => p.kind))).toEqual(new Set(['renamed']));
  });

  it('refuses to be edited or emptied through the database', async () => {
    await caseWithHistory(2);
    const { pool } = test.database;
    await expect(pool.query(`UPDATE "audit" SET "action" = 'x'`)).rejects.toThrow('append-only');
    await expect(pool.query('DELETE FROM "audit"')).rejects.toThrow('append-only');
    await expect(pool.query('TRUNCATE "audit"')).rejects.toThrow('append-only');
  });

  it('has the region in it: what was imported, and who filled in a contact', async () => {
    const state = await caseWithHistory(1);
    const personId = state.participants[0]?.personId as string;
    const contact = { regionId: region.id, version: region.version, rung: 5, personId };
    expect(await store.commit({ ...praise(state, 'x'), regionContact: contact })).toEqual({ result: 'done' });
    expect(await store.commit({ ...praise(await praised(state, 'y'), 'z'), regionContact: contact })).toEqual(
      { result: 'conflict' },
    );
    const { rows } = await test.database.pool.query(
      'SELECT "action" FROM "audit" WHERE "chainId" = $1 ORDER BY "seq"',
      [region.id],
    );
    expect(rows).toEqual([{ action: 'region.made' }, { action: 'region.contact_filled' }]);
    expect((await verify()).problems).toEqual([]);
  });
});

describe('somebody with full SQL but without the key', () => {
  const seen = async (state: CaseState, kind: string): Promise<void> => {
    const { problems } = await verify();
    expect(problems).toEqual([{ kind, chainId: state.case.id, at: expect.any(Number) }]);
  };

  it.each([
    ['who', `"actor" = 'schakel'`],
    ['what', `"action" = 'strength.removed'`],
    ['about what', '"objectId" = NULL'],
    ['when', `"at" = "at" + interval '1 millisecond'`],
    ['the hash', `"hash" = repeat('0', 64)`],
  ])('who edits %s is seen', async (_what, set) => {
    const state = await caseWithHistory();
    await asAttacker(`UPDATE "audit" SET ${set} WHERE ${chainOf(state)} AND "seq" = 3`);
    await seen(state, 'edited');
  });

  it('who removes a row is seen, also when the rest is numbered anew and counted again', async () => {
    const state = await caseWithHistory();
    await asAttacker(`DELETE FROM "audit" WHERE ${chainOf(state)} AND "seq" = 3`);
    await seen(state, 'removed');
    await asAttacker(
      `UPDATE "audit" SET "seq" = "seq" - 1 WHERE ${chainOf(state)} AND "seq" > 3; UPDATE "case" SET "auditCount" = 4 WHERE "id" = '${state.case.id}'`,
    );
    await seen(state, 'edited');
  });

  it('who makes rows change places is seen', async () => {
    const state = await caseWithHistory();
    await asAttacker(
      `UPDATE "audit" SET "seq" = 99 WHERE ${chainOf(state)} AND "seq" = 2; UPDATE "audit" SET "seq" = 2 WHERE ${chainOf(state)} AND "seq" = 4;
       UPDATE "audit" SET "seq" = 4 WHERE ${chainOf(state)} AND "seq" = 99`,
    );
    await seen(state, 'reordered');
  });

  it('who cuts the end is seen, also with the head and count of the row before', async () => {
    const state = await caseWithHistory();
    await asAttacker(`DELETE FROM "audit" WHERE ${chainOf(state)} AND "seq" = 5`);
    await seen(state, 'cut');
    await asAttacker(
      `UPDATE "case" SET "auditCount" = 4, "auditHead" = (SELECT "hash" FROM "audit" WHERE ${chainOf(state)} AND "seq" = 4) WHERE "id" = '${state.case.id}'`,
    );
    await seen(state, 'edited');
  });

  it('who empties a chain and says there never was one is seen', async () => {
    const state = await caseWithHistory();
    await asAttacker(
      `DELETE FROM "audit" WHERE ${chainOf(state)}; UPDATE "case" SET "auditCount" = 0, "auditHead" = '' WHERE "id" = '${state.case.id}'`,
    );
    await seen(state, 'cut');
  });

  it('who removes the case but not its audit is seen', async () => {
    const state = await caseWithHistory();
    await asAttacker(`DELETE FROM "case" WHERE "id" = '${state.case.id}'`);
    await seen(state, 'owner_gone');
  });

  it('who moves a row to another case is seen', async () => {
    const [one, two] = [await caseWithHistory(2), await caseWithHistory(3)];
    await asAttacker(`UPDATE "audit" SET "chainId" = '${one.case.id}' WHERE ${chainOf(two)} AND "seq" = 3`);
    const { problems } = await verify();
    expect(problems.map((p) => p.chainId).sort()).toEqual([one.case.id, two.case.id].sort());
  });

  it('who puts an old copy back, whole and fitting, is seen by what was written down outside', async () => {
    const old = await caseWithHistory(3);
    const { auditHead, auditCount } = old.case;
    await praised(old, 'later');
    expect(await anchorHeads(test.database, KEYS, dir, NOW)).toBe(2);
    await asAttacker(
      `DELETE FROM "audit" WHERE ${chainOf(old)} AND "seq" > 3; UPDATE "case" SET "auditHead" = '${auditHead}', "auditCount" = ${auditCount}, "version" = ${old.case.version} WHERE "id" = '${old.case.id}'`,
    );
    await seen(old, 'old_copy');
    // Going on from the old copy until it is as long again does not help.
    const [again] = await store.cases([old.case.id]);
    const later = '2026-11-24T09:00:00.000Z';
    await praised(await praised(again as CaseState, 'anders', later), 'en nog een', later);
    await seen(old, 'old_copy');
  });

  it('who removes a case with all its audit is seen by what was written down outside', async () => {
    const state = await caseWithHistory(2);
    await anchorHeads(test.database, KEYS, dir, NOW);
    await asAttacker(
      `DELETE FROM "audit" WHERE ${chainOf(state)}; DELETE FROM "case" WHERE "id" = '${state.case.id}'`,
    );
    await seen(state, 'old_copy');
  });

  it('another key fits nothing', async () => {
    await caseWithHistory(1);
    const report = await verifyAudit(test.database, auditKeys('another secret that is long enough'), dir);
    expect(report.problems.map((p) => p.kind)).toEqual(['edited', 'edited']);
  });
});

describe('after the key was replaced', () => {
  const NEW = auditKeys('another-secret-that-only-tests-know-0123456789ab');
  const BOTH = auditKeys('another-secret-that-only-tests-know-0123456789ab', [SECRET]);
  const check = (keys = BOTH): Promise<AuditReport> => verifyAudit(test.database, keys, dir);
  /** A case whose last row was written with the new key. */
  async function goneOn(): Promise<CaseState> {
    const state = await caseWithHistory(3);
    await anchorHeads(test.database, KEYS, dir, NOW);
    const newer = createStore(test.database, BOTH, () => NOW.slice(0, 10));
    await newer.commit({ ...praise(state, 'met de nieuwe sleutel'), now: NOW });
    return state;
  }

  it('is right as long as the one of before is known, also where both wrote', async () => {
    await goneOn();
    await caseWithHistory(2);
    expect((await check()).problems).toEqual([]);
    expect((await check(NEW)).problems.length).toBeGreaterThan(0);
    expect((await verify()).problems.length).toBeGreaterThan(0);
  });

  it('who has the key of before cannot write behind what the new one wrote', async () => {
    const state = await goneOn();
    const [latest] = await store.cases([state.case.id]);
    await store.commit({ ...praise(latest as CaseState, 'nog met de oude'), now: NOW });
    expect((await check()).problems).toMatchObject([{ chainId: state.case.id, kind: 'edited', at: 5 }]);
  });

  it('and put back is right as well, where each wrote in its time; the one that went writes nothing more', async () => {
    const [FIRST, SECOND] = [SECRET, 'another-secret-that-only-tests-know-0123456789ab'];
    const backAgain = auditKeys(FIRST, [SECOND]);
    await markKey(test.database, FIRST, []);
    const state = await goneOn();
    await markKey(test.database, SECOND, [FIRST]);
    await markKey(test.database, FIRST, [SECOND]);
    const praiseWith = async (keys: AuditKeys, now: string): Promise<void> => {
      const [latest] = await store.cases([state.case.id]);
      const writing = createStore(test.database, keys, () => now.slice(0, 10));
      await writing.commit({ ...praise(latest as CaseState, 'weer met de eerste'), now });
    };
    await praiseWith(backAgain, '2099-01-04T09:00:00.000Z');
    expect((await check(backAgain)).problems).toEqual([]);
    await praiseWith(BOTH, '2026-01-05T09:00:00.000Z');
    expect((await check(backAgain)).problems).toMatchObject([
      { chainId: state.case.id, kind: 'edited', at: 6 },
    ]);
  });

  it('who says that a key is in use since another day is not believed', async () => {
    const state = await goneOn();
    await markKey(test.database, 'another-secret-that-only-tests-know-0123456789ab', [SECRET]);
    await asAttacker(`UPDATE "knownKey" SET "since" = '2199-01-01'`);
    const [latest] = await store.cases([state.case.id]);
    await store.commit({ ...praise(latest as CaseState, 'nog met de oude'), now: NOW });
    expect((await check()).problems).toMatchObject([{ chainId: state.case.id, kind: 'edited', at: 5 }]);
  });

  it('who has the key of before and makes a whole chain anew is seen by what was written down since', async () => {
    const state = await caseWithHistory(3);
    await anchorHeads(test.database, KEYS, dir, NOW);
    expect(await anchorHeads(test.database, BOTH, dir, NOW)).toBe(2);
    expect(await anchorHeads(test.database, BOTH, dir, NOW)).toBe(0);
    const { rows } = await test.database.pool.query(
      `SELECT * FROM "audit" WHERE ${chainOf(state)} ORDER BY "seq"`,
    );
    const forged = extendChain(
      KEYS,
      state.case.id,
      { head: '', count: 0 },
      NOW,
      rows.map(({ objectId }) => ({ actor: 'schakel', action: 'case.read', objectId })),
    );
    for (const { seq, actor, action, hash } of forged.rows)
      await asAttacker(
        `UPDATE "audit" SET "actor" = '${actor}', "action" = '${action}', "hash" = '${hash}', "at" = '${NOW}' WHERE ${chainOf(state)} AND "seq" = ${seq}`,
      );
    await asAttacker(
      `UPDATE "case" SET "auditHead" = '${forged.chain.head}' WHERE "id" = '${state.case.id}'`,
    );
    expect((await check()).problems).toMatchObject([{ chainId: state.case.id, kind: 'old_copy' }]);
  });
});

describe('what is written down outside the database', () => {
  const file = () => join(dir, 'audit-anchors', 'heads.jsonl');

  it('grows only by the chains that moved', async () => {
    const state = await caseWithHistory(2);
    expect(await anchorHeads(test.database, KEYS, dir, NOW)).toBe(2);
    expect(await anchorHeads(test.database, KEYS, dir, NOW)).toBe(0);
    await praised(state, 'meer');
    expect(await anchorHeads(test.database, KEYS, dir, '2026-11-24T09:00:00.000Z')).toBe(1);
    expect(readFileSync(file(), 'utf8').trim().split('\n')).toHaveLength(2);
    expect(await verify()).toMatchObject({ anchoredAt: '2026-11-24T09:00:00.000Z', problems: [] });
  });

  it('is not believed when a line was changed', async () => {
    await caseWithHistory(2);
    await anchorHeads(test.database, KEYS, dir, NOW);
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('[2,', '[1,'));
    expect((await verify()).problems).toEqual([
      { kind: 'anchors_damaged', chainId: null, at: 1 },
      { kind: 'anchors_cut', chainId: null, at: 1 },
    ]);
  });

  it('survives a crash in the middle of a line', async () => {
    const state = await caseWithHistory(2);
    await anchorHeads(test.database, KEYS, dir, NOW);
    appendFileSync(file(), '{"at":"2026-11-2');
    expect((await verify()).problems).toEqual([]);
    await praised(state, 'meer');
    await anchorHeads(test.database, KEYS, dir, NOW);
    expect((await verify()).problems).toEqual([]);
  });

  const TOMORROW = '2026-11-24T09:00:00.000Z';
  const linesOf = (): string[] => readFileSync(file(), 'utf8').trim().split('\n');
  /** A history of three lines, and a copy of the database of after the first. */
  async function threeLines(): Promise<{ state: CaseState; putBack: () => Promise<void> }> {
    let state = await caseWithHistory(2);
    await anchorHeads(test.database, KEYS, dir, NOW);
    const tables = ['audit', 'case', 'region', 'auditAnchor'];
    for (const table of tables)
      await test.database.pool.query(
        `DROP TABLE IF EXISTS "copy_${table}"; CREATE TABLE "copy_${table}" AS TABLE "${table}"`,
      );
    for (const words of ['een', 'twee']) {
      state = await praised(state, words, TOMORROW);
      await anchorHeads(test.database, KEYS, dir, TOMORROW);
    }
    const putBack = async (): Promise<void> => {
      await asAttacker(
        tables
          .map(
            (table) =>
              `DELETE FROM "${table}"; INSERT INTO "${table}" SELECT * FROM "copy_${table}"; DROP TABLE "copy_${table}"`,
          )
          .join('; '),
      );
    };
    return { state, putBack };
  }
  const kinds = async (): Promise<string[]> => (await verify()).problems.map((p) => p.kind);

  it('holds each line to the one before it: the last, one in the middle and the first are missed', async () => {
    await threeLines();
    expect(await kinds()).toEqual([]);
    const [one, two, three] = linesOf();
    for (const [left, kind] of [
      [[one, two], 'anchors_cut'],
      [[one, three], 'anchors_damaged'],
      [[two, three], 'anchors_damaged'],
      [[one, three, two], 'anchors_damaged'],
    ] as const) {
      writeFileSync(file(), `${left.join('\n')}\n`);
      expect(await kinds()).toContain(kind);
    }
    rmSync(join(dir, 'audit-anchors'), { recursive: true });
    expect(await kinds()).toEqual(['anchors_cut']);
  });

  it('shows an old copy of the database, also when the last line is taken away with it, or the folder', async () => {
    const { putBack } = await threeLines();
    const [one, two] = linesOf();
    await putBack();
    expect(await kinds()).toEqual(expect.arrayContaining(['anchors_ahead', 'old_copy']));
    writeFileSync(file(), `${one}\n${two}\n`);
    expect(await kinds()).toContain('old_copy');
    rmSync(join(dir, 'audit-anchors'), { recursive: true });
    expect(await kinds()).toEqual(['anchors_cut']);
  });

  it('goes on when lines were taken away, and does not forget it', async () => {
    const { state } = await threeLines();
    rmSync(join(dir, 'audit-anchors'), { recursive: true });
    await praised(state, 'daarna', '2026-11-25T09:00:00.000Z');
    expect(await anchorHeads(test.database, KEYS, dir, '2026-11-25T09:00:00.000Z')).toBeGreaterThan(0);
    expect(await kinds()).toEqual(['anchors_gap']);
  });

  it.each([
    ['removed', 'DELETE FROM "auditAnchor"'],
    ['set back', 'UPDATE "auditAnchor" SET "count" = 0'],
  ])('misses its count in the database when that was %s, with the folder and without', async (_how, sql) => {
    const { state } = await threeLines();
    await asAttacker(sql);
    expect(await kinds()).toEqual(['counter_changed']);
    rmSync(join(dir, 'audit-anchors'), { recursive: true });
    expect(await kinds()).toEqual(['counter_changed']);
    await praised(state, 'en verder', TOMORROW);
    await anchorHeads(test.database, KEYS, dir, TOMORROW);
    expect(await kinds()).toEqual(['anchors_gap']);
  });

  it('cannot show that both were put back to the same moment, unless somebody kept the last line', async () => {
    const { putBack } = await threeLines();
    const kept = (await verify()).last;
    expect(kept?.n).toBe(3);
    expect((await verifyAudit(test.database, KEYS, dir, kept)).problems).toEqual([]);
    writeFileSync(file(), `${linesOf()[0]}\n`);
    await putBack();
    expect(await kinds()).toEqual([]);
    expect((await verifyAudit(test.database, KEYS, dir, kept)).problems).toEqual([
      { kind: 'not_expected', chainId: null, at: 3 },
    ]);
  });

  it('is not silenced by a row that calls what is real a demonstration, and tells of that row', async () => {
    const state = await caseWithHistory(2);
    await anchorHeads(test.database, KEYS, dir, NOW);
    for (const id of [region.id, '00000000-0000-4000-8000-000000000001']) {
      await asAttacker(
        `ALTER TABLE "demonstration" DISABLE TRIGGER USER; DELETE FROM "demonstration";
         INSERT INTO "demonstration" ("regionId", "language", "now", "before") VALUES ('${id}', 'nl', now(), now());
         ALTER TABLE "demonstration" ENABLE TRIGGER USER`,
      );
      expect(await kinds()).toEqual(['demonstration']);
      await praised((await store.cases([state.case.id]))[0] as CaseState, id, TOMORROW);
      expect(await anchorHeads(test.database, KEYS, dir, TOMORROW)).toBe(1);
    }
    await asAttacker('DELETE FROM "demonstration"');
    expect(await kinds()).toEqual([]);
  });

  it('goes on where a version of before left off, and what that one wrote is covered as it was', async () => {
    const state = await caseWithHistory(2);
    const { rows } = await test.database.pool.query<{ head: string }>(
      'SELECT "auditHead" AS "head" FROM "case" WHERE "id" = $1',
      [state.case.id],
    );
    const [at, head] = [NOW, rows[0]?.head ?? ''];
    const signed = mac(KEYS.anchor, [at, state.case.id, '2', head]);
    mkdirSync(join(dir, 'audit-anchors'), { recursive: true });
    const old = JSON.stringify({ at, heads: { [state.case.id]: [2, head] }, mac: signed });
    writeFileSync(file(), `${old}\n`);
    expect(await kinds()).toEqual([]);
    expect(await anchorHeads(test.database, KEYS, dir, TOMORROW)).toBe(1);
    expect(await kinds()).toEqual([]);
    expect(linesOf()[0]).toBe(old);
    writeFileSync(file(), `${linesOf()[1]}\n`);
    expect(await kinds()).toEqual(['anchors_damaged']);
  });

  it('is one chain also when several processes write at once', async () => {
    const cases = await Promise.all([1, 2, 3, 4, 5].map(() => caseWithHistory(2)));
    await Promise.all(
      cases.map(async (one) => {
        const mine = createAnchoring(test.database, KEYS, dir);
        await praised(one, 'tegelijk');
        await mine.moved(NOW);
        await mine.all(NOW);
      }),
    );
    expect(await kinds()).toEqual([]);
    expect(await anchorHeads(test.database, KEYS, dir, NOW)).toBe(0);
  });

  it('has a chain whose rows say another time, when the process that wrote them still knows', async () => {
    const state = await caseWithHistory(2);
    const LATER = '2026-11-30T09:00:00.000Z';
    const mine = createAnchoring(test.database, KEYS, dir);
    await mine.all(LATER);
    await mine.moved(LATER);
    await praised(state, 'van lang geleden', '2020-01-01T00:00:00.000Z');
    expect(await mine.moved(LATER)).toBe(0);
    mine.expect([state.case.id]);
    expect(await mine.moved(LATER)).toBe(1);
  });

  it('leaves it to the process whose folder has the file, and tells that it does', async () => {
    const state = await caseWithHistory(2);
    await anchorHeads(test.database, KEYS, dir, NOW);
    await praised(state, 'elders');
    const other = mkdtempSync(join(tmpdir(), 'schakel-anchors-'));
    let told = 0;
    const elsewhere = createAnchoring(test.database, KEYS, other, () => {
      told += 1;
    });
    expect(await elsewhere.all(NOW)).toBe(0);
    expect(told).toBe(1);
    expect(await anchorHeads(test.database, KEYS, dir, NOW)).toBe(1);
    expect(await kinds()).toEqual([]);
    rmSync(other, { recursive: true });
  });
});
