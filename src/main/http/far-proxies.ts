import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../../ports/clock.ts';

/** A request that somebody passed on without being believed. */
interface PassedOn {
  readonly peer: string;
  readonly askedFor: string;
}

/**
 * A remembered request: of who asks for themselves that they did, not where they are; of who is asked for, a hash.
 */
interface Asked {
  readonly passedOn: PassedOn | null;
  readonly at: number;
}

/** The number of requests that are remembered, and for how long each is. */
const REMEMBERED = 200;
const FOR_MS = 24 * 3_600_000;
/** The number of requests from which they say something, and of different people behind a proxy that is one. */
const ENOUGH = 100;
const MORE_THAN_A_HANDFUL = 10;
/** Through a proxy come all; a few come to the machine itself, as those who look over the whole internet do. */
const NEARLY_ALL = 0.9;

export interface FarProxies {
  /** Somebody asked; null: for themselves, or through a proxy that is believed. */
  saw(passedOn: PassedOn | null): void;
  /** The public address through which nearly everybody comes without its being believed; null: none. */
  most(): string | null;
}

/**
 * Notices a proxy with a public address that nobody named, by how nearly everybody comes and not by who writes
 * `X-Forwarded-For` (docs/decisions/web.md#proxy-far-away). Who is no proxy of ours would have to ask nine times as
 * often as all others together, and go on with it. As soon as others come it is said no more, and after a day at the
 * latest.
 */
export function watchFarProxies(clock: Pick<Clock, 'now'>): FarProxies {
  let all: readonly Asked[] = [];
  const secret = randomBytes(16);
  const hashOf = (address: string): string =>
    createHmac('sha256', secret).update(address).digest('base64url');
  const remember = (...more: Asked[]): readonly Asked[] => {
    const now = clock.now().getTime();
    all = [...all, ...more].filter(({ at }) => now - at < FOR_MS).slice(-REMEMBERED);
    return all;
  };
  return {
    saw: (passedOn) => {
      const at = clock.now().getTime();
      remember({ passedOn: passedOn && { ...passedOn, askedFor: hashOf(passedOn.askedFor) }, at });
    },
    most: () => {
      const lately = remember();
      const through = lately.flatMap(({ passedOn }) => passedOn ?? []);
      if (through.length < ENOUGH || through.length < lately.length * NEARLY_ALL) return null;
      if (new Set(through.map(({ askedFor }) => askedFor)).size < MORE_THAN_A_HANDFUL) return null;
      return mostOf(through.map(({ peer }) => peer));
    },
  };
}

/** The one that stands there most often. */
function mostOf(peers: readonly string[]): string | null {
  const times = new Map<string, number>();
  for (const peer of peers) times.set(peer, (times.get(peer) ?? 0) + 1);
  return [...times].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0] as [string, number])[0] || null;
}
