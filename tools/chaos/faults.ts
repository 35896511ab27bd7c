import type { Fault, SlackStandIn } from '../../test/fakes/slack/index.ts';
import type { Chance } from './chance.ts';

const EVERY_MS = 600;

const FAULTS: readonly [Fault, ...Fault[]] = [
  { kind: 'destroyed-after', method: 'chat.postMessage' },
  { kind: 'destroyed-after', method: 'chat.postMessage' },
  { kind: 'destroyed-before', method: 'chat.postMessage' },
  { kind: '503', method: 'chat.postMessage' },
  { kind: '429', method: 'chat.postMessage', retryAfter: 1 },
  { kind: 'destroyed-after', method: 'chat.update' },
  { kind: '503', method: 'chat.update' },
  { kind: '503', method: 'conversations.history' },
];

export interface Trouble {
  /** Everything works again. Says how many faults there were. */
  end(): number;
}

/** Slack on a bad day: answers that get lost after it was done, answers that never come, "slow down". */
export function startTrouble(slack: SlackStandIn, chance: Chance): Trouble {
  let count = 0;
  const timer = setInterval(() => {
    slack.fail(chance.pick(FAULTS));
    count += 1;
  }, EVERY_MS);
  return {
    end: () => {
      clearInterval(timer);
      slack.heal();
      return count;
    },
  };
}
