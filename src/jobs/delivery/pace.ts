import type { Pace } from '../../ports/chat.ts';
import type { Claimed, PaceKey } from '../../ports/outbox.ts';
import { rateOf } from './find-sent.ts';
import type { PlatformMethod } from './perform.ts';

/**
 * Lists what a send takes a token of: its method in the workspace, the workspace as a whole, and its conversation.
 */
export function paceKeys(
  claimed: Claimed,
  method: PlatformMethod,
  pace: Pace,
  isSlow: (line: string) => boolean,
): PaceKey[] {
  const keys: PaceKey[] = [];
  // It took its token when it was taken up.
  if (method === 'speak') return keys;
  for (const name of [method, 'all']) {
    const { everyMs, burst } = rateOf(pace, name, isSlow(lineOf(claimed, name, pace))) ?? {};
    if (everyMs && burst) keys.push({ key: lineOf(claimed, name, pace), everyMs, burst });
  }
  if (method === 'post') keys.push({ key: `conversation:${claimed.conversation.id}`, ...pace.conversation });
  return keys;
}

/** Where the sends of this method wait for each other. */
export function lineOf(claimed: Claimed, method: string, pace: Pace): string {
  return `${claimed.workspace.id}:${pace.methods[method]?.line ?? method}`;
}
