import { randomUUID } from 'node:crypto';
import type { Deps } from '../../app/request-context.ts';
import type { Config } from '../../config/env/env.ts';
import { secretKey } from '../../config/env/key.ts';
import type { Clock } from '../../ports/clock.ts';
import { type AuditKeys, auditKeys } from '../../store/audit/audit.ts';
import { createStore, type PostgresStore } from '../../store/index.ts';
import type { Database } from '../../store/postgres/database.ts';
import { systemClock } from '../clock.ts';
import { openData } from '../data.ts';
import { createLogger } from '../log.ts';
import { regionFiles } from '../region-files.ts';

/** The parts that a command of the command line works with. */
export interface Data {
  readonly database: Database;
  readonly keys: AuditKeys;
  readonly store: PostgresStore;
  readonly deps: Deps;
}

/** Opens the data, works, and lets go of it, whatever comes of the work. Schakel itself may run meanwhile. */
export async function withData<T>(
  config: Config,
  work: (data: Data) => Promise<T>,
  clock: Clock = systemClock,
): Promise<T> {
  const opened = await openData(config, (line) => void process.stderr.write(`${line}\n`));
  try {
    return await work(dataOn(opened.database, config, clock));
  } finally {
    await opened.close();
  }
}

/** The same parts on a database that is open already. */
export function dataOn(database: Database, config: Config, clock: Clock): Data {
  const keys = auditKeys(secretKey(config.key, config.dataDir), config.oldKeys);
  const store = createStore(database, keys, () => clock.now().toISOString().slice(0, 10));
  const log = createLogger('silent');
  const deps = {
    store,
    clock,
    newId: randomUUID,
    directories: {},
    files: regionFiles,
    webUrl: config.publicUrl,
    log,
  };
  return { database, keys, store, deps };
}
