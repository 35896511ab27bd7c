import type { Instant } from '../domain/vocabulary.ts';

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
