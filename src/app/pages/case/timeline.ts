import { addDays, localDate } from '../../../domain/calendar/index.ts';
import { effectiveDue, isOpen, openBlocker } from '../../../domain/case/agreements.ts';
import type { DaysAtSchool } from '../../../domain/case/clock/absence.ts';
import { isOnlyReport } from '../../../domain/case/report.ts';
import type { CaseState } from '../../../domain/case/state.ts';
import type { Region } from '../../../domain/region/region.ts';
import { seesWhole } from '../../../domain/views/limited-view.ts';
import type { AgreementStatus, PlainDate, Uuid } from '../../../domain/vocabulary.ts';
import type { Reader } from '../../../ports/document.ts';
import { type Deps, readerIn, situationOf } from '../../request-context.ts';

/** A case along the days, for who may see it: since when at home, what was agreed when, and what is to come. */
export interface TimelinePage {
  readonly caseId: Uuid;
  readonly code: string;
  readonly reader: Reader;
  readonly today: PlainDate;
  /** Null: no day was missed yet. */
  readonly firstDayHome: PlainDate | null;
  readonly atSchool: readonly DaysAtSchool[];
  readonly openedOn: PlainDate;
  readonly threeMonthDate: PlainDate | null;
  /** First and last day of the picture. */
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly agreements: readonly TimelineAgreement[];
}

export interface TimelineAgreement {
  readonly number: number;
  readonly title: string;
  readonly madeOn: PlainDate;
  readonly due: PlainDate;
  readonly doneOn: PlainDate | null;
  readonly status: AgreementStatus;
  readonly stuck: boolean;
}

/** Null when the case is not theirs to see. */
export async function timelineOf(deps: Deps, personId: Uuid, caseId: Uuid): Promise<TimelinePage | null> {
  const [[person], [state]] = await Promise.all([deps.store.people([personId]), deps.store.cases([caseId])]);
  const region = state ? await deps.store.region(state.case.regionId) : null;
  if (!person || !state || !region) return null;
  // The clock of the case is not for who sees only a part of it (docs/domain.md#visibility).
  if (isOnlyReport(state.case) || !seesWhole(state, region, personId)) return null;
  const now = deps.clock.now().toISOString();
  await deps.store.noteRead({ now, actor: personId, action: 'read.timeline', caseIds: [caseId] });
  const { today } = situationOf(deps, region, person, state);
  return { reader: readerIn(deps, region, person, state), ...timeline(state, region, today) };
}

function timeline(state: CaseState, region: Region, today: PlainDate): Omit<TimelinePage, 'reader'> {
  const { zone } = region.calendar;
  const { id: caseId, code, firstDayHome, threeMonthDate, openedAt } = state.case;
  const agreements = state.agreements.map((a) => ({
    number: a.number,
    title: a.title,
    madeOn: localDate(zone, a.createdAt),
    due: effectiveDue(state, region, a),
    doneOn: a.doneOn,
    status: a.status,
    stuck: isOpen(a) && openBlocker(state, a.id) !== null,
  }));
  const openedOn = localDate(zone, openedAt);
  const ends = [today, threeMonthDate ?? today, ...agreements.flatMap((a) => [a.due, a.doneOn ?? a.due])];
  const starts = [firstDayHome ?? openedOn, openedOn, ...agreements.map((a) => a.madeOn)];
  const [from, to] = [starts.sort()[0] ?? today, ends.sort().at(-1) ?? today];
  return {
    caseId,
    code,
    today,
    firstDayHome,
    atSchool: state.case.absence.atSchool,
    openedOn,
    threeMonthDate,
    from,
    to: addDays(to, 3),
    agreements,
  };
}
