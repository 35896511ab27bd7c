import { fourWeekDate } from '../../../domain/calendar/index.ts';
import type { Absence, AbsenceChange } from '../../../domain/case/clock/absence.ts';
import { atSchoolSince, daysHome } from '../../../domain/case/clock/home-clock.ts';
import { ref } from '../../../domain/case/participants.ts';
import type { CaseState } from '../../../domain/case/state.ts';
import type { PersonRef } from '../../../domain/messages/index.ts';
import type { PlainDate } from '../../../domain/vocabulary.ts';

/** The clock of a case as a person reads it. */
export interface CaseClock extends Pick<Absence, 'category' | 'enrolled'> {
  /** Null: no day was missed yet. */
  readonly days: number | null;
  readonly fourWeekDate: PlainDate | null;
  /** Lessons again since that day; null: at home, or not yet. */
  readonly atSchoolSince: PlainDate | null;
  /** Newest first. */
  readonly changes: readonly AbsenceLine[];
}

export interface AbsenceLine extends Omit<AbsenceChange, 'byId'> {
  /** Null: a coordinator who takes no part. */
  readonly by: PersonRef | null;
}

export function caseClock(view: CaseState, today: PlainDate): CaseClock {
  const { firstDayHome, absence } = view.case;
  return {
    ...{ category: absence.category, enrolled: absence.enrolled },
    days: daysHome(view.case, today),
    fourWeekDate: firstDayHome && fourWeekDate(firstDayHome),
    atSchoolSince: atSchoolSince(view.case),
    changes: absence.changes.toReversed().map(({ byId, ...change }) => ({
      ...change,
      by: byId ? ref(view, byId) : null,
    })),
  };
}
