import { type Config, ConfigError } from '../config/env/env.ts';
import { type Database, openDatabase } from '../store/postgres/database.ts';
import { migrate } from '../store/postgres/migrate.ts';
import { refuseWrongKey, rememberKey } from './keys/right-key.ts';

/** A database that is there, and how to let go of it. */
export interface Data {
  readonly url: string;
  readonly database: Database;
  close(): Promise<void>;
}

/** Told in one line what a person who administers this would want to know. */
type Say = (line: string) => void;

/**
 * The database of this configuration, brought to the newest schema. Throws in plain words; nothing is left open then, and
 * with another key than the one it was made with nothing is written either.
 */
export async function openData(config: Config, say: Say): Promise<Data> {
  const data = await reachData(config, say);
  try {
    await refuseWrongKey(data.database, config);
    await migrate(data.database.pool);
    await rememberKey(data.database, config);
    return data;
  } catch (error) {
    await data.close();
    throw inPlainWords(error);
  }
}

/** The same without migrating. The embedded server is loaded, and started, only when there is no DATABASE_URL. */
export async function reachData(config: Config, say: Say): Promise<Data> {
  const server = config.databaseUrl === null ? await embedded(config, say) : null;
  const url = config.databaseUrl ?? server?.url ?? '';
  try {
    const database = openDatabase(url);
    const close = async (): Promise<void> => {
      await database.close();
      await server?.stop();
    };
    return { url, database, close };
  } catch (error) {
    await server?.stop();
    throw new ConfigError((error as Error).message, { cause: error });
  }
}

async function embedded(config: Config, say: Say): Promise<{ url: string; stop(): Promise<void> }> {
  const { startEmbeddedServer } = await import('../store/embedded/server.ts');
  return startEmbeddedServer({ dataDir: config.dataDir, log: say });
}

/** Codes of the network and of PostgreSQL that mean: not there, or it does not let us in. */
const CLOSED = /^(ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ETIMEDOUT|28|3D)/;

/** A database that is not there, or does not let us in, is said with the variable that names it. */
function inPlainWords(error: unknown): Error {
  if (error instanceof ConfigError) return error;
  const { code, message } = error as { code?: string; message: string };
  if (!code || !CLOSED.test(code)) return new Error(message, { cause: error });
  return new ConfigError(
    `DATABASE_URL: the database cannot be reached or does not let us in (${code}). Check host, port, name, user and password.`,
    { cause: error },
  );
}
