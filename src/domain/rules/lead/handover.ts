import { tooFar } from '../../calendar/date-bounds.ts';
import { addWorkingDays, localDate } from '../../calendar/index.ts';
import { agreement, isOpen } from '../../case/agreements.ts';
import { type Accepted, accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import type { LeadHandover } from '../../case/lead-handover.ts';
import { participant, ref } from '../../case/participants.ts';
import type { CaseState } from '../../case/state.ts';
import { isRefused } from '../../consent/consent.ts';
import type { LeadHandoverTold, Outgoing } from '../../messages/index.ts';
import type { Region } from '../../region/region.ts';
import type { PlainDate, Uuid } from '../../vocabulary.ts';
import { inTheirs } from '../theirs.ts';
import { actorRef, inCase, toCoordinators, toParticipant, withCase } from '../tools.ts';
import { becomesLead, mayBeAsked, termsOf, toEverybody } from './becomes.ts';

/** How the two agreed on it. */
export interface HandingOver {
  readonly participantId: Uuid;
  readonly spokeOn: PlainDate;
  readonly on: PlainDate;
  readonly keeps: readonly Uuid[];
  readonly reachableUntil: PlainDate | null;
}

/** The handover to this participant that stands; null: there is none. */
export function handoverTo(state: CaseState, participantId: Uuid): LeadHandover | null {
  const { leadHandover } = state.case;
  return leadHandover?.toId === participantId ? leadHandover : null;
}

/**
 * The lead hands over to somebody with whom it was spoken about, from a day on (C05). Everybody is told at once; the
 * other is asked like any lead, and until they said yes and the day came the lead stays where it is.
 */
export function handOverLead(state: CaseState, s: Situation, asked: HandingOver): Decision {
  return inTheirs(state, s, ['lead', 'coordinator'], () => {
    const refused = wrongIn(state, s, asked);
    if (refused) return refused;
    const { participantId: toId, spokeOn, on, keeps, reachableUntil } = asked;
    const handover: LeadHandover = {
      ...{ id: s.newId(), fromId: state.case.leadId as Uuid, toId, spokeOn, on, keeps, reachableUntil },
      ...{ askedAt: s.now, acceptedAt: null, askedAgainOn: null, toldOn: null },
    };
    const after = withCase(state, { leadHandover: handover, leadAskedId: toId });
    return accept(
      after,
      { key: 'done.leadHandover', values: { person: ref(after, toId), date: on } },
      {
        messages: [...question(after, s, handover), ...told(after, s, handover, 'planned')],
        audit: [{ action: 'lead.handover', objectId: toId }],
      },
    );
  });
}

function wrongIn(state: CaseState, s: Situation, asked: HandingOver): Decision | null {
  const { leadId, leadHandover, code } = state.case;
  if (!leadId) return refuse('refused.noLeadToReplace', { code });
  if (leadHandover) return refuse('refused.handoverStands', { person: ref(state, leadHandover.toId) });
  if (asked.participantId === leadId)
    return refuse('refused.leadExists', { lead: ref(state, leadId), code }, { field: 'participant' });
  const may = mayBeAsked(state, s, asked.participantId);
  return may.ok ? (wrongDay(s, asked) ?? wrongKeeps(state, leadId, asked.keeps)) : may;
}

function wrongDay(s: Situation, { spokeOn, on, reachableUntil }: HandingOver): Decision | null {
  if (spokeOn > s.today) return refuse('refused.handoverSpoke', {}, { field: 'spokenOn' });
  if (on < s.today) return refuse('refused.handoverPast', {}, { field: 'from' });
  if (reachableUntil !== null && reachableUntil < on)
    return refuse('refused.handoverUntil', {}, { field: 'until' });
  return (
    tooFar('spokenOn', spokeOn, s.today, 'spokenOn') ??
    tooFar('pause', on, s.today, 'from') ??
    tooFar('pause', reachableUntil, s.today, 'until')
  );
}

/** An agreement stays with the lead of before when it is theirs, and still to come. */
function wrongKeeps(state: CaseState, leadId: Uuid, keeps: readonly Uuid[]): Decision | null {
  const isTheirs = (id: Uuid): boolean => {
    const a = agreement(state, id);
    return a !== null && isOpen(a) && a.ownerId === leadId;
  };
  return keeps.every(isTheirs) ? null : refuse('refused.handoverKeeps', {}, { field: 'keeps' });
}

function question(state: CaseState, s: Situation, handover: LeadHandover, again?: true): Outgoing[] {
  const by = s.actor ? actorRef(state, s) : ref(state, handover.fromId);
  return toParticipant(state, handover.toId, again ? 'lead-asked-again' : 'lead-asked', {
    type: 'LeadAsked',
    ...inCase(state),
    by,
    handover: termsOf(state, handover),
    ...(again ? { again } : {}),
  });
}

function tellingOf(
  state: CaseState,
  handover: LeadHandover,
  what: LeadHandoverTold['what'],
): LeadHandoverTold {
  const terms = termsOf(state, handover);
  return { type: 'LeadHandoverTold', ...inCase(state), handoverId: handover.id, what, ...terms };
}

function told(
  state: CaseState,
  s: Situation,
  handover: LeadHandover,
  what: LeadHandoverTold['what'],
): Outgoing[] {
  return toEverybody(state, s, `handover-${what}`, tellingOf(state, handover, what));
}

/** A yes of the one who is to take over: on the day itself they lead, before it everybody reads that they will. */
export function takesOver(state: CaseState, s: Situation, handover: LeadHandover): Decision {
  if (handover.on <= s.today) return becomesLead(state, s, handover.toId, handover);
  if (handover.acceptedAt)
    return accept(state, { key: 'done.handoverAccepted', values: { date: handover.on } });
  const accepted = { ...handover, acceptedAt: s.now };
  const after = withCase(state, { leadHandover: accepted, leadAskedId: null });
  return accept(
    after,
    { key: 'done.handoverAccepted', values: { date: handover.on } },
    {
      messages: told(after, s, accepted, 'accepted'),
      audit: [{ action: 'lead.handover_accepted', objectId: handover.toId }],
    },
  );
}

/** They would rather not, also after a yes: who leads stays, and the coordinators hear it too. */
export function declinesHandover(state: CaseState, s: Situation, handover: LeadHandover): Decision {
  const ended = over(state, s, handover, 'declined');
  const message = tellingOf(ended.state, handover, 'declined');
  const messages = [...ended.messages, toCoordinators(ended.state, 'handover-declined', message)];
  return { ...ended, reply: { key: 'done.handoverDeclined' }, messages };
}

/** The lead keeps the lead after all. */
export function keepLead(state: CaseState, s: Situation): Decision {
  return inTheirs(state, s, ['lead', 'coordinator'], () => {
    const { leadHandover } = state.case;
    if (!leadHandover) return accept(state, 'done.noHandover');
    return { ...over(state, s, leadHandover, 'withdrawn'), reply: { key: 'done.handoverWithdrawn' } };
  });
}

function over(
  state: CaseState,
  s: Situation,
  handover: LeadHandover,
  what: 'declined' | 'withdrawn' | 'off',
): Accepted {
  const after = withCase(state, { leadHandover: null, leadAskedId: null });
  return accept(after, 'done.handoverWithdrawn', {
    messages: told(after, s, handover, what),
    audit: [{ action: `lead.handover_${what}`, objectId: handover.toId }],
  });
}

/** The lead gives it back before the day, to somebody who said yes: they lead from now on, and nobody is without. */
export function releasedEarlier(state: CaseState, s: Situation, handover: LeadHandover): Decision {
  if (!isStillGood(state, handover)) return over(state, s, handover, 'off');
  const taken = becomesLead(state, s, handover.toId, { ...handover, on: s.today });
  return { ...taken, reply: { key: 'done.leadReleased', values: { code: state.case.code } } };
}

/** Somebody left: the one who was to take over leads at once if who led is gone; without them nothing is handed over. */
export function handoverWithout(before: CaseState, left: CaseState, s: Situation, id: Uuid): Accepted | null {
  const { leadHandover, leadId } = before.case;
  if (!leadHandover || ![leadHandover.toId, leadId].includes(id)) return null;
  if (id === leadHandover.toId) return over(left, s, leadHandover, 'off');
  if (leadHandover.acceptedAt && isStillGood(left, leadHandover))
    return becomesLead(left, s, leadHandover.toId, { ...leadHandover, on: s.today });
  return accept(withCase(left, { leadHandover: null }), 'done.nothing');
}

function isStillGood(state: CaseState, { toId }: LeadHandover): boolean {
  const to = participant(state, toId);
  return to !== null && to.leftAt === null && !isRefused(state, to);
}

/** The day on which something happens with a handover by itself; null: it waits for somebody, or there is none. */
export function handoverOn(state: CaseState, { calendar, timers }: Region): PlainDate | null {
  const { leadHandover: h } = state.case;
  if (!h) return null;
  if (h.acceptedAt) return h.on;
  if (h.toldOn) return null;
  const since = h.askedAgainOn ?? localDate(calendar.zone, h.askedAt);
  return addWorkingDays(calendar, since, timers.leadMissingAlert);
}

/** The day comes: the other leads, is asked once more, or the lead hears that there is no answer. */
export function handoverDue(state: CaseState, s: Situation): Accepted | null {
  const { leadHandover: h } = state.case;
  const on = handoverOn(state, s.region);
  if (!h || on === null || on > s.today) return null;
  if (h.acceptedAt)
    return isStillGood(state, h) ? becomesLead(state, s, h.toId, h) : over(state, s, h, 'off');
  if (!isStillGood(state, h)) return over(state, s, h, 'off');
  if (h.askedAgainOn === null) {
    const after = withCase(state, { leadHandover: { ...h, askedAgainOn: s.today } });
    const audit = [{ action: 'lead.handover_asked_again', objectId: h.toId }];
    return accept(after, 'done.round', { messages: question(after, s, h, true), audit });
  }
  const after = withCase(state, { leadHandover: { ...h, toldOn: s.today } });
  const message = tellingOf(after, h, 'silent');
  return accept(after, 'done.round', {
    messages: [
      ...toParticipant(after, h.fromId, 'handover-silent', message),
      toCoordinators(after, 'handover-silent', message),
    ],
    audit: [{ action: 'lead.handover_silent', objectId: h.toId }],
  });
}
