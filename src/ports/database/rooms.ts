import type { Uuid } from '../../domain/vocabulary.ts';

/** Rooms of cases, as their platforms know them. */
export interface Rooms {
  /** Rooms, by the platform's own ids, of cases that are not closed and whose region makes them in this team. */
  roomsOfTeam(
    platform: string,
    workspaceExternalId: string,
    team: string,
    state: 'open' | 'archived',
  ): Promise<readonly string[]>;
  /** Rooms of cases that are not closed, on one platform, in order of their ids, after `after`. */
  openRooms(platform: string, after: Uuid | null, limit: number, channel?: string): Promise<OpenRoom[]>;
}

/** A room that people read, with all that its platform needs to know of where it is. */
export interface OpenRoom {
  readonly id: Uuid;
  readonly externalId: string;
  readonly sharedWith: readonly string[];
  readonly invitedTeams: readonly string[];
  /** How many others were counted in it last; null: nobody counted. */
  readonly others: number | null;
  /** People who take part or coordinate, by their ids on its platform. */
  readonly known: readonly string[];
  readonly workspace: {
    readonly id: Uuid;
    readonly externalId: string;
    readonly settings: Readonly<Record<string, string>>;
  };
}
