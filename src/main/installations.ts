import type { Config } from '../config/env/env.ts';
import { secretKey } from '../config/env/key.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/database/index.ts';
import type { Installations } from '../ports/installations.ts';
import type { Database } from '../store/postgres/database.ts';
import { createSeal, derived } from '../store/sealing/seal.ts';
import { createInstallations, type PostgresInstallations } from '../store/workspaces/installations.ts';
import type { Logger } from './log.ts';

/** The secret from which keys are made, and those that were used before it. */
export interface Secrets {
  readonly secret: string;
  readonly old: readonly string[];
}

export function secretsOf({
  key,
  dataDir,
  oldKeys = [],
}: Pick<Config, 'key' | 'dataDir' | 'oldKeys'>): Secrets {
  return { secret: secretKey(key, dataDir), old: oldKeys };
}

/** Installations as they are, with nothing changed. */
export function installationsOn(database: Database, secrets: Secrets, clock: Clock): PostgresInstallations {
  const seal = createSeal(secrets.secret, secrets.old);
  return createInstallations(database.pool, seal, () => clock.now());
}

/** Where installations are kept. What an older key sealed is sealed anew first. */
export async function openInstallations(
  database: Database,
  secrets: Secrets,
  clock: Clock,
  log: Logger,
): Promise<PostgresInstallations> {
  const installations = installationsOn(database, secrets, clock);
  const { resealed, unreadable } = await installations.reseal();
  if (resealed > 0) log.info({ resealed }, 'installations were sealed with the key of now');
  if (unreadable.length > 0)
    log.error(
      { unreadable },
      'installations cannot be opened with any key that is known: set SCHAKEL_KEY_OLD, or install the app there again',
    );
  return installations;
}

/** Gives an adapter what it needs to let workspaces install the app themselves. */
export function installing(
  { secret }: Secrets,
  installations: Installations,
  store: Store,
  clock: Clock,
): {
  installations: Installations;
  stateSecret: Uint8Array;
  once: (key: string) => Promise<boolean>;
} {
  return {
    installations,
    stateSecret: derived(secret, 'install-state'),
    once: async (key) => {
      const now = clock.now().toISOString();
      const { result } = await store.commit({ now, inbound: { key, reply: null }, cases: [], messages: [] });
      return result === 'done';
    },
  };
}
