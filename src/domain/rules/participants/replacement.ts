import { isOpen } from '../../case/agreements.ts';
import { type Accepted, accept, type Decision, type Situation } from '../../case/decision.ts';
import { participant, participantOfPerson } from '../../case/participants.ts';
import type { CaseState } from '../../case/state.ts';
import { isLimited } from '../../consent/consent.ts';
import type { Uuid } from '../../vocabulary.ts';
import { addParticipant, handedOver, type Joining, removeParticipant } from '../case/case-life.ts';
import { suggestLead } from '../lead/lead.ts';
import { inTheirs } from '../theirs.ts';
import { withAgreement, withCase, withParticipant } from '../tools.ts';

type Step = (state: CaseState) => Decision;

/**
 * Somebody leaves an organisation and somebody else takes over what they did in a case: the open agreements (to be
 * confirmed again), standing in for others, being called. Who led is not followed as a matter of course: the new one is
 * asked, and decides (C05). Everything is what the rules for each of these say; one that refuses stops all of it.
 */
export function replaceParticipant(
  before: CaseState,
  s: Situation,
  leavingId: Uuid,
  { person: successor, basisReason = null }: Pick<Joining, 'person' | 'basisReason'>,
): Decision {
  return inTheirs(before, s, ['coordinator'], () => {
    const leaving = before.participants.find((p) => p.id === leavingId && p.leftAt === null);
    const { role = 'other', organisationKey = null } = leaving ?? {};
    const led = [before.case.leadId, before.case.leadAskedId].includes(leavingId);
    const next = (state: CaseState): Uuid => participantOfPerson(state, successor.id)?.id ?? '';
    const owned = before.agreements.filter((a) => isOpen(a) && a.ownerId === leavingId);
    return oneAfterAnother(before, [
      (state) =>
        participantOfPerson(state, successor.id)
          ? accept(state, 'done.participantAdded')
          : addParticipant(state, s, { person: successor, role, organisationKey, basisReason }),
      ...owned.map(
        (a): Step =>
          (state) =>
            handedOver(state, s, a.id, next(state)),
      ),
      (state) => standsIn(state, leavingId, next(state)),
      (state) => isCalled(state, leaving?.personId ?? null, successor.id),
      (state) => removeParticipant(state, s, leavingId, 'removed'),
      ...(led ? [(state: CaseState) => askToLead(state, s, next(state))] : []),
    ]);
  });
}

/** One decision on what the one before left; what is told and audited is that of all. */
function oneAfterAnother(state: CaseState, steps: readonly Step[]): Decision {
  let so: Accepted = accept(state, 'done.participantRemoved');
  for (const step of steps) {
    const then = step(so.state);
    if (!then.ok) return then;
    so = {
      ...then,
      messages: [...so.messages, ...then.messages],
      tasks: [...so.tasks, ...then.tasks],
      audit: [...so.audit, ...then.audit],
    };
  }
  return so;
}

/** Everybody with this deputy gets the successor, but nobody is their own, and a limited person is no lead's. */
function standsIn(state: CaseState, leavingId: Uuid, nextId: Uuid): Decision {
  const had = state.participants.filter((p) => p.leftAt === null && p.deputyId === leavingId);
  const notFor = (id: Uuid): boolean =>
    id === nextId || (state.case.leadId === id && isLimited(participant(state, nextId)));
  const people = had.reduce(
    (so, p) => withParticipant(so, p.id, { deputyId: notFor(p.id) ? null : nextId }),
    state,
  );
  const after = people.agreements
    .filter((a) => isOpen(a) && a.deputyId === leavingId)
    .reduce((so, a) => withAgreement(so, a.id, { deputyId: a.ownerId === nextId ? null : nextId }), people);
  return accept(after, 'done.participantAdded', {
    audit: had.map((p) => ({ action: 'deputy.set', objectId: p.id })),
  });
}

/** The successor is called when an agreement stays open, where the case named the leaving person for that. */
function isCalled(state: CaseState, leaving: Uuid | null, successor: Uuid): Decision {
  if (leaving === null || state.case.escalationContactPersonId !== leaving)
    return accept(state, 'done.participantAdded');
  return accept(withCase(state, { escalationContactPersonId: successor }), 'done.participantAdded', {
    audit: [{ action: 'case.escalation_contact', objectId: state.case.id }],
  });
}

/** There may be a lead already: who was only asked, and somebody else took it. Without consent nobody is asked. */
function askToLead(state: CaseState, s: Situation, nextId: Uuid): Decision {
  const next = participant(state, nextId);
  if (state.case.leadId || !next || isLimited(next)) return accept(state, 'done.participantRemoved');
  return suggestLead(state, s, nextId);
}
