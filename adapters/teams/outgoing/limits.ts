/**
 * The most that Teams accepts. A message is 100 KB as UTF-16, of which 80 is meant to be used (Microsoft, "Format
 * your bot messages"); not every client shows more than five actions in a row; a channel's name has 50 characters
 * (Graph). The others are ours: what a person still reads.
 */
export const LIMITS = {
  /** UTF-16 units of the JSON of a message: two bytes each. */
  message: 40_000,
  heading: 150,
  text: 3_000,
  notification: 300,
  buttonLabel: 60,
  actionsInRow: 5,
  /** The number of buttons that are seen at once, where there are many. */
  firstActions: 3,
  data: 2_000,
  inputLength: 3_000,
  radioButtons: 5,
} as const;
