import { tooFar } from '../../calendar/date-bounds.ts';
import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import type { IntakeFacts, IntakeNote } from '../../case/intake-note.ts';
import { actsForFamily } from '../../case/participants.ts';
import { isReported } from '../../case/report.ts';
import type { CaseState } from '../../case/state.ts';
import { missingOfIntake } from '../../intake/intake.ts';
import type { IntakeStep, NotTakenIn, PlainDate, RouteTried } from '../../vocabulary.ts';
import { inTheirs, lacks } from '../theirs.ts';
import { named, toIntake, withCase } from '../tools.ts';
import { status } from './case-life.ts';
import { answered } from './report.ts';

/** The family's question in its own words: as many as fit on a page, and no file. */
export const QUESTION_MAX = 1000;

const MANAGES = ['lead', 'coordinator'] as const;

/** The steps that are written down by somebody who did them; the family's own words have a rule of their own. */
export type WrittenStep = Exclude<IntakeStep, 'question'>;

/** One step as somebody writes it down: on which day it was, and what it says. */
export interface Writing<S extends WrittenStep = WrittenStep> {
  readonly step: S;
  readonly on: PlainDate;
  readonly facts: IntakeFacts[S];
}

/** Writes a step down, or writes it anew: what stood before is in the history. */
export function writeStep<S extends WrittenStep>(
  state: CaseState,
  s: Situation,
  writing: Writing<S>,
): Decision {
  return inTheirs(state, s, MANAGES, () => {
    if (writing.on > s.today) return refuse('refused.intakeLater', {}, { field: 'spokenOn' });
    const far = tooFar('spokenOn', writing.on, s.today, 'spokenOn');
    return far ?? stands(state, s, { ...writing, skippedBecause: null });
  });
}

/** "Nothing was tried" stands alone: with anything else beside it, one of the two is a mistake. */
export function writeRoutes(state: CaseState, s: Situation, tried: readonly RouteTried[]): Decision {
  if (tried.includes('none') && tried.length > 1) return refuse('refused.intakeNone', {}, { field: 'tried' });
  return writeStep(state, s, { step: 'routes', on: s.today, facts: { tried } });
}

/** A step is left out, where the region allows that, with a reason that everybody reads. */
export function skipStep(state: CaseState, s: Situation, step: IntakeStep, reason: string): Decision {
  return inTheirs(state, s, MANAGES, () => {
    if (s.region.intake !== 'skippable') return refuse('refused.intakeNoSkip', { code: state.case.code });
    if (reason.trim() === '') return refuse('refused.reasonMissing', {}, { field: 'reason' });
    if (!missingOfIntake(state).includes(step))
      return refuse('refused.intakeStands', { step: { step } }, { field: 'step' });
    return stands(state, s, { step, on: s.today, facts: null, skippedBecause: reason.trim() });
  });
}

/** The family's question stands: its words are kept sealed, and go with this decision. */
export function questionStands(state: CaseState, s: Situation, words: string): Decision {
  return inTheirs(state, s, ['participant', ...MANAGES], () => {
    if (words.trim() === '') return refuse('refused.wordsMissing', {}, { field: 'words' });
    if ([...words.trim()].length > QUESTION_MAX)
      return refuse('refused.wordsTooLong', { max: QUESTION_MAX }, { field: 'words' });
    if (lacks(state, s, MANAGES) && !isOfFamily(state, s)) return refuse('refused.intakeWords');
    return stands(state, s, { step: 'question', on: s.today, facts: null, skippedBecause: null });
  });
}

function isOfFamily(state: CaseState, { actor }: Situation): boolean {
  return actor?.participant != null && actsForFamily(state, actor.participant.id);
}

type Content = Pick<IntakeNote, 'step' | 'on' | 'facts' | 'skippedBecause'>;

function stands(state: CaseState, s: Situation, content: Content): Decision {
  const old = state.intake.find((note) => note.step === content.step);
  const note = {
    ...content,
    id: old?.id ?? s.newId(),
    caseId: state.case.id,
    byId: s.actor?.personId ?? '',
    at: s.now,
  } as IntakeNote;
  const after = { ...state, intake: [...state.intake.filter((one) => one !== old), note] };
  const missing = state.case.status === 'intake' ? missingOfIntake(after) : [];
  const what = content.skippedBecause === null ? 'written' : 'skipped';
  return accept(
    after,
    {
      key: `done.intake.${what}`,
      values: { step: { step: content.step }, needed: named(missing) },
      offer: { command: 'intake.show', args: { caseId: state.case.id }, label: 'button.intake' },
    },
    { audit: [{ action: `intake.${what}.${content.step}`, objectId: note.id }] },
  );
}

/** The intake is done: from now on agreements are made. Refused with the list of what is missing (C02). */
export function completeIntake(state: CaseState, s: Situation): Decision {
  return inTheirs(state, s, MANAGES, () => {
    const { code, status: now } = state.case;
    if (now !== 'intake') return accept(state, { key: 'done.caseAlreadyOpen', values: { code } });
    const missing = missingOfIntake(state);
    if (missing.length > 0)
      return refuse('refused.intakeMissing', { code, needed: named(missing) }, toIntake(state));
    const after = withCase(state, { status: 'open' });
    const done = { action: 'intake.completed', key: 'done.intakeCompleted' } as const;
    return status(after, s, done, { takenIn: true });
  });
}

/** It is not taken in, for one of a few reasons: closed, counted, and opened again like any other. */
export function declineIntake(state: CaseState, s: Situation, because: NotTakenIn): Decision {
  if (isReported(state.case)) return lacks(state, s, ['coordinator']) ?? declined(state, s, because);
  return inTheirs(state, s, MANAGES, () => {
    const { code } = state.case;
    if (state.case.status !== 'intake') return refuse('refused.takenIn', { code });
    const decided = declined(state, s, because);
    const archive = { type: 'ArchiveRoom', caseId: state.case.id, code } as const;
    return decided.ok ? { ...decided, tasks: [archive] } : decided;
  });
}

/** The case is closed with that reason; where nobody had taken it in yet, whoever reported it hears it. */
function declined(state: CaseState, s: Situation, because: NotTakenIn): Decision {
  const after = withCase(state, {
    ...{ status: 'closed', notTakenIn: because, closedAt: s.now, leadAskedId: null, leadHandover: null },
  });
  const done = { action: 'intake.declined', key: 'done.intakeDeclined' } as const;
  const decided = status(after, s, done, { notTakenIn: because });
  if (!decided.ok || !isReported(state.case)) return decided;
  return { ...decided, messages: [...decided.messages, answered(state, s, 'notTakenIn', because)] };
}
