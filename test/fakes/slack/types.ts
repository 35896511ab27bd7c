/** The shapes a test sees of the local Slack: people, channels, messages, deliveries, faults. */

/** Anything Slack sends or accepts as JSON. */
export type Json = Record<string, unknown>;

export interface StandInUser {
  /** `U…` */
  readonly id: string;
  /** The handle, unique and without spaces. */
  readonly name: string;
  readonly realName?: string;
  readonly email?: string;
  /** IANA zone; `Europe/Amsterdam` unless told. */
  readonly tz?: string;
  /** `nl-NL` unless told. */
  readonly locale?: string;
  /** A guest of this workspace: `true` for many channels, `'single'` for one channel only. */
  readonly isGuest?: boolean | 'single';
  /** Runs the workspace: an administrator, or an owner. */
  readonly runsIt?: 'admin' | 'owner' | null;
  /** Somebody of another workspace, who comes in over Slack Connect only. */
  readonly isStranger?: boolean;
  /** The workspace of a stranger. */
  readonly teamId?: string;
  readonly isDeactivated?: boolean;
}

export interface StandInOptions {
  readonly users: readonly StandInUser[];
  readonly teamId?: string;
  readonly teamName?: string;
  readonly botToken?: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  /** When given, every method asks for its scope (`missing_scope`). */
  readonly botScopes?: readonly string[];
  /** Milliseconds since 1970: for ts, signatures, pace, triggers, redelivery. `Date.now` unless told. */
  readonly now?: () => number;
  /** Keep to Slack's rate limits, counted on `now`. Default true. */
  readonly pace?: boolean;
  /**
   * The app is commercially distributed outside the Marketplace: `conversations.history` and `.replies` answer once in so
   * many ms (Slack: 60,000), with at most 15 messages. Held also where no other pace is.
   */
  readonly limitedHistoryMs?: number;
  /** Slack knows a message again by its `client_msg_id`. What it does with it is not documented, so it does nothing unless told. */
  readonly knowsClientMsgIds?: boolean;
  /** Event types the app is subscribed to; the list of the manifest unless told. */
  readonly events?: readonly string[];
  /** How long the app has to acknowledge, in real milliseconds; Slack gives 3000. */
  readonly ackWithinMs?: number;
  /** Slack Connect needs a paid plan; `false` makes `conversations.inviteShared` answer `not_paid`. */
  readonly paidPlan?: boolean;
  /** The bot user of the app in this workspace. */
  readonly botUserId?: string;
  /** The organisation this workspace is part of, and whether the app is there by an installation of the whole. */
  readonly enterprise?: Enterprise;
  /** The address by which the app knows this Slack, when something stands before it; without a slash at the end. */
  readonly base?: string;
}

export interface Enterprise {
  readonly id: string;
  readonly name: string;
  isInstalled(): boolean;
}

export interface Block extends Json {
  readonly type: string;
}

export interface StoredMessage {
  readonly channel: string;
  readonly ts: string;
  /** User id of who wrote it. */
  readonly author: string;
  /** The words that a screen reader reads in the place of the blocks. */
  readonly text: string;
  /**
   * The words that were pushed to phones and desktops when it came; an edit pushes nothing, and neither does what one
   * person sees.
   */
  readonly pushed: string | null;
  readonly blocks: readonly Block[];
  readonly threadTs?: string;
  readonly edited: boolean;
  readonly pinned: boolean;
  /** The only user who sees it, until they reload. */
  readonly ephemeralFor?: string;
  /** Set on what Slack itself writes (`channel_topic`, `channel_archive`, …). */
  readonly subtype?: string;
  readonly metadata?: Json;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'private' | 'public' | 'im';
  readonly isArchived: boolean;
  /** Shared with another workspace (Slack Connect). */
  readonly isShared: boolean;
  readonly topic: string;
  readonly purpose: string;
  readonly members: readonly string[];
  readonly bookmarks: readonly { readonly title: string; readonly link: string }[];
}

export interface View extends Json {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly hash: string;
  readonly blocks: readonly Block[];
}

export interface Dialog {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly deny: string;
}

/** The outcome of one thing that was sent to the app. */
export interface Delivery {
  /** HTTP status; 200 for an acknowledged Socket Mode envelope; 0 when nothing came back. */
  readonly status: number;
  readonly ms: number;
  readonly body: string;
  /** 2xx within the three seconds. */
  readonly acknowledgedInTime: boolean;
  /** `response_action: errors` of a submitted modal, by block id. */
  readonly errors?: Readonly<Record<string, string>>;
  /** Why Slack would not show what the app answered (limits of Block Kit, an error for an unknown field). */
  readonly refused?: string;
  /** The confirmation dialog that the person saw and agreed to (or not: then nothing was sent). */
  readonly dialog?: Dialog;
}

/** One recorded call of the app on the Web API. */
export interface ApiCall {
  readonly method: string;
  /** `now` at arrival. */
  readonly at: number;
  readonly token: string;
  readonly status: number;
  readonly ok: boolean;
  readonly error?: string;
  readonly args: Json;
}

/**
 * A fault for the next `times` matching calls. `destroyed-before`: the connection breaks and nothing was done;
 * `destroyed-after`: it was done, and the answer is lost. `error` answers `ok: false`. `odd`: a 200 that is not of
 * Slack, or only looks like it. A fault without `method` hits every method of the Web API.
 */
export interface Fault {
  readonly kind: '429' | '503' | 'destroyed-before' | 'destroyed-after' | 'error' | 'odd';
  readonly method?: string;
  /** Channel id or name, or the user id of a direct conversation. */
  readonly channel?: string;
  /** Default 1; `Infinity` lasts until `heal`. */
  readonly times?: number;
  /** Seconds, with 429. Default 1. */
  readonly retryAfter?: number;
  /** The error of an `error`; default `internal_error`. */
  readonly error?: string;
  /** The body of an `odd`: JSON when it begins with a brace, otherwise a page. */
  readonly body?: string;
  /** True when an `odd` was carried out all the same. */
  readonly isDone?: boolean;
}
