import type { Instant } from '../domain/vocabulary.ts';

/**
 * A connection that somebody made by installing the app: with one workspace, or with a whole organisation. One that
 * stands in the configuration (a single bot token) is not among them.
 */
export interface Installation {
  readonly platform: string;
  /** The platform's own id: a Slack team or enterprise, a Teams tenant. */
  readonly externalId: string;
  readonly isEnterprise: boolean;
  /** Secrets that give access, as JSON in the adapter's own shape; encrypted where they are kept, never logged. */
  readonly secrets: unknown;
  /** When what gives access ends by itself; null: never. */
  readonly expiresAt: Instant | null;
}

/** Where installations are kept, for every platform. Rejects when the database is away, or with `Unreadable`. */
export interface Installations {
  get(platform: string, externalId: string): Promise<Installation | null>;
  /** Lists those that can be read, in the order of their ids. */
  all(platform: string): Promise<Installation[]>;
  /** Adds it, or puts it in the place of the one that was there. */
  put(installation: Installation): Promise<void>;
  /**
   * Changes one while nobody else can, in any process: `work` gets it as it is then, and what it returns is kept before
   * it is given to anybody. Null from `work` leaves it as it is; when `work` rejects, nothing has changed. Resolves with
   * what is kept now, null when there is none.
   */
  renew(
    platform: string,
    externalId: string,
    work: (current: Installation) => Promise<Pick<Installation, 'secrets' | 'expiresAt'> | null>,
  ): Promise<Installation | null>;
  remove(platform: string, externalId: string): Promise<void>;
}

/** A kept secret was sealed with a key that is not known here, or was changed by somebody. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
