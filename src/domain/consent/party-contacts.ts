import { participant, person, personOf, present } from '../case/participants.ts';
import type { CaseState } from '../case/state.ts';
import type { Region } from '../region/region.ts';
import { FAMILY_SIDE, type Uuid } from '../vocabulary.ts';
import { partyOf } from './consent.ts';

/** Somebody of a party who can be asked, and who stands in for them there. Both are people. */
export interface PartyContact {
  readonly personId: Uuid;
  readonly deputyId: Uuid | null;
}

/**
 * The people of a party who can be asked: who takes part for it, else and beside them its contact points in the region,
 * so that a party can be asked that takes no part. Nobody of this family is one.
 */
export function contactsOf(state: CaseState, region: Region, partyKey: string): PartyContact[] {
  const family = new Set(state.participants.filter((p) => FAMILY_SIDE.has(p.role)).map((p) => p.personId));
  const here = present(state)
    .filter((p) => partyOf(p) === partyKey)
    .map((p) => ({ personId: p.personId, deputyId: deputyIn(state, partyKey, p.deputyId) }));
  const points = region.organisations.find((o) => o.key === partyKey)?.contactPoints ?? [];
  const named = points.map((c) => ({ personId: c.personId, deputyId: c.deputyPersonId }));
  const all = [...here, ...named].filter((one) => person(state, one.personId) && !family.has(one.personId));
  return [...Map.groupBy(all, (one) => one.personId).values()].map((same) => ({
    personId: (same[0] as PartyContact).personId,
    deputyId: same.find((one) => one.deputyId !== null && !family.has(one.deputyId))?.deputyId ?? null,
  }));
}

/** A deputy of another party hears nothing of what is asked of this one. */
function deputyIn(state: CaseState, partyKey: string, deputyId: Uuid | null): Uuid | null {
  const deputy = participant(state, deputyId);
  const isOfIt = deputy !== null && deputy.leftAt === null && partyOf(deputy) === partyKey;
  return isOfIt ? (personOf(state, deputyId)?.id ?? null) : null;
}

/** Whether somebody is a contact of a party now, or stands in for one. */
export function isContactOf(state: CaseState, region: Region, partyKey: string, personId: Uuid): boolean {
  return contactsOf(state, region, partyKey).some(
    (one) => one.personId === personId || one.deputyId === personId,
  );
}
