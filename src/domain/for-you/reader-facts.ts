import type { CaseState } from '../case/state.ts';
import type { Region } from '../region/region.ts';
import type { PlainDate, Uuid } from '../vocabulary.ts';

/** The facts against which what was told to one reader is held, on one day. `state`: as they may see it; null: it is about no case. */
export interface ReaderFacts {
  readonly state: CaseState | null;
  readonly region: Region;
  readonly personId: Uuid;
  readonly today: PlainDate;
  /** The questions that the case asks of them now (`keyOfItem`). */
  readonly asked: ReadonlySet<string>;
  /** The people who have looked since it was told of them that they do not look. Left out: nobody has. */
  readonly came?: ReadonlySet<Uuid>;
}
