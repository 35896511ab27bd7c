import type { ChatPlatform, MethodRate, Pace, Result, SearchRange } from '../../ports/chat.ts';
import type { Claimed } from '../../ports/outbox.ts';
import { addressOf } from './perform.ts';

/** The result of a search of one page: the message, where to go on, or that it is certainly not there. */
export type Found = { readonly ref: string } | { readonly more: string } | 'not there';

/** Searches for what may have arrived, one page at a time. What has no place to stand in is not there. */
export async function findSent(chat: ChatPlatform, claimed: Claimed, now: Date): Promise<Result<Found>> {
  const to = addressOf(claimed);
  if (to === null) return { ok: true, value: 'not there' };
  const found = await chat.find(to, claimed.id, rangeOf(claimed, now));
  if (!found.ok) return found;
  if (found.value === null) return { ok: true, value: 'not there' };
  if (typeof found.value !== 'string') return { ok: true, value: found.value };
  // The process that sent it was lost: whether it was still pinned is not known, and a pin that fails is no harm.
  if (claimed.isCard && claimed.isPinned) await chat.pin(to, found.value);
  return { ok: true, value: { ref: found.value } };
}

/** Around the unclear sends. A clock that was set back since says nothing of when they were. */
function rangeOf({ doubtFrom, doubtTo, createdAt, lookedTo }: Claimed, now: Date): SearchRange {
  const from = new Date(doubtFrom ?? createdAt);
  if (from > now) return { notBefore: new Date(now.getTime() - DAY_MS), notAfter: null, page: lookedTo };
  return { notBefore: from, notAfter: doubtTo === null ? null : new Date(doubtTo), page: lookedTo };
}

const DAY_MS = 86_400_000;

/** Workspaces that a platform lets look only seldom, as each of them said; known for a day, then asked again. */
export interface SlowLines {
  learn(line: string, now: Date): void;
  isSlow(line: string, now: Date): boolean;
}

export function createSlowLines(): SlowLines {
  const until = new Map<string, number>();
  return {
    learn: (line, now) => void until.set(line, now.getTime() + DAY_MS),
    isSlow: (line, now) => (until.get(line) ?? 0) > now.getTime(),
  };
}

/** The pace of a method, there and now. */
export function rateOf(pace: Pace, method: string, isSlow: boolean): MethodRate | undefined {
  const rate = pace.methods[method];
  return isSlow ? (rate?.slow ?? rate) : rate;
}

/**
 * Returns for how many ms it is still looked for; then it is sent although it may be there. Patience ends only where
 * looking is slow: a platform that is away would not take it either, and may have taken it before.
 */
export function patienceLeft({ doubtFrom, createdAt }: Claimed, pace: Pace, now: Date): number {
  const { patienceMs } = pace.methods.find?.slow ?? {};
  if (patienceMs === undefined) return Number.POSITIVE_INFINITY;
  return Date.parse(doubtFrom ?? createdAt) + patienceMs - now.getTime();
}
