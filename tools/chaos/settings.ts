/** Where a process can be killed by name: before and after what is committed, sent and recorded. */
export const POINTS = ['before-commit', 'after-commit', 'before-send', 'after-send', 'after-record'] as const;
export type Point = (typeof POINTS)[number];

/** A started process is told this, as JSON in the environment variable `CHAOS`. */
export interface ChildSettings {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly key: string;
  readonly apiUrl: string;
  readonly botToken: string;
  readonly signingSecret: string;
  /** The clock runs at its own speed, this far from the real one: on a working day, within contact hours. */
  readonly aheadMs: number;
  /** Slack's pace, so many times faster: this test is about losing and doubling, and a minute must hold many kills. */
  readonly paceFactor: number;
  /** Ends itself at the n-th time it comes to this point. Null: only somebody else ends it. */
  readonly kill: { readonly point: Point; readonly hit: number } | null;
  /** A planted bug that the run must notice. */
  readonly planted: Planted | null;
}

/** `without-look-up`: never looks before sending again. `ack-first`: says yes first and commits a little later. */
export type Planted = 'without-look-up' | 'ack-first';
