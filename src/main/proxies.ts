import { type Config, THIS_MACHINE } from '../config/env.ts';
import { type ClientOf, clientsBehind } from './client-address.ts';
import type { Logger } from './log.ts';

export interface Proxies {
  readonly clientOf: ClientOf;
  /** In plain words what is wrong with how we are reached; null: nothing was seen. */
  said(): string | null;
}

/** An address that cannot be somebody's at home on the internet: of a proxy in the same network, most likely. */
const PRIVATE =
  /^(127\.|::1$|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd])/;

/** Where requests come from; remembers when somebody who is no proxy of ours says to be one. */
export function watchProxies(
  { trustedProxies }: Pick<Config, 'trustedProxies'>,
  log: Pick<Logger, 'warn'>,
): Proxies {
  const clientOf = clientsBehind(trustedProxies ?? THIS_MACHINE);
  let seen: string | null = null;
  return {
    clientOf: (request) => {
      const from = clientOf(request);
      // Anybody on the internet may write such a header; only who is near can be a proxy that was forgotten.
      if (seen === null && from.unbelieved !== null && PRIVATE.test(from.unbelieved)) {
        seen = from.unbelieved;
        log.warn({ proxy: seen }, 'X-Forwarded-For comes from an address that TRUSTED_PROXY does not name');
      }
      return from;
    },
    said: () =>
      seen &&
      `${seen} sends X-Forwarded-For and is not believed: people behind it count as one; if it is your proxy, name it in TRUSTED_PROXY`,
  };
}
