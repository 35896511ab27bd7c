import type { RightToRead, SubstanceKind } from '../../domain/substance/may-read.ts';
import type { Substance } from '../../domain/substance/substance.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';

/** As it is kept, and as it goes into a `Change` with the decision that brings it. */
export interface SealedSubstance {
  readonly id: Uuid;
  readonly caseId: Uuid;
  readonly kind: SubstanceKind;
  /** Person. */
  readonly writtenById: Uuid;
  readonly writtenAt: Instant;
  /** For this id, case and kind: in another row it cannot be opened. */
  readonly sealed: string;
}

/** Which words are to go: of a case all, those that are named, or those of one writer; or all that somebody wrote. */
export type Erased =
  | { readonly caseId: Uuid; readonly ids?: readonly Uuid[]; readonly writtenById?: Uuid }
  | { readonly writtenById: Uuid };

/** What a `Change` brings of this beside its cases. */
export interface SubstanceRows {
  /** Words about a family that are gone with this decision. */
  readonly erased?: readonly Erased[];
}

export interface WrittenSubstance {
  readonly id: Uuid;
  readonly writtenById: Uuid;
  readonly writtenAt: Instant;
  /** `erased`: there was something. `unreadable`: it was changed, or its key is not known here. */
  readonly words: Substance | 'erased' | 'unreadable';
}

/** Words about families: they are written with a decision and read with a right, and nothing else is done with them. */
export interface SubstanceBook {
  seal(one: Substance, as: Pick<SealedSubstance, 'id' | 'writtenById' | 'writtenAt'>): SealedSubstance;
  /**
   * What stands in one case of one kind, oldest first; with `ids` only of these. That they looked is written down first
   * (`read.` and the kind): when that cannot be done, this rejects, and nothing is shown.
   */
  read(right: RightToRead, now: Instant, ids?: readonly Uuid[]): Promise<readonly WrittenSubstance[]>;
}
