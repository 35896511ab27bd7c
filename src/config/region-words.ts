import { IntlMessageFormat } from 'intl-messageformat';
import words from './region-words.json' with { type: 'json' };

/** What can be wrong in a region file; each has its sentence in region-words.json. */
export type ProblemKind = keyof typeof words.en;

export interface Problem {
  path: PropertyKey[];
  is: ProblemKind;
  value?: string;
  /** The known word that looks most like `value`. */
  near?: string | undefined;
  values?: readonly string[];
  limit?: number;
}

/** The sentence for a problem, to be read after its path: `timers.escalation: must come later than …`. */
export function sayProblem(problem: Problem, language: 'nl' | 'en'): string {
  const { is, value = '', near, values = [], limit = 0 } = problem;
  const message = new IntlMessageFormat(words[language][is], language);
  return String(message.format({ value, near: near || 'none', values: values.join(', '), limit }));
}
