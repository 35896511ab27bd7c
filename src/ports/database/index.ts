import type { Addresses } from './addresses.ts';
import type { Cases } from './cases.ts';
import type { Decisions } from './change.ts';
import type { Codes } from './codes.ts';
import type { Looks } from './looks.ts';
import type { People } from './people.ts';
import type { Regions } from './regions.ts';
import type { Rooms } from './rooms.ts';
import type { Rounds } from './rounds.ts';
import type { Undelivered } from './undelivered.ts';
import type { Workspaces } from './workspaces.ts';

export type { Context, ContextQuery, WaitingReport } from './cases.ts';
export type { Change, CommitResult } from './change.ts';
export type { NewCode } from './codes.ts';
export type { Read, RegionNote } from './looks.ts';
export type { OwnHours } from './people.ts';
export type { RegionContactChange, RegionFileChange } from './regions.ts';
export type { OpenRoom } from './rooms.ts';
export type { PlannedNudge } from './rounds.ts';
export type { AuditEvent, ConversationKey, NewMessage } from './rows.ts';

/**
 * The use cases ask the database through this port, by subject. Every method is one round trip unless it says
 * otherwise. SQL is given `now` and never asks for it. A lost connection rejects with `StoreUnavailable`; everything
 * else that rejects is a bug. Code that needs one subject asks for that one.
 */
export interface Store
  extends Cases,
    Decisions,
    People,
    Addresses,
    Codes,
    Rooms,
    Rounds,
    Regions,
    Workspaces,
    Looks,
    Undelivered {}

/** The database cannot be reached now; the person is told to try again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
