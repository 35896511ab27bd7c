import type { MethodRate, Pace } from '../../../src/ports/chat.ts';

/**
 * Teams' pace, in ms. In any time `t` a rate lets through at most `burst + t / everyMs`; all of it is held against the
 * limits in pace.test.ts.
 *
 * Per conversation (Microsoft, "Rate limiting for your bot"): 7 messages in 1 s, 8 in 2 s, 60 in 30 s, 1,800 an hour.
 * Seven at once and then one each 2,007 ms is the most that never breaks any of the four.
 *
 * Per app and tenant: 50 requests a second, of which 47 are taken here; what answers a person waits for no pace.
 */
const CONVERSATION = { everyMs: 2007, burst: 7 };
const ALL = { everyMs: 22, burst: 2 };

/** Microsoft Graph: 4 requests a second per app in one team, where all our channels are ("Throttling limits", Teams). */
const REQUEST_MS = 250;

/**
 * A task takes so many requests of Graph as a rule, one after the other; over a few seconds all of them together keep
 * to its pace. A task that Graph refuses all the same is taken up again where it was.
 */
function graph(requests: number): MethodRate {
  return { everyMs: requests * REQUEST_MS, burst: 1, line: 'graph' };
}

export const TEAMS_PACE: Pace = {
  conversation: CONVERSATION,
  methods: {
    all: ALL,
    openRoom: graph(5),
    invite: graph(2),
    remove: graph(2),
    setTopic: graph(1),
    archive: graph(1),
  },
};
