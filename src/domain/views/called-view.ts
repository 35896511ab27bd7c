import { agreement, effectiveDue } from '../case/agreements.ts';
import { objectionsTo } from '../case/appeals/appeals.ts';
import { NOT_NAMED } from '../case/clock/absence.ts';
import { AT_FIRST } from '../case/involvement.ts';
import { deputyOf } from '../case/participants.ts';
import type { Agreement, CaseState, Person } from '../case/state.ts';
import { limitedMessage } from '../consent/limited-message.ts';
import { requestsTo } from '../consent/requests-to.ts';
import type { Message } from '../messages/index.ts';
import { receives } from '../messages/recipients.ts';
import type { Region } from '../region/region.ts';
import { FAMILY_SIDE, type Role, type Uuid } from '../vocabulary.ts';
import { callsOf } from './calls.ts';

/**
 * The case as somebody sees it who was asked for help and has no other part in it: the agreement that each call is about,
 * with those who work on it, for as long as the call waits for them. The family is there by role and not by name, and
 * who said what of it is not there at all. Of whoever is asked for information, what they are asked. Without a call or
 * a question that waits it is a case with nothing in it.
 */
export function viewOfCalls(state: CaseState, region: Region, personId: Uuid): CaseState {
  const calls = callsOf(state, region, personId);
  const agreements = state.agreements.filter((a) => calls.some((e) => e.agreementId === a.id));
  const about = <T extends { readonly agreementId: Uuid | null }>(rows: readonly T[]): T[] =>
    rows.filter((row) => agreements.some((a) => a.id === row.agreementId));
  const nudges = about(state.nudges);
  const requests = requestsTo(state, region, personId);
  const ids = new Set<Uuid | null>([
    ...(calls.length + requests.length > 0 ? [state.case.leadId] : []),
    ...agreements.flatMap((a) => workingOn(state, a)),
  ]);
  const asked = new Set(nudges.map((n) => n.personId));
  const participants = state.participants.filter((p) => ids.has(p.id) || asked.has(p.personId));
  return {
    ...state,
    case: {
      ...state.case,
      strength: null,
      statusReason: null,
      outcome: null,
      notTakenIn: null,
      report: null,
      leadAskedId: null,
      leadHandover: null,
      involvement: AT_FIRST,
      absence: { ...NOT_NAMED, atSchool: state.case.absence.atSchool },
      termDates: [],
      withoutBasis: [],
      appeals: objectionsTo(state.case.appeals, new Set([...agreements, ...calls].map(({ id }) => id))),
      requests,
    },
    participants,
    agreements: agreements.map((a) => alone(state, region, a)),
    confirmations: [],
    blockers: about(state.blockers),
    tracks: [],
    nudges,
    escalations: calls,
    timers: [],
    rooms: [],
    invitations: [],
    consents: [],
    intake: [],
    people: peopleOf(
      state,
      new Set([
        personId,
        ...asked,
        ...participants.map((p) => p.personId),
        ...requests.flatMap((one) => [one.byId, ...one.askedIds]),
      ]),
    ),
    withoutAnswers: true,
  };
}

function workingOn(state: CaseState, a: Agreement): (Uuid | null)[] {
  return [a.ownerId, deputyOf(state, a), a.pickedUpById, a.reportedDoneById, a.doneById, a.proposedById];
}

/** The agreement it waits on is another, and not theirs to see; the date that follows from it holds all the same. */
function alone(state: CaseState, region: Region, a: Agreement): Agreement {
  const due = effectiveDue(state, region, a);
  return { ...a, due, predecessorId: null, workingDaysAfter: null, phoneNotes: [], earlier: [] };
}

function peopleOf(state: CaseState, ids: ReadonlySet<Uuid | null>): Person[] {
  const family = familyOf(state);
  return state.people
    .filter((p) => ids.has(p.id))
    .map((p) => {
      const role = family.get(p.id);
      return role ? { ...p, phone: null, shownAs: role } : p;
    });
}

/** The family and who comes with it, also who takes part no more: person id → role. */
function familyOf(state: CaseState): ReadonlyMap<Uuid, Role> {
  const family = state.participants.filter((p) => FAMILY_SIDE.has(p.role));
  return new Map(family.map((p) => [p.personId, p.role]));
}

/** The part of a message to everybody that stands in the thread that a contact reads; null: nothing. */
export function inThread(state: CaseState, agreementId: Uuid, message: Message): Message | null {
  const a = agreement(state, agreementId);
  if (!a || !receives(message).inThread) return null;
  const theirs = limitedMessage(message, [{ caseId: state.case.id, own: [{ id: a.id, number: a.number }] }]);
  return theirs && (withoutNames(theirs, familyOf(state)) as Message);
}

/** People stand in a message as `{ id, name }`, wherever they stand. Who answered what is left out of an agreement. */
function withoutNames(value: unknown, family: ReadonlyMap<Uuid, Role>): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutNames(one, family));
  if (value === null || typeof value !== 'object') return value;
  const { id, name } = value as { readonly id?: unknown; readonly name?: unknown };
  const role = typeof id === 'string' && name !== undefined ? family.get(id) : undefined;
  if (role) return { id: '', name: '–', role };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'mayConfirm')
      .map(([key, one]) => [key, ANSWERS.has(key) ? [] : withoutNames(one, family)]),
  );
}

const ANSWERS: ReadonlySet<string> = new Set([
  'confirmedBy',
  'disputedBy',
  'disputedBefore',
  'awaiting',
  'byPhone',
]);
