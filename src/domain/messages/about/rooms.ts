import type { InCase } from '../facts.ts';

/** Tells the lead that somebody came into a room by another way than the case, and reads along. */
export interface OutsiderInRoom extends InCase {
  readonly type: 'OutsiderInRoom';
  /** The name that their platform gives them; null when it gives none. */
  readonly name: string | null;
  readonly platform: string;
  /** It is no person, but so many teams or organisations that the channel is shared with now. */
  readonly teams?: number;
}

/** Tells the coordinators that a room was archived, renamed, or the app was taken out of it. */
export interface RoomTrouble extends InCase {
  /** The platform of the room, as a case may have several. */
  readonly platform: string;
  readonly type: 'RoomTrouble';
  readonly what:
    | ('archived' | 'unarchived' | 'renamed' | 'bot_removed' | 'not_opened' | 'gone')
    | ('shared' | 'unshared');
  /** The number of teams or organisations it is shared with now. */
  readonly teams?: number;
}
