import { localDate } from '../calendar/index.ts';
import { ref } from '../case/participants.ts';
import type { CaseState } from '../case/state.ts';
import type { PersonRef } from '../messages/index.ts';
import type { Region } from '../region/region.ts';
import { endOf, type Term, termsOf } from '../region/terms.ts';
import type { PlainDate, Uuid } from '../vocabulary.ts';

/** The terms of a case with their days. */
export interface TermsFacts {
  readonly caseId: Uuid;
  readonly code: string;
  readonly isOpen: boolean;
  readonly terms: readonly TermFacts[];
}

export interface TermFacts {
  readonly term: Term;
  /** The day it is counted from, and the day on which it ends; null: nobody typed the day. */
  readonly days: { readonly from: PlainDate; readonly end: PlainDate } | null;
  /** The person who typed the day; null: the case knows it, or whoever coordinates typed it. */
  readonly by: PersonRef | null;
}

export function termsFacts(view: CaseState, region: Region): TermsFacts {
  return {
    caseId: view.case.id,
    code: view.case.code,
    isOpen: view.case.status !== 'closed',
    terms: termsOf(region.file).map((term) => termFacts(view, region, term)),
  };
}

function termFacts(view: CaseState, region: Region, term: Term): TermFacts {
  const typed = view.case.termDates.find((one) => one.key === term.key);
  const known = {
    firstDay: view.case.firstDayHome,
    opened: localDate(region.calendar.zone, view.case.openedAt),
    typed: typed?.date ?? null,
  };
  const from = known[term.from];
  const byId = term.from === 'typed' ? (typed?.byId ?? null) : null;
  return {
    term,
    days: from === null ? null : { from, end: endOf(term, from, region.calendar) },
    by: byId === null ? null : ref(view, byId),
  };
}
