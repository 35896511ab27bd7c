import type { Message } from '../messages/index.ts';
import { receives } from '../messages/recipients.ts';
import type { Region } from '../region/region.ts';
import type { Uuid } from '../vocabulary.ts';
import { type Limit, limitedMessage } from './limited-message.ts';

/** The people who do something for a region. */
type RolesOfRegion = Pick<Region, 'coordinatorPersonIds' | 'administratorPersonIds' | 'personIds'>;

/** The quality in which somebody gets a message now: in the case it is about, and for the region. */
export interface Receiver {
  readonly personId: Uuid;
  /** Null: it is of no region any more. */
  readonly region: RolesOfRegion | null;
  /** Takes part in the case; of what is about no case, always. */
  readonly participates: boolean;
  /** The calls for help and the questions for information that wait for them now, in this case. */
  readonly calls: readonly Uuid[];
  /** The cases in which they see only their own agreements; a bundle is about several. */
  readonly limits: readonly Limit[];
}

/**
 * The part of a message that reaches a person: all of it, what is about their own agreements, or (null) nothing.
 * Asked when it is written, when it is sent and when it is read, so that a person who left or lost a right meanwhile
 * gets no more than they may have then (docs/domain.md#visibility). Each type has its row in
 * `messages/recipients.ts`.
 */
export function receivablePart(who: Receiver, message: Message): Message | null {
  return mayReceive(who, message) ? limitedMessage(message, who.limits) : null;
}

function mayReceive(who: Receiver, message: Message): boolean {
  switch (receives(message).who) {
    case 'participants':
      return who.participates;
    case 'coordinators too':
      return who.participates || coordinates(who);
    case 'contact':
      if (message.type === 'RequestAsked') return who.calls.includes(message.requestId);
      return message.type === 'EscalationAlert' && who.calls.includes(message.escalationId);
    case 'coordinators':
      return coordinates(who);
    case 'administrators':
      return administers(who);
    case 'coordinators and administrators':
      return coordinates(who) || administers(who);
    case 'named':
      return Object.values(who.region?.personIds ?? {}).includes(who.personId);
    case 'anybody':
      return true;
  }
}

export function coordinates({ region, personId }: Pick<Receiver, 'region' | 'personId'>): boolean {
  return region?.coordinatorPersonIds.includes(personId) ?? false;
}

function administers({ region, personId }: Receiver): boolean {
  return region?.administratorPersonIds.includes(personId) ?? false;
}

/** The part of a message to everybody in a case that stands in the room of a party with only its own agreements. */
export function receivableInRoom(limit: Limit, message: Message): Message | null {
  return limitedMessage(message, [limit]);
}
