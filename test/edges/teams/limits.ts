import type { Answer } from './http.ts';
import { bare } from './rooms.ts';
import { type Call, refusal } from './to-connector.ts';

/** What one bot may send into one conversation: this many within so many milliseconds. Microsoft, "rate limiting". */
const WINDOWS = [
  { most: 7, withinMs: 1_000 },
  { most: 8, withinMs: 2_000 },
  { most: 60, withinMs: 30_000 },
  { most: 1_800, withinMs: 3_600_000 },
] as const;
const LONGEST_MS = 3_600_000;
/** A message as UTF-16, so two bytes a character. Microsoft, "format your bot messages". */
const MOST_BYTES = 100 * 1024;

/** The pace of Teams, which the Playground does not keep. */
export interface Pace {
  /** Milliseconds until this conversation has room again; 0 when it has, and then this one counts. */
  waitFor(conversation: string): number;
}

/** `now` in milliseconds. */
export function createPace(now: () => number): Pace {
  const sent = new Map<string, readonly number[]>();
  return {
    waitFor: (conversation) => {
      const at = now();
      const before = (sent.get(conversation) ?? []).filter((time) => time > at - LONGEST_MS);
      const wait = Math.max(...WINDOWS.map(({ most, withinMs }) => waitIn(before, most, withinMs, at)));
      sent.set(conversation, wait > 0 ? before : [...before, at]);
      return wait;
    },
  };
}

/** Milliseconds until the oldest of the last `most` is no longer within the window. */
function waitIn(before: readonly number[], most: number, withinMs: number, at: number): number {
  const oldest = before.at(-most);
  return oldest === undefined ? 0 : Math.max(0, oldest + withinMs - at);
}

/** Teams' refusal of a message that is too large or too fast; null when it may pass. */
export function judge(call: Call, pace: Pace | null): Answer | null {
  if (call.kind !== 'post' && call.kind !== 'update') return null;
  if (JSON.stringify(call.body).length * 2 > MOST_BYTES) return refusal(413, 'MessageSizeTooBig');
  const waitMs = pace?.waitFor(bare(call.conversation)) ?? 0;
  if (waitMs === 0) return null;
  const refused = refusal(429, 'TooManyRequests');
  return { ...refused, headers: { ...refused.headers, 'retry-after': String(Math.ceil(waitMs / 1000)) } };
}
