import type { Pace } from '../../../src/ports/chat.ts';

/**
 * Slack's pace, per workspace and in ms. Tier 2 is 20 calls a minute, tier 3 is 50; messages about one a second in a
 * conversation, and "several hundred a minute" in all, of which we take 300 (docs.slack.dev, rate limits).
 */
const TIER_2 = { everyMs: 3000, burst: 5 };
const TIER_3 = { everyMs: 1200, burst: 5 };

/**
 * Slack lets an app that is commercially distributed outside the Marketplace read a conversation back once a minute.
 * Nobody tells which apps those are: the first "wait a minute" does. Three in a minute would be refused twice.
 */
const SEARCH_PACE = { fromMs: 30_000, everyMs: 61_000, burst: 1, patienceMs: 600_000 };

/**
 * A message that was pushed with neutral words is replaced by itself with all of them: a phone shows the first, a
 * screen reader reads the second. It is `chat.update` as well, so a little slower than that.
 */
const SPEAK = { everyMs: 1500, burst: 5 };

export const SLACK_PACE: Pace = {
  conversation: { everyMs: 1000, burst: 1 },
  methods: {
    post: { everyMs: 200, burst: 20 },
    update: TIER_3,
    speak: SPEAK,
    find: { ...TIER_3, slow: SEARCH_PACE },
    invite: TIER_3,
    inviteExternal: TIER_2,
    remove: TIER_3,
    pin: TIER_2,
    openRoom: TIER_2,
    setTopic: TIER_2,
    archive: TIER_2,
  },
};
