import { addWorkingDays } from '../../calendar/index.ts';
import { accept, type Decision, type Refused, refuse, type Situation } from '../../case/decision.ts';
import { askedToConfirm, participant, present } from '../../case/participants.ts';
import type { Agreement, CaseState } from '../../case/state.ts';
import type { Outgoing } from '../../messages/index.ts';
import { rolesOfSeat, type Seat } from '../../region/library.ts';
import type { Uuid } from '../../vocabulary.ts';
import { inTheirs } from '../theirs.ts';
import { facts, inCase, inIntake, toParticipant } from '../tools.ts';
import { confirmationOf } from './confirmations.ts';
import { checkDraft, type Draft, withNew } from './create.ts';

/** Several agreements that are posted together, of the examples of the region (C08, C09). */

/** A line of the set; its number says at which fields of the form a mistake belongs. */
export interface SetLine extends Omit<Draft, 'ownerId'> {
  readonly line: number;
  /** Null: nobody was chosen. */
  readonly ownerId: Uuid | null;
}

/** The participant who would own it: whoever leads, or the first who holds the usual role; null: nobody holds it. */
export function holderOf(state: CaseState, seat: Seat): Uuid | null {
  if (seat === 'lead') return participant(state, state.case.leadId)?.id ?? null;
  const held = rolesOfSeat(seat).flatMap((role) => present(state).filter((p) => p.role === role));
  return held[0]?.id ?? null;
}

/** All of them or none: a set of which one line is wrong comes back as it was filled in. */
export function postSet(state: CaseState, s: Situation, lines: readonly SetLine[]): Decision {
  return inTheirs(state, s, ['participant'], () => {
    const early = inIntake(state);
    if (early) return early;
    if (lines.length === 0) return refuse('refused.setEmpty');
    const all = lines.flatMap((line) => wrongIn(state, s, line) ?? []);
    // What is missing comes before a question about a day: the form can ask one such question at a time.
    const [wrong, ...also] = all.toSorted((a, b) => Number(isQuestion(a)) - Number(isQuestion(b)));
    if (wrong) return { ...wrong, reply: { ...wrong.reply, also: also.map(({ reply }) => reply) } };
    const made: Agreement[] = [];
    const after = lines.reduce((before, { line: _, ...draft }) => {
      const next = withNew(before, s, { ...draft, ownerId: draft.ownerId ?? '' });
      made.push(next.a);
      return next.after;
    }, state);
    return accept(
      after,
      { key: 'done.setPosted', values: { count: made.length } },
      {
        messages: askEach(after, s, made),
        audit: made.map((a) => ({ action: 'agreement.created', objectId: a.id })),
      },
    );
  });
}

const isQuestion = ({ reply }: Refused): boolean => reply.proposals !== undefined;

/** The first mistake in a line, at its own fields. */
function wrongIn(state: CaseState, s: Situation, { line, ...draft }: SetLine): Refused | null {
  const { ownerId } = draft;
  if (ownerId === null) return refuse('refused.setOwner', {}, { field: `owner${line}` });
  const wrong = checkDraft(state, s, { ...draft, ownerId });
  if (!wrong || wrong.ok) return null;
  const { field } = wrong.reply;
  return { ok: false, reply: { ...wrong.reply, ...(field ? { field: `${field}${line}` } : {}) } };
}

/** A question holds so many; all correct is about those that stand in it. */
const AT_ONCE = 12;

/** Each who is asked about more than one of them gets one question with all of theirs: one answer is enough. */
function askEach(state: CaseState, s: Situation, made: readonly Agreement[]): Outgoing[] {
  const deadline = addWorkingDays(s.region.calendar, s.today, s.region.timers.confirmAgain);
  return present(state).flatMap(({ id }) => {
    const theirs = made.filter(
      (a) => askedToConfirm(state, a).includes(id) && confirmationOf(state, a, id) === undefined,
    );
    if (theirs.length < 2) return [];
    return inParts(theirs).flatMap((part, i) =>
      toParticipant(state, id, `set:${made[0]?.id}:${i}`, {
        type: 'ConfirmRequest',
        ...inCase(state),
        agreements: part.map((a) => facts(state, s, a.id)),
        deadline,
        again: false,
      }),
    );
  });
}

function inParts(all: readonly Agreement[]): Agreement[][] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, i) =>
    all.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
}
