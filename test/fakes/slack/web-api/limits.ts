/**
 * Every number of Slack that the stand-in holds the app to, in one table. Sources: docs.slack.dev (rate limits,
 * Block Kit reference, interactivity); `blocksTotal` was measured by app makers (bolt-js issue 2509) and is weak.
 */
export const LIMITS = {
  ackMs: 3000,
  triggerMs: 3000,
  responseUrl: { uses: 5, ms: 30 * 60_000 },
  redeliveryAfterMs: [0, 60_000, 5 * 60_000],
  message: { text: 40_000, updatedText: 4000, blocks: 50, blocksTotal: 13_200, metadata: 16_000 },
  view: { blocks: 100, bytes: 250_000, title: 24, metadata: 3000, id: 255, stack: 3 },
  id: 255,
  section: { text: 3000, fields: 10, field: 2000 },
  header: 150,
  context: { elements: 10, text: 3000 },
  actions: { elements: 25 },
  image: { alt: 2000, title: 2000, url: 3000 },
  markdown: 12_000,
  input: { label: 2000, hint: 2000, placeholder: 150, length: 3000 },
  button: { text: 75, value: 2000, url: 3000, label: 75 },
  select: { options: 100, groups: 100 },
  overflow: { options: 5 },
  choices: { options: 10 },
  option: { text: 75, value: 150, description: 75 },
  confirm: { title: 100, text: 300, button: 30 },
  channel: { name: 80, topic: 250 },
  invite: { users: 100 },
  history: { page: 999, limitedPage: 15 },
} as const;

/** Calls a minute, by tier. The bucket holds one minute's worth. */
export const TIERS = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;
export type Tier = keyof typeof TIERS;

/** `chat.postMessage`: about one a second per channel with short bursts, and some hundreds a minute in all. */
export const POSTING = {
  channel: { everyMs: 1000, burst: 5 },
  workspace: { everyMs: 200, burst: 300 },
} as const;
