import type { CaseState } from '../../../domain/case/state.ts';
import type { Region } from '../../../domain/region/region.ts';
import { mayReadRequests } from '../../../domain/substance/may-read.ts';
import { Substance } from '../../../domain/substance/substance.ts';
import { seesAsRole, viewOf } from '../../../domain/views/limited-view.ts';
import { type RequestsFacts, requestsFacts } from '../../../domain/views/requests.ts';
import type { Uuid } from '../../../domain/vocabulary.ts';
import type { Action, Reader } from '../../../ports/document.ts';
import { type Deps, readerIn, situationOf } from '../../request-context.ts';
import { findCase } from '../find-case.ts';
import { mayDo } from '../may-do.ts';
import type { PageTools } from '../page-tools.ts';

/** Returns the sealed words of requests by their rows, for who may read them now. The look is written down first. */
export async function requestWords(
  { substance, clock }: Deps,
  region: Region,
  state: CaseState,
  personId: Uuid,
  ids?: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, string>> {
  const right = mayReadRequests(state, region, personId);
  if (!substance || !right || state.case.requests.length === 0) return new Map();
  const rows = await substance.read(right, clock.now().toISOString(), ids);
  return new Map(
    rows.flatMap(({ id, words }): [Uuid, string][] =>
      typeof words === 'string' ? [] : [[id, Substance.words(words, right)]],
    ),
  );
}

/** The page of what parties were asked and answered; for who was only asked, what waits for them. */
export interface RequestsPage {
  readonly facts: RequestsFacts;
  /** The words by the id of a request; null: not theirs to read, or cannot be opened any more. */
  readonly words: ReadonlyMap<
    Uuid,
    { readonly questions: readonly string[] | null; readonly answer: string | null }
  >;
  readonly reader: Reader;
  readonly mayDo: (action: Action) => boolean;
}

/** Null: the case is not theirs to see. Who looked is written down before anything is shown. */
export async function requestsOf(
  tools: PageTools,
  personId: Uuid,
  caseId: Uuid,
): Promise<RequestsPage | null> {
  const { deps } = tools;
  const one = await findCase(deps, personId, caseId);
  if (!one) return null;
  const { person, state, region } = one;
  const { today } = situationOf(deps, region, person, state);
  const view = viewOf(state, region, personId);
  // Whoever is asked for help in another matter is asked nothing here.
  if (!seesAsRole(state, region, personId) && view.case.requests.length === 0) return null;
  await tools.noteRead(personId, 'read.requests', [caseId]);
  const words = await requestWords(deps, region, state, personId);
  return {
    facts: requestsFacts(view, region, personId, today),
    words: new Map(
      view.case.requests.map(({ id, questionsId, answer }) => [
        id,
        {
          questions: words.get(questionsId)?.split('\n') ?? null,
          answer: (answer?.wordsId && words.get(answer.wordsId)) || null,
        },
      ]),
    ),
    reader: readerIn(deps, region, person, state),
    mayDo: (action) => mayDo(state, region, personId, today, action),
  };
}
