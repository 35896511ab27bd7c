import { tooFar } from '../../calendar/date-bounds.ts';
import { effectiveDue } from '../../case/agreements.ts';
import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { ref } from '../../case/participants.ts';
import { type Occurrence, type Rhythm, rhythmFrom } from '../../case/rhythm.ts';
import type { Agreement, CaseState } from '../../case/state.ts';
import type { PlainDate, Uuid } from '../../vocabulary.ts';
import { onTheirs } from '../theirs.ts';
import { withAgreement } from '../tools.ts';
import { confirmedByAuthor } from './create.ts';
import { newText, revisedMessage } from './new-text.ts';

export interface RhythmGiven {
  /** Null: it does not come back any more. */
  readonly rhythm: Pick<Rhythm, 'every' | 'until'> | null;
  /** The text that stood in front of who gives it; left out: nobody showed one. */
  readonly textVersion?: number | undefined;
}

/**
 * The lead has an agreement that stands already come back in a rhythm, in another one, or not any more (C08). Its date is
 * the first of it. Everybody is asked again: a yes to once is no yes to every week.
 */
export function setRhythm(state: CaseState, s: Situation, id: Uuid, given: RhythmGiven): Decision {
  return onTheirs(state, s, { id, rights: ['lead'], allow: ['open'] }, (a) => {
    const { rhythm } = given;
    const wrong = wrongIn(state, s, a, given);
    if (wrong) return wrong;
    const { number } = a;
    const key = rhythm ? ('done.rhythmSet' as const) : ('done.rhythmGone' as const);
    const reply = { key, values: { number, date: a.due } };
    if (isSame(a.rhythm, rhythm)) return accept(state, reply);
    const next = rhythm && rhythmOf(a, rhythm);
    const changed = { ...a, ...newText(state, s, a), rhythm: next };
    const after = confirmedByAuthor(withAgreement(state, id, changed), s, changed);
    return accept(after, reply, {
      messages: [revisedMessage(after, s, id)],
      audit: [{ action: 'agreement.revised', objectId: id }],
    });
  });
}

function wrongIn(
  state: CaseState,
  s: Situation,
  a: Agreement,
  { rhythm, textVersion }: RhythmGiven,
): Decision | null {
  if (textVersion !== undefined && textVersion !== a.textVersion) return changedMeanwhile(state, s, a);
  if (rhythm === null) return null;
  if (a.predecessorId !== null) return refuse('refused.rhythmFollows', {}, { field: 'every' });
  const { until } = rhythm;
  if (until !== null && until < laterOf(a.due, s.today))
    return refuse('refused.rhythmUntil', {}, { field: 'everyUntil' });
  return tooFar('due', until, s.today, 'everyUntil');
}

function laterOf(one: PlainDate, other: PlainDate): PlainDate {
  return one > other ? one : other;
}

/** Somebody changed the agreement while the form was open: it comes again as it is now. */
function changedMeanwhile(state: CaseState, s: Situation, a: Agreement): Decision {
  const date = effectiveDue(state, s.region, a);
  const now = { number: a.number, title: a.title, person: ref(state, a.ownerId), date, what: a.doneWhen };
  return refuse('refused.reviseChanged', now, { untouched: [] });
}

function isSame(now: Rhythm | null, given: RhythmGiven['rhythm']): boolean {
  if (now === null || given === null) return now === given;
  return now.every === given.every && now.until === given.until;
}

/** Another end leaves the day that was agreed as it is, also where a holiday moved the date. */
function rhythmOf(a: Agreement, given: NonNullable<RhythmGiven['rhythm']>): Rhythm {
  if (a.rhythm?.every === given.every) return { ...a.rhythm, until: given.until };
  return rhythmFrom(a.rhythm?.nominal ?? a.due, given, pastOf(a));
}

/** Its days so far, also those of a rhythm that it had before. */
function pastOf({ rhythm, earlier }: Agreement): readonly Occurrence[] {
  return rhythm?.past ?? earlier.findLast((one) => one.rhythm)?.rhythm?.past ?? [];
}
