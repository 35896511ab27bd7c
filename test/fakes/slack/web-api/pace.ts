import type { StandInOptions } from '../types.ts';
import { POSTING, TIERS, type Tier } from './limits.ts';

interface Rate {
  readonly key: string;
  readonly everyMs: number;
  readonly burst: number;
}

/** Slack's rate limits as token buckets on a given clock. */
export interface Pace {
  /** 0 when the call may go (and is counted); else the seconds to wait, and nothing is counted. */
  take(method: string, tier: Tier | 'post' | null, channel: string): number;
}

export function createPace(now: () => number, { pace, limitedHistoryMs }: PaceOptions): Pace | null {
  if (pace === false && limitedHistoryMs === undefined) return null;
  const buckets = new Map<string, { tokens: number; at: number }>();

  const filled = (rate: Rate): { tokens: number; at: number } => {
    const at = now();
    const bucket = buckets.get(rate.key) ?? { tokens: rate.burst, at };
    const grown = bucket.tokens + Math.max(0, at - bucket.at) / rate.everyMs;
    const full = { tokens: Math.min(rate.burst, grown), at };
    buckets.set(rate.key, full);
    return full;
  };

  return {
    take(method, tier, channel) {
      const limited = limitedHistoryMs !== undefined && READING.has(method);
      if (!limited && pace === false) return 0;
      const rates = limited
        ? [{ key: method, everyMs: limitedHistoryMs, burst: 1 }]
        : ratesOf(method, tier, channel);
      const states = rates.map((rate) => ({ rate, bucket: filled(rate) }));
      const waits = states.map(({ rate, bucket }) => (1 - bucket.tokens) * rate.everyMs);
      const wait = Math.max(0, ...waits);
      // Rounding errors of a few nanoseconds are not a reason to refuse.
      if (wait > 1e-3) return Math.max(1, Math.ceil(wait / 1000));
      for (const { bucket } of states) bucket.tokens -= 1;
      return 0;
    },
  };
}

/** Slack limits these methods for apps that are commercially distributed outside its Marketplace. */
const READING: ReadonlySet<string> = new Set(['conversations.history', 'conversations.replies']);

type PaceOptions = Pick<StandInOptions, 'pace' | 'limitedHistoryMs'>;

function ratesOf(method: string, tier: Tier | 'post' | null, channel: string): Rate[] {
  if (tier === null) return [];
  if (tier === 'post') {
    return [
      { key: `post ${channel}`, ...POSTING.channel },
      { key: 'post', ...POSTING.workspace },
    ];
  }
  return [{ key: method, everyMs: 60_000 / TIERS[tier], burst: TIERS[tier] }];
}
