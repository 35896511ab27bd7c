/**
 * The most that Slack accepts, in one table. Numbers are Block Kit's (docs.slack.dev, reference of blocks, elements
 * and composition objects), counted in UTF-16 units, which is never less than what Slack counts. `messageText` is
 * ours: Slack's own ceiling on the sum of a message's blocks is about 13,200 and not documented.
 */
export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  messageText: 12_500,
  notification: 300,
  /** Ours, so that with signs for markup it is within the 4,000 of `chat.update`. */
  readOut: 3500,
  readOutEscaped: 4000,
  blockText: 3000,
  heading: 150,
  actionElements: 25,
  /** Ours: more buttons than this are calmer behind one of them. */
  actionsInRow: 5,
  /** The number of buttons that are seen at once, where there are many. */
  firstActions: 3,
  buttonLabel: 75,
  buttonValue: 2000,
  confirm: { title: 100, text: 300, button: 30 },
  view: { title: 24, button: 24, metadata: 3000 },
  input: { label: 2000, hint: 2000, placeholder: 150, length: 3000 },
  option: { label: 75, value: 150 },
  selectOptions: 100,
  selectGroups: 100,
  checkboxes: 10,
  /** Ours: up to here a choice is easier to see than to open. */
  radioButtons: 5,
  id: 255,
  channelName: 80,
  topic: 250,
} as const;
