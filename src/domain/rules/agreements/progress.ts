import { tooFar } from '../../calendar/date-bounds.ts';
import { effectiveDue, isPaused, openBlocker } from '../../case/agreements.ts';
import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { actingOwner, deputyOf, participant, ref } from '../../case/participants.ts';
import type { Agreement, CaseState } from '../../case/state.ts';
import { resume } from '../../due-timers.ts';
import { isForDisputers, mayConfirmDone } from '../../reminders/who-confirms.ts';
import type { PlainDate, Uuid } from '../../vocabulary.ts';
import { leadName, toLead } from '../answers.ts';
import { onTheirs } from '../theirs.ts';
import { checkDate, skipPast } from './create.ts';
import { actorRef, facts, inCase, onOpenAgreement, toParticipant, toRoom, withAgreement } from './edit.ts';
import { newText } from './new-text.ts';

/**
 * Done is reported by the owner or who acts for them; it is done when somebody else says so. Of a decision the end
 * date is often known only now: it is kept, and a reminder comes before it.
 */
export function reportDone(state: CaseState, s: Situation, id: Uuid, validUntil: PlainDate | null): Decision {
  return onTheirs(state, s, id, ['owner'], (a) => {
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
            ...inCase(after),
            agreement: facts(after, s, id),
            by: actorRef(after, s),
          }),
        ],
        audit: [{ action: 'agreement.reported_done', objectId: id }],
      },
    );
  });
}

export function confirmDone(state: CaseState, s: Situation, id: Uuid): Decision {
  return onTheirs(
    state,
    s,
    id,
    ['participant'],
    (a) => {
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
              ...inCase(after),
              agreement: facts(after, s, id),
              strength: null,
            }),
          ],
          audit: [{ action: 'agreement.done', objectId: id }],
        },
      );
    },
    ['reported_done'],
  );
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
  return onTheirs(
    state,
    s,
    id,
    ['participant'],
    (a) => {
      const after = withAgreement(state, id, { status: 'open', reportedDoneById: null });
      const message = {
        type: 'NotYetDone',
        ...inCase(after),
        agreement: facts(after, s, id),
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
    },
    ['reported_done'],
  );
}

/** The owner proposes; the lead decides; the first date stays visible. */
export function proposeDate(
  state: CaseState,
  s: Situation,
  id: Uuid,
  date: PlainDate,
  chosen: boolean,
): Decision {
  return onTheirs(
    state,
    s,
    id,
    ['owner'],
    (a) => {
      if (a.predecessorId && effectiveDue(state, s.region, a) !== a.due)
        return refuse('refused.dateFollows', { number: a.number });
      const wrong = checkDate(state, s, date, chosen, 'date');
      if (wrong) return wrong;
      const after = withAgreement(state, id, {
        proposedDue: date,
        proposedById: s.actor?.participant?.id ?? a.ownerId,
      });
      const message = {
        type: 'DateProposed',
        ...inCase(after),
        agreement: facts(after, s, id),
        by: actorRef(after, s),
        date,
      } as const;
      return accept(
        after,
        { key: 'done.dateProposed', values: { number: a.number, date, lead: leadName(after) } },
        {
          messages: toLead(after, `date:${id}`, message),
          audit: [{ action: 'agreement.date_proposed', objectId: id }],
        },
      );
    },
    ['open'],
  );
}

/** The lead's answer. The steps start again from the new date. */
export function decideDate(
  state: CaseState,
  s: Situation,
  id: Uuid,
  date: PlainDate,
  accepted: boolean,
): Decision {
  return onTheirs(
    state,
    s,
    id,
    ['lead'],
    (a) => {
      if (a.proposedDue !== date) return refuse('refused.agreementChanged', { number: a.number });
      const far = accepted ? tooFar('due', date, s.today, 'date') : null;
      if (far) return far;
      const proposer = a.proposedById ?? a.ownerId;
      const change = accepted
        ? {
            due: date,
            predecessorId: null,
            workingDaysAfter: null,
            cycle: a.cycle + 1,
            pausedWorkingDays: 0,
            ...newText(state, s, a),
          }
        : {};
      const changed = { ...a, ...change, proposedDue: null, proposedById: null };
      const base = withAgreement(state, id, changed);
      const after = accepted ? skipPast(base, s, changed) : base;
      const message = {
        type: 'DateDecided',
        ...inCase(after),
        agreement: facts(after, s, id),
        by: actorRef(after, s),
        accepted,
        date,
        ...(accepted ? { was: effectiveDue(state, s.region, a) } : {}),
      } as const;
      const messages = accepted
        ? [toRoom(after, `date:${id}`, message)]
        : toParticipant(after, proposer, `date:${id}`, message);
      return accept(
        after,
        { key: accepted ? 'done.dateAccepted' : 'done.dateDeclined', values: { number: a.number, date } },
        {
          messages,
          audit: [{ action: accepted ? 'agreement.date_accepted' : 'agreement.date_declined', objectId: id }],
        },
      );
    },
    ['open'],
  );
}

/** Paused by the lead, with a reason and an end, both visible to all. */
export function pauseAgreement(
  state: CaseState,
  s: Situation,
  id: Uuid,
  reason: string,
  until: PlainDate,
): Decision {
  return onTheirs(
    state,
    s,
    id,
    ['lead'],
    (a) => {
      if (reason.trim() === '') return refuse('refused.reasonMissing', {}, { field: 'reason' });
      if (until <= s.today) return refuse('refused.pausePast', {}, { field: 'until' });
      const far = tooFar('pause', until, s.today, 'until');
      if (far) return far;
      const after = withAgreement(state, id, {
        pausedReason: reason.trim(),
        pausedFrom: s.today,
        pausedUntil: until,
      });
      return accept(
        after,
        { key: 'done.paused', values: { number: a.number, date: until } },
        {
          messages: [
            toRoom(after, `pause:${id}`, {
              type: 'AgreementPaused',
              ...inCase(after),
              agreement: facts(after, s, id),
              by: actorRef(after, s),
            }),
          ],
          audit: [{ action: 'agreement.paused', objectId: id }],
        },
      );
    },
    ['open'],
  );
}

export function resumeAgreement(state: CaseState, s: Situation, id: Uuid): Decision {
  return onTheirs(
    state,
    s,
    id,
    ['lead'],
    (a) => {
      if (!isPaused(a)) return accept(state, { key: 'done.notPaused', values: { number: a.number } });
      const after = resume(state, s, a);
      return accept(
        after,
        { key: 'done.resumed', values: { number: a.number } },
        {
          messages: [
            toRoom(after, `resume:${id}`, {
              type: 'AgreementResumed',
              ...inCase(after),
              agreement: facts(after, s, id),
            }),
          ],
          audit: [{ action: 'agreement.resumed', objectId: id }],
        },
      );
    },
    ['open'],
  );
}

export function endAgreement(state: CaseState, s: Situation, id: Uuid, reason: string): Decision {
  return onTheirs(state, s, id, ['lead'], (a) => {
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
            ...inCase(after),
            agreement: facts(after, s, id),
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
  return onTheirs(state, s, id, ['owner'], (a) =>
    accept(
      withAgreement(state, id, { onTrackFor: a.due }),
      { key: 'done.onTrack', values: { number: a.number } },
      { audit: [{ action: 'agreement.on_track', objectId: id }] },
    ),
  );
}

/** The deputy picks it up and acts from now; the owner keeps ownership (C06). */
export function pickUp(state: CaseState, s: Situation, id: Uuid): Decision {
  return onOpenAgreement(
    state,
    id,
    (a) => {
      const me = s.actor?.participant;
      if (!me || deputyOf(state, a) !== me.id) return refuse('refused.onlyDeputy', { number: a.number });
      if (a.pickedUpById === me.id)
        return accept(state, { key: 'done.pickedUp', values: { number: a.number } });
      const after = withAgreement(state, id, { pickedUpById: me.id });
      const message = {
        type: 'PickedUp',
        ...inCase(after),
        agreement: facts(after, s, id),
        by: actorRef(after, s),
      } as const;
      return accept(
        after,
        { key: 'done.pickedUp', values: { number: a.number } },
        {
          messages: toParticipant(after, a.ownerId, `pickup:${id}`, message),
          audit: [{ action: 'agreement.picked_up', objectId: id }],
        },
      );
    },
    ['open'],
  );
}

/** "I'll ask": the one who acts hears that the deputy asks how it stands. */
export function deputyAsks(state: CaseState, s: Situation, id: Uuid): Decision {
  return onOpenAgreement(
    state,
    id,
    (a) => {
      const me = s.actor?.participant;
      if (!me || deputyOf(state, a) !== me.id) return refuse('refused.onlyDeputy', { number: a.number });
      const to = actingOwner(state, a, s.today) ?? a.ownerId;
      const message = {
        type: 'DeputyChecks',
        ...inCase(state),
        agreement: facts(state, s, id),
        deputy: actorRef(state, s),
      } as const;
      const owner = participant(state, to);
      return accept(
        state,
        { key: 'done.deputyAsks', values: { number: a.number } },
        {
          messages: toParticipant(state, owner?.id ?? a.ownerId, `asks:${id}`, message),
          audit: [{ action: 'agreement.deputy_asks', objectId: id }],
        },
      );
    },
    ['open'],
  );
}

/** What is done or ended is no longer stuck. */
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
