import type { Message } from '../messages/index.ts';
import type { Uuid } from '../vocabulary.ts';
import { type Limit, limitedMessage } from './limited-message.ts';

/** Messages that go to whoever coordinates the region, also when they take no part in the case. */
const BEYOND_THE_CASE: ReadonlySet<string> = new Set([
  'EscalationAlert',
  'ContactMissing',
  'ContactUnreached',
  'ContactFilled',
  'OwnerLeft',
  'OutsiderInRoom',
  'LadderOffer',
  'LeadMissing',
  'LeadReleased',
  'Silence',
  'AbsenceUncovered',
  'BlockerReported',
  'DisputeReported',
  'DateProposed',
  'InviteFailed',
  'InvitationFailed',
  'InvitationAstray',
  'RoomTrouble',
  'DeliveryFailed',
  'ConnectionLost',
  'ContactsToCheck',
  'AcknowledgementEnded',
  'EscalationAcknowledged',
  'NudgeDigest',
  'CallAsked',
  'AddressWaits',
  'AddressRefused',
  'ConsentAnswered',
  'ConsentTalk',
  'ConsentSilent',
]);

/** About a region, or a case that it does not name by its id: for those who coordinate the region, now. */
const FOR_COORDINATORS: ReadonlySet<string> = new Set([
  'MondayList',
  'ContactsToCheck',
  'ContactChanges',
  'DeliveryFailed',
]);

/** For whom the region names: whoever is taken out of it meanwhile is not asked any more. */
const FOR_NAMED: ReadonlySet<string> = new Set(['ContactCheck']);

/** About messages, connections and workspaces: for those who administer it, now. */
const FOR_ADMINISTRATORS: ReadonlySet<string> = new Set(['DeliveryTrouble', 'WorkspaceConfirmed']);

/** For both of them. */
const FOR_WHO_RUNS_IT: ReadonlySet<string> = new Set(['ConnectionLost']);

/** Whether a person who was meant to get it when it was written still may, for what they do for the region. */
export function mayReceiveOfRegion(
  region: {
    readonly coordinatorPersonIds: readonly Uuid[];
    readonly administratorPersonIds: readonly Uuid[];
    readonly personIds: Readonly<Record<string, Uuid>>;
  } | null,
  personId: Uuid,
  messageType: string,
): boolean {
  const coordinates = region?.coordinatorPersonIds.includes(personId) ?? false;
  const administers = region?.administratorPersonIds.includes(personId) ?? false;
  if (FOR_COORDINATORS.has(messageType)) return coordinates;
  if (FOR_ADMINISTRATORS.has(messageType)) return administers;
  if (FOR_WHO_RUNS_IT.has(messageType)) return coordinates || administers;
  if (FOR_NAMED.has(messageType)) return Object.values(region?.personIds ?? {}).includes(personId);
  return true;
}

export interface Receiver {
  readonly participates: boolean;
  readonly coordinates: boolean;
  /** The calls for help that wait for them now, in this case. */
  readonly calls: readonly Uuid[];
  /** In these cases they see only their own agreements; a bundle is about several. */
  readonly limits: readonly Limit[];
}

/**
 * What of a message about a case reaches a person: all of it, the part about their own agreements, or (null) nothing.
 * Asked when it is written and again when it is sent, so that who left or lost a right in between gets no more than
 * they may have then (docs/domain.md#visibility). Whoever was asked for help gets what they are asked, while it waits
 * for them, and nothing else.
 */
export function whatReaches(who: Receiver, message: Message): Message | null {
  return mayReach(who, message) ? limitedMessage(message, who.limits) : null;
}

function mayReach(who: Receiver, message: Message): boolean {
  // It says no more than that they need not go on.
  if (message.type === 'CallEnded') return true;
  if (message.type === 'EscalationAlert' && !message.copy) return who.calls.includes(message.escalationId);
  return who.participates || (who.coordinates && BEYOND_THE_CASE.has(message.type));
}

/** What of a message to everybody in a case stands in the room of a party that sees only its own agreements. */
export function whatReachesRoom(limit: Limit, message: Message): Message | null {
  return limitedMessage(message, [limit]);
}
