import type { Limit } from '../domain/consent/limited-message.ts';
import type { Message, Payload } from '../domain/messages/index.ts';
import type { Instant, Uuid } from '../domain/vocabulary.ts';

/**
 * The sending side of the message table. Claim → commit → send → record; no network inside a transaction. What is due is
 * asked by the product's time (`now`); who may send is kept by the clock of the database, which all processes share.
 */
export interface Outbox {
  /**
   * Leases up to `limit` conversations that have something to send now and returns the first pending message of
   * each, in commit order within a conversation; of many of a kind for one person or channel, those with it. Skips
   * what another process holds, however far its clock is from ours. A row that this version cannot read is put aside as
   * one that can never be delivered, and `unreadable` is told: the others go on.
   */
  claim(
    worker: string,
    now: Instant,
    leaseMs: number,
    limit: number,
    unreadable?: (messageId: Uuid, why: string) => void,
  ): Promise<Claimed[]>;
  /** A send that takes its time goes on: what this worker holds, it holds for so long from now. */
  renew(worker: string, leaseMs: number): Promise<void>;
  /**
   * Gives back what lost workers still hold, at the start of a process; otherwise it waits for the end of the lease.
   * `isGone` must be certain. What they were sending comes back as uncertain.
   */
  release(isGone: (worker: string) => boolean): Promise<void>;
  /** Writes what came of claimed messages and gives the conversations back, in one statement. */
  record(worker: string, now: Instant, outcomes: readonly DeliveryOutcome[]): Promise<void>;
  /**
   * Takes one token of every key, or none: 0 when taken, otherwise the ms to wait until all could be. GCRA: one send
   * every `everyMs`, `burst` at once. One short transaction, so it holds across processes.
   */
  takePace(now: Instant, keys: readonly PaceKey[]): Promise<number>;
  /** The same for several sends, each for itself and in this order: a wait for each. */
  takePaces(now: Instant, sends: readonly (readonly PaceKey[])[]): Promise<number[]>;
  /** Lists what was said with neutral words only, where it can be said in full; the oldest first. */
  unsaid(now: Instant, limit: number): Promise<Unsaid[]>;
  /** These are replaced by themselves, with all their words. */
  sayInFull(now: Instant, messageIds: readonly Uuid[]): Promise<void>;
  /** A platform said "slow down": nothing of this key before then. */
  holdPace(key: string, until: Instant): Promise<void>;
  /** When something is next to be sent, by the clock that shows `now`, or null. */
  nextAt(now: Instant): Promise<Instant | null>;
  /**
   * The clock was set back by so many ms: what waits for a pace or another try waits as long as was meant. Null, at the
   * start: only waits that are longer than any can be are ended.
   */
  clockWentBack(now: Instant, ms: number | null): Promise<void>;
  /**
   * Counts for health: pending, dead, and since when the oldest line has had something to send that nobody takes up.
   * What waits for a platform's pace, for another try or for a connection does not count.
   */
  backlog(now: Instant): Promise<{ pending: number; dead: number; oldestDueAt: Instant | null }>;
  /** Tells a watcher what does not arrive: see `Troubles`. */
  troubles(now: Instant): Promise<Troubles>;
}

/** A send takes one token of each of its keys. */
export interface PaceKey {
  readonly key: string;
  readonly everyMs: number;
  readonly burst: number;
}

export interface Unsaid {
  readonly messageId: Uuid;
  readonly workspaceId: Uuid;
  readonly platform: string;
}

export interface Troubles {
  /** Since when a line has had something to send that nobody takes up; null: none has. */
  readonly stalledSince: Instant | null;
  /** Connected workspaces whose messages were tried in vain several times, since when the oldest could have gone, and the regions these are of. */
  readonly away: readonly {
    readonly id: Uuid;
    readonly platform: string;
    readonly name: string;
    readonly since: Instant;
    readonly regionIds: readonly Uuid[];
  }[];
}

export interface Claimed {
  readonly id: Uuid;
  readonly payload: Payload;
  readonly isPinned: boolean;
  readonly revision: number;
  readonly attempts: number;
  /** The error of the last try; null: there was none, or it is forgotten. */
  readonly lastError: string | null;
  /** A send was begun and not recorded, or answered "perhaps": look before sending. */
  readonly uncertain: boolean;
  /** The doubt: when unclear sends began and ended, and how far the message was looked for. Null: not known. */
  readonly doubtFrom: Instant | null;
  readonly doubtTo: Instant | null;
  readonly lookedTo: string | null;
  /** When it stood there for the first time; of a card, the last. */
  readonly confirmedAt: Instant | null;
  readonly externalRef: string | null;
  readonly isCard: boolean;
  readonly notBefore: Instant;
  /** The end of the contact hours it belongs in; null: it may go at any moment. */
  readonly notAfter: Instant | null;
  readonly createdAt: Instant;
  readonly regionId: Uuid | null;
  readonly caseId: Uuid | null;
  readonly recipientId: Uuid | null;
  readonly conversation: {
    readonly id: Uuid;
    readonly roomId: Uuid | null;
    readonly roomExternalId: string | null;
    readonly roomState: string | null;
    readonly roomAudience: string | null;
    readonly personId: Uuid | null;
    readonly personExternalId: string | null;
    readonly personLanguage: string | null;
    readonly channelId: string | null;
  };
  readonly workspace: {
    readonly id: Uuid;
    readonly platform: string;
    readonly externalId: string;
    readonly titlesInChat: boolean;
    /** It let go of us, or serves the region of this message no longer. */
    readonly disabled: boolean;
    readonly settings: Readonly<Record<string, string>>;
  };
  /** Person id → platform user id in this workspace, of the people whom the payload names by their `id`. */
  readonly mentions: Readonly<Record<Uuid, string>>;
  /** Where an invitation of somebody from elsewhere goes; it stands in no message. */
  readonly invitationEmail: string | null;
  /** The recipient's role in the case; of a bundle, in any of their cases. The family is addressed with "u". */
  readonly recipientRole: string | null;
  /** People who take part in the case now (person ids), for `receivablePart`. */
  readonly participantPersonIds: readonly Uuid[];
  /** People of the case who see only the agreements of their own party, for an invitation into a room. */
  readonly limitedPersonIds: readonly Uuid[];
  /** The cases in which the recipient sees only the agreements of their own party: of a bundle, of several. */
  readonly limits: readonly Limit[];
  /** Cases of a bundle about several in which the recipient takes part no more, and those that are closed. */
  readonly leftCaseIds: readonly Uuid[];
  /** Others of its kind for the same person or channel, which are said in one message with it. Left out: none. */
  readonly also?: readonly Also[];
}

export interface Also {
  readonly id: Uuid;
  readonly revision: number;
  readonly payload: Message;
  readonly caseId: Uuid;
  readonly participantPersonIds: readonly Uuid[];
  readonly limits: readonly Limit[];
}

export type DeliveryOutcome = {
  readonly messageId: Uuid;
  readonly conversationId: Uuid;
  readonly revision: number;
} & (
  | {
      readonly outcome: 'sent';
      readonly externalRef: string | null;
      readonly isUnseen?: boolean;
      /** Its words for who listens are to follow. */
      readonly isUnsaid?: boolean;
      readonly room?: { readonly externalId: string; readonly name: string } | { readonly archived: true };
    }
  /** Not sent, try again at; `counts` is false for a rate limit, which costs no attempt. */
  | {
      readonly outcome: 'again';
      readonly at: Instant;
      readonly counts: boolean;
      readonly uncertain: boolean;
      readonly error: string;
      /** A send ended without an answer just now: what was looked through before it no longer counts. */
      readonly doubtTo?: Instant;
      /** It was looked for so far. */
      readonly lookedTo?: string;
      /** It was found, and is still to be brought up to date. */
      readonly externalRef?: string;
      /** It was sent although nobody could see in time whether it stood there. */
      readonly isUnseen?: boolean;
    }
  /** It was held up past its contact hours: it waits for the next, and holds up nothing else meanwhile. */
  | {
      readonly outcome: 'later';
      readonly notBefore: Instant;
      readonly notAfter: Instant;
      readonly uncertain: boolean;
    }
  /** A bundle whose day is over: it is not sent, and what it asks is free for the bundle of another day. */
  | { readonly outcome: 'overtaken' }
  /** Dead letter; the conversation goes on. `error` begins with the reason and a colon. */
  | { readonly outcome: 'never'; readonly error: string }
  /** Nobody may receive it any more, or nothing is left to say. */
  | { readonly outcome: 'dropped'; readonly error: string }
);
