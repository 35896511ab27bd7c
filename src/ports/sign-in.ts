import type { Instant, PlainDate, Uuid } from '../domain/vocabulary.ts';

/** Signing in needs this beside links and sessions. Rejects with `StoreUnavailable` like the store. */

/** Sign-ins with somebody else's word (Slack, Microsoft) that are under way. */
export interface SignIns {
  /** Begins one with a provider; gives the token for this browser, good until `expiresAt`. `back`: where they were going. */
  begin(signIn: SignIn): Promise<string>;
  /** Takes it away, so that it serves once. Null when it is unknown, over, or of another provider. */
  finish(token: string, provider: string, now: Instant): Promise<{ readonly back: string } | null>;
}

export interface SignIn {
  readonly provider: string;
  readonly back: string;
  readonly expiresAt: Instant;
}

/** How often something may be tried, counted across processes. */
export interface Tries {
  /** Counts one more under this name; false when that is more than allowed, until the time is over. */
  take(name: string, allowed: Allowed, now: Instant): Promise<boolean>;
  /** Forgets what no longer counts, and sign-ins that nobody came back from. */
  forget(now: Instant): Promise<void>;
}

export interface Allowed {
  readonly most: number;
  readonly withinMs: number;
}

/**
 * People who came into several cases by a link and showed that they are one (C44). Kept beside the cases: nothing of a
 * case, a region, an export or an audit knows of it. Rejects with `StoreUnavailable` like the store.
 */
export interface LinkedPeople {
  /** The others who are the same one, as long as each of them may be linked and none takes part in a case of another. */
  of(personId: Uuid): Promise<Uuid[]>;
  /** Whether this person may be linked with anybody. */
  mayBegin(personId: Uuid): Promise<boolean>;
  /** Whether they can be put together: both came by a letter, take part as or with the family, and not in one case. */
  mayJoin(one: Uuid, other: Uuid): Promise<boolean>;
  /** False: they may not, or would be too many. */
  join(one: Uuid, other: Uuid, now: Instant): Promise<boolean>;
  /** Takes this person apart from the others. */
  apart(personId: Uuid): Promise<void>;
  /**
   * Whether the letter of the day to this person may go. `covered`: one of `others` has that of today, which went for
   * this too, and this one counts as noticed. What cannot wait for the letter of the day always goes.
   */
  takeNotice(letter: {
    readonly messageId: Uuid;
    readonly personId: Uuid;
    readonly others: readonly Uuid[];
    readonly now: Instant;
    readonly day: PlainDate;
  }): Promise<'goes' | 'covered'>;
}
