import type { Instant, Role, Uuid } from '../../domain/vocabulary.ts';
import type { GivenWorkspace } from './workspaces.ts';

/** One-time codes that people carry by hand. */
export interface Codes {
  /** A one-time code that is not used yet and not over, nor used in vain too often. */
  oneTimeCode(hash: string, now: Instant): Promise<NewCode | null>;
  /** Somebody used a code in vain who could never use it there: after five times it is over. */
  codeTried(hash: string): Promise<void>;
}

/** A decision may write these rows about codes. */
export interface CodeRows {
  readonly codes?: readonly NewCode[];
  /** Hash of a code that is used up with this; a code that was used already, or is over, makes it a conflict. */
  readonly codeUsed?: string;
}

/**
 * A code that somebody carries to another platform: `link` makes who types it the same person as `personId`, `join`
 * lets who types it take part in the case, `workspace` lets the region use the workspace in which it is typed by one of
 * its own people. Only the hash is kept; it works once, until `expiresAt`. Another `workspace` code of the region for
 * that workspace ends the one before.
 */
export interface NewCode {
  readonly hash: string;
  readonly purpose: 'link' | 'join' | 'workspace';
  readonly regionId: Uuid;
  /** The person who made it. */
  readonly personId: Uuid;
  readonly caseId: Uuid | null;
  readonly role: Role | null;
  readonly organisationKey: string | null;
  /** The reason to let them take part although their party has no basis or accession. */
  readonly basisReason?: string | null;
  /** The only workspace in which a `workspace` code is good. */
  readonly platform?: GivenWorkspace['platform'] | null;
  readonly externalId?: string | null;
  readonly expiresAt: Instant;
}
