import { isReported } from '../../domain/case/report.ts';
import type { CaseState } from '../../domain/case/state.ts';

/** All that can be done about a report before it is a case: reading it, and deciding on it. */
const ON_REPORT: ReadonlySet<string> = new Set(['report.show', 'report.takeIn', 'intake.decline']);

/** Left to who decides on a report that is open; `intake.decline` is of an intake too. */
const OF_REPORT_ALONE: ReadonlySet<string> = new Set(['report.takeIn']);

/** Whether this fits how far it is: a report is no case yet, and a case is no report any more. */
export function fitsReport(state: CaseState, command: string): boolean {
  return isReported(state.case) ? ON_REPORT.has(command) : !OF_REPORT_ALONE.has(command);
}
