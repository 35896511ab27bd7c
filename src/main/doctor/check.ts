/** One thing that was looked at. `gap`: it works, and something is left to be desired or does not apply. */
export interface Check {
  readonly mark: 'good' | 'wrong' | 'gap';
  readonly what: string;
  /** Advice on what to do about it. */
  readonly todo?: string;
}

const SIGN: Readonly<Record<Check['mark'], string>> = { good: '✔', wrong: '✘', gap: '–' };

export const good = (what: string): Check => ({ mark: 'good', what });
export const wrong = (what: string, todo: string): Check => ({ mark: 'wrong', what, todo });
export const gap = (what: string, todo?: string): Check => ({ mark: 'gap', what, ...(todo ? { todo } : {}) });

/** Writes a check as a line for a terminal, with what to do below it. */
export function line({ mark, what, todo }: Check): string {
  return `${SIGN[mark]} ${what}${todo ? `\n    ${todo}` : ''}`;
}
