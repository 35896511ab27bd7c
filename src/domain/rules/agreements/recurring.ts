import { isDisputed } from '../../case/agreements.ts';
import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { nextOf, type Occurrence, type Rhythm } from '../../case/rhythm.ts';
import type { Agreement, CaseState } from '../../case/state.ts';
import type { PlainDate, Uuid } from '../../vocabulary.ts';
import { onTheirs } from '../theirs.ts';
import { withAgreement } from '../tools.ts';
import { skipPast } from './create.ts';

/** An agreement that comes back moves on when its day was kept, or was not (C08). */

/** The owner says that it did not happen this time: the next date comes, and the history says so. */
export function missedOnce(state: CaseState, s: Situation, id: Uuid, forDue: PlainDate | null): Decision {
  return onTheirs(state, s, { id, rights: ['owner'], allow: ['open'] }, (a) =>
    a.rhythm === null
      ? refuse('refused.noRhythm', { number: a.number })
      : movedOn(state, s, a, { rhythm: a.rhythm, outcome: 'missed', forDue }),
  );
}

interface Moving {
  readonly rhythm: Rhythm;
  readonly outcome: Occurrence['outcome'];
  /** The date that stood on the button; null: none did. */
  readonly forDue: PlainDate | null;
}

/** It moves on to its next date; after the last one it is done. Pressed twice it moves once. */
export function movedOn(state: CaseState, s: Situation, a: Agreement, moving: Moving): Decision {
  const { rhythm, outcome, forDue } = moving;
  const isSaidToday = rhythm.past.at(-1)?.on === s.today && a.due > s.today;
  if (isSaidToday || (forDue !== null && forDue !== a.due))
    return accept(state, { key: 'done.occurrenceSaid', values: { number: a.number, date: a.due } });
  if (isDisputed(state, a)) return refuse('refused.occurrenceUnclear', { number: a.number });
  const said: Occurrence = { due: a.due, outcome, on: s.today, byId: s.actor?.participant?.id ?? null };
  const { past, next } = upToNow(s, { ...rhythm, past: [...rhythm.past, said] }, a.due);
  const base = withAgreement(answered(state, s, a.id), a.id, next ? coming(a, next, past) : over(s, a, past));
  const moved = base.agreements.find((one) => one.id === a.id) ?? a;
  const after = next ? skipPast(base, s, moved) : base;
  return accept(
    after,
    { key: `done.${outcome}`, values: { number: a.number, date: next?.due ?? 'none' } },
    { audit: [{ action: `agreement.${outcome}`, objectId: a.id }] },
  );
}

type Next = Rhythm & { readonly due: PlainDate };

/** The dates that went by without a word are missed: nobody said that they were kept. */
function upToNow(
  s: Situation,
  rhythm: Rhythm,
  due: PlainDate,
): { readonly past: Rhythm['past']; readonly next: Next | null } {
  const found = nextOf(s.region.calendar, rhythm, due);
  if (!found) return { past: rhythm.past, next: null };
  const next = { ...rhythm, nominal: found.nominal };
  if (found.due >= s.today) return { past: next.past, next: { ...next, due: found.due } };
  const silent: Occurrence = { due: found.due, outcome: 'missed', on: s.today, byId: null };
  return upToNow(s, { ...next, past: [...next.past, silent] }, found.due);
}

/** The reminders and the ladder begin again with the new date. */
function coming(a: Agreement, { due, ...rhythm }: Next, past: Rhythm['past']): Partial<Agreement> {
  return { ...FREE, due, rhythm: { ...rhythm, past }, cycle: a.cycle + 1, pausedWorkingDays: 0 };
}

function over(s: Situation, a: Agreement, past: Rhythm['past']): Partial<Agreement> {
  const rhythm = a.rhythm && { ...a.rhythm, past };
  return { ...FREE, rhythm, status: 'done', doneOn: s.today, doneById: s.actor?.participant?.id ?? null };
}

/** A pause, a proposal and a deputy who picked it up were about the date that is over. */
const FREE = {
  ...{ proposedDue: null, proposedById: null, pickedUpById: null },
  ...{ pausedReason: null, pausedFrom: null, pausedUntil: null },
} satisfies Partial<Agreement>;

/** Nobody is waited for any more about the date that was: not who could say yes, and not who was asked for help. */
function answered(state: CaseState, s: Situation, id: Uuid): CaseState {
  return {
    ...state,
    blockers: state.blockers.map((b) =>
      b.agreementId === id && b.resolvedAt === null ? { ...b, resolvedAt: s.now } : b,
    ),
    escalations: state.escalations.map((e) =>
      e.agreementId === id && e.status !== 'answered'
        ? { ...e, status: 'answered' as const, answeredAt: s.now }
        : e,
    ),
  };
}
