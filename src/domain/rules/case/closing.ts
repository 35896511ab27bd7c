import { localDate, workingDaysBetween } from '../../calendar/index.ts';
import { isOpen } from '../../case/agreements.ts';
import type { AskedToClose } from '../../case/asked-to-close.ts';
import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { guardiansOf, participantOfPerson } from '../../case/participants.ts';
import type { Agreement, CaseState, Escalation } from '../../case/state.ts';
import type { CaseStatusChanged, Outgoing } from '../../messages/index.ts';
import { isCallOpen } from '../../views/calls.ts';
import type { Instant, Outcome, Uuid } from '../../vocabulary.ts';
import { toLead } from '../agreements/confirmations.ts';
import { inTheirs, lacks } from '../theirs.ts';
import { actorRef, inCase, inIntake, inOpenCase, keyed, toRoom, withCase } from '../tools.ts';
import { status } from './case-life.ts';

export interface Closing {
  readonly outcome: Outcome;
  readonly familySpoken: boolean;
  /** Why what is still open stops. */
  readonly stopReason: string | null;
  /** The coordinator's reason why it is closed without a word of the family. */
  readonly reason: string | null;
}

/** Agreements and calls for help that would still be open behind a closed door. */
export function stillOpen(state: CaseState): { agreements: Agreement[]; calls: Escalation[] } {
  return {
    agreements: state.agreements.filter(isOpen),
    calls: state.escalations.filter((e) => e.status !== 'answered'),
  };
}

/**
 * Closed by people, with an outcome; never by time (invariant 10), over nothing that is still open, and not on the word
 * of who leads alone: one of the guardians says that it was talked about. Where none takes part, or none answered for
 * as many working days as the region says, a coordinator closes it with a reason that everybody reads.
 */
export function closeCase(state: CaseState, s: Situation, closing: Closing): Decision {
  return inTheirs(state, s, ['lead', 'coordinator'], () => {
    const early = inIntake(state);
    if (early) return early;
    const { agreements, calls } = stillOpen(state);
    const open = agreements.length + calls.length > 0;
    if (open && !closing.stopReason)
      return refuse(
        'refused.stillOpen',
        { n: agreements.length, count: calls.length },
        { field: 'stopReason' },
      );
    if (isWithoutFamily(state, s)) return closeWithReason(state, s, closing);
    if (!closing.familySpoken) return refuse('refused.familyNotSpoken', {}, { field: 'familySpoken' });
    return s.actor?.participant?.role === 'guardian'
      ? closed(state, s, { ...closing, reason: null })
      : askFamily(state, s, closing);
  });
}

/** No guardian takes part, or none of them said yes or no for long enough. */
export function isWithoutFamily(state: CaseState, s: Pick<Situation, 'region' | 'today'>): boolean {
  if (guardiansOf(state).length === 0) return true;
  const { closing } = state.case;
  const { calendar } = s.region;
  return (
    closing !== null &&
    workingDaysBetween(calendar, localDate(calendar.zone, closing.askedAt), s.today) >=
      s.region.timers.closingAnswer
  );
}

function closeWithReason(state: CaseState, s: Situation, closing: Closing): Decision {
  if (lacks(state, s, ['coordinator']))
    return refuse('refused.onlyCoordinatorCloses', { code: state.case.code });
  if (!closing.reason) return refuse('refused.reasonMissing', {}, { field: 'reason' });
  return closed(state, s, closing);
}

function askFamily(state: CaseState, s: Situation, { outcome, stopReason }: Closing): Decision {
  const askedById = s.actor?.participant?.id ?? null;
  const { agreements, calls } = stillOpen(state);
  const covers = [...agreements, ...calls].map(({ id }) => id);
  const after = withCase(state, { closing: { askedById, askedAt: s.now, outcome, stopReason, covers } });
  const stopped = stillOpen(after).agreements.map((a) => a.number);
  const message = { ...ofClosing(after, s, 'asked'), outcome, stopped, stopReason };
  return accept(
    after,
    { key: 'done.closeAsked', values: { code: after.case.code, days: s.region.timers.closingAnswer } },
    {
      messages: [toRoom(after, 'closing', message)],
      audit: [{ action: 'case.closing_asked', objectId: after.case.id }],
    },
  );
}

function ofClosing(
  state: CaseState,
  s: Situation,
  closing: 'asked' | 'declined' | 'overtaken',
): CaseStatusChanged {
  return {
    type: 'CaseStatusChanged',
    ...inCase(state),
    status: state.case.status,
    by: actorRef(state, s),
    reason: null,
    outcome: null,
    closing,
  };
}

/** "Yes, we talked about it": closed, as it was asked. */
export function agreeToClose(state: CaseState, s: Situation): Decision {
  return ofGuardian(state, s, (asked) => {
    const { agreements, calls } = openSince(state, asked);
    return agreements.length + calls.length === 0
      ? closedAsAsked(state, s, asked)
      : overtaken(state, s, { since: agreements.map((a) => a.number), count: calls.length });
  });
}

/** A yes to less than is open now closes nothing. Everybody hears that it was given, and who leads asks anew. */
function overtaken(
  state: CaseState,
  s: Situation,
  { since, count }: { readonly since: readonly number[]; readonly count: number },
): Decision {
  const after = withCase(state, { closing: null });
  const message = { ...ofClosing(after, s, 'overtaken'), since };
  const values = { code: after.case.code, numbers: since.join(', ') || 'none', count };
  return accept(
    after,
    { key: 'done.agreedSince', values },
    {
      messages: [toRoom(after, 'closing', message), ...toLead(after, 'closing', message)],
      audit: [{ action: 'case.closing_overtaken', objectId: after.case.id }],
    },
  );
}

/** A yes is about what was open when it was asked: what came since was talked about with nobody, and stops by no yes. */
export function closedAsAsked(state: CaseState, s: Situation, asked: AskedToClose): Decision {
  const { agreements, calls } = openSince(state, asked);
  if (agreements.length + calls.length === 0) return closed(state, s, { ...asked, reason: null });
  const numbers = agreements.map((a) => a.number).join(', ') || 'none';
  return refuse('refused.openSince', { code: state.case.code, numbers, count: calls.length });
}

/** Agreements and calls that are open, and were not when it was asked whether the case may be closed. */
export function openSince(state: CaseState, asked: AskedToClose): ReturnType<typeof stillOpen> {
  const { agreements, calls } = stillOpen(state);
  const isNew = (id: Uuid, at: Instant): boolean =>
    asked.covers ? !asked.covers.includes(id) : at > asked.askedAt;
  return {
    agreements: agreements.filter((a) => isNew(a.id, a.createdAt)),
    calls: calls.filter((e) => isNew(e.id, e.raisedAt)),
  };
}

/** "Not yet": all goes on, and whoever asked hears it. */
export function notYetToClose(state: CaseState, s: Situation): Decision {
  return ofGuardian(state, s, () => {
    const after = withCase(state, { closing: null });
    const message = ofClosing(after, s, 'declined');
    return accept(
      after,
      { key: 'done.notYetClosed', values: { code: after.case.code } },
      {
        messages: [toRoom(after, 'closing', message), ...toLead(after, 'closing', message)],
        audit: [{ action: 'case.closing_declined', objectId: after.case.id }],
      },
    );
  });
}

function ofGuardian(state: CaseState, s: Situation, rule: (asked: AskedToClose) => Decision): Decision {
  return inOpenCase(state, () => {
    const me = s.actor?.participant;
    if (!me || !guardiansOf(state).some((p) => p.id === me.id)) return refuse('refused.onlyGuardianCloses');
    const { closing } = state.case;
    return closing ? rule(closing) : refuse('refused.nobodyCloses', { code: state.case.code });
  });
}

function closed(
  state: CaseState,
  s: Situation,
  { outcome, stopReason, reason }: Pick<Closing, 'outcome' | 'stopReason' | 'reason'>,
): Decision {
  const stopped = stillOpen(state).agreements.map((a) => a.number);
  const after = withCase(allStopped(state, s, stopReason), {
    ...{ status: 'closed', statusReason: reason, outcome, closedAt: s.now, closing: null },
    ...{ leadAskedId: null, leadHandover: null },
  });
  const decided = status(
    after,
    s,
    { action: 'case.closed', key: 'done.caseClosed' },
    { stopped, stopReason },
  );
  if (!decided.ok) return decided;
  const messages = [...decided.messages, ...helpersHear(state, s)];
  return { ...decided, messages, tasks: [{ type: 'ArchiveRoom', ...inCase(after) }] };
}

/** A contact whose help is waited for hears that they need not go on; every participant hears it with the rest. */
function helpersHear(state: CaseState, s: Situation): Outgoing[] {
  const { zone } = s.region.calendar;
  // What was asked today may still wait for their hours: it is not told any more, and so need not be taken back.
  const isTold = (e: Escalation): boolean =>
    e.status === 'acknowledged' || localDate(zone, e.raisedAt) < s.today;
  const openCalls = state.escalations.filter((e) => isCallOpen(state, e) && isTold(e));
  const ids = [...new Set(openCalls.flatMap((e) => e.contactPersonId ?? []))];
  return ids
    .filter((id) => id !== s.actor?.personId && participantOfPerson(state, id) === null)
    .map((personId) => ({
      recipient: { to: 'person', personId },
      urgency: 'unsolicited',
      key: keyed(state, `call-ended:${personId}`),
      message: {
        type: 'CallEnded',
        code: state.case.code,
        wasOnIt: openCalls.some((e) => e.contactPersonId === personId && e.status === 'acknowledged'),
      },
    }));
}

/** Nobody is waited for any more, and nothing is left open unseen. */
function allStopped(state: CaseState, s: Situation, endedReason: string | null): CaseState {
  return {
    ...state,
    agreements: state.agreements.map((a) =>
      isOpen(a) ? { ...a, status: 'ended' as const, endedReason, endedWithCase: true } : a,
    ),
    blockers: state.blockers.map((b) => (b.resolvedAt === null ? { ...b, resolvedAt: s.now } : b)),
    escalations: state.escalations.map((e) =>
      e.status === 'answered' ? e : { ...e, status: 'answered' as const, answeredAt: s.now },
    ),
  };
}
