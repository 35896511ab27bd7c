import { addWorkingDays } from '../../domain/calendar/index.ts';
import { agreement, confirmationsOf, isDisputed, isOpen } from '../../domain/case/agreements.ts';
import {
  actingLead,
  actingOwner,
  actsAsLead,
  deputyOf,
  participantOfPerson,
  refOfPerson,
} from '../../domain/case/participants.ts';
import type { Agreement, CaseState, Person } from '../../domain/case/state.ts';
import { lastCall } from '../../domain/help/past-call.ts';
import type { ConfirmRequest, DigestItem, NudgeDigest, Outgoing } from '../../domain/messages/index.ts';
import type { Region } from '../../domain/region/region.ts';
import { daysOfItem, isStillTheirs, stepOfNudge } from '../../domain/reminders/asked-again.ts';
import {
  hearsAsLead,
  isDoneQuestion,
  waitingFor,
  waitsForConfirmation,
} from '../../domain/reminders/done-question.ts';
import { escalationContact, isQuiet, offsetOf } from '../../domain/reminders/ladder.ts';
import { askedIfDone } from '../../domain/reminders/who-confirms.ts';
import { agreementFacts } from '../../domain/views/facts.ts';
import { viewOf } from '../../domain/views/limited-view.ts';
import type { NudgeKind, PlainDate, Uuid } from '../../domain/vocabulary.ts';
import type { NewMessage, PlannedNudge } from '../../ports/database/index.ts';
import { enqueue, whereReachable } from './enqueue.ts';

interface Making {
  readonly region: Region;
  readonly today: PlainDate;
  readonly now: string;
  readonly newId: () => Uuid;
}

export interface MadeDigest {
  readonly digestId: Uuid;
  readonly messages: NewMessage[];
}

/**
 * One bundled message for one person (C36): what is asked of them today in all their cases, what they have not
 * confirmed yet, and first what goes well. Looked at again now: what was settled since the nudge was planned is left
 * out. Who cannot be written to gets a line in the case's room that reveals little.
 */
export function makeDigest(
  making: Making,
  who: Person,
  states: readonly CaseState[],
  nudges: readonly PlannedNudge[],
): MadeDigest | null {
  const seen = states.map((state) => viewOf(state, making.region, who.id));
  const items = seen.flatMap((state) => itemsOf(making, who, state, nudges));
  const confirm = seen.flatMap((state) => confirmOf(making, who, state, nudges));
  const first = states[0];
  if (!first || (items.length === 0 && confirm.length === 0)) return null;
  const strengths = seen
    .filter((st) => st.case.strength !== null && [...items, ...confirm].some((i) => i.caseId === st.case.id))
    .map((st) => ({ code: st.case.code, strength: st.case.strength ?? '' }));
  const digest: NudgeDigest = { type: 'NudgeDigest', date: making.today, strengths, items, confirm };
  const outgoing = { urgency: 'unsolicited' as const, key: `digest:${who.id}:${making.today}` };
  const reachable = whereReachable({ state: first, region: making.region }, who) !== null;
  const messages = reachable
    ? enqueue(
        { ...making, state: withPerson(first, who) },
        [{ ...outgoing, recipient: { to: 'person', personId: who.id }, message: digest }],
        [],
      )
    : inChannel(making, who, states, items, outgoing);
  const [head, ...rest] = messages;
  if (!head) return null;
  const digestId = making.newId();
  return { digestId, messages: [{ ...head, id: digestId, caseId: reachable ? null : head.caseId }, ...rest] };
}

function withPerson(state: CaseState, who: Person): CaseState {
  return state.people.some((p) => p.id === who.id) ? state : { ...state, people: [...state.people, who] };
}

function inChannel(
  making: Making,
  who: Person,
  states: readonly CaseState[],
  items: readonly DigestItem[],
  outgoing: Pick<Outgoing, 'urgency' | 'key'>,
): NewMessage[] {
  return states.flatMap((state) => {
    const own = items.filter((i) => i.caseId === state.case.id);
    if (own.length === 0) return [];
    const message = {
      type: 'NudgeInChannel',
      caseId: state.case.id,
      code: state.case.code,
      person: refOfPerson(who, who.id),
      items: own,
    } as const;
    return enqueue({ ...making, state }, [{ ...outgoing, recipient: { to: 'room' }, message }], []);
  });
}

function itemsOf(
  making: Making,
  who: Person,
  state: CaseState,
  nudges: readonly PlannedNudge[],
): DigestItem[] {
  return newestOfEach(
    nudges.filter((n) => n.caseId === state.case.id && !n.step.startsWith('confirm:')),
  ).flatMap((n): DigestItem[] => {
    const a = agreement(state, n.agreementId);
    if (!a || !stillAsked(making, who, state, a, n.step)) return [];
    const step = stepOfNudge(n.step);
    return [
      {
        caseId: state.case.id,
        code: state.case.code,
        agreement: agreementFacts(state, making.region, a, making.today),
        step,
        as: n.step.startsWith('done:') ? 'confirmer' : qualityOf(making, who, state, a, step),
        workingDaysOpen: daysOfItem(state, making.region, { step, agreement: a }, making.today),
        next: nextOf(making, state, a, step),
        ...(step === 'done' ? { waiting: waitingFor(state, a) } : {}),
        ...(step === 'still'
          ? { call: lastCall(state, a), canAsk: actsAsLead(state, making.region, who.id, making.today) }
          : {}),
      },
    ];
  });
}

/**
 * A question that could not be sent on its day is asked together with what came since: about one agreement only the
 * last step, and that it is still open only when nothing else is asked about it.
 */
function newestOfEach(nudges: readonly PlannedNudge[]): PlannedNudge[] {
  const isAgain = (n: PlannedNudge): boolean => n.step === 'again';
  const inOrder = [...nudges.filter(isAgain), ...nudges.filter((n) => !isAgain(n))];
  return [...new Map(inOrder.map((n) => [n.step === 'valid_until' ? n.id : n.agreementId, n])).values()];
}

function stillAsked(making: Making, who: Person, state: CaseState, a: Agreement, step: NudgeKind): boolean {
  if (step === 'valid_until') return state.case.status === 'open' && a.status !== 'ended';
  if (step === 'done_lead')
    return (
      waitsForConfirmation(state, a) &&
      hearsAsLead(state, making.region, a, { personId: who.id, today: making.today })
    );
  if (isDoneQuestion(step)) {
    const me = participantOfPerson(state, who.id)?.id;
    return waitsForConfirmation(state, a) && me !== undefined && askedIfDone(state, a).includes(me);
  }
  if (isQuiet(state, a, making.today)) return false;
  const isEachDay = step === 'again' || step.startsWith('first:');
  return !isEachDay || isStillTheirs(state, a, who.id, making.today);
}

/** Says in which quality somebody is asked. The step says what was meant; who they are today decides the words. */
function qualityOf(
  making: Making,
  who: Person,
  state: CaseState,
  a: Agreement,
  step: DigestItem['step'],
): DigestItem['as'] {
  const me = participantOfPerson(state, who.id)?.id ?? null;
  const forOwner =
    step === 'valid_until' ||
    step === 'again' ||
    (step !== 'done' &&
      step !== 'still' &&
      offsetOf(step, making.region.timers) <= making.region.timers.overdueOwner);
  if (forOwner && me === a.ownerId) return 'owner';
  if (forOwner && me !== null && me === actingOwner(state, a, making.today)) return 'acting_owner';
  if (
    step === 'open_deputy' &&
    me !== null &&
    me === deputyOf(state, a) &&
    me !== actingLead(state, making.today)
  )
    return 'deputy';
  return 'lead';
}

/** Says what comes after the lead's notice: who is asked then, and when. */
function nextOf(making: Making, state: CaseState, a: Agreement, step: string): DigestItem['next'] {
  if (step !== 'escalation_notice') return null;
  const { timers, calendar, ladder } = making.region;
  const { contact } = escalationContact(state, making.region, a, making.today);
  return {
    title: ladder.find((r) => r.rung === 3)?.title ?? '',
    contact: contact ? refOfPerson(contact, contact.id) : null,
    on: addWorkingDays(calendar, making.today, timers.escalation - timers.escalationNotice),
  };
}

/** Texts this person was asked to confirm and has not answered, as one set per case. */
function confirmOf(
  making: Making,
  who: Person,
  state: CaseState,
  nudges: readonly PlannedNudge[],
): ConfirmRequest[] {
  const me = participantOfPerson(state, who.id);
  const asked = new Set(
    nudges
      .filter((n) => n.caseId === state.case.id && n.step.startsWith('confirm:'))
      .map((n) => n.agreementId),
  );
  if (!me || asked.size === 0) return [];
  const open = state.agreements.filter(
    (a) =>
      asked.has(a.id) &&
      isOpen(a) &&
      !isDisputed(state, a) &&
      !confirmationsOf(state, a).some((c) => c.participantId === me.id),
  );
  if (open.length === 0) return [];
  return [
    {
      type: 'ConfirmRequest',
      caseId: state.case.id,
      code: state.case.code,
      again: true,
      agreements: open.map((a) => agreementFacts(state, making.region, a, making.today)),
      deadline: addWorkingDays(making.region.calendar, making.today, making.region.timers.confirmCall),
    },
  ];
}
