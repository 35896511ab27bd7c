import type { Uuid } from '../../../domain/vocabulary.ts';
import type { Reader } from '../../../ports/document.ts';
import type { Deliveries, RegionHealth } from '../../../ports/region-health.ts';
import { type Deps, readerOf } from '../../request-context.ts';

export interface HealthPage {
  readonly regionId: Uuid;
  readonly regionKey: string;
  readonly regionName: string;
  readonly zone: string;
  readonly reader: Reader;
  readonly health: RegionHealth;
}

/** A message that waits for a moment is on its way. */
const LONG_MS = 5 * 60_000;

/** Something does not arrive, and an administrator can do something about it. */
export function hasTrouble({ deadCount, connections, waitingSince }: RegionHealth, now: Date): boolean {
  const stands = waitingSince !== null && now.getTime() - Date.parse(waitingSince) > LONG_MS;
  return stands || deadCount > 0 || connections.some((one) => one.disabledAt !== null || one.failing > 0);
}

/** How deliveries stand, for the administrators of the region. Null: not theirs to see. */
export async function healthOf(
  deps: Deps,
  deliveries: Deliveries,
  personId: Uuid,
  regionId: Uuid,
): Promise<HealthPage | null> {
  const region = await deps.store.region(regionId);
  if (!region?.administratorPersonIds.includes(personId)) return null;
  const [person] = await deps.store.people([personId], regionId);
  if (!person) return null;
  return {
    regionId,
    regionKey: region.key,
    regionName: region.name,
    zone: region.calendar.zone,
    reader: readerOf(deps, region, person, true),
    health: await deliveries.ofRegion(regionId, deps.clock.now().toISOString()),
  };
}
