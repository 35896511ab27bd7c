import { effectiveDue } from '../case/agreements.ts';
import { objectionsTo } from '../case/appeals/appeals.ts';
import { NOT_NAMED } from '../case/clock/absence.ts';
import { AT_FIRST } from '../case/involvement.ts';
import { askedToConfirm, deputyOf, participantOfPerson } from '../case/participants.ts';
import type { InformationRequest } from '../case/requests/information-request.ts';
import type { Agreement, CaseState } from '../case/state.ts';
import { tracksFor } from '../case/tracks/tracks.ts';
import { isLimited, isOfFamilySide, isOwnOf, limitOf, partyName, scopeOf } from '../consent/consent.ts';
import type { Limit } from '../consent/limited-message.ts';
import type { Overview } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import type { PlainDate, Uuid } from '../vocabulary.ts';
import { viewOfCalls } from './called-view.ts';
import { overview } from './facts.ts';

/**
 * The case as one person may see it: all of it; for who is limited, the agreements of their own party with the people of
 * those; for who was asked for help and has no other part in it, what that call is about; and for anybody else nothing.
 * Everything that is shown to somebody is read from this; decisions are made on the whole.
 */
export function viewOf(state: CaseState, region: Region, personId: Uuid): CaseState {
  const me = participantOfPerson(state, personId);
  if (!seesAsRole(state, region, personId)) return viewOfCalls(state, region, personId);
  const party = me && isLimited(me) ? scopeOf(me) : null;
  if (party !== null) return withAsked(viewOfParty(state, region, party), askedOf(state, personId));
  const tracks = tracksFor(state, me?.id ?? null);
  return tracks === state.tracks ? state : { ...state, tracks };
}

/** Somebody of one party can be the contact of another: they see the one question that they were asked too. */
function withAsked(view: CaseState, asked: readonly InformationRequest[]): CaseState {
  const others = asked.filter((one) => !view.case.requests.includes(one));
  if (others.length === 0) return view;
  return { ...view, case: { ...view.case, requests: [...view.case.requests, ...others] } };
}

function askedOf(state: CaseState, personId: Uuid): InformationRequest[] {
  return state.case.requests.filter((one) => one.askedIds.includes(personId));
}

/** They take part in the case or coordinate its region: what they see is what that role sees. */
export function seesAsRole(state: CaseState, region: Region, personId: Uuid): boolean {
  return participantOfPerson(state, personId) !== null || region.coordinatorPersonIds.includes(personId);
}

/** They see all that there is to see of the case for everybody, and what they keep for themselves. */
export function seesWhole(state: CaseState, region: Region, personId: Uuid): boolean {
  return seesAsRole(state, region, personId) && !isLimited(participantOfPerson(state, personId));
}

export function viewOfParty(state: CaseState, region: Region, party: string): CaseState {
  const own = state.agreements.filter((a) => isOwnOf(state, party, a));
  const ids = new Set(own.map((a) => a.id));
  const about = <T extends { readonly agreementId: Uuid | null }>(rows: readonly T[]): T[] =>
    rows.filter((row) => row.agreementId !== null && ids.has(row.agreementId));
  const confirmations = about(state.confirmations);
  const people = new Set<Uuid | null>([
    ...own.flatMap((a) => askedToConfirm(state, a)),
    state.case.leadId,
    state.participants.find((p) => p.id === state.case.leadId)?.deputyId ?? null,
    ...own.flatMap((a) => [
      a.ownerId,
      deputyOf(state, a),
      a.pickedUpById,
      a.createdById,
      a.reportedDoneById,
      a.doneById,
    ]),
    ...own.flatMap((a) => [a.proposedById, ...a.phoneNotes.flatMap((n) => [n.participantId, n.enteredById])]),
    ...own
      .flatMap((a) => a.earlier)
      .flatMap((e) => [e.ownerId, e.changedById, ...e.answers.map((c) => c.participantId)]),
    ...confirmations.flatMap((c) => [c.participantId, c.enteredById]),
  ]);
  const askedToLead = state.participants.some((p) => p.id === state.case.leadAskedId && scopeOf(p) === party);
  return {
    ...state,
    case: {
      ...state.case,
      ...{ strength: null, statusReason: null, outcome: null, notTakenIn: null, report: null, closing: null },
      involvement: AT_FIRST,
      absence: NOT_NAMED,
      termDates: [],
      withoutBasis: state.case.withoutBasis.filter((one) => one.partyKey === party),
      appeals: objectionsTo(state.case.appeals, ids),
      requests: state.case.requests.filter((one) => one.partyKey === party),
      leadAskedId: askedToLead ? state.case.leadAskedId : null,
      leadHandover: askedToLead ? state.case.leadHandover : null,
    },
    participants: state.participants.filter((p) => scopeOf(p) === party || people.has(p.id)),
    agreements: own.map((a) => alone(state, region, a, ids)),
    confirmations,
    blockers: about(state.blockers),
    // Of one of the family: what they noted themselves.
    tracks: isOfFamilySide(state, party)
      ? tracksFor(state, party).filter((t) => t.notedById === party || t.onlyForId === party)
      : [],
    nudges: about(state.nudges),
    escalations: about(state.escalations),
    rooms: state.rooms.filter((r) => r.partyKey === party),
    invitations: [],
    consents: state.consents.filter((c) => c.partyKey === party),
    intake: [],
  };
}

/** The agreements that a party hears about, when it sees only its own. */
export function limitOfParty(state: CaseState, party: string): Limit {
  const own = state.agreements.filter((a) => isOwnOf(state, party, a));
  return { caseId: state.case.id, own: own.map(({ id, number }) => ({ id, number })) };
}

/** The overview of a case as its view shows it; for who is limited, with the name of the party it is for. */
export function overviewOf(view: CaseState, region: Region, personId: Uuid, today: PlainDate): Overview {
  const party = limitOf(view, personId);
  const all = overview(view, region, today);
  return party === null
    ? all
    : {
        ...all,
        limited: [],
        of: partyName(view, region, party),
        ...(isOfFamilySide(view, party) ? { ofOne: true } : {}),
      };
}

/** The agreement it waits on is not theirs to see; the date that follows from it holds all the same. */
function alone(state: CaseState, region: Region, a: Agreement, own: ReadonlySet<Uuid>): Agreement {
  if (a.predecessorId === null || own.has(a.predecessorId)) return a;
  return { ...a, due: effectiveDue(state, region, a), predecessorId: null, workingDaysAfter: null };
}
