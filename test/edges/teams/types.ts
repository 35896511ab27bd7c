export type Json = Readonly<Record<string, unknown>>;

/** Somebody in the tenant. Name a role, never a person. */
export interface StandInUser {
  /** Entra object id, a UUID. Their Teams id is `29:` and this. */
  readonly aadObjectId: string;
  readonly name: string;
  readonly email?: string;
}

/** One message as people read it, with its updates in place. */
export interface Message {
  readonly id: string;
  /** The conversation it stands in, without `;messageid=`. */
  readonly conversation: string;
  /** The first message of the thread, for a reply in a channel; else null. */
  readonly thread: string | null;
  /** `'bot'`, or the person's `aadObjectId`. */
  readonly from: string;
  readonly text: string;
  /** What a notification shows. */
  readonly summary: string;
  readonly attachments: readonly Attachment[];
  /** How often it was changed in place. */
  readonly updates: number;
}

export interface Attachment {
  readonly contentType: string;
  readonly content: Json;
}

/** What the bot answered to an activity; `body` is the parsed JSON, or null. */
export interface BotAnswer {
  readonly status: number;
  readonly body: unknown;
}
