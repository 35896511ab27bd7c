import { type Config, ConfigError } from '../../config/env/env.ts';
import { knownSecret } from '../../config/env/key.ts';
import type { Database } from '../../store/postgres/database.ts';
import { type KeyFit, keyFit, markKey } from '../../store/sealing/known-key.ts';
import { secretsOf } from '../installations.ts';

type Keyed = Pick<Config, 'key' | 'dataDir' | 'oldKeys'>;

const WHY = 'What is sealed in it could not be opened and its audit would be spoilt, so nothing was changed.';

/** Advice about a key that is not the one of the database; also for the doctor. */
export const RIGHT_KEY =
  'Put back the SCHAKEL_KEY (or the file "key" in SCHAKEL_DATA) of before; if you are replacing it, name the old one in SCHAKEL_KEY_OLD, as docs/slack-workspaces.md says.';

/** How the key that is given here stands to this database. No key is made for it. */
export function fitOfKey(
  { pool }: Pick<Database, 'pool'>,
  { key, dataDir, oldKeys = [] }: Keyed,
): Promise<KeyFit> {
  return keyFit(pool, { secret: knownSecret(key, dataDir), old: oldKeys });
}

/** Throws, before anything is written, when the key is another than the one this database is used with. */
export async function refuseWrongKey(database: Pick<Database, 'pool'>, config: Keyed): Promise<void> {
  if ((await fitOfKey(database, config)) === 'unknown') throw wrongKey(config);
}

/** Writes down at the first use, and after a key was replaced, which key this database is used with. */
export async function rememberKey(database: Database, config: Keyed): Promise<void> {
  const fit = await fitOfKey(database, config);
  if (fit === 'right') return;
  const { secret, old } = secretsOf(config);
  if (fit === 'unknown' || !(await markKey(database, secret, old))) throw wrongKey(config);
}

function wrongKey({ key, dataDir }: Keyed): ConfigError {
  const what =
    knownSecret(key, dataDir) === null
      ? `there is no key here (no SCHAKEL_KEY, and no file "key" in ${dataDir}), and this database was made with one.`
      : 'this is not the key that this database was made with.';
  return new ConfigError(`SCHAKEL_KEY: ${what} ${WHY} ${RIGHT_KEY}`);
}
