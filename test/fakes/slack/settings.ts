import type { Bot } from './emulated.ts';
import type { Enterprise, StandInOptions } from './types.ts';
import { LIMITS } from './web-api/limits.ts';

/** The options with everything filled in that a test left out. */
export interface Settings {
  readonly now: () => number;
  readonly bot: Bot;
  readonly team: { readonly id: string; readonly name: string };
  readonly enterprise: Enterprise | null;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly ackMs: number;
}

export function settingsOf(options: StandInOptions): Settings {
  const ids = {
    userId: options.botUserId ?? 'U0SCHAKEL',
    botId: 'B0SCHAKEL',
    appId: 'A0SCHAKEL',
    name: 'schakel',
  };
  return {
    now: options.now ?? Date.now,
    bot: { ...ids, token: options.botToken ?? 'xoxb-stand-in' },
    team: { id: options.teamId ?? 'T0STANDIN', name: options.teamName ?? 'Stand-in' },
    enterprise: options.enterprise ?? null,
    appToken: options.appToken ?? 'xapp-stand-in',
    signingSecret: options.signingSecret ?? 'stand-in-signing-secret',
    ackMs: options.ackWithinMs ?? LIMITS.ackMs,
  };
}
