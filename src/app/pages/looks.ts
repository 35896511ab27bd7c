import type { CaseState } from '../../domain/case/state.ts';
import type { PersonRef } from '../../domain/messages/index.ts';
import type { Region } from '../../domain/region/region.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { Store } from '../../ports/database/index.ts';
import type { Reading } from '../../ports/web.ts';

/**
 * The people who may open a case, and when they last did: who takes part or did, coordinates, or was called for help.
 */
export interface Looks {
  readonly people: readonly Look[];
  /** Somebody looked who is none of these any more, such as a coordinator of before. */
  readonly others: Instant | null;
  /** The whole case was written to a file. */
  readonly exported: Instant | null;
}

export interface Look {
  readonly person: PersonRef;
  readonly as: 'present' | 'left' | 'coordinator' | 'called';
  readonly at: Instant | null;
}

type Looker = Pick<Look, 'as'> & { readonly id: Uuid };

/** Everybody once, by what they are most: who takes part and coordinates takes part. */
function lookersOf(state: CaseState, region: Region): Looker[] {
  const there = state.participants.filter((p) => p.leftAt === null);
  const all: Looker[] = [
    ...there.map((p) => ({ id: p.personId, as: 'present' as const })),
    ...region.coordinatorPersonIds.map((id) => ({ id, as: 'coordinator' as const })),
    ...state.escalations.flatMap((e) =>
      e.contactPersonId ? [{ id: e.contactPersonId, as: 'called' as const }] : [],
    ),
    ...state.participants.map((p) => ({ id: p.personId, as: 'left' as const })),
  ];
  return [...Map.groupBy(all, ({ id }) => id).values()].flatMap(([first]) => first ?? []);
}

/** A person who takes part is shown also when they have not looked; the others only when they did. */
export async function looksOf(
  store: Pick<Store, 'people'>,
  reading: Pick<Reading, 'looked'>,
  state: CaseState,
  region: Region,
): Promise<Looks> {
  const lookers = lookersOf(state, region);
  const ids = lookers.map(({ id }) => id);
  const { last, others, exported } = await reading.looked(state.case.id, ids);
  const names = new Map((await store.people(ids, region.id)).map(({ id, name }) => [id, name]));
  const people = lookers.flatMap(({ id, as }): Look[] => {
    const at = last.get(id) ?? null;
    const name = names.get(id);
    return name !== undefined && (at || as === 'present') ? [{ person: { id, name }, as, at }] : [];
  });
  return { people, others, exported };
}
