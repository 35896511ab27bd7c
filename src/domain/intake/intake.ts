import type { IntakeNote } from '../case/intake-note.ts';
import type { CaseState } from '../case/state.ts';
import { type AgeBand, INTAKE_STEPS, type IntakeStep } from '../vocabulary.ts';

/** How one step of an intake stands: it stands, it was left out with a reason, or nobody did it yet. */
export interface IntakeStanding {
  readonly step: IntakeStep;
  readonly stands: 'yes' | 'skipped' | 'no';
  /** The case cannot be opened without it. */
  readonly isNeeded: boolean;
  readonly note: IntakeNote | null;
}

/**
 * The steps without which no case is opened (C02): there was contact, the method was explained, the family's question
 * stands in its own words, it is known what was tried before, and somebody checked who has authority (P7).
 */
const NEEDED: ReadonlySet<IntakeStep> = new Set(['contact', 'method', 'question', 'routes', 'authority']);

/** Every step in the order in which they are asked, with what stands of it. */
export function intakeOf({ intake }: CaseState): IntakeStanding[] {
  return INTAKE_STEPS.map((step) => {
    const note = intake.find((one) => one.step === step) ?? null;
    const stands = note === null ? 'no' : note.skippedBecause === null ? 'yes' : 'skipped';
    return { step, stands, isNeeded: NEEDED.has(step), note };
  });
}

/** The steps that still keep a case from being opened. */
export function missingOfIntake(state: CaseState): IntakeStep[] {
  return intakeOf(state).flatMap(({ step, stands, isNeeded }) => (isNeeded && stands === 'no' ? [step] : []));
}

/** How many people have authority, as somebody saw it; null: nobody did yet. */
export function holdersOf({ intake }: CaseState): number | null {
  const note = intake.find((one) => one.step === 'authority');
  return note?.step === 'authority' ? (note.facts?.holders ?? null) : null;
}

/** The age group of the child, as somebody wrote it down; null: nobody did yet. */
export function ageBandOf({ intake }: CaseState): AgeBand | null {
  const note = intake.find((one) => one.step === 'age');
  return note?.step === 'age' ? (note.facts?.band ?? null) : null;
}

/** The month (`YYYY-MM`) from which the child is in the next age group; null: nobody said, or there is none. */
export function nextBandFrom({ intake }: CaseState): string | null {
  const note = intake.find((one) => one.step === 'age');
  return note?.step === 'age' ? (note.facts?.until ?? null) : null;
}
