import type { Uuid } from '../domain/vocabulary.ts';
import type { Document } from './document.ts';

/**
 * One chat platform, as the delivery sees it. Nine small methods are required; `inviteExternal`, `sharedWith` and `othersIn` only where the platform can. None throws for what a platform
 * answers: a failure is a value, and says what to do about it. Texts arrive composed; an adapter renders them within
 * its limits.
 */
export interface ChatPlatform {
  readonly name: 'slack' | 'teams' | 'web' | 'email' | 'sms' | 'memory';
  /**
   * Posts a new message. `messageId` travels with it (hidden), so that `find` can recognise it. `instead` is the one that
   * it stands in for, which is gone: a platform that knows a message again by its id must not take it for that one.
   */
  post(to: Address, document: Document, messageId: Uuid, instead?: MessageRef): Promise<Result<MessageRef>>;
  /** Replaces a posted message. `gone` when it no longer exists: post a fresh one. */
  update(to: Address, ref: MessageRef, document: Document): Promise<Result<MessageRef>>;
  /** Looks at one page for our own message after "perhaps arrived". `null`: it is not there; `more`: look there next. */
  find(
    to: Address,
    messageId: Uuid,
    range: SearchRange,
  ): Promise<Result<MessageRef | { readonly more: string } | null>>;
  pin(to: Address, ref: MessageRef): Promise<Result<void>>;
  /** Opens a room only its people can read. A name that is taken gets a suffix; the name given is returned. */
  openRoom(
    workspace: WorkspaceRef,
    name: string,
    topic: string,
    opening?: Opening,
  ): Promise<Result<{ externalId: string; name: string }>>;
  setTopic(to: Address, topic: string): Promise<Result<void>>;
  /** Brings one person in. Already there is success. */
  invite(to: Address, externalUserId: string): Promise<Result<void>>;
  /** Invites somebody of another organisation by their address; the platform's id of the invitation. Slack only. */
  inviteExternal?(to: Address, email: string): Promise<Result<string>>;
  remove(to: Address, externalUserId: string): Promise<Result<void>>;
  archive(to: Address): Promise<Result<void>>;
  /** The teams or other organisations that a room is shared with, by the platform's own ids. Where rooms cannot be shared: left out. */
  sharedWith?(to: Address): Promise<Result<readonly string[]>>;
  /**
   * How many people can read a room beside those that are known, who are named by the platform's own ids; programs are no
   * people. Left out: the platform does not say.
   */
  othersIn?(to: Address, known: readonly string[]): Promise<Result<number>>;
}

/** Where to search for a message: around the sends that ended without an answer, from the page where it was left. */
export interface SearchRange {
  readonly notBefore: Date;
  /** Null: to the newest. */
  readonly notAfter: Date | null;
  readonly page: string | null;
}

/** An opening tells a platform what it may need besides the name. */
export interface Opening {
  /** Its own, the same at every try: an opening that may have arrived is recognised by it, and by nothing else. */
  readonly id: Uuid;
  /** Somebody of the case there, for a platform whose rooms need an owner. */
  readonly owner: string | null;
}

export interface WorkspaceRef {
  readonly id: Uuid;
  /** The platform's own id (Slack team, Teams tenant). */
  readonly externalId: string;
  /** Settings that only this platform's adapter needs to know, such as the team in which Teams makes channels. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Where a message goes. A `person` address is turned into the platform's direct conversation by the adapter. */
export interface Address {
  readonly workspace: WorkspaceRef;
  readonly target: { readonly room: string } | { readonly person: string };
  /** Platform user ids by person id, for mentions. */
  readonly mentions: Readonly<Record<Uuid, string>>;
}

/** The platform's reference to a posted message, as opaque text (Slack: `channel:ts`). */
export type MessageRef = string;

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/**
 * A failure says what to do next. `again`: certainly not done, try again after so long (null: the delivery's own
 * backoff). `never`: certainly not done, and trying again will not help. `perhaps`: it may have arrived; look before
 * sending again. `gone`: the message to update does not exist any more. `known`: it arrived at an earlier try, and
 * nobody can be told where it stands. `cause` is a code or words of ours, never what somebody else wrote.
 * `isStrange`: an answer that nobody knows. It may be the platform's last word or that of something before it, so
 * that it is tried for some hours, and given up when it stays the same.
 */
export type Failure =
  | {
      readonly kind: 'again';
      readonly afterMs: number | null;
      readonly cause: string;
      readonly rateLimited?: boolean;
      readonly isStrange?: boolean;
    }
  | { readonly kind: 'never'; readonly reason: NeverReason; readonly cause: string }
  | { readonly kind: 'perhaps'; readonly cause: string; readonly isStrange?: boolean }
  | { readonly kind: 'gone' | 'known'; readonly cause: string };

/** `address`: nobody can be invited there. `connection` ends the whole workspace: token revoked, app uninstalled. `refused` is a bug of ours. */
export type NeverReason =
  | 'room_gone'
  | 'room_archived'
  | 'person_unreachable'
  | 'not_allowed'
  | 'address'
  | 'connection'
  | 'refused';

/** A platform may name its pace; the delivery keeps to it across processes. Rates are per workspace. */
export interface Pace {
  /** The pace of the sends into one conversation. */
  readonly conversation: Rate;
  /** The pace of each method of the port, and `all` for the whole of them. */
  readonly methods: Readonly<Record<string, MethodRate>>;
}

/** Least time between two in ms, and how many may go at once. In any `ms` there are at most `burst + ms / everyMs`. */
export interface Rate {
  readonly everyMs: number;
  readonly burst: number;
}

export interface MethodRate extends Rate {
  /** Methods with the same name here go into one line together; each takes its own `everyMs` of it. */
  readonly line?: string;
  /** Its pace where the platform once said to wait at least `fromMs`. After `patienceMs` one goes on without it. */
  readonly slow?: Rate & { readonly fromMs: number; readonly patienceMs: number };
}
