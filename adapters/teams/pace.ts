import type { Pace } from '../../src/ports/chat.ts';

/**
 * Teams' pace, in ms. Per conversation 7 messages in 1 s, 8 in 2 s, 60 in 30 s and 1,800 an hour (Microsoft, "Rate
 * limiting for your bot"): one every two seconds holds the last, and with a burst of six none of the others is broken
 * either (six at once and then 0.5 a second: at most 7 in 2 s, 21 in 30 s). Per app and tenant 50 requests a second.
 */
const GRAPH = { everyMs: 500, burst: 4 };

export const TEAMS_PACE: Pace = {
  conversation: { everyMs: 2000, burst: 6 },
  methods: {
    all: { everyMs: 25, burst: 20 },
    openRoom: { everyMs: 2000, burst: 2 },
    invite: GRAPH,
    remove: GRAPH,
    setTopic: GRAPH,
    archive: GRAPH,
  },
};
