import { StoreUnavailable } from '../../ports/database/index.ts';

/** Codes of PostgreSQL and of the network that mean: not there now, too slow, or it takes no writing; try again. */
const AWAY = /^(08|57P0|57014|53|25006|58030|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/;
const AWAY_WORDS =
  /timeout|terminated|Connection ended|Client has encountered a connection error|Cannot use a pool/i;

/** Every method, with a lost connection turned into the one error that the port names. */
export function guard<T extends object>(port: T): T {
  const wrapped = Object.entries(port).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await (method as (...a: unknown[]) => unknown)(...args);
      } catch (error) {
        const { code = '', message = '' } = error as { code?: string; message?: string };
        if (AWAY.test(code) || (code === '' && AWAY_WORDS.test(message)))
          throw new StoreUnavailable('the database cannot be reached', { cause: error });
        throw error;
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}
