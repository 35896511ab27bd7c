import { isOpen } from '../../case/agreements.ts';
import { actingLead, actingOwner, isHere, ref } from '../../case/participants.ts';
import type { CaseState } from '../../case/state.ts';
import type { PersonRef } from '../../messages/index.ts';
import type { PlainDate, Uuid } from '../../vocabulary.ts';

/** Somebody is away, and somebody acts for them today; null: nobody does. */
export interface StandIn {
  readonly away: PersonRef;
  readonly by: PersonRef | null;
  /** They lead the case. */
  readonly leads: boolean;
  /** The numbers of the agreements it is about. */
  readonly numbers: readonly number[];
}

/** The people who are away today and have something to do, each with who does it now (C06). */
export function standInsOf(state: CaseState, today: PlainDate): StandIn[] {
  const found = new Map<string, { away: Uuid; by: Uuid | null; leads: boolean; numbers: number[] }>();
  const of = (away: Uuid, by: Uuid | null) => {
    const key = `${away}>${by}`;
    const one = found.get(key) ?? { away, by, leads: false, numbers: [] };
    found.set(key, one);
    return one;
  };
  const { leadId } = state.case;
  if (leadId !== null && !isHere(state, leadId, today)) of(leadId, actingLead(state, today)).leads = true;
  for (const a of state.agreements.filter(isOpen))
    if (!isHere(state, a.ownerId, today)) of(a.ownerId, actingOwner(state, a, today)).numbers.push(a.number);
  return [...found.values()].map(({ away, by, leads, numbers }) => ({
    away: ref(state, away),
    by: by === null ? null : ref(state, by),
    leads,
    numbers,
  }));
}
