import { agreement } from '../../case/agreements.ts';
import type { Accepted, Decision, Situation } from '../../case/decision.ts';
import { participant } from '../../case/participants.ts';
import type { CaseState, Escalation, Participant } from '../../case/state.ts';
import type { LetterWay } from '../../contact-details.ts';
import { alertContact } from '../../help/escalation.ts';
import type { LetterFrom, Outgoing, WentOut } from '../../messages/index.ts';
import type { ReplyKey } from '../../reply-keys.ts';
import { isCallOpen } from '../../views/calls.ts';
import type { Uuid } from '../../vocabulary.ts';
import { removeParticipant } from '../case/case-life.ts';
import { actorRef, inCase, toCoordinators, withCase } from '../tools.ts';

/** Facts about an invitation that went to the wrong person. */
export interface Astray extends WentOut {
  /** They take part in something else as well: then it is no stranger's address. */
  readonly isElsewhere: boolean;
  /** Somebody else has the same address, and takes part in something else: what that opens goes on. */
  readonly isOthersToo: boolean;
  /** How whoever got it is still reached. */
  readonly ways: readonly LetterWay[];
  /** The lead whom they can call about it. */
  readonly call: LetterFrom['lead'];
}

/**
 * Somebody whose invitation went to the wrong person is taken out. Whoever got it reads that it was not for them, unless
 * they, or somebody at the same address, take part in something else; the coordinators read what to do, since it may be a data breach. Null: they were not
 * invited by a letter.
 */
export function removeWrongPerson(
  state: CaseState,
  s: Situation,
  participantId: string,
  astray: Astray | null,
): Decision {
  const removed = calledNoMore(removeParticipant(state, s, participantId, 'wrong_person'), s, participantId);
  const who = participant(state, participantId);
  if (!removed.ok || who === null) return removed;
  if (astray === null) return saying(removed, 'done.wrongPersonNoLetter');
  if (astray.letters.length === 0 && astray.entered === null)
    return saying(removed, 'done.wrongPersonInTime');
  const { isElsewhere, isOthersToo, call: _call, ways: _ways, ...went } = astray;
  const recall = isElsewhere || isOthersToo ? [] : recalls(who, s, astray);
  const recalled = recall.length > 0;
  const note = toCoordinators(state, `astray:${who.id}`, {
    type: 'InvitationAstray',
    ...inCase(state),
    ...went,
    participantId: who.id,
    role: who.role,
    by: actorRef(state, s),
    recalled,
    isElsewhere,
    isOthersToo,
  });
  // Whoever leads a case does not learn from it whose address is in another one.
  const answer = recalled || isOthersToo ? 'yes' : isElsewhere ? 'elsewhere' : 'no';
  return {
    ...saying(removed, 'done.wrongPersonRemoved', { recalled: answer }),
    messages: [...removed.messages, ...recall, note],
    audit: [
      ...removed.audit,
      { action: 'invitation.astray', objectId: who.id },
      ...(recalled ? [{ action: 'invitation.recalled', objectId: who.id }] : []),
    ],
  };
}

/** Calls that wait for the person taken out go to whoever is next, or it is said that nobody is. */
function calledNoMore(removed: Decision, s: Situation, participantId: Uuid): Decision {
  const personId = removed.ok ? participant(removed.state, participantId)?.personId : undefined;
  if (!removed.ok || !personId || removed.state.case.escalationContactPersonId !== personId) return removed;
  const before = withCase(removed.state, { escalationContactPersonId: null });
  const waiting = before.escalations.filter((e) => e.contactPersonId === personId && isCallOpen(before, e));
  const ended = (e: Escalation): Escalation =>
    waiting.includes(e) ? { ...e, status: 'answered', answeredAt: s.now } : e;
  let so: Accepted = { ...removed, state: { ...before, escalations: before.escalations.map(ended) } };
  for (const { agreementId, rung, question } of waiting) {
    const call = { agreement: agreement(so.state, agreementId), rung, question };
    const { state, messages, audit } = alertContact(so.state, s, call);
    so = { ...so, state, messages: [...so.messages, ...messages], audit: [...so.audit, ...audit] };
  }
  return so;
}

function saying(removed: Accepted, key: ReplyKey, more: Readonly<Record<string, unknown>> = {}): Accepted {
  return { ...removed, reply: { ...removed.reply, key, values: { ...removed.reply.values, ...more } } };
}

function recalls({ personId, id }: Participant, { region }: Situation, { ways, call }: Astray): Outgoing[] {
  return ways.map((by) => ({
    recipient: { to: 'person', personId, by },
    urgency: 'unsolicited',
    key: `recall:${id}:${by}`,
    message: { type: 'SignInLink', purpose: 'recall', from: { region: region.file.name, lead: call } },
  }));
}
