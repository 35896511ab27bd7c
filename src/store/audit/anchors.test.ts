import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KEYS, NOW } from '../../../test/fixtures/cases.ts';
import { auditedDatabase } from '../../../test/support/database/audited.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { anchorHeads, createAnchoring } from './anchors.ts';
import { mac } from './audit.ts';
import { verifyAudit } from './verify.ts';

const town = auditedDatabase();
const { asAttacker, caseWithHistory, praised, verify } = town;

describe('what is written down outside the database', () => {
  const file = () => join(town.dir, 'audit-anchors', 'heads.jsonl');

  it('grows only by the chains that moved', async () => {
    const state = await caseWithHistory(2);
    expect(await anchorHeads(town.database, KEYS, town.dir, NOW)).toBe(2);
    expect(await anchorHeads(town.database, KEYS, town.dir, NOW)).toBe(0);
    await praised(state, 'meer');
    expect(await anchorHeads(town.database, KEYS, town.dir, '2026-11-24T09:00:00.000Z')).toBe(1);
    expect(readFileSync(file(), 'utf8').trim().split('\n')).toHaveLength(2);
    expect(await verify()).toMatchObject({ anchoredAt: '2026-11-24T09:00:00.000Z', problems: [] });
  });

  it('is not believed when a line was changed', async () => {
    await caseWithHistory(2);
    await anchorHeads(town.database, KEYS, town.dir, NOW);
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('[2,', '[1,'));
    expect((await verify()).problems).toEqual([
      { kind: 'anchors_damaged', chainId: null, at: 1 },
      { kind: 'anchors_cut', chainId: null, at: 1 },
    ]);
  });

  it('survives a crash in the middle of a line', async () => {
    const state = await caseWithHistory(2);
    await anchorHeads(town.database, KEYS, town.dir, NOW);
    appendFileSync(file(), '{"at":"2026-11-2');
    expect((await verify()).problems).toEqual([]);
    await praised(state, 'meer');
    await anchorHeads(town.database, KEYS, town.dir, NOW);
    expect((await verify()).problems).toEqual([]);
  });

  const TOMORROW = '2026-11-24T09:00:00.000Z';
  const linesOf = (): string[] => readFileSync(file(), 'utf8').trim().split('\n');
  /** A history of three lines, and a copy of the database of after the first. */
  async function threeLines(): Promise<{ state: CaseState; putBack: () => Promise<void> }> {
    let state = await caseWithHistory(2);
    await anchorHeads(town.database, KEYS, town.dir, NOW);
    const tables = ['audit', 'case', 'region', 'auditAnchor'];
    for (const table of tables)
      await town.database.pool.query(
        `DROP TABLE IF EXISTS "copy_${table}"; CREATE TABLE "copy_${table}" AS TABLE "${table}"`,
      );
    for (const words of ['een', 'twee']) {
      state = await praised(state, words, TOMORROW);
      await anchorHeads(town.database, KEYS, town.dir, TOMORROW);
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
    rmSync(join(town.dir, 'audit-anchors'), { recursive: true });
    expect(await kinds()).toEqual(['anchors_cut']);
  });

  it('shows an old copy of the database, also when the last line is taken away with it, or the folder', async () => {
    const { putBack } = await threeLines();
    const [one, two] = linesOf();
    await putBack();
    expect(await kinds()).toEqual(expect.arrayContaining(['anchors_ahead', 'old_copy']));
    writeFileSync(file(), `${one}\n${two}\n`);
    expect(await kinds()).toContain('old_copy');
    rmSync(join(town.dir, 'audit-anchors'), { recursive: true });
    expect(await kinds()).toEqual(['anchors_cut']);
  });

  it('goes on when lines were taken away, and does not forget it', async () => {
    const { state } = await threeLines();
    rmSync(join(town.dir, 'audit-anchors'), { recursive: true });
    await praised(state, 'daarna', '2026-11-25T09:00:00.000Z');
    expect(await anchorHeads(town.database, KEYS, town.dir, '2026-11-25T09:00:00.000Z')).toBeGreaterThan(0);
    expect(await kinds()).toEqual(['anchors_gap']);
  });

  it.each([
    ['removed', 'DELETE FROM "auditAnchor"'],
    ['set back', 'UPDATE "auditAnchor" SET "count" = 0'],
  ])('misses its count in the database when that was %s, with the folder and without', async (_how, sql) => {
    const { state } = await threeLines();
    await asAttacker(sql);
    expect(await kinds()).toEqual(['counter_changed']);
    rmSync(join(town.dir, 'audit-anchors'), { recursive: true });
    expect(await kinds()).toEqual(['counter_changed']);
    await praised(state, 'en verder', TOMORROW);
    await anchorHeads(town.database, KEYS, town.dir, TOMORROW);
    expect(await kinds()).toEqual(['anchors_gap']);
  });

  it('cannot show that both were put back to the same moment, unless somebody kept the last line', async () => {
    const { putBack } = await threeLines();
    const kept = (await verify()).last;
    expect(kept?.n).toBe(3);
    expect((await verifyAudit(town.database, KEYS, town.dir, kept)).problems).toEqual([]);
    writeFileSync(file(), `${linesOf()[0]}\n`);
    await putBack();
    expect(await kinds()).toEqual([]);
    expect((await verifyAudit(town.database, KEYS, town.dir, kept)).problems).toEqual([
      { kind: 'not_expected', chainId: null, at: 3 },
    ]);
  });

  it('is not silenced by a row that calls what is real a demonstration, and tells of that row', async () => {
    const state = await caseWithHistory(2);
    await anchorHeads(town.database, KEYS, town.dir, NOW);
    for (const id of [town.region.id, '00000000-0000-4000-8000-000000000001']) {
      await asAttacker(
        `ALTER TABLE "demonstration" DISABLE TRIGGER USER; DELETE FROM "demonstration";
         INSERT INTO "demonstration" ("regionId", "language", "now", "before") VALUES ('${id}', 'nl', now(), now());
         ALTER TABLE "demonstration" ENABLE TRIGGER USER`,
      );
      expect(await kinds()).toEqual(['demonstration']);
      await praised((await town.store.cases([state.case.id]))[0] as CaseState, id, TOMORROW);
      expect(await anchorHeads(town.database, KEYS, town.dir, TOMORROW)).toBe(1);
    }
    await asAttacker('DELETE FROM "demonstration"');
    expect(await kinds()).toEqual([]);
  });

  it('goes on where a version of before left off, and what that one wrote is covered as it was', async () => {
    const state = await caseWithHistory(2);
    const { rows } = await town.database.pool.query<{ head: string }>(
      'SELECT "auditHead" AS "head" FROM "case" WHERE "id" = $1',
      [state.case.id],
    );
    const [at, head] = [NOW, rows[0]?.head ?? ''];
    const signed = mac(KEYS.anchor, [at, state.case.id, '2', head]);
    mkdirSync(join(town.dir, 'audit-anchors'), { recursive: true });
    const old = JSON.stringify({ at, heads: { [state.case.id]: [2, head] }, mac: signed });
    writeFileSync(file(), `${old}\n`);
    expect(await kinds()).toEqual([]);
    expect(await anchorHeads(town.database, KEYS, town.dir, TOMORROW)).toBe(1);
    expect(await kinds()).toEqual([]);
    expect(linesOf()[0]).toBe(old);
    writeFileSync(file(), `${linesOf()[1]}\n`);
    expect(await kinds()).toEqual(['anchors_damaged']);
  });

  it('is one chain also when several processes write at once', async () => {
    const cases = await Promise.all([1, 2, 3, 4, 5].map(() => caseWithHistory(2)));
    await Promise.all(
      cases.map(async (one) => {
        const mine = createAnchoring(town.database, KEYS, town.dir);
        await praised(one, 'tegelijk');
        await mine.moved(NOW);
        await mine.all(NOW);
      }),
    );
    expect(await kinds()).toEqual([]);
    expect(await anchorHeads(town.database, KEYS, town.dir, NOW)).toBe(0);
  });

  it('has a chain whose rows say another time, when the process that wrote them still knows', async () => {
    const state = await caseWithHistory(2);
    const LATER = '2026-11-30T09:00:00.000Z';
    const mine = createAnchoring(town.database, KEYS, town.dir);
    await mine.all(LATER);
    await mine.moved(LATER);
    await praised(state, 'van lang geleden', '2020-01-01T00:00:00.000Z');
    expect(await mine.moved(LATER)).toBe(0);
    mine.expect([state.case.id]);
    expect(await mine.moved(LATER)).toBe(1);
  });

  it('leaves it to the process whose folder has the file, and tells that it does', async () => {
    const state = await caseWithHistory(2);
    await anchorHeads(town.database, KEYS, town.dir, NOW);
    await praised(state, 'elders');
    const other = mkdtempSync(join(tmpdir(), 'schakel-anchors-'));
    let told = 0;
    const elsewhere = createAnchoring(town.database, KEYS, other, () => {
      told += 1;
    });
    expect(await elsewhere.all(NOW)).toBe(0);
    expect(told).toBe(1);
    expect(await anchorHeads(town.database, KEYS, town.dir, NOW)).toBe(1);
    expect(await kinds()).toEqual([]);
    rmSync(other, { recursive: true });
  });
});
