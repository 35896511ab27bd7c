export type Json = Readonly<Record<string, unknown>>;

/** Somebody in the tenant. Name a role, never a person. */
export interface StandInUser {
  /** Entra object id, a UUID. Their Teams id is `29:` and this. */
  readonly aadObjectId: string;
  readonly name: string;
  readonly email?: string;
  /** The tenant of somebody from elsewhere: they take part in channels, but have no chat with the bot. */
  readonly tenantId?: string;
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
  /** The words that a notification shows. */
  readonly summary: string;
  readonly attachments: readonly Attachment[];
  /** How often it was changed in place. */
  readonly updates: number;
  /** The `aadObjectId` of the only one who sees it; null: everybody in the conversation. */
  readonly onlyFor: string | null;
}

export interface Attachment {
  readonly contentType: string;
  readonly content: Json;
}

/** The bot's answer to an activity; `body` is the parsed JSON, or null. */
export interface BotAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A channel or group chat that somebody made, with what is true of it at this moment. */
export interface OtherRoom {
  readonly id: string;
  readonly kind: 'channel' | 'groupChat';
  readonly name: string;
  /** The members, by their `aadObjectId`. */
  members(): readonly string[];
  /** Whether the app was added to it; a bot that was not is refused. */
  hasBot(): boolean;
  /** Archived: it can be read, and nobody writes in it. Left out: it is not. */
  isArchived?(): boolean;
}
