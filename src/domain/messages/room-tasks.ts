import type { PlainDate, Uuid } from '../vocabulary.ts';
import type { PersonRef } from './facts.ts';

/** Work on rooms; it stands in the room's own line, so that a post never overtakes the opening. */
export type RoomTask =
  | {
      readonly type: 'OpenRoom';
      readonly caseId: Uuid;
      readonly code: string;
      readonly roomId: Uuid;
      /** The first of the case in that workspace. */
      readonly owner: PersonRef | null;
    }
  | {
      readonly type: 'Invite';
      readonly caseId: Uuid;
      readonly code: string;
      readonly person: PersonRef;
      /** This room; left out: every one they belong in. */
      readonly roomId?: Uuid;
    }
  | {
      readonly type: 'InviteExternal';
      readonly caseId: Uuid;
      readonly code: string;
      readonly invitationId: Uuid;
    }
  | {
      readonly type: 'Remove';
      readonly caseId: Uuid;
      readonly code: string;
      readonly person: PersonRef;
      /** This room; left out: every one. */
      readonly roomId?: Uuid;
    }
  | {
      readonly type: 'SetTopic';
      readonly caseId: Uuid;
      readonly code: string;
      readonly lead: PersonRef | null;
      /** Null: no day was missed yet, or there are lessons again. */
      readonly threeMonthDate: PlainDate | null;
    }
  /** This room; left out: every one. */
  | { readonly type: 'ArchiveRoom'; readonly caseId: Uuid; readonly code: string; readonly roomId?: Uuid };

const TASKS: Readonly<Record<RoomTask['type'], true>> = {
  OpenRoom: true,
  Invite: true,
  InviteExternal: true,
  Remove: true,
  SetTopic: true,
  ArchiveRoom: true,
};

export const ROOM_TASKS = Object.keys(TASKS) as readonly RoomTask['type'][];

export function isRoomTask(payload: { readonly type: string }): payload is RoomTask {
  return payload.type in TASKS;
}
