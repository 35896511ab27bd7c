import { IntlMessageFormat } from 'intl-messageformat';
import { nearest } from '../../domain/spelling.ts';
import words from './error-words.json' with { type: 'json' };

/** A mistake that a region file can have; each has its sentence in words.json. */
export type ProblemKind = keyof typeof words.en;

export interface Problem {
  path: PropertyKey[];
  is: ProblemKind;
  value?: string;
  /** The known word that looks most like `value`. */
  near?: string | undefined;
  /** The words among which that one is looked for when the problem is told. */
  among?: readonly string[];
  values?: readonly string[];
  limit?: number;
}

/** The sentence for a problem, to be read after its path: `timers.escalation: must come later than …`. */
export function sayProblem(problem: Problem, language: 'nl' | 'en'): string {
  const { is, value = '', values = [], limit = 0 } = problem;
  const near = problem.near ?? nearest(value, problem.among ?? []);
  const message = new IntlMessageFormat(words[language][is], language);
  return String(
    message.format({ value: short(value), near: near || 'none', values: values.join(', '), limit }),
  );
}

const SHOWN = 60;

/** Returns as much of what somebody wrote as they need to know it again. */
export function short(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
