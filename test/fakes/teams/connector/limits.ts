import { bare } from '../people/rooms.ts';
import type { Answer } from './http.ts';
import { type Call, refusal } from './to-connector.ts';

/** One bot may send so many messages to one conversation in so many milliseconds. Microsoft, "rate limiting". */
const WINDOWS = [
  { most: 7, withinMs: 1_000 },
  { most: 8, withinMs: 2_000 },
  { most: 60, withinMs: 30_000 },
  { most: 1_800, withinMs: 3_600_000 },
];
/** And of everything that an app asks in one tenant. */
const OF_APP = [{ most: 50, withinMs: 1_000 }];
const LONGEST_MS = 3_600_000;
/** A message as UTF-16, so two bytes a character. Microsoft, "format your bot messages". */
const MOST_BYTES = 100 * 1024;

/** The pace of Teams, which the Playground does not keep. */
export interface Pace {
  /** Milliseconds until the call may come; 0 when it may now, and then it counts. */
  waitFor(call: Call): number;
}

/** `now` in milliseconds. */
export function createPace(now: () => number): Pace {
  const made = new Map<string, readonly number[]>();
  const before = (key: string) => (made.get(key) ?? []).filter((time) => time > now() - LONGEST_MS);
  const waitOn = (key: string, windows: typeof WINDOWS) =>
    Math.max(...windows.map(({ most, withinMs }) => waitIn(before(key), most, withinMs, now())));
  return {
    waitFor: (call) => {
      const conversation = isSending(call) ? bare(call.conversation) : null;
      const wait = Math.max(waitOn('', OF_APP), conversation === null ? 0 : waitOn(conversation, WINDOWS));
      const keys = wait > 0 ? [] : conversation === null ? [''] : ['', conversation];
      for (const key of keys) made.set(key, [...before(key), now()]);
      return wait;
    },
  };
}

function isSending({ kind }: Call): boolean {
  return kind === 'post' || kind === 'update';
}

/** Milliseconds until the oldest of the last `most` is no longer within the window. */
function waitIn(before: readonly number[], most: number, withinMs: number, at: number): number {
  const oldest = before.at(-most);
  return oldest === undefined ? 0 : Math.max(0, oldest + withinMs - at);
}

/** Teams' refusal of a message that is too large or too fast; null when it may pass. */
export function judge(call: Call, pace: Pace | null): Answer | null {
  if (isSending(call) && JSON.stringify(call.body).length * 2 > MOST_BYTES)
    return refusal(413, 'MessageSizeTooBig');
  const waitMs = pace?.waitFor(call) ?? 0;
  if (waitMs === 0) return null;
  const refused = refusal(429, 'Throttled');
  return { ...refused, headers: { ...refused.headers, 'retry-after': String(Math.ceil(waitMs / 1000)) } };
}
