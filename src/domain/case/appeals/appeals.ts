import type { Region } from '../../region/region.ts';
import type { AppealKind, PlainDate, Uuid } from '../../vocabulary.ts';
import { actingLead, participant, participantOfPerson, personOf } from '../participants.ts';
import type { CaseState } from '../state.ts';
import type { Appeal } from './appeal.ts';

/** How the appeals of a family stand: which wait, and whose they are to answer. Pure reading. */

/** The appeals that wait for an answer. With somebody who left nobody waits for it any more. */
export function openAppeals(state: CaseState): Appeal[] {
  const { appeals, status } = state.case;
  if (appeals.length === 0 || status === 'closed') return [];
  return appeals.filter((one) => one.ended === null && !participant(state, one.byId)?.leftAt);
}

/** One that waits, by its id; null: it has its answer, or is not of this case. */
export function openAppeal(state: CaseState, id: Uuid): Appeal | null {
  return openAppeals(state).find((one) => one.id === id) ?? null;
}

/** The lead of this day (participant), unless it was they who asked; null: nobody leads. */
export function leadForAppeal(state: CaseState, appeal: Pick<Appeal, 'byId'>, today: PlainDate): Uuid | null {
  const lead = actingLead(state, today);
  return lead === appeal.byId ? null : lead;
}

/** True for whoever is to answer it: who leads, and the coordinators once they are asked as well. */
export function answersAppeal(
  state: CaseState,
  region: Region,
  appeal: Appeal,
  { personId, today }: { readonly personId: Uuid; readonly today: PlainDate },
): boolean {
  const me = participantOfPerson(state, personId)?.id ?? null;
  if (me === appeal.byId) return false;
  if (appeal.coordinators && region.coordinatorPersonIds.includes(personId)) return true;
  const lead = leadForAppeal(state, appeal, today);
  return lead === null ? region.coordinatorPersonIds.includes(personId) : me === lead;
}

/**
 * True for whoever may say no to another lead: not the lead it is about, unless there is nobody else
 * (docs/decisions/agreements-and-cases.md#another-lead-is-not-the-leads-alone).
 */
export function maySayNo(state: CaseState, region: Region, appeal: Appeal, personId: Uuid): boolean {
  if (appeal.kind !== 'lead') return true;
  const isLead = (id: Uuid): boolean => personOf(state, state.case.leadId)?.id === id;
  const others = region.coordinatorPersonIds.filter((id) => !isLead(id));
  return others.length === 0 || others.includes(personId);
}

/** The open objection to an agreement, or to a call for help about it; null: there is none. */
export function objectionTo(state: CaseState, agreementId: Uuid): Appeal | null {
  return openAppeals(state).find((a) => a.kind === 'objection' && a.agreementId === agreementId) ?? null;
}

/** The open objection to a call for help, or to the agreement it is about. */
export function objectionToCall(
  state: CaseState,
  call: { readonly id: Uuid; readonly agreementId: Uuid | null },
): Appeal | null {
  const about = (a: Appeal): boolean =>
    a.escalationId === call.id || (call.agreementId !== null && a.agreementId === call.agreementId);
  return openAppeals(state).find((a) => a.kind === 'objection' && about(a)) ?? null;
}

/** Everything that somebody may know of it who sees these agreements and calls alone: that there is an objection to one. */
export function objectionsTo(appeals: readonly Appeal[], ids: { has(id: Uuid): boolean }): readonly Appeal[] {
  return appeals.filter(
    (a) =>
      a.kind === 'objection' &&
      a.ended === null &&
      ((a.agreementId !== null && ids.has(a.agreementId)) ||
        (a.escalationId !== null && ids.has(a.escalationId))),
  );
}

/** The answer was yes, and what was asked for is still as it was: whoever can change it has the way to it. */
export function isToFollow({ case: row }: CaseState, { kind, ended, was }: Appeal): boolean {
  if (ended?.how !== 'yes') return false;
  const now: Readonly<Record<AppealKind, Uuid | null | undefined>> = {
    lead: row.leadId,
    contact: row.escalationContactPersonId,
    objection: undefined,
  };
  return now[kind] === was;
}
