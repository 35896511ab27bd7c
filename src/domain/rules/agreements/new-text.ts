import { agreement, confirmationsOf, effectiveDue } from '../../case/agreements.ts';
import type { Situation } from '../../case/decision.ts';
import { ref } from '../../case/participants.ts';
import type { Agreement, CaseState, EarlierText } from '../../case/state.ts';
import type { AgreementRevised, Outgoing } from '../../messages/index.ts';
import type { Uuid } from '../../vocabulary.ts';
import { aboutAgreement, actorRef, toRoom } from '../tools.ts';

/** Changes what people confirm: the text of before stays, with what was answered to it, and all are asked again. */
export function newText(
  state: CaseState,
  s: Situation,
  a: Agreement,
): Pick<Agreement, 'textVersion' | 'earlier'> {
  const before: EarlierText = {
    textVersion: a.textVersion,
    title: a.title,
    doneWhen: a.doneWhen,
    ownerId: a.ownerId,
    due: effectiveDue(state, s.region, a),
    rhythm: a.rhythm,
    answers: inTime(confirmationsOf(state, a)).map(({ participantId, answer, words, at, enteredById }) => ({
      participantId,
      answer,
      words,
      at,
      enteredById,
    })),
    changedById: s.actor?.participant?.id ?? null,
    changedAt: s.now,
  };
  return { textVersion: a.textVersion + 1, earlier: [...a.earlier, before] };
}

function inTime<T extends { readonly at: string }>(some: readonly T[]): T[] {
  return some.toSorted((x, y) => x.at.localeCompare(y.at));
}

/** Tells everybody who changed it, and what stood there before. */
export function revisedMessage(after: CaseState, s: Situation, id: Uuid): Outgoing {
  const before = agreement(after, id)?.earlier.at(-1);
  const message: AgreementRevised = {
    type: 'AgreementRevised',
    ...aboutAgreement(after, s, id),
    by: actorRef(after, s),
    ...(before
      ? {
          before: {
            title: before.title,
            doneWhen: before.doneWhen,
            owner: ref(after, before.ownerId),
            due: before.due,
            rhythm: before.rhythm ?? null,
          },
        }
      : {}),
  };
  return toRoom(after, `revised:${id}`, message);
}
