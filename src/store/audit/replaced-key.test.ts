import { describe, expect, it } from 'vitest';
import { KEYS, NOW, praise, SECRET } from '../../../test/fixtures/cases.ts';
import { auditedDatabase, chainOf } from '../../../test/support/database/audited.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { createStore } from '../index.ts';
import { markKey } from '../sealing/known-key.ts';
import { anchorHeads } from './anchors.ts';
import { type AuditKeys, auditKeys, extendChain } from './audit.ts';
import { type AuditReport, verifyAudit } from './verify.ts';

const town = auditedDatabase();
const { asAttacker, caseWithHistory, verify } = town;

describe('after the key was replaced', () => {
  const NEW = auditKeys('another-secret-that-only-tests-know-0123456789ab');
  const BOTH = auditKeys('another-secret-that-only-tests-know-0123456789ab', [SECRET]);
  const check = (keys = BOTH): Promise<AuditReport> => verifyAudit(town.database, keys, town.dir);
  /** A case whose last row was written with the new key. */
  async function goneOn(): Promise<CaseState> {
    const state = await caseWithHistory(3);
    await anchorHeads(town.database, KEYS, town.dir, NOW);
    const newer = createStore(town.database, BOTH, () => NOW.slice(0, 10));
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
    const [latest] = await town.store.cases([state.case.id]);
    await town.store.commit({ ...praise(latest as CaseState, 'nog met de oude'), now: NOW });
    expect((await check()).problems).toMatchObject([{ chainId: state.case.id, kind: 'edited', at: 5 }]);
  });

  it('and put back is right as well, where each wrote in its time; the one that went writes nothing more', async () => {
    const [FIRST, SECOND] = [SECRET, 'another-secret-that-only-tests-know-0123456789ab'];
    const backAgain = auditKeys(FIRST, [SECOND]);
    await markKey(town.database, FIRST, []);
    const state = await goneOn();
    await markKey(town.database, SECOND, [FIRST]);
    await markKey(town.database, FIRST, [SECOND]);
    const praiseWith = async (keys: AuditKeys, now: string): Promise<void> => {
      const [latest] = await town.store.cases([state.case.id]);
      const writing = createStore(town.database, keys, () => now.slice(0, 10));
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
    await markKey(town.database, 'another-secret-that-only-tests-know-0123456789ab', [SECRET]);
    await asAttacker(`UPDATE "knownKey" SET "since" = '2199-01-01'`);
    const [latest] = await town.store.cases([state.case.id]);
    await town.store.commit({ ...praise(latest as CaseState, 'nog met de oude'), now: NOW });
    expect((await check()).problems).toMatchObject([{ chainId: state.case.id, kind: 'edited', at: 5 }]);
  });

  it('who has the key of before and makes a whole chain anew is seen by what was written down since', async () => {
    const state = await caseWithHistory(3);
    await anchorHeads(town.database, KEYS, town.dir, NOW);
    expect(await anchorHeads(town.database, BOTH, town.dir, NOW)).toBe(2);
    expect(await anchorHeads(town.database, BOTH, town.dir, NOW)).toBe(0);
    const { rows } = await town.database.pool.query(
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
