import type { InCase } from '../facts.ts';

/** To the lead: somebody came into a room by another way than the case, and reads along. */
export interface OutsiderInRoom extends InCase {
  readonly type: 'OutsiderInRoom';
  /** As their platform names them; null when it does not. */
  readonly name: string | null;
  readonly platform: string;
  /** It is no person, but so many teams or organisations that the channel is shared with now. */
  readonly teams?: number;
}

/** To the coordinators: a room was archived, renamed, or the app was taken out of it. */
export interface RoomTrouble extends InCase {
  /** The platform of the room, as a case may have several. */
  readonly platform: string;
  readonly type: 'RoomTrouble';
  readonly what:
    | ('archived' | 'unarchived' | 'renamed' | 'bot_removed' | 'not_opened' | 'gone')
    | ('shared' | 'unshared');
  /** With how many teams or organisations it is shared now. */
  readonly teams?: number;
}
