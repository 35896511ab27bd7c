import type { IncomingMessage } from 'node:http';
import { type Config, THIS_MACHINE } from '../../config/env/env.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../log.ts';
import { type ClientOf, clientsBehind, type From } from './client-address.ts';
import { watchFarProxies } from './far-proxies.ts';

export interface Proxies {
  readonly clientOf: ClientOf;
  /** Says in plain words what is wrong with how we are reached; null: nothing was seen. */
  said(): string | null;
}

/** An address that cannot be somebody's at home on the internet: of a proxy in the same network, most likely. */
const PRIVATE =
  /^(127\.|::1$|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd])/;

/** Where requests come from; notices a proxy of ours that was not named. */
export function watchProxies(
  { trustedProxies }: Pick<Config, 'trustedProxies'>,
  log: Pick<Logger, 'warn'>,
  clock: Pick<Clock, 'now'>,
): Proxies {
  const clientOf = clientsBehind(trustedProxies ?? THIS_MACHINE);
  const far = watchFarProxies(clock);
  // Several ask where one request comes from; it came once.
  const known = new WeakMap<IncomingMessage, From>();
  let near: string | null = null;
  const watch = (request: IncomingMessage, { address, unbelieved }: From): void => {
    const isNear = PRIVATE.test(unbelieved ?? address);
    // Anybody on the internet may write such a header; who is near and does is a proxy that was forgotten.
    if (near === null && unbelieved !== null && isNear) {
      near = unbelieved;
      log.warn({ proxy: near }, 'X-Forwarded-For comes from an address that TRUSTED_PROXY does not name');
    }
    // A proxy that asks how we are doing asks that for itself.
    if (!isNear && !request.url?.startsWith('/health/'))
      far.saw(unbelieved === null ? null : { peer: unbelieved, askedFor: lastNamed(request) });
  };
  return {
    clientOf: (request) => {
      const from = known.get(request) ?? clientOf(request);
      if (!known.has(request)) watch(request, from);
      known.set(request, from);
      return from;
    },
    said: () => saidOfNear(near) ?? saidOfFar(far.most()),
  };
}

/** Returns for whom it asks, as it says itself: what a proxy adds stands last. */
function lastNamed({ headers }: IncomingMessage): string {
  return (
    String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .at(-1)
      ?.trim()
      .slice(0, 64) ?? ''
  );
}

function saidOfNear(peer: string | null): string | null {
  return (
    peer &&
    `${peer} sends X-Forwarded-For and is not believed: people behind it count as one place; if it is your proxy, name it in TRUSTED_PROXY`
  );
}

/** A stranger can bring this about for a while, so it asks for a look before anything is named. */
function saidOfFar(peer: string | null): string | null {
  return (
    peer &&
    `nearly all requests come through ${peer}, which sends X-Forwarded-For and is not believed: people behind it count as one place; if you know it as your proxy, name it in TRUSTED_PROXY; if not, it is a stranger, name nothing`
  );
}
