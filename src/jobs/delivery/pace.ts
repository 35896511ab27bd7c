import type { Pace } from '../../ports/chat.ts';
import type { Claimed } from '../../ports/outbox.ts';
import type { PlatformMethod } from './perform.ts';

export interface PaceKey {
  readonly key: string;
  readonly everyMs: number;
  readonly burst: number;
}

/** What a send takes a token of: its method in the workspace, the workspace as a whole, and its conversation. */
export function paceKeys(claimed: Claimed, method: PlatformMethod, pace: Pace): PaceKey[] {
  const workspace = claimed.workspace.id;
  const keys: PaceKey[] = [];
  for (const name of [method, 'all']) {
    const limit = pace.methods[name];
    if (limit) keys.push({ key: `${workspace}:${name}`, ...limit });
  }
  if (method === 'post') keys.push({ key: `conversation:${claimed.conversation.id}`, ...pace.conversation });
  return keys;
}
