import type { Sign } from '../messages/reasons.ts';
import type { PlainDate } from '../vocabulary.ts';
import type { CaseLine } from './caseload.ts';

/** The number of signs that have to meet before anything is said. */
const SIGNS = 3;
const HELPERS = 3;
/** The first who took the lead is no change. */
const LEADS = 3;
const CALLS = 2;

/**
 * Signs that much meets in a case, each a fact with a day, and the day on which the last one needed for it came. Null:
 * fewer of them. It says that specialised case management may help, and does nothing
 * (docs/decisions/agreements-and-cases.md#signs-that-meet).
 */
export function complexity(
  line: CaseLine,
  today: PlainDate,
): { readonly signs: readonly Sign[]; readonly since: PlainDate } | null {
  const found = signsOf(line, today);
  const since = found.map(({ on }) => on).sort()[SIGNS - 1];
  return since === undefined ? null : { signs: found.map(({ sign }) => sign), since };
}

/** Whether three can still meet, by what is known without looking at who helps and who led. */
export function mayBeComplex(line: CaseLine, today: PlainDate): boolean {
  return signsOf({ ...line, helpers: [], leads: [] }, today).length >= SIGNS - 2;
}

function signsOf(line: CaseLine, today: PlainDate): { readonly sign: Sign; readonly on: PlainDate }[] {
  const { helpers, leads, calls } = line;
  const [unclearSince] = line.agreements.flatMap((a) => a.disputedOn ?? []).sort();
  const at = (days: readonly PlainDate[], n: number): PlainDate | undefined => days[n - 1];
  const sign = (one: Sign, on: PlainDate | null | undefined) => (on ? [{ sign: one, on }] : []);
  return [
    ...sign({ sign: 'longHome' }, isLongHome(line, today) ? line.threeMonthDate : null),
    ...sign({ sign: 'manyHelpers', count: helpers.length }, at(helpers, HELPERS)),
    ...sign({ sign: 'leadChanges', count: leads.length - 1 }, at(leads, LEADS)),
    ...sign({ sign: 'calls', count: calls.length }, at(calls, CALLS)),
    ...sign({ sign: 'dispute' }, unclearSince),
  ];
}

/** Longer than three months at home, and no lessons again. */
function isLongHome({ threeMonthDate, atSchool }: CaseLine, today: PlainDate): boolean {
  return threeMonthDate !== null && today > threeMonthDate && atSchool?.at(-1)?.until !== null;
}
