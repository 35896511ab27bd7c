import { ref } from '../../domain/case/participants.ts';
import type { Agreement, CaseState } from '../../domain/case/state.ts';
import type { PersonRef } from '../../domain/messages/index.ts';
import type { Instant, PlainDate, RhythmEvery, Uuid } from '../../domain/vocabulary.ts';

/** An earlier text of an agreement, who changed it when, and who had answered what to it. */
export interface Earlier {
  readonly title: string;
  readonly doneWhen: string;
  readonly owner: PersonRef;
  readonly due: PlainDate;
  /** Null: it did not come back. */
  readonly every: RhythmEvery | null;
  readonly answers: readonly {
    readonly who: PersonRef;
    readonly answer: 'confirmed' | 'disputed';
    readonly words: string | null;
    readonly at: Instant;
    /** The person who wrote it down, where it was said by phone. */
    readonly by: PersonRef | null;
  }[];
  /** Null: somebody who takes no part. */
  readonly changedBy: PersonRef | null;
  readonly changedAt: Instant;
}

/** Returns the earlier texts by agreement, newest first. */
export function earlierTexts(view: CaseState): ReadonlyMap<Uuid, readonly Earlier[]> {
  return new Map(view.agreements.map((a) => [a.id, ofOne(view, a)]));
}

function ofOne(view: CaseState, { earlier }: Agreement): Earlier[] {
  return earlier.toReversed().map((e) => ({
    title: e.title,
    doneWhen: e.doneWhen,
    owner: ref(view, e.ownerId),
    due: e.due,
    every: e.rhythm?.every ?? null,
    answers: e.answers.map(({ participantId, answer, words, at, enteredById }) => ({
      who: ref(view, participantId),
      answer,
      words,
      at,
      by: enteredById ? ref(view, enteredById) : null,
    })),
    changedBy: e.changedById ? ref(view, e.changedById) : null,
    changedAt: e.changedAt,
  }));
}
