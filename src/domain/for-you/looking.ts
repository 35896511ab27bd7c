import type { CaseState } from '../case/state.ts';
import type { Region } from '../region/region.ts';
import type { PlainDate, Uuid } from '../vocabulary.ts';

/** What is known on the day on which somebody looks. `state`: as they may see it; null: it is about no case. */
export interface Looking {
  readonly state: CaseState | null;
  readonly region: Region;
  readonly personId: Uuid;
  readonly today: PlainDate;
  /** What the case asks of them now (`keyOfAsked`). */
  readonly asked: ReadonlySet<string>;
  /** Of whom it was told that they do not look: who has looked since. Left out: nobody has. */
  readonly came?: ReadonlySet<Uuid>;
}
