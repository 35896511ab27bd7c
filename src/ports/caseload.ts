import type { CaseLine } from '../domain/overview/caseload.ts';
import type { PlainDate, Uuid } from '../domain/vocabulary.ts';

/** All that a region's coordinators look at, read at once. Rejects with `StoreUnavailable` like the store. */
export interface Caseload {
  /**
   * The open cases of a region in one query, in no order, and one more for those in which much may meet. Its cost is that
   * of the open cases: closed ones are not read. `zone` is where dates are local; what was confirmed done in the week
   * before `today` is counted.
   */
  openCases(regionId: Uuid, zone: string, today: PlainDate): Promise<CaseLine[]>;
}
