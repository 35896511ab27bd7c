import type { RightToRead, SubstanceKind } from '../../domain/substance/may-read.ts';
import type { Substance } from '../../domain/substance/substance.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';

/** Words about a family as they are kept, and as they go into a `Change` with the decision that brings them. */
export interface SealedSubstance {
  readonly id: Uuid;
  readonly caseId: Uuid;
  readonly kind: SubstanceKind;
  /** Person. */
  readonly writtenById: Uuid;
  readonly writtenAt: Instant;
  /** The words, sealed for this id, case and kind: in another row they cannot be opened. */
  readonly sealed: string;
}

/** Words that are to go: of a case all, those that are named, or those of one writer; or all that somebody wrote. */
export type Erased =
  | { readonly caseId: Uuid; readonly ids?: readonly Uuid[]; readonly writtenById?: Uuid }
  | { readonly writtenById: Uuid };

/** A `Change` brings these rows beside its cases. */
export interface SubstanceRows {
  /** Words about a family that are gone with this decision. */
  readonly erased?: readonly Erased[];
  /**
   * Cases of which nothing stays but that they were: what was told in them goes, and how people are reached who take part
   * in nothing else.
   */
  readonly emptied?: readonly { readonly caseId: Uuid }[];
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
   * Returns what stands in one case of one kind, oldest first; with `ids` only these. The look is written down first
   * (`read.` and the kind): when that cannot be done, this rejects, and nothing is shown.
   */
  read(right: RightToRead, now: Instant, ids?: readonly Uuid[]): Promise<readonly WrittenSubstance[]>;
}
