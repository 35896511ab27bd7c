import type { Log } from '../../app/request-context.ts';
import type { Config } from '../../config/env/env.ts';
import type { Database } from '../../store/postgres/database.ts';
import { fitOfKey } from './right-key.ts';

export interface KeyWatch {
  /** Looks whether the database is still used with the key of this process. */
  check(): Promise<void>;
  /** Resolves when it is used with another one. */
  readonly replaced: Promise<void>;
}

/**
 * Somebody may replace the key and forget a process. What that one wrote would stand in the audit as written by somebody
 * who kept the old key, and what was sealed anew it cannot open.
 */
export function watchKey(
  database: Pick<Database, 'pool'>,
  config: Pick<Config, 'key' | 'dataDir' | 'oldKeys'>,
  log: Log,
): KeyWatch {
  const replaced = Promise.withResolvers<void>();
  return {
    replaced: replaced.promise,
    check: async () => {
      // A database that is away says nothing of the key; it is asked again when it is back.
      const fit = await fitOfKey(database, config).catch(() => null);
      if (fit !== 'unknown' && fit !== 'old') return;
      log.error(
        {},
        'the key of this database was replaced by another process: this one has the key of before',
      );
      replaced.resolve();
    },
  };
}
