import { tooFar } from '../../calendar/date-bounds.ts';
import { openBlocker } from '../../case/agreements.ts';
import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { ref } from '../../case/participants.ts';
import type { Agreement, CaseState } from '../../case/state.ts';
import { isForDisputers, mayConfirmDone } from '../../reminders/who-confirms.ts';
import type { PlainDate, Uuid } from '../../vocabulary.ts';
import { onTheirs } from '../theirs.ts';
import { aboutAgreement, actorRef, toParticipant, toRoom, withAgreement } from '../tools.ts';
import { movedOn } from './recurring.ts';

/**
 * Done is reported by the owner or who acts for them; it is done when somebody else says so. Of a decision the end
 * date is often known only now: it is kept, and a reminder comes before it.
 */
export function reportDone(
  state: CaseState,
  s: Situation,
  id: Uuid,
  { validUntil, forDue }: { readonly validUntil: PlainDate | null; readonly forDue?: PlainDate | null },
): Decision {
  return onTheirs(state, s, { id, rights: ['owner'] }, (a) => {
    if (a.rhythm) return movedOn(state, s, a, { rhythm: a.rhythm, outcome: 'kept', forDue: forDue ?? null });
    if (a.status === 'reported_done')
      return accept(state, { key: 'done.alreadyReported', values: { number: a.number } });
    const far = tooFar('validUntil', validUntil, s.today, 'validUntil');
    if (far) return far;
    const by = s.actor?.participant?.id ?? null;
    const after = closeBlocker(
      withAgreement(state, id, {
        status: 'reported_done',
        reportedDoneById: by,
        validUntil: validUntil ?? a.validUntil,
        proposedDue: null,
        proposedById: null,
      }),
      s,
      id,
    );
    return accept(
      after,
      { key: 'done.reportedDone', values: { number: a.number } },
      {
        messages: [
          toRoom(after, `done:${id}`, {
            type: 'DoneReported',
            ...aboutAgreement(after, s, id),
            by: actorRef(after, s),
          }),
        ],
        audit: [{ action: 'agreement.reported_done', objectId: id }],
      },
    );
  });
}

export function confirmDone(state: CaseState, s: Situation, id: Uuid): Decision {
  return onTheirs(state, s, { id, rights: ['participant'], allow: ['reported_done'] }, (a) => {
    const no = cannotConfirm(state, s, a);
    if (no) return no;
    const after = answerCalls(
      withAgreement(state, id, {
        status: 'done',
        doneOn: s.today,
        doneById: s.actor?.participant?.id ?? null,
        pausedReason: null,
        pausedUntil: null,
        pausedFrom: null,
      }),
      s,
      id,
    );
    return accept(
      after,
      { key: 'done.confirmedDone', values: { number: a.number } },
      {
        messages: [
          toRoom(after, `good:${id}`, {
            type: 'GoodNews',
            ...aboutAgreement(after, s, id),
            strength: null,
          }),
        ],
        audit: [{ action: 'agreement.done', objectId: id }],
      },
    );
  });
}

/** Null: they may say that it is done. Otherwise the words that say who can. */
function cannotConfirm(state: CaseState, s: Situation, a: Agreement): Decision | null {
  const may = mayConfirmDone(state, a);
  if (may.includes(s.actor?.participant?.id ?? '')) return null;
  const who = may.map((id) => ref(state, id));
  const own = a.reportedDoneById === s.actor?.participant?.id;
  const why = isForDisputers(state, a) ? 'notClear' : own ? 'own' : 'other';
  return refuse(`refused.confirmDone.${why}`, { number: a.number, who });
}

/** "Not yet" opens it again; the owner hears it, without reproach. */
export function notYet(state: CaseState, s: Situation, id: Uuid): Decision {
  return onTheirs(state, s, { id, rights: ['participant'], allow: ['reported_done'] }, (a) => {
    const after = withAgreement(state, id, { status: 'open', reportedDoneById: null });
    const message = {
      type: 'NotYetDone',
      ...aboutAgreement(after, s, id),
      by: actorRef(after, s),
    } as const;
    return accept(
      after,
      { key: 'done.notYet', values: { number: a.number } },
      {
        messages: toParticipant(after, a.reportedDoneById ?? a.ownerId, `notyet:${id}`, message),
        audit: [{ action: 'agreement.not_yet', objectId: id }],
      },
    );
  });
}

export function endAgreement(state: CaseState, s: Situation, id: Uuid, reason: string): Decision {
  return onTheirs(state, s, { id, rights: ['lead'] }, (a) => {
    if (reason.trim() === '') return refuse('refused.reasonMissing', {}, { field: 'reason' });
    const after = answerCalls(
      closeBlocker(withAgreement(state, id, { status: 'ended', endedReason: reason.trim() }), s, id),
      s,
      id,
    );
    return accept(
      after,
      { key: 'done.ended', values: { number: a.number } },
      {
        messages: [
          toRoom(after, `ended:${id}`, {
            type: 'AgreementEnded',
            ...aboutAgreement(after, s, id),
            by: actorRef(after, s),
          }),
        ],
        audit: [{ action: 'agreement.ended', objectId: id }],
      },
    );
  });
}

/** "It will work out": nothing changes but that we heard it. */
export function onTrack(state: CaseState, s: Situation, id: Uuid): Decision {
  return onTheirs(state, s, { id, rights: ['owner'] }, (a) =>
    accept(
      withAgreement(state, id, { onTrackFor: a.due }),
      { key: 'done.onTrack', values: { number: a.number } },
      { audit: [{ action: 'agreement.on_track', objectId: id }] },
    ),
  );
}

/** An agreement that is done or ended is no longer stuck. */
function closeBlocker(state: CaseState, s: Situation, id: Uuid): CaseState {
  const blocker = openBlocker(state, id);
  if (!blocker) return state;
  return {
    ...state,
    blockers: state.blockers.map((b) => (b.id === blocker.id ? { ...b, resolvedAt: s.now } : b)),
  };
}

/** Nobody higher up is waited for any more. */
function answerCalls(state: CaseState, s: Situation, id: Uuid): CaseState {
  if (!state.escalations.some((e) => e.agreementId === id && e.status !== 'answered')) return state;
  return {
    ...state,
    escalations: state.escalations.map((e) =>
      e.agreementId === id && e.status !== 'answered'
        ? { ...e, status: 'answered' as const, answeredAt: s.now }
        : e,
    ),
  };
}
