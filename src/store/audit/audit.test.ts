import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KEYS, NOW, praise } from '../../../test/fixtures/cases.ts';
import { auditedDatabase, chainOf } from '../../../test/support/database/audited.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { anchorHeads } from './anchors.ts';
import { auditKeys } from './audit.ts';
import { verifyAudit } from './verify.ts';

const town = auditedDatabase();
const { asAttacker, caseWithHistory, praised, verify } = town;
/** Two cases get where the chains of each other stand. */
const SWAP = `UPDATE "case" c SET "auditHead" = o."auditHead", "auditCount" = o."auditCount", "readHead" = o."readHead", "readCount" = o."readCount"
  FROM "case" o WHERE o."id" <> c."id"`;

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
    const { rows } = await town.database.pool.query<{ chainId: string; actor: string }>(
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
    await town.store.commit({ ...change, cases });
    const { rows } = await town.database.pool.query<{ onBehalfOf: string | null; seq: number }>(
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
      await town.store.noteRead({
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
    // An update does this: another id, and the former one beside it.
    for (const [id, now] of former)
      await asAttacker(`UPDATE "case" SET "id" = '${now}', "formerId" = '${id}' WHERE "id" = '${id}'`);
    expect((await verify()).problems).toEqual([]);
    for (const id of former.values())
      await town.store.noteRead({
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
    const { pool } = town.database;
    await expect(pool.query(`UPDATE "audit" SET "action" = 'x'`)).rejects.toThrow('append-only');
    await expect(pool.query('DELETE FROM "audit"')).rejects.toThrow('append-only');
    await expect(pool.query('TRUNCATE "audit"')).rejects.toThrow('append-only');
  });

  it('has the region in it: what was imported, and who filled in a contact', async () => {
    const state = await caseWithHistory(1);
    const personId = state.participants[0]?.personId as string;
    const contact = { regionId: town.region.id, version: town.region.version, rung: 5, personId };
    expect(await town.store.commit({ ...praise(state, 'x'), regionContact: contact })).toEqual({
      result: 'done',
    });
    expect(
      await town.store.commit({ ...praise(await praised(state, 'y'), 'z'), regionContact: contact }),
    ).toEqual({ result: 'conflict' });
    const { rows } = await town.database.pool.query(
      'SELECT "action" FROM "audit" WHERE "chainId" = $1 ORDER BY "seq"',
      [town.region.id],
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
    expect(await anchorHeads(town.database, KEYS, town.dir, NOW)).toBe(2);
    await asAttacker(
      `DELETE FROM "audit" WHERE ${chainOf(old)} AND "seq" > 3; UPDATE "case" SET "auditHead" = '${auditHead}', "auditCount" = ${auditCount}, "version" = ${old.case.version} WHERE "id" = '${old.case.id}'`,
    );
    await seen(old, 'old_copy');
    // Going on from the old copy until it is as long again does not help.
    const [again] = await town.store.cases([old.case.id]);
    const later = '2026-11-24T09:00:00.000Z';
    await praised(await praised(again as CaseState, 'anders', later), 'en nog een', later);
    await seen(old, 'old_copy');
  });

  it('who removes a case with all its audit is seen by what was written down outside', async () => {
    const state = await caseWithHistory(2);
    await anchorHeads(town.database, KEYS, town.dir, NOW);
    await asAttacker(
      `DELETE FROM "audit" WHERE ${chainOf(state)}; DELETE FROM "case" WHERE "id" = '${state.case.id}'`,
    );
    await seen(state, 'old_copy');
  });

  it('another key fits nothing', async () => {
    await caseWithHistory(1);
    const report = await verifyAudit(
      town.database,
      auditKeys('another secret that is long enough'),
      town.dir,
    );
    expect(report.problems.map((p) => p.kind)).toEqual(['edited', 'edited']);
  });
});
