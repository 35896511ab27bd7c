import type { LetterWay, WayToHear } from '../domain/contact-details.ts';
import type { Instant, Uuid } from '../domain/vocabulary.ts';
import type { NewMessage } from './database/rows.ts';
import type { LinkPurpose } from './web.ts';

/** How people without an account elsewhere are reached and come in. Rejects with `StoreUnavailable` like the store. */

/** Shown to nobody but the person, and to whoever typed it while typing (P19). */
export interface Reach {
  readonly email: string | null;
  /** A number such as +31612345678. */
  readonly phone: string | null;
}

/** A reach as it is written: sealed, with what an address is recognised by. */
export interface SealedReach {
  readonly personId: Uuid;
  readonly sealed: string;
  readonly emailLookup: string | null;
  readonly phoneLookup: string | null;
  readonly notice: WayToHear;
  readonly codeHash: string | null;
  readonly codeExpiresAt: Instant | null;
}

/** The use cases seal somebody's reach with this, to write it in the same commit as the rest. */
export interface Sealing {
  reach(personId: Uuid, reach: Reach, notice: WayToHear): SealedReach;
  /** Six digits to read out, and the hash that is kept. `sameFor`: asked twice for this, it is the same code. */
  spokenCode(personId: Uuid, sameFor?: Uuid): { readonly shown: string; readonly hash: string };
}

/**
 * Another address, or none any more, that somebody wrote down for who has one already: it holds when the person says that
 * it is right.
 */
export interface NewAddress {
  readonly personId: Uuid;
  readonly regionId: Uuid;
  /** The case in which it was written, of somebody who came in by a link. Null: it stands in the region's list. */
  readonly caseId: Uuid | null;
  /** The new address, and the new number. */
  readonly email: string | null;
  readonly phone: string | null;
  /** True when what they had is taken away, and nothing comes in its place. */
  readonly emailGone: boolean;
  readonly phoneGone: boolean;
  /** Null: whoever runs the installation. */
  readonly writtenById: Uuid | null;
  readonly writtenAt: Instant;
  /** People who stand on another word than the writer's: with two accounts one does not count for two. */
  readonly confirmers: readonly Uuid[];
  /** They said that it is not theirs. */
  readonly isRefused: boolean;
  /** They have an account elsewhere, or a part in another region: then they say it themselves, or the operator does. */
  readonly isElsewhere: boolean;
  /** Everything by which a person who came in by a link will be reached. */
  readonly reach: Reach | null;
}

/** Where nobody sees the address itself. */
export type Waiting = Omit<NewAddress, 'reach'>;

/** Another address for who came into a case by a link, as it is written. */
export interface AddressInCase
  extends Pick<SealedReach, 'personId' | 'sealed' | 'emailLookup' | 'phoneLookup'> {
  readonly regionId: Uuid;
  readonly caseId: Uuid;
  readonly emailGone: boolean;
  readonly phoneGone: boolean;
  readonly writtenById: Uuid;
  readonly writtenAt: Instant;
}

export interface Where {
  readonly regionId: Uuid;
  readonly caseId: Uuid;
}

/** These facts about somebody in a case decide whether this is the place to write down how they are reached. */
export interface Invited {
  /** They stand in the list of the region: it is changed there. */
  readonly isListed: boolean;
  /** They have an address that was typed when they were invited. */
  readonly cameByLink: boolean;
  /** They came in before, have an account elsewhere, or a part in something else: then nobody comes in their place. */
  readonly isIn: boolean;
}

/** Letters that went to somebody since they were invited, and whether they came. */
export interface SentTo {
  readonly letters: readonly {
    readonly way: LetterWay;
    /** A code is sent when somebody goes on from a link. */
    readonly what: 'link' | 'code';
    readonly count: number;
    readonly first: Instant;
    readonly last: Instant;
  }[];
  /** When somebody else than they wrote down another address or number for them, last: what went before may be elsewhere. */
  readonly correctedAt: Instant | null;
  /** When they, or whoever has their letter, came in first. */
  readonly enteredAt: Instant | null;
}

/** The address that somebody answers about: that one, and nothing that was written down since. */
export type Written = Pick<NewAddress, 'personId' | 'writtenAt'>;

/**
 * A link as it stands: `open` can be used; each of the others is a page of its own. `ended`: whoever it is for takes part
 * in nothing any more.
 */
export interface EntryLink {
  /** The hash that is kept of the link; it names it without giving it away. */
  readonly hash: string;
  readonly personId: Uuid;
  readonly purpose: LinkPurpose;
  /** `shown`: somebody held it up, or gave it on paper. */
  readonly via: LetterWay | 'console' | 'shown';
  readonly state: 'open' | 'used' | 'over' | 'blocked' | 'ended';
  /** A code was sent for it and can still be typed. */
  readonly codeSent: boolean;
  /** The message that its letter is about. */
  readonly about: Uuid | null;
}

export interface Factor {
  readonly id: Uuid;
  readonly kind: 'totp' | 'passkey';
  readonly createdAt: Instant;
  /** The secret of an app; of a passkey, its public key and how it can be reached. */
  readonly secret: unknown;
  readonly credentialId: string | null;
  /** The last step of an app that was used; of a passkey, its own counter. */
  readonly counter: number;
}

/** Somebody's own other address or number, which waits for the code that was sent there. */
export interface AddressChange {
  readonly id: Uuid;
  readonly way: LetterWay;
  readonly address: string;
}

/** Somebody changes how they are reached themselves: what is new is shown to be theirs before it takes the place of the old. */
export interface AddressChanges {
  /** Begins a change, in the place of one that waited. */
  beginChange(personId: Uuid, to: Omit<AddressChange, 'id'>, now: Instant): Promise<Uuid>;
  /** Null: none waits, or no more tries are left. */
  waitingChange(personId: Uuid, now: Instant): Promise<AddressChange | null>;
  /** A fresh code, and where it goes. Null: it does not wait any more. */
  makeProof(id: Uuid, now: Instant): Promise<{ readonly to: string; readonly secret: string } | null>;
  /** Counts the try before it looks. `over`: none is left. */
  tryProof(id: Uuid, typed: string, now: Instant): Promise<'right' | 'wrong' | 'over'>;
  /**
   * It holds from now on; with the letter to `former`, all or nothing. False: it does not wait, or what somebody else wrote
   * down waits for an answer first.
   */
  takeChange(id: Uuid, former: string | null, letters: readonly NewMessage[], now: Instant): Promise<boolean>;
  /** Where the letter about a change goes. */
  formerAddress(id: Uuid): Promise<string | null>;
}

export interface EntryBook extends AddressChanges {
  /** Null when there never was such a link. Looking changes nothing: mail scanners look too. */
  link(token: string, now: Instant): Promise<EntryLink | null>;
  /** A new link for a letter; good until `expiresAt`. Null when the person takes part in nothing any more. */
  makeLink(
    link: {
      readonly personId: Uuid;
      readonly purpose: LinkPurpose;
      readonly via: LetterWay | 'shown';
      readonly expiresAt: Instant;
      readonly about?: Uuid | null;
    },
    now: Instant,
  ): Promise<string | null>;
  /** Uses it up, for one caller; the person it lets in. Null when somebody was faster. */
  useLink(hash: string, now: Instant): Promise<Uuid | null>;
  /** A fresh code for a link, to send; the one before is worth nothing any more. Null when the link is not open. */
  makeCode(hash: string, now: Instant): Promise<string | null>;
  /** Counts a try before it looks, so that many at once are counted too. False: none is left. */
  countTry(hash: string, now: Instant): Promise<boolean>;
  /** Whether it is the code that was sent for this link, or the one that was read out to this person. */
  isCode(hash: string, personId: Uuid, typed: string, now: Instant): Promise<boolean>;
  hasSpokenCode(personId: Uuid, now: Instant): Promise<boolean>;
  /** A code that was read out serves once. */
  forgetSpokenCode(personId: Uuid): Promise<void>;
  reachOf(personId: Uuid): Promise<(Reach & { readonly notice: WayToHear }) | null>;
  /** The address that waits for their word; null: none does. */
  newAddressOf(personId: Uuid): Promise<NewAddress | null>;
  invitedOf(personId: Uuid, where: Where): Promise<Invited>;
  /**
   * Whether they took part in a closed case: beside this one (or in any, where it is about none), and of another region.
   * Whoever comes in as them reads it.
   */
  closedBeside(
    personId: Uuid,
    where: { readonly regionId: Uuid; readonly caseId: Uuid | null },
  ): Promise<{ readonly here: boolean; readonly elsewhere: boolean }>;
  /** Returns what was sent to them, and may have been. `ofCase`: of this case alone, where they take part in more. */
  sentTo(
    who: { readonly id: Uuid; readonly personId: Uuid; readonly caseId: Uuid },
    since: Instant,
    ofCase: boolean,
  ): Promise<SentTo>;
  /** Yes: it holds from now on. False: it does not wait (any more). */
  answerNewAddress(waiting: Written, isTheirs: boolean, now: Instant): Promise<boolean>;
  /** Returns the people to whom an address or number that somebody typed belongs. */
  peopleAt(typed: { readonly email: string | null; readonly phone: string | null }): Promise<Uuid[]>;
  /** Whether their address or number is that of somebody else too, who takes part in an open case or stands in a list. */
  isOthersToo(personId: Uuid): Promise<boolean>;
  factors(personId: Uuid): Promise<Factor[]>;
  /** Keeps a factor that is not confirmed yet; a second app that was never confirmed takes the place of the first. */
  addFactor(
    personId: Uuid,
    factor: Pick<Factor, 'kind' | 'secret' | 'credentialId' | 'counter'> & { readonly confirmed: boolean },
    now: Instant,
  ): Promise<Uuid>;
  /** The app that waits for its first code, if there is one. */
  waitingApp(personId: Uuid): Promise<Factor | null>;
  confirmFactor(id: Uuid, counter: number, now: Instant): Promise<void>;
  /** Moves the counter on; false when it was there already: a code or a signature that is used a second time. */
  moveCounter(id: Uuid, counter: number): Promise<boolean>;
  removeFactor(personId: Uuid, id: Uuid): Promise<void>;
  /** Keeps what a passkey has to sign. Asking takes it away. */
  keepChallenge(subject: string, value: string, until: Instant): Promise<void>;
  takeChallenge(subject: string, now: Instant): Promise<string | null>;
  /** A notice was sent; how long it is unread counts from the first. `ofDay`: it was the one of the day. */
  noticed(personId: Uuid, now: Instant, ofDay: boolean): Promise<void>;
  /** Lists the people of a region who were told and have not come to look, when nobody was asked to call them yet. */
  unread(regionId: Uuid, limit: number): Promise<{ readonly personId: Uuid; readonly since: Instant }[]>;
  callAsked(personId: Uuid, now: Instant): Promise<void>;
  /** They came to look; a notice for a later day is not needed any more. */
  seen(personId: Uuid, now: Instant): Promise<void>;
}
