import type { Instant, Uuid } from '../domain/vocabulary.ts';

/** A workspace by the platform's own id. */
export interface GivenWorkspace {
  readonly platform: 'slack' | 'teams';
  readonly externalId: string;
}

/** A workspace that an account of it confirmed; `by` is the platform's own id of that account. */
export interface ConfirmedWorkspace extends GivenWorkspace {
  readonly by: string;
}

/** That a region may use a workspace, or might until whoever runs the installation took it away. */
export interface WorkspaceGift extends GivenWorkspace {
  readonly regionId: Uuid;
  readonly givenAt: Instant;
  /** Null: whoever runs the installation gave it. */
  readonly confirmedBy: string | null;
  readonly isTaken: boolean;
}
