import { isOpen } from '../case/agreements.ts';
import type { Situation } from '../case/decision.ts';
import { participant, personOf, present } from '../case/participants.ts';
import type { CaseState } from '../case/state.ts';
import { partyOf } from '../consent/consent.ts';
import type { Outgoing, RoleMissing } from '../messages/index.ts';
import type { Organisation, Region } from '../region/region.ts';
import { missingFields } from '../views/network/gaps.ts';

/** The places that the work of a case needs now, and that nobody has. */
export type PlacesNeeded = Pick<RoleMissing, 'fields' | 'parties' | 'rung'>;

/**
 * An agreement that is open needs the four fields, and somebody to ask at the organisation that keeps it; the ladder
 * needs its first rung from the beginning (docs/decisions/agreements-and-cases.md#gap-told-once).
 */
export function placesNeeded(state: CaseState, region: Region): PlacesNeeded {
  if (state.case.status !== 'open' || present(state).length === 0)
    return { fields: [], parties: [], rung: null };
  const open = state.agreements.filter(isOpen);
  return {
    fields: open.length > 0 ? missingFields(state, region) : [],
    parties: partiesWithoutContact(state, region, new Set(open.map((a) => a.ownerId))),
    rung: firstRungWithoutContact(state, region),
  };
}

function partiesWithoutContact(
  state: CaseState,
  region: Region,
  owners: ReadonlySet<string>,
): PlacesNeeded['parties'] {
  const keys = new Set(
    [...owners].map((id) => participant(state, id)).flatMap((p) => (p && partyOf(p)) ?? []),
  );
  return withoutContact(region)
    .filter((o) => keys.has(o.key))
    .map(({ key, name }) => ({ key, name }));
}

function withoutContact({ organisations }: Region): Organisation[] {
  return organisations.filter((o) => o.contactPoints.length === 0 && o.escalationContactPersonId === null);
}

function firstRungWithoutContact(state: CaseState, region: Region): string | null {
  const first = region.ladder.find((r) => r.rung === 3);
  const ids = [
    state.case.escalationContactPersonId,
    region.escalationContactPersonId,
    ...(first?.contactPersonIds ?? []),
  ];
  return ids.some((id) => id !== null) ? null : (first?.title ?? '');
}

const MARK = 'missing:';

/**
 * Tells of each such place once, when it is needed first; one that is filled and empties again is told anew. What was
 * told is kept with the case. A sheet brings in many cases at once: of those the map alone says it.
 */
export function tellMissing(
  before: CaseState,
  state: CaseState,
  s: Situation,
): { state: CaseState; messages: Outgoing[] } {
  if (state.case.status !== 'open') return { state, messages: [] };
  const needed = placesNeeded(state, s.region);
  const marks = state.case.clockSent.filter((one) => one.startsWith(MARK));
  const told = marks.filter((mark) => stands(mark, state, s.region));
  const places = fresh(needed, (mark) => !told.includes(mark));
  const added = marksOf(places);
  if (added.length === 0 && told.length === marks.length) return { state, messages: [] };
  const others = state.case.clockSent.filter((one) => !one.startsWith(MARK));
  const after = { ...state, case: { ...state.case, clockSent: [...others, ...told, ...added] } };
  const isOfSheet = before.case.version === 0 && state.case.importKey !== null;
  return { state: after, messages: added.length === 0 || isOfSheet ? [] : messagesOf(after, s, places) };
}

/** A place that was told of is still empty, whether or not it is needed at this moment. */
function stands(mark: string, state: CaseState, region: Region): boolean {
  return marksOf({
    fields: missingFields(state, region),
    parties: withoutContact(region),
    rung: firstRungWithoutContact(state, region),
  }).includes(mark);
}

function fresh(needed: PlacesNeeded, isNew: (mark: string) => boolean): PlacesNeeded {
  return {
    fields: needed.fields.filter((field) => isNew(`${MARK}field:${field}`)),
    parties: needed.parties.filter(({ key }) => isNew(`${MARK}party:${key}`)),
    rung: isNew(`${MARK}rung`) ? needed.rung : null,
  };
}

function marksOf({ fields, parties, rung }: PlacesNeeded): string[] {
  return [
    ...fields.map((field) => `${MARK}field:${field}`),
    ...parties.map(({ key }) => `${MARK}party:${key}`),
    ...(rung === null ? [] : [`${MARK}rung`]),
  ];
}

/** The lead hears what a lead can fill; a contact point of the region is the coordinators' alone. */
function messagesOf(state: CaseState, s: Situation, places: PlacesNeeded): Outgoing[] {
  const { id: caseId, code, version } = state.case;
  const message = { type: 'RoleMissing', caseId, code, ...places, region: s.region.key } as const;
  const lead = personOf(state, state.case.leadId);
  const forLead = { ...message, parties: [] };
  const isForLead =
    lead !== null &&
    !s.region.coordinatorPersonIds.includes(lead.id) &&
    (places.fields.length > 0 || places.rung !== null);
  const key = `role-missing:${caseId}:${version}`;
  return [
    { recipient: { to: 'coordinators' }, urgency: 'unsolicited', key, message },
    ...(isForLead
      ? [
          {
            recipient: { to: 'person' as const, personId: lead.id },
            urgency: 'unsolicited' as const,
            key: `${key}:lead`,
            message: forLead,
          },
        ]
      : []),
  ];
}
