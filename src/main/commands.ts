import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Deps } from '../app/desk.ts';
import { type Config, ConfigError } from '../config/env.ts';
import { secretKey } from '../config/key.ts';
import { parseRegionFile } from '../config/region-file.ts';
import { replanRegion } from '../jobs/replan.ts';
import { type AuditKeys, auditKeys } from '../store/audit.ts';
import { anchorHeads } from '../store/audit-anchors.ts';
import { type AuditReport, verifyAudit } from '../store/audit-verify.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { createStore, type PostgresStore } from '../store/index.ts';
import { migrate } from '../store/migrate.ts';
import { importRegion } from '../store/region-import.ts';
import { systemClock } from './clock.ts';
import { createLogger } from './log.ts';

/** What the commands of the command line do with the data; each opens it, works, and closes it. */
interface Data {
  readonly database: Database;
  readonly keys: AuditKeys;
  readonly store: PostgresStore;
  readonly deps: Deps;
}

export async function withData<T>(config: Config, work: (data: Data) => Promise<T>): Promise<T> {
  const closing: (() => Promise<void>)[] = [];
  try {
    let { databaseUrl } = config;
    if (databaseUrl === null) {
      const { startEmbeddedServer } = await import('../store/embedded-server.ts');
      const server = await startEmbeddedServer({ dataDir: config.dataDir });
      closing.push(() => server.stop());
      databaseUrl = server.url;
    }
    const database = openDatabase(databaseUrl);
    closing.push(() => database.close());
    await migrate(database.pool);
    const keys = auditKeys(secretKey(config.key, config.dataDir));
    const store = createStore(database, keys, () => new Date().toISOString().slice(0, 10));
    const deps: Deps = {
      store,
      clock: systemClock,
      newId: randomUUID,
      directories: {},
      webUrl: config.publicUrl,
      log: createLogger('silent'),
    };
    return await work({ database, keys, store, deps });
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

/** Reads a region file and writes it. Throws with one line per mistake: path, line, what to do. */
export async function importRegionFile(config: Config, file: string): Promise<string> {
  const parsed = parseRegionFile(readText(file));
  if (!parsed.ok) {
    throw new ConfigError(parsed.errors.map((e) => `${file}:${e.line}: ${e.path}: ${e.message}`).join('\n'));
  }
  return withData(config, async ({ database, keys, deps }) => {
    const result = await importRegion(database, keys, parsed.region, new Date().toISOString());
    const cases = result.result === 'changed' ? await replanRegion(deps, result.regionId) : 0;
    const said = { new: 'imported', changed: 'changed', unchanged: 'unchanged' }[result.result];
    return `Region "${parsed.region.key}" ${said} (version ${result.version}).${cases > 0 ? ` ${cases} open cases were planned anew.` : ''}`;
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(
      `${file}: cannot be read (${(error as { code?: string }).code ?? 'error'}). Check the name of the file.`,
    );
  }
}

export function auditReport(config: Config): Promise<AuditReport> {
  return withData(config, ({ database, keys }) => verifyAudit(database, keys, config.dataDir));
}

export function anchorAudit(config: Config): Promise<number> {
  return withData(config, ({ database, keys }) =>
    anchorHeads(database, keys, config.dataDir, new Date().toISOString()),
  );
}

/** One case whole, as JSON: for the organisations that must keep it, and for the family that asks for it. */
export async function exportCase(config: Config, code: string): Promise<string> {
  return withData(config, async ({ database, store }) => {
    const { rows } = await database.pool.query<{ id: string }>('SELECT "id" FROM "case" WHERE "code" = $1', [
      code,
    ]);
    if (rows.length === 0) throw new ConfigError(`There is no case "${code}". A code looks like Wilg-27.`);
    const states = await store.cases(rows.map((r) => r.id));
    const audit = await database.pool.query(
      'SELECT "chainId", "seq", "at", "actor", "action", "objectId" FROM "audit" WHERE "chainId" = ANY ($1) ORDER BY "chainId", "seq"',
      [rows.map((r) => r.id)],
    );
    return JSON.stringify(
      { exportedAt: new Date().toISOString(), cases: states, history: audit.rows },
      null,
      2,
    );
  });
}
