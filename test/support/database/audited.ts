import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach } from 'vitest';
import type { CaseState } from '../../../src/domain/case/state.ts';
import type { Region } from '../../../src/domain/region/region.ts';
import { type AuditReport, verifyAudit } from '../../../src/store/audit/verify.ts';
import type { PostgresStore } from '../../../src/store/index.ts';
import type { Database } from '../../../src/store/postgres/database.ts';
import { KEYS, NOW, openedCase, praise, regionOn, storeOn } from '../../fixtures/cases.ts';
import { createTestDatabase } from './test-database.ts';

/** A database whose audit is looked at and attacked: empty for each test, with a region and a folder for the anchors. */
interface AuditedDatabase {
  readonly database: Database;
  readonly store: PostgresStore;
  readonly region: Region;
  readonly dir: string;
  /** Somebody with every right on the database, who goes around its own guard, but has not the key. */
  asAttacker(sql: string): Promise<void>;
  caseWithHistory(events?: number): Promise<CaseState>;
  praised(state: CaseState, words: string, now?: string): Promise<CaseState>;
  verify(): Promise<AuditReport>;
}

/** Opens one before the tests of one file, and empties it before each of them. */
export function auditedDatabase(): AuditedDatabase {
  const at: { database: Database; store: PostgresStore; region: Region; dir: string } = {
    database: undefined as never,
    store: undefined as never,
    region: undefined as never,
    dir: '',
  };
  const asAttacker = async (sql: string): Promise<void> => {
    await at.database.pool.query(
      `ALTER TABLE "audit" DISABLE TRIGGER "audit_append_only"; ${sql}; ALTER TABLE "audit" ENABLE TRIGGER "audit_append_only"`,
    );
  };
  const praised = async (state: CaseState, words: string, now = NOW): Promise<CaseState> => {
    await at.store.commit({ ...praise(state, words), now });
    return (await at.store.cases([state.case.id]))[0] as CaseState;
  };
  beforeAll(async () => {
    const test = await createTestDatabase();
    at.database = test.database;
    at.store = storeOn(test.database);
    return () => test.drop();
  });
  beforeEach(async () => {
    await asAttacker(
      'DELETE FROM "knownKey"; DELETE FROM "auditAnchor"; DELETE FROM "audit"; DELETE FROM "case"; DELETE FROM "regionPerson"; DELETE FROM "region"',
    );
    at.store.forgetRegions();
    at.region = await regionOn(at.database, at.store);
    at.dir = mkdtempSync(join(tmpdir(), 'schakel-anchors-'));
    return () => rmSync(at.dir, { recursive: true, force: true });
  });
  const caseWithHistory = async (events = 5): Promise<CaseState> => {
    let state = await openedCase(at.store, at.region);
    for (let i = 1; i < events; i++) state = await praised(state, `${i}`);
    return state;
  };
  const verify = (): Promise<AuditReport> => verifyAudit(at.database, KEYS, at.dir);
  return Object.assign(at, { asAttacker, praised, caseWithHistory, verify });
}

export const chainOf = (state: CaseState): string => `"chainId" = '${state.case.id}'`;
