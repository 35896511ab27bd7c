import { randomUUID } from 'node:crypto';
import { platformEvent } from '../../app/events/platform-events.ts';
import { enqueue } from '../../app/outgoing/enqueue.ts';
import type { Deps } from '../../app/request-context.ts';
import { situationOf } from '../../app/request-context.ts';
import { decideAndWrite } from '../../app/write/decide-and-write.ts';
import { actingLead, personOf, refOfPerson } from '../../domain/case/participants.ts';
import { isLetterWay, type LetterWay } from '../../domain/contact-details.ts';
import type { Message, Outgoing, RoomTask } from '../../domain/messages/index.ts';
import { invitationFailed } from '../../domain/rules/participants/invitation.ts';
import { tellUnreached } from '../../jobs/tell-unreached.ts';
import type { Failure, NeverReason } from '../../ports/chat.ts';
import type { Claimed } from '../../ports/outbox.ts';
import { nudgeInChannel } from './nudge-in-channel.ts';

const SAID: Readonly<Record<NeverReason, Extract<Message, { type: 'DeliveryFailed' }>['reason']>> = {
  room_gone: 'room_gone',
  room_archived: 'room_gone',
  person_unreachable: 'person_unreachable',
  not_allowed: 'not_allowed',
  address: 'refused',
  connection: 'refused',
  refused: 'refused',
};

/**
 * A lost room is told of to the coordinators once, and nothing more is sent there; the other rooms of the case go on.
 */
const ROOM_IS_LOST: ReadonlySet<NeverReason> = new Set(['room_gone', 'room_archived']);

/** A person who cannot be reached still has the room of the case. */
const UNREACHABLE: ReadonlySet<NeverReason> = new Set(['person_unreachable', 'not_allowed']);

/**
 * Tells what can never be delivered to the person who can do something about it: to the lead that a person could not
 * be brought in, anything else to the coordinators, in plain words. Trouble about trouble is logged, not told again.
 */
export function tellTrouble(
  deps: Deps,
): (claimed: Claimed, failure: Extract<Failure, { kind: 'never' }>) => Promise<void> {
  return async (claimed, failure) => {
    if (failure.reason === 'connection') {
      const { platform, externalId } = claimed.workspace;
      await platformEvent(deps, {
        key: `connection:${claimed.id}`,
        platform,
        workspaceExternalId: externalId,
        what: 'token_revoked',
      });
      return;
    }
    const way = claimed.workspace.platform;
    if (isLetterWay(way)) return letterRefused(deps, claimed, way);
    const room = claimed.conversation.roomExternalId;
    if (room !== null && ROOM_IS_LOST.has(failure.reason)) {
      await platformEvent(deps, {
        key: `room:${claimed.id}:${claimed.revision}`,
        platform: claimed.workspace.platform,
        workspaceExternalId: claimed.workspace.externalId,
        what: failure.reason === 'room_archived' ? 'room_archived' : 'room_gone',
        channel: room,
      });
      return;
    }
    const { payload } = claimed;
    if (payload.type === 'NudgeDigest' && UNREACHABLE.has(failure.reason))
      return nudgeInChannel(deps, claimed, payload);
    if (payload.type === 'InviteExternal') {
      await notInvited(deps, claimed, payload, failure.reason);
      return;
    }
    if (payload.type === 'DeliveryFailed' || payload.type === 'InviteFailed' || claimed.caseId === null)
      return;
    const [state] = await deps.store.cases([claimed.caseId]);
    const region = state ? await deps.store.region(state.case.regionId) : null;
    if (!state || !region) return;
    const s = situationOf(deps, region, null, state);
    const lead = personOf(state, actingLead(state, s.today));
    const invite = payload.type === 'Invite';
    const recipient =
      invite && lead ? ({ to: 'person', personId: lead.id } as const) : ({ to: 'coordinators' } as const);
    const message = messageOf(
      claimed,
      failure.reason,
      state.case.code,
      state.people.find((p) => p.id === claimed.recipientId) ?? null,
    );
    const messages = enqueue(
      { state, region, now: s.now, newId: randomUUID },
      [{ recipient, urgency: 'unsolicited', key: `trouble:${claimed.id}:${claimed.revision}`, message }],
      [],
    );
    await deps.store.commit({ now: s.now, cases: [], messages });
  };
}

/**
 * A letter for which there is no way any more: mail or SMS was turned off after it was written. Who is called for help by
 * it hears nothing, and that is told; for everybody else the same was so before it was written.
 */
export async function letterUnsent(deps: Deps, claimed: Claimed): Promise<void> {
  const { recipientId: personId } = claimed;
  if (personId) await tellUnreached(deps, { personId, why: 'letter', key: `unsent:${claimed.id}` });
}

/**
 * A letter that its address refused: whoever leads a case of this person hears it, once a day, and can call. Other
 * people's letters go on.
 */
async function letterRefused(deps: Deps, claimed: Claimed, way: LetterWay): Promise<void> {
  const personId = claimed.recipientId;
  if (personId === null) return;
  await tellUnreached(deps, { personId, why: 'letter', key: `letter:${claimed.id}` });
  const states = await deps.store.cases(await deps.store.openCaseIdsOf([personId]));
  for (const state of states) {
    const region = await deps.store.region(state.case.regionId);
    const person = state.people.find((p) => p.id === personId);
    if (!region || !person) continue;
    const s = situationOf(deps, region, null, state);
    const lead = personOf(state, actingLead(state, s.today));
    const told = lead && lead.id !== personId;
    const { id: caseId, code } = state.case;
    const call: Outgoing = {
      recipient: told ? { to: 'person', personId: lead.id } : { to: 'coordinators' },
      urgency: 'unsolicited',
      key: `letter:${way}:${personId}:${caseId}:${s.today}`,
      message: {
        ...{ type: 'CallAsked', caseId, code, person: refOfPerson(person, personId), why: way },
        ...(personOf(state, state.case.leadId)?.id === personId ? { leads: true } : {}),
      },
    };
    const messages = enqueue({ state, region, now: s.now, newId: randomUUID }, [call], []);
    await deps.store.commit({ now: s.now, cases: [], messages });
  }
}

/** An invitation from elsewhere is over; the lead can invite in another way. */
function notInvited(
  deps: Deps,
  claimed: Claimed,
  task: RoomTask & { type: 'InviteExternal' },
  reason: NeverReason,
): Promise<boolean> {
  const why = reason === 'not_allowed' || reason === 'address' ? reason : 'unknown';
  return decideAndWrite(deps, {
    key: `invitation:${claimed.id}:${claimed.revision}`,
    load: async () => (await deps.store.cases([task.caseId]))[0] ?? null,
    rule: (state) => invitationFailed(state, task.invitationId, why),
  });
}

function messageOf(
  claimed: Claimed,
  reason: NeverReason,
  code: string,
  person: Parameters<typeof refOfPerson>[0],
): Message {
  const { payload } = claimed;
  const caseId = claimed.caseId ?? '';
  if (payload.type === 'Invite') {
    const why = { person_unreachable: 'not_in_workspace', not_allowed: 'not_allowed' } as const;
    return {
      type: 'InviteFailed',
      caseId,
      code,
      person: payload.person,
      reason: reason in why ? why[reason as keyof typeof why] : 'unknown',
    };
  }
  if (payload.type === 'OpenRoom')
    return { type: 'RoomTrouble', caseId, code, what: 'not_opened', platform: claimed.workspace.platform };
  return {
    type: 'DeliveryFailed',
    code,
    person: person ? refOfPerson(person, person.id) : null,
    reason: SAID[reason],
  };
}
