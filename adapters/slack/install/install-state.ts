import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { InstallURLOptions, StateStore } from '@slack/bolt';
import type { Clock } from '../../../src/ports/clock.ts';

/** How long somebody may take between here, Slack and back. */
export const STATE_SECONDS = 600;

/**
 * The state that goes to Slack with a browser and must come back with the same one. Signed by us, good for ten minutes on
 * our clock, and once, in whatever process: so nobody can bring a browser to finish what another began. The library
 * holds it against the browser's cookie.
 */
export function createStateStore(
  secret: Uint8Array,
  clock: Clock,
  once: (key: string) => Promise<boolean>,
  options: InstallURLOptions,
): StateStore {
  return {
    generateStateParam: async () => {
      const until = clock.now().getTime() + STATE_SECONDS * 1000;
      const text = `${until}.${randomBytes(18).toString('base64url')}`;
      return `${text}.${signature(secret, text)}`;
    },
    verifyStateParam: async (_machineTime, state) => {
      const [until = '', nonce = '', signed = '', ...rest] = state.split('.');
      if (rest.length > 0 || !isSame(signed, signature(secret, `${until}.${nonce}`))) throw invalid();
      if (clock.now().getTime() > Number(until)) throw invalid();
      if (!(await once(`slack-install:${nonce}`))) throw invalid();
      return options;
    },
  };
}

function signature(secret: Uint8Array, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The library's own code for it, which tells the page what to say. */
function invalid(): Error {
  return Object.assign(new Error('the state does not fit'), { code: 'slack_oauth_invalid_state' });
}
