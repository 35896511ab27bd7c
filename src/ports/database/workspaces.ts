import type { Instant, Uuid } from '../../domain/vocabulary.ts';

/** A workspace by the platform's own id. */
export interface GivenWorkspace {
  readonly platform: 'slack' | 'teams';
  readonly externalId: string;
}

/** A workspace that an account of it confirmed; `by` is the platform's own id of that account. */
export interface ConfirmedWorkspace extends GivenWorkspace {
  readonly by: string;
}

/** A gift lets a region use a workspace, or did until whoever runs the installation took it away. */
export interface WorkspaceGift extends GivenWorkspace {
  readonly regionId: Uuid;
  readonly givenAt: Instant;
  /** Null: whoever runs the installation gave it. */
  readonly confirmedBy: string | null;
  readonly isTaken: boolean;
}

/** Workspaces of the platforms, and whether they are connected. */
export interface Workspaces {
  /**
   * Ends all sending to a workspace. `at` is since when: of one that was disabled already that is earlier, and its reason
   * stays. Null when it is unknown.
   */
  disableWorkspace(
    platform: string,
    externalId: string,
    why: string,
    now: Instant,
  ): Promise<{ id: Uuid; name: string; at: Instant; why: string } | null>;
  /**
   * A workspace answers (again): sending goes on. Takes over the name it has now, when it is known. With `why` only one
   * that was disconnected for that.
   */
  enableWorkspace(
    platform: string,
    externalId: string,
    name: string | null,
    why?: 'token_revoked',
  ): Promise<void>;
  /** Adds to the settings of a workspace what was learnt on the way; the rest stays, unknown workspaces are left out. */
  rememberWorkspace(
    platform: string,
    externalId: string,
    settings: Readonly<Record<string, string>>,
  ): Promise<void>;
  /** Lists what was given of a workspace, or to a region, what was taken again included. */
  workspaceGifts(of: GivenWorkspace | { readonly regionId: Uuid }): Promise<WorkspaceGift[]>;
}
