import type { Running } from '../../../src/main.ts';
import type { SlackStandIn } from '../../fakes/slack/index.ts';
import type { TurnedClock } from './clock.ts';

/** A longer wait is for contact hours or another day, not for Slack's pace. */
const PACE_MS = 60_000;

/**
 * Lets everything happen that is due now. Slack's pace holds messages back by seconds; the clock is moved past each
 * such wait, until nothing waits within the minute.
 */
export async function comeToRest(
  app: Running,
  slack: Pick<SlackStandIn, 'settled'>,
  clock: TurnedClock,
): Promise<void> {
  for (let turns = 0; turns < 400; turns++) {
    await slack.settled();
    await app.work.settle();
    await slack.settled();
    const next = await app.store.outbox.nextAt(clock.now().toISOString());
    const wait = next ? Date.parse(next) - clock.now().getTime() : Number.POSITIVE_INFINITY;
    if (wait > PACE_MS) return;
    clock.advance(Math.max(1, wait));
  }
  throw new Error('messages keep waiting: the app does not come to rest');
}
