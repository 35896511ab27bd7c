import { agreement } from '../../../src/domain/case/agreements.ts';
import {
  actingLead,
  deputyOf,
  participant,
  participantOfPerson,
} from '../../../src/domain/case/participants.ts';
import type { CaseState } from '../../../src/domain/case/state.ts';
import { partsOf } from '../../../src/domain/for-you/message-parts.ts';
import type { AgreementFacts, DigestItem, Message } from '../../../src/domain/messages/index.ts';
import type { Region } from '../../../src/domain/region/region.ts';
import { FAMILY_ROLES, type Uuid } from '../../../src/domain/vocabulary.ts';

/** The capacity in which somebody is told something. */
export type Quality =
  | 'owner'
  | 'deputy'
  | 'lead'
  | 'family'
  | 'contact'
  | 'coordinator'
  | 'administrator'
  | 'participant'
  /** Reported a child, and may have no part in the case that came of it. */
  | 'reporter';

/** Where a message goes: to everybody in a case, to one person, or in a letter that says nothing of a case. */
export type Recipient = 'room' | 'letter' | Quality;

/** Each item of a bundle asks somebody in a capacity of its own, and a set to confirm is a message of its own. */
type Part =
  | Exclude<Message['type'], 'NudgeDigest'>
  | `NudgeDigest ${DigestItem['as'] | 'validUntil' | 'good'}`;

/** A message for the lead goes to the coordinators while nobody leads. */
const LEAD = ['lead', 'coordinator'] as const;

/**
 * The recipients of each message: `test/stories/told-*.test.ts` play what brings about the whole list. A new kind of
 * message does not compile before it is named here, and is missed in the stories before it comes to whom it names.
 */
export const RECIPIENTS: { readonly [P in Part]: readonly [Recipient, ...Recipient[]] } = {
  Welcome: ['room'],
  WelcomeParty: ['room'],
  Overview: ['room'],
  AgreementCard: ['room'],
  DoneReported: ['room'],
  DateFollows: ['room'],
  AgreementRevised: ['room'],
  AgreementEnded: ['room'],
  AgreementPaused: ['room'],
  AgreementResumed: ['room'],
  BlockerResolved: ['room'],
  NudgeInChannel: ['room'],
  AbsenceStarts: ['room'],
  LeadMandate: ['room'],
  EscalationRaised: ['room'],
  EscalationAnswered: ['room'],
  ClockNotice: ['room'],
  GoodNews: ['room'],
  CaseStatusChanged: ['room', 'family'],
  InvolvementChanged: ['room'],
  AbsenceChanged: ['room'],
  TrackChanged: ['room'],
  ParticipantJoined: ['room'],
  PartyWithoutBasis: ['room'],
  ParticipantLeft: ['room'],
  PhoneCorrected: ['room'],

  ConfirmRequest: ['owner', 'lead', 'family'],
  'NudgeDigest owner': ['owner'],
  'NudgeDigest validUntil': ['owner'],
  'NudgeDigest acting_owner': ['deputy'],
  'NudgeDigest deputy': ['deputy'],
  'NudgeDigest lead': LEAD,
  'NudgeDigest confirmer': ['lead', 'family'],
  'NudgeDigest good': ['participant', 'coordinator'],
  NotYetDone: ['owner', 'deputy'],
  PickedUp: ['owner'],
  DeputyChecks: ['owner'],
  DateDecided: ['room', 'owner', 'deputy'],
  DeputySummary: ['deputy'],
  LeadAsked: ['participant'],
  PersonWelcomed: ['participant'],
  PhoneToCheck: ['family'],
  ConsentAsked: ['family'],

  DateProposed: LEAD,
  DisputeReported: LEAD,
  BlockerReported: LEAD,
  AcknowledgementEnded: LEAD,
  EscalationAcknowledged: ['room', ...LEAD],
  ContactFilled: LEAD,
  ReportWaits: ['coordinator'],
  ReportReceived: ['participant'],
  ReportAnswered: ['reporter'],
  AgeToCheck: LEAD,
  IntakeOpen: LEAD,
  Silence: LEAD,
  OwnerLeft: LEAD,
  AbsenceUncovered: LEAD,
  OutsiderInRoom: LEAD,
  InviteFailed: LEAD,
  InvitationFailed: LEAD,
  CallAsked: LEAD,
  ConsentAnswered: LEAD,
  ConsentTalk: LEAD,
  ConsentSilent: LEAD,
  AddressWaits: LEAD,
  AddressRefused: LEAD,
  InvitationAstray: ['coordinator'],

  EscalationAlert: ['contact', 'coordinator'],
  ContactCheck: ['contact'],
  CallEnded: ['contact'],
  RequestAsked: ['contact'],
  RequestEnded: ['contact'],
  RequestTold: ['room', ...LEAD],
  LeadMissing: ['room', 'coordinator'],
  LeadReleased: ['room', 'coordinator', 'participant'],
  LeadHandoverTold: ['room', 'coordinator', 'participant'],
  LadderOffer: ['coordinator'],
  AppealMade: LEAD,
  AppealAnswered: ['family', 'lead', 'coordinator'],
  ContactMissing: ['coordinator'],
  RoleMissing: ['lead', 'coordinator'],
  ContactUnreached: ['lead', 'coordinator'],
  ConsentDefault: ['coordinator'],
  ContactsToCheck: ['coordinator'],
  ContactChanges: ['coordinator'],
  MondayList: ['coordinator'],
  RoomTrouble: ['coordinator'],
  DeliveryFailed: ['coordinator'],
  ConnectionLost: ['coordinator', 'administrator'],
  DeliveryTrouble: ['administrator'],
  WorkspaceConfirmed: ['administrator'],

  SignInLink: ['letter'],
  SignInCode: ['letter'],
};

/** These messages exist only where a case has a room in Slack or in Teams. */
export const ONLY_IN_CHAT: ReadonlySet<string> = new Set<Part>([
  'NudgeInChannel',
  'OwnerLeft',
  'OutsiderInRoom',
  'InviteFailed',
  'InvitationFailed',
  'RoomTrouble',
  'DeliveryFailed',
  'ConnectionLost',
  'WorkspaceConfirmed',
]);

/** Buttons that whoever coordinates the region has not, while they take no part in the case themselves. */
export const OF_WHO_TAKES_PART: ReadonlySet<string> = new Set(['lead.accept', 'agreement.create']);

/** All that is to come to somebody, each as `message: recipient`. */
export function expected(isHere: (part: string) => boolean): string[] {
  return Object.entries(RECIPIENTS)
    .filter(([part]) => isHere(part))
    .flatMap(([part, all]) => all.map((recipient) => `${part}: ${recipient}`))
    .sort();
}

/** Returns the parts of a message, by the names of the table. */
export function partNames(message: Message): { readonly name: Part; readonly message: Message }[] {
  return partsOf(message).map((part) => ({ name: nameOf(part.message), message: part.message }));
}

function nameOf(m: Message): Part {
  if (m.type !== 'NudgeDigest') return m.type;
  const [item] = m.items;
  if (item) return `NudgeDigest ${item.step === 'valid_until' ? 'validUntil' : item.as}`;
  return m.confirm.length > 0 ? 'ConfirmRequest' : 'NudgeDigest good';
}

/** Returns those capacities of the table in which somebody gets this; none: it does not know that it goes to them. */
export function recipientsOf(
  name: Part,
  m: Message,
  who: { readonly state: CaseState | null; readonly region: Region | null; readonly personId: Uuid },
): Recipient[] {
  const theirs = qualities(m, who);
  return RECIPIENTS[name].filter((one) => theirs.has(one));
}

function qualities(
  m: Message,
  { state, region, personId }: Parameters<typeof recipientsOf>[2],
): ReadonlySet<Recipient> {
  const found = new Set<Recipient>();
  if (region?.coordinatorPersonIds.includes(personId)) found.add('coordinator');
  if (region?.administratorPersonIds.includes(personId)) found.add('administrator');
  if (m.type === 'ReportAnswered') found.add('reporter');
  const key = Object.entries(region?.personIds ?? {}).find(([, id]) => id === personId)?.[0];
  const points = region?.file.organisations.flatMap((o) => o.contactPoints) ?? [];
  const calls = state?.escalations.filter((e) => e.contactPersonId === personId) ?? [];
  const isOnLadder = region?.ladder.some((rung) => rung.contactPersonIds.includes(personId)) ?? false;
  if (calls.length > 0 || isOnLadder || points.some((p) => p.person === key)) found.add('contact');
  const me = state && participantOfPerson(state, personId);
  if (!state || !me) return found;
  found.add('participant');
  if (FAMILY_ROLES.has(me.role)) found.add('family');
  const today = state.case.lastEventAt.slice(0, 10);
  if (state.case.leadId === me.id || actingLead(state, today) === me.id) found.add('lead');
  const about = agreementsOf(m).flatMap(({ id }) => agreement(state, id) ?? []);
  if (about.some((a) => a.ownerId === me.id)) found.add('owner');
  const standsIn = participant(state, state.case.leadId)?.deputyId === me.id;
  if (standsIn || about.some((a) => deputyOf(state, a) === me.id)) found.add('deputy');
  return found;
}

function agreementsOf(m: Message): readonly AgreementFacts[] {
  if (m.type === 'NudgeDigest')
    return [...m.items.map((i) => i.agreement), ...m.confirm.flatMap((set) => set.agreements)];
  if ('agreements' in m) return m.agreements;
  return 'agreement' in m && m.agreement ? [m.agreement] : [];
}
