import type { CaseRow } from './state.ts';

/** A case in which things are asked and time counts: in its intake or open, not on hold and not closed. */
export function isRunning({ status }: Pick<CaseRow, 'status'>): boolean {
  return status === 'intake' || status === 'open';
}
