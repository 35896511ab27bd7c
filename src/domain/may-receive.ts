import type { Message } from './messages.ts';
import type { Uuid } from './names.ts';
import { type Limit, narrowed } from './narrow.ts';

/** Messages that go to somebody because of what they do for the region, not because they take part in the case. */
const BEYOND_THE_CASE: ReadonlySet<string> = new Set([
  'EscalationAlert',
  'ContactMissing',
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
  'RoomTrouble',
  'DeliveryFailed',
  'ConnectionLost',
  'ContactsToCheck',
  'AcknowledgementEnded',
  'EscalationAcknowledged',
  'NudgeDigest',
  'CallAsked',
  'ConsentAnswered',
  'ConsentTalk',
]);

/** About a region and no case: for those who coordinate it, now. */
const FOR_COORDINATORS: ReadonlySet<string> = new Set(['MondayList', 'ContactsToCheck', 'ContactChanges']);

/** For whom the region names: whoever is taken out of it meanwhile is not asked any more. */
const FOR_NAMED: ReadonlySet<string> = new Set(['ContactCheck']);

/** About messages and connections: for those who administer it, now. */
const FOR_ADMINISTRATORS: ReadonlySet<string> = new Set(['DeliveryTrouble']);

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
  if (FOR_COORDINATORS.has(messageType)) return region?.coordinatorPersonIds.includes(personId) ?? false;
  if (FOR_ADMINISTRATORS.has(messageType)) return region?.administratorPersonIds.includes(personId) ?? false;
  if (FOR_NAMED.has(messageType)) return Object.values(region?.personIds ?? {}).includes(personId);
  return true;
}

export interface Receiver {
  readonly participates: boolean;
  readonly namedByRegion: boolean;
  /** In these cases they see only their own agreements; a bundle is about several. */
  readonly limits: readonly Limit[];
}

/**
 * What of a message about a case reaches a person: all of it, the part about their own agreements, or (null) nothing.
 * Asked when it is written and again when it is sent, so that who left or lost a right in between gets no more than
 * they may have then (design.md 4).
 */
export function whatReaches(who: Receiver, message: Message): Message | null {
  const may = who.participates || (who.namedByRegion && BEYOND_THE_CASE.has(message.type));
  return may ? narrowed(message, who.limits) : null;
}

/** What of a message to everybody in a case stands in the room of a party that sees only its own agreements. */
export function whatReachesRoom(limit: Limit, message: Message): Message | null {
  return narrowed(message, [limit]);
}
