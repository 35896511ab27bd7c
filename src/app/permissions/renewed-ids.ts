import type { Uuid } from '../../domain/vocabulary.ts';
import type { Request } from '../inbound.ts';
import { maySee } from '../pages/find-case.ts';
import type { Deps } from '../request-context.ts';

/** An id that could be computed (a UUID of version 8). No other was ever replaced, so nothing is asked of another. */
const FORMER = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Returns the ids of now for cases and regions that had these before, as far as this person may see them. All others
 * stay out: whoever guesses such an id hears what they would hear of one that never was.
 */
export async function renewedIds(
  { store }: Pick<Deps, 'store'>,
  personId: Uuid,
  ids: readonly unknown[],
): Promise<ReadonlyMap<Uuid, Uuid>> {
  const former = ids.filter((id) => typeof id === 'string' && FORMER.test(id)) as Uuid[];
  if (former.length === 0) return new Map();
  const found = await store.renewed(
    former.map((id) => id.toLowerCase()),
    personId,
  );
  const seen = await Promise.all(found.map(({ kind, id }) => isSeen[kind](store, personId, id)));
  const now = new Map(found.flatMap((one, i) => (seen[i] ? [[one.formerId, one.id] as const] : [])));
  return new Map(
    former.flatMap((id) => (now.has(id.toLowerCase()) ? [[id, now.get(id.toLowerCase()) as Uuid]] : [])),
  );
}

type Sees = (store: Deps['store'], personId: Uuid, id: Uuid) => Promise<boolean>;

const isSeen: Readonly<Record<'case' | 'region', Sees>> = {
  case: async (store, personId, id) => {
    const [state] = await store.cases([id]);
    const region = state ? await store.region(state.case.regionId) : null;
    return state !== undefined && region !== null && maySee(state, region, personId);
  },
  region: async (store, personId, id) => {
    const region = await store.region(id);
    return [...(region?.coordinatorPersonIds ?? []), ...(region?.administratorPersonIds ?? [])].includes(
      personId,
    );
  },
};

/**
 * A button or a form that was made before carries ids of before. The same request with those of now; null when there is
 * nothing in it to replace.
 */
export async function renewedRequest(
  deps: Pick<Deps, 'store'>,
  personId: Uuid,
  request: Request,
): Promise<Request | null> {
  if (request.type === 'text' || request.type === 'home') return null;
  const values = request.type === 'submit' ? request.values : {};
  const given = [...Object.values(request.args), ...Object.values(values).flat()];
  const now = await renewedIds(deps, personId, given);
  if (now.size === 0) return null;
  const one = <T>(value: T): T => (now.get(value as string) as T | undefined) ?? value;
  const all = <T extends object>(some: T): T =>
    Object.fromEntries(
      Object.entries(some).map(([name, v]) => [name, Array.isArray(v) ? v.map(one) : one(v)]),
    ) as T;
  return request.type === 'submit'
    ? { ...request, args: all(request.args), values: all(request.values) }
    : { ...request, args: all(request.args) };
}
