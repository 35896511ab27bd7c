import type { CaseState } from '../../../domain/case/state.ts';
import type { Region } from '../../../domain/region/region.ts';
import { mayRead, type SubstanceKind } from '../../../domain/substance/may-read.ts';
import { Substance } from '../../../domain/substance/substance.ts';
import type { Instant, Uuid } from '../../../domain/vocabulary.ts';
import type { Deps } from '../../request-context.ts';

/** The family's question as it was written last. */
export interface Question {
  /** Null where they cannot be opened any more. */
  readonly words: string | null;
  readonly by: string;
  readonly at: Instant;
  /** How many times it was written before. */
  readonly earlier: number;
}

/** The family's question, for who may read it now. The look is written down first. */
export async function questionOf(
  deps: Deps,
  region: Region,
  state: CaseState,
  personId: Uuid,
): Promise<Question | null> {
  const stands = state.intake.some((one) => one.step === 'question' && one.skippedBecause === null);
  return stands ? wordsOf(deps, 'question', { region, state, personId }) : null;
}

interface Find {
  readonly region: Region;
  readonly state: CaseState;
  readonly personId: Uuid;
}

/** The words of one kind as they were written last, for who may read them now; null: there are none, or not for them. */
export async function wordsOf(
  { substance, clock }: Deps,
  kind: SubstanceKind,
  { region, state, personId }: Find,
): Promise<Question | null> {
  const right = mayRead(kind, state, region, personId);
  if (!substance || !right) return null;
  const all = await substance.read(right, clock.now().toISOString());
  const last = all.at(-1);
  if (!last) return null;
  return {
    words: typeof last.words === 'string' ? null : Substance.words(last.words, right),
    by: state.people.find((p) => p.id === last.writtenById)?.name ?? '–',
    at: last.writtenAt,
    earlier: all.length - 1,
  };
}
