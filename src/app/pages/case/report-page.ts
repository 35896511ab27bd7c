import type { CaseState, Person } from '../../../domain/case/state.ts';
import type { Region } from '../../../domain/region/region.ts';
import { FAMILY_ROLES, type Uuid } from '../../../domain/vocabulary.ts';
import type { Action, Reader } from '../../../ports/document.ts';
import type { ReportShown } from '../../../text/compose/case/report.ts';
import { type Deps, readerIn, situationOf } from '../../request-context.ts';
import { type ForYou, inOrder } from '../for-you.ts';
import { mayDo } from '../may-do.ts';
import { type Question, wordsOf } from './question.ts';
import { reportFacts } from './report-facts.ts';

/** The page of a report that is no case yet, or never became one: what was said, and what happens next. */
export interface ReportPage {
  readonly caseId: Uuid;
  readonly code: string;
  readonly reader: Reader;
  readonly report: ReportShown;
  /** The words of whoever reported; null: there were none, or they are not theirs to read. */
  readonly words: Question | null;
  /** How one of the family who reported is reached, for who decides on it; null: not theirs to see, or nobody needs it. */
  readonly reach: string | null;
  readonly forYou: ForYou;
  readonly mayDo: (action: Action) => boolean;
  readonly seen: string;
}

export async function reportPage(
  deps: Deps,
  region: Region,
  person: Person,
  state: CaseState,
  forYou: ForYou,
): Promise<ReportPage | null> {
  const report = reportFacts(state, region, person.id);
  if (!report) return null;
  const { today } = situationOf(deps, region, person, state);
  const find = { region, state, personId: person.id };
  return {
    ...{ caseId: report.caseId, code: report.code, report },
    reader: readerIn(deps, region, person, state),
    words: (await wordsOf(deps, 'report', find)) ?? (await wordsOf(deps, 'question', find)),
    reach: report.decides && report.isOpen ? await reachOf(deps, state) : null,
    forYou: inOrder(forYou),
    mayDo: (action: Action) => mayDo(state, region, person.id, today, action),
    seen: String(state.case.version),
  };
}

/** A coordinator speaks with the family before there is a case: they gave their address for that. */
async function reachOf({ entryMeans }: Deps, { case: { report } }: CaseState): Promise<string | null> {
  if (!entryMeans || report === null || !FAMILY_ROLES.has(report.role)) return null;
  const reach = await entryMeans.book.reachOf(report.byId);
  return reach?.phone ?? reach?.email ?? null;
}
