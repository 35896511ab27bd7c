import type { AgreementFacts, DigestItem, Message, NudgeDigest } from '../messages/index.ts';
import type { Uuid } from '../vocabulary.ts';

/**
 * A part of what was told to one person: one question, or one thing to know. A bundle is as many as it asks, so that
 * each is answered, and overtaken, by itself.
 */
export interface MessagePart {
  /** The thing it is about: of two parts with one key the later one takes the place of the earlier. */
  readonly key: string;
  /** Null: it is about no case. */
  readonly caseId: Uuid | null;
  readonly message: Message;
}

/** Takes a message apart. Put together again in this order (`together`), its parts are the message. */
export function partsOf(message: Message): readonly MessagePart[] {
  switch (message.type) {
    case 'NudgeDigest': {
      const alone = { ...message, strengths: [], items: [], confirm: [] };
      return [
        ...goodOf(message, alone),
        ...message.items.map((item) => ({
          key: keyOfItem(item),
          caseId: item.caseId,
          message: { ...alone, items: [item] },
        })),
        ...message.confirm.map((set) => ({
          key: keyOf(set),
          caseId: set.caseId,
          message: { ...alone, confirm: [set] },
        })),
      ];
    }
    default:
      return [
        {
          key: keyOf(message),
          caseId: 'caseId' in message ? message.caseId : null,
          message,
        },
      ];
  }
}

/** A strength is told of a case that something else in the bundle is about: without one nobody knows whose it is. */
function goodOf({ strengths, items, confirm }: NudgeDigest, alone: NudgeDigest): readonly MessagePart[] {
  return strengths.flatMap((one) => {
    const caseId = [...items, ...confirm].find(({ code }) => code === one.code)?.caseId;
    return caseId ? [{ key: `good:${one.code}`, caseId, message: { ...alone, strengths: [one] } }] : [];
  });
}

/** Parts of one message as one message again: what is read together was told together. */
export function together(parts: readonly [Message, ...Message[]]): Message {
  const bundles = parts.filter((m) => m.type === 'NudgeDigest');
  const [first] = bundles;
  if (!first) return parts[0];
  return {
    ...first,
    strengths: bundles.flatMap((m) => m.strengths),
    items: bundles.flatMap((m) => m.items),
    confirm: bundles.flatMap((m) => m.confirm),
  };
}

function keyOfItem({ agreement, as, step }: DigestItem): string {
  if (step === 'valid_until') return `validUntil:${agreement.id}`;
  if (step === 'done') return `done:${as}:${agreement.id}`;
  return `${as === 'acting_owner' ? 'owner' : as}:${agreement.id}`;
}

function keyOf(m: Message): string {
  switch (m.type) {
    case 'DeputyChecks':
      return `owner:${m.agreement.id}`;
    case 'EscalationAlert':
      return `${m.copy ? 'copy' : 'help'}:${m.escalationId}`;
    case 'AcknowledgementEnded':
    case 'ContactMissing':
    case 'ContactUnreached':
      return `${m.type}:${m.escalationId}`;
    case 'ConsentAsked':
    case 'ConsentAnswered':
    case 'ConsentTalk':
    case 'ConsentSilent':
      return `${m.type}:${m.caseId}:${typeof m.party === 'string' ? m.party : m.party.key}:${'who' in m ? m.who.id : ''}:${m.about ?? 'reading'}`;
    case 'AbsenceUncovered':
    case 'OwnerLeft':
    case 'InviteFailed':
    case 'CallAsked':
    case 'AddressWaits':
    case 'AddressRefused':
      return `${m.type}:${m.caseId}:${m.person.id}`;
    case 'DeputySummary':
      return `${m.type}:${m.caseId}:${m.absent.id}`;
    case 'DisputeReported':
      return `${m.type}:${m.agreement.id}:${m.who.id}`;
    case 'InvitationFailed':
      return `${m.type}:${m.caseId}:${m.role}`;
    case 'InvitationAstray':
      return `${m.type}:${m.participantId}`;
    case 'OutsiderInRoom':
      return `${m.type}:${m.caseId}:${m.platform}:${m.name ?? ''}${m.teams ? ':teams' : ''}`;
    case 'RoomTrouble':
      return `${m.type}:${m.caseId}:${m.platform}`;
    case 'DeliveryFailed':
      return `${m.type}:${m.code ?? ''}:${m.person?.id ?? ''}`;
    case 'WorkspaceConfirmed':
      return `${m.type}:${m.region}:${m.workspace}`;
    case 'ConnectionLost':
      return `${m.type}:${m.workspace}`;
    case 'DeliveryTrouble':
      return `${m.type}:${m.what}:${m.workspace ?? ''}`;
    case 'RequestAsked':
    case 'RequestTold':
      return `${m.type}:${m.requestId}`;
    case 'ReportAnswered':
    case 'RequestEnded':
    case 'CallEnded':
      return `${m.type}:${m.code}`;
    case 'AppealMade':
    case 'AppealAnswered':
      return `${m.type}:${m.appealId}`;
    case 'TrackChanged':
      return `${m.type}:${m.track.id}`;
    case 'LeadHandoverTold':
    case 'InvolvementChanged':
    case 'AbsenceChanged':
      return `${m.type}:${m.caseId}`;
    case 'CaseStatusChanged':
      return `${m.type}:${m.caseId}${m.closing === 'byPhone' ? ':byPhone' : ''}`;
    case 'RoleMissing':
      return `${m.type}:${m.caseId}:${[...m.fields, ...m.parties.map((p) => p.key), m.rung].join()}`;
    case 'ConsentDefault':
    case 'ContactsToCheck':
    case 'ContactCheck':
      return `${m.type}:${m.region}`;
    case 'ContactChanges':
      return `${m.type}:${m.region}:${m.organisation.key}:${m.role}`;
    case 'MondayList':
      return `${m.type}:${m.regionId}`;
    case 'LeadMissing':
    case 'LeadReleased':
    case 'LadderOffer':
      return `leaderless:${m.caseId}`;
    default:
      return `${m.type}:${agreementOf(m)?.id ?? ('caseId' in m ? m.caseId : '')}`;
  }
}

/** The agreement that a message is about; null: it is about none, or about several. */
export function agreementOf(m: Message): AgreementFacts | null {
  return 'agreement' in m ? m.agreement : null;
}
