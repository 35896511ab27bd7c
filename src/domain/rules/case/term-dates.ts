import { tooFar } from '../../calendar/date-bounds.ts';
import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import type { CaseState } from '../../case/state.ts';
import { termsOf } from '../../region/terms.ts';
import type { PlainDate } from '../../vocabulary.ts';
import { inTheirs } from '../theirs.ts';
import { withCase } from '../tools.ts';

/** Notes the day from which a term is counted; without a day it is taken away again. Nobody is told: it stands there. */
export function noteTermDate(state: CaseState, s: Situation, key: string, date: PlainDate | null): Decision {
  return inTheirs(state, s, ['participant', 'coordinator'], () => {
    const term = termsOf(s.region.file).find((one) => one.key === key && one.from === 'typed');
    if (!term) return refuse('refused.formChanged');
    const far = tooFar('track', date, s.today, 'termDay');
    if (far) return far;
    const others = state.case.termDates.filter((one) => one.key !== key);
    const byId = s.actor?.participant?.id ?? null;
    const termDates = date === null ? others : [...others, { key, date, byId, at: s.now }];
    return accept(
      withCase(state, { termDates }),
      { key: date === null ? 'done.termForgotten' : 'done.termNoted' },
      { audit: [{ action: 'case.term_date', objectId: null }] },
    );
  });
}
