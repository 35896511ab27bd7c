import type { MessageToOne } from '../domain/for-you/for-one.ts';
import type { Message } from '../domain/messages/index.ts';
import type { SubstanceKind } from '../domain/substance/may-read.ts';
import type { Instant, Uuid } from '../domain/vocabulary.ts';
import type { Document } from './document.ts';

/** The web keeps this of its own: who is signed in, its rooms, and what it reads of the rest. */

export interface Session {
  readonly personId: Uuid;
  /** How they came in, for the list of their sessions: `link`, `slack`, `entra`, `console` … */
  readonly how: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** The answer to what they did last, shown once. */
  readonly said: Document | null;
  /** The second step after a letter by which they came in; null: they came in another way. */
  readonly step: SecondStep | null;
  /** The person who was signed in here just before, by a letter too; null: nobody, or it was said who that is. */
  readonly besideId: Uuid | null;
}

/** A second step after a letter: a code that was sent or read out, one of an app, or a passkey. */
export type SecondStep = 'code' | 'app' | 'passkey';

/** A sign-in, beside the person whom it lets in. */
export interface CameIn {
  /** Where their account is with which they came in. */
  readonly workspaceId?: Uuid;
  readonly step?: SecondStep | null;
  readonly besideId?: Uuid | null;
}

/** Tokens are what the browser holds; only their hashes are kept. Rejects with `StoreUnavailable` like the store. */
export interface Sessions {
  /**
   * Makes a session and gives its token. `workspaceId`: where their account is with which they came in; the session
   * ends with that account, or with the connection to that workspace.
   */
  begin(personId: Uuid, how: string, now: Instant, came?: CameIn): Promise<string>;
  /** It was said who was signed in there before: it is not asked again. */
  forgetBeside(token: string): Promise<void>;
  /**
   * Null when it is unknown, ended or over, and when every account of the person has ended. A look makes it last
   * longer, never beyond its limit.
   */
  of(token: string, now: Instant): Promise<Session | null>;
  /** Returns those of these tokens whose session goes on; unlike a look this makes none last longer. */
  alive(tokens: readonly string[], now: Instant): Promise<ReadonlySet<string>>;
  /** Keeps the answer for the next page; `null` when it was shown. */
  say(token: string, said: Document | null): Promise<void>;
  /** It lets nobody in any more; whose it was is known for a day, for what they were typing. */
  end(token: string): Promise<void>;
  /** Where somebody is signed in, newest first; `token` is the one that asks. */
  list(personId: Uuid, token: string, now: Instant): Promise<OpenSession[]>;
  endById(personId: Uuid, id: string): Promise<void>;
}

/** A form that came when it could not be taken: where it was going, and all that it held. */
export interface UnsentForm {
  readonly path: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/**
 * A form that was typed and could not be sent is kept for a day. It is read with the token that the browser holds, by
 * the person whose session that browser had; nobody else reads it, not even with the database and its key.
 */
export interface Unsent {
  /**
   * Returns whose session this is, or was before it was over. Null: no trace of it, as when a wrong person had it.
   */
  whose(session: string): Promise<Uuid | null>;
  /** Gives the token for the browser. */
  keep(personId: Uuid, form: UnsentForm, now: Instant): Promise<string>;
  of(token: string, personId: Uuid, now: Instant): Promise<UnsentForm | null>;
  drop(token: string): Promise<void>;
}

/** The audit knows this of who opened a case: it holds another name for each person. */
export interface Looked {
  readonly last: ReadonlyMap<Uuid, Instant>;
  /** When somebody last looked who is none of those that were asked about; null: nobody did. */
  readonly others: Instant | null;
  /** When the whole case was last written to a file; null: never. */
  readonly exported: Instant | null;
}

export interface OpenSession {
  /** Names it, and opens nothing. */
  readonly id: string;
  readonly how: string;
  readonly createdAt: Instant;
  readonly isThis: boolean;
}

/** The purpose of a link decides what is asked when it is opened. */
export type LinkPurpose = 'console' | 'first' | 'invitation' | 'notice' | 'signIn' | 'address' | 'report';

/** A link of purpose `first` signs this person in: whoever begins, before there is anybody. */
export const NOBODY: Uuid = '00000000-0000-0000-0000-000000000000';

export interface SignInLink {
  readonly personId: Uuid;
  readonly purpose: LinkPurpose;
  readonly expiresAt: Instant;
}

/** Links that sign somebody in, once. */
export interface Links {
  /** A new link's token, good until `expiresAt`. */
  make(link: SignInLink, now: Instant): Promise<string>;
  /** Looks without using it up: mail scanners open links too. Null when it is unknown, used or over. */
  check(token: string, now: Instant): Promise<SignInLink | null>;
  /** Uses it up; null when somebody was faster. */
  use(token: string, now: Instant): Promise<SignInLink | null>;
}

/** The web's own rooms and what was posted there: the third platform beside Slack and Teams. */
export interface WebRooms {
  /** The room of this opening, whether it is made now or was made before. A taken name gets a suffix. */
  open(room: {
    readonly workspaceId: Uuid;
    readonly opening: Uuid;
    readonly name: string;
    readonly topic: string;
  }): Promise<{ readonly id: Uuid; readonly name: string }>;
  /** Puts a document under the message's id: posted once, replaced after that. */
  put(target: PostTarget, id: Uuid, document: Document, now: Instant): Promise<PutResult>;
  /** Replaces; `gone` when it is not there. */
  replace(target: PostTarget, id: Uuid, document: Document): Promise<PutResult>;
  has(target: PostTarget, id: Uuid): Promise<boolean>;
  pin(target: PostTarget, id: Uuid): Promise<PutResult>;
  setTopic(roomId: Uuid, topic: string): Promise<PutResult>;
  join(roomId: Uuid, workspaceId: Uuid, personId: Uuid): Promise<PutResult>;
  leave(roomId: Uuid, personId: Uuid): Promise<PutResult>;
  archive(roomId: Uuid, now: Instant): Promise<PutResult>;
}

export type PostTarget = { readonly room: Uuid } | { readonly person: Uuid; readonly workspaceId: Uuid };
export type PutResult = 'done' | 'gone' | 'room_gone' | 'room_archived' | 'person_unreachable';

/** Something that was told in a case, as it stands in its history. */
export interface HistoryItem {
  readonly id: Uuid;
  readonly at: Instant;
  readonly message: Message;
}

export interface Arrival {
  readonly toldId: Uuid;
  readonly platform: 'slack' | 'teams' | 'web';
  readonly at: Instant;
}

export type About =
  | { readonly caseId: Uuid }
  | { readonly agreementId: Uuid }
  | { readonly escalationId: Uuid };

export interface RegionOfCase {
  readonly caseId: Uuid;
  readonly regionId: Uuid;
  readonly regionKey: string;
}

/** A closed case, as pages list it. */
export interface ClosedCase {
  readonly caseId: Uuid;
  readonly code: string;
  readonly regionId: Uuid;
  readonly at: Instant;
  /** They still take part, or coordinate its region: its page is theirs. */
  readonly isTheirs: boolean;
}

/** An act of somebody in a case, as the audit has it. */
export interface Act {
  readonly at: Instant;
  readonly action: string;
  /** The agreement, or what holds it up, or the call for help that it is about. */
  readonly objectId: Uuid | null;
  /** Person: for whom it was done, where that is somebody else than who did it. */
  readonly who: Uuid;
  /** The person who wrote it down for them; null: they did it themselves. */
  readonly writtenBy: Uuid | null;
}

export interface Reading {
  /** The case that a request names, by its own id or by that of a part of it, and where it belongs; null: none. */
  caseAbout(about: About): Promise<RegionOfCase | null>;
  /**
   * Returns what was told to everybody in the case, newest first, before an instant; cards apart, each once. With
   * `about`: only what is about one of these agreements.
   */
  history(
    caseId: Uuid,
    before: Instant | null,
    limit: number,
    about?: readonly Uuid[] | null,
  ): Promise<HistoryItem[]>;
  /** Where and when each of these arrived first, of the rooms of the case. */
  arrivals(caseId: Uuid, toldIds: readonly Uuid[]): Promise<readonly Arrival[]>;
  /** When each of these people last opened the case, on the web or by asking in chat; who never did is not there. */
  looked(caseId: Uuid, personIds: readonly Uuid[]): Promise<Looked>;
  /** When each of these people last read words of this kind in the case; who never did is not there. */
  readWords(
    caseId: Uuid,
    kind: SubstanceKind,
    personIds: readonly Uuid[],
  ): Promise<ReadonlyMap<Uuid, Instant>>;
  /** Lists these people's acts of these kinds in the case, oldest first; those of anybody else are not told. */
  acts(caseId: Uuid, actions: readonly string[], personIds: readonly Uuid[]): Promise<readonly Act[]>;
  /** Lists what one person was told where only they read it, letters apart; newest first, so many of each place. */
  toldTo(personId: Uuid, limit: number): Promise<MessageToOne[]>;
  /** Returns those who have looked since somebody was asked to call them because they did not. */
  cameSince(personIds: readonly Uuid[]): Promise<ReadonlySet<Uuid>>;
  /** Cases, not closed, that one of these messages is about. */
  toldAbout(personId: Uuid, limit: number): Promise<Uuid[]>;
  /** They have it in front of them now, for the first time if they had not. */
  noteSeen(messageIds: readonly Uuid[], now: Instant): Promise<void>;
  /**
   * Returns a version by the id of a case or person: it changes with the case, or with what the person was told, and
   * so shows what is new since somebody looked.
   */
  versions(ids: readonly Uuid[]): Promise<ReadonlyMap<Uuid, string>>;
  /** Closed cases in which they took part, or of regions that they coordinate; the last ones first, at most so many. */
  closedOf(personId: Uuid, coordinates: readonly Uuid[], limit: number): Promise<readonly ClosedCase[]>;
  /** Regions in which this person is named (coordinator, contact) or takes part in an open case. */
  regionsOf(personId: Uuid): Promise<Uuid[]>;
  /** A region in whose cases they once took part or were asked for help; of several, where that was last. */
  regionBefore(personId: Uuid): Promise<Uuid | null>;
}
