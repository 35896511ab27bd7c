import type { Bot } from '../emulated.ts';
import type { Events } from '../events/events.ts';
import type { Delivery } from '../types.ts';

/** Whether the token of the app still works. */
interface Token {
  /** The error that calls get, or `null` while it works. */
  error(): string | null;
  revoke(): Promise<Delivery>;
  uninstall(): Promise<Delivery>;
  reinstall(): void;
}

export function createToken(bot: Bot, events: Events): Token {
  let error: string | null = null;
  return {
    error: () => error,
    revoke() {
      error = 'token_revoked';
      return events.tell({ type: 'tokens_revoked', tokens: { oauth: [], bot: [bot.userId] } });
    },
    uninstall() {
      error = 'account_inactive';
      return events.tell({ type: 'app_uninstalled' });
    },
    reinstall() {
      error = null;
    },
  };
}
