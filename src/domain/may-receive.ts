import type { Uuid } from './names.ts';

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

/**
 * Whether a person may get a message about a case. Asked when it is written and again when it is sent, so that who
 * left in between gets nothing. Until consent exists it allows what the role allows (design.md 4).
 */
export function mayReceive(
  who: { readonly personId: Uuid; readonly participates: boolean; readonly namedByRegion: boolean },
  messageType: string,
): boolean {
  if (who.participates) return true;
  return who.namedByRegion && BEYOND_THE_CASE.has(messageType);
}
