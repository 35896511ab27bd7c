import { addDays, addWorkingDays, workingDaysBetween } from '../calendar/index.ts';
import { NOT_NAMED } from '../case/clock/absence.ts';
import { atSchoolSince, type Clocked, daysHome } from '../case/clock/home-clock.ts';
import type { PersonRef } from '../messages/index.ts';
import type { Reason } from '../messages/reasons.ts';
import type { Region } from '../region/region.ts';
import type { AbsenceCategory, InvolvementLevel, PlainDate, Uuid } from '../vocabulary.ts';
import { type AgreementLine, type CaseLine, RANK, type Waiting } from './caseload.ts';
import { complexity } from './complexity.ts';

/** A case in the overview: how it stands today, who could move it, and why it needs attention, if it does. */
export interface OverviewLine {
  readonly caseId: Uuid;
  readonly code: string;
  readonly onHold: boolean;
  readonly inIntake: boolean;
  readonly isReport: boolean;
  readonly openedOn: PlainDate;
  readonly lead: PersonRef | null;
  readonly firstDayHome: PlainDate | null;
  /** Null: no day was missed yet. */
  readonly daysAtHome: number | null;
  /** Lessons again since that day; null: at home, or not yet. */
  readonly atSchoolSince: PlainDate | null;
  readonly absence: AbsenceCategory | null;
  readonly enrolled: boolean | null;
  readonly threeMonthDate: PlainDate | null;
  readonly norm: 'before' | 'near' | 'past';
  readonly open: number;
  /** The number of these that stand open past their date, and the longest of them in working days. */
  readonly openPast: number;
  readonly longestPast: number;
  readonly missing: readonly string[];
  readonly waiting: readonly Waiting[];
  /** Working days in which nobody did anything. */
  readonly quietDays: number;
  readonly strength: string | null;
  readonly involvement: InvolvementLevel;
  readonly doneLately: number;
  readonly agreements: readonly AgreementLine[];
  readonly reasons: readonly Reason[];
}

/** The norm is near from the day of the first clock message (docs/domain.md#timers). */
const NEAR_DAYS = 28;

/** All open cases of a region, those that need attention first. Pure; `today` is the region's date. */
export function caseload(region: Region, lines: readonly CaseLine[], today: PlainDate): OverviewLine[] {
  const workingDaysSince = counter(region, today);
  return lines.map((line) => overviewLine(region, line, today, workingDaysSince)).sort(byAttention);
}

type Count = (since: PlainDate) => number;

/** Cases begin and agreements fall on the same few days: each is counted once. */
function counter({ calendar }: Region, today: PlainDate): Count {
  const known = new Map<PlainDate, number>();
  return (since) => {
    const found = known.get(since) ?? workingDaysBetween(calendar, since, today);
    known.set(since, found);
    return found;
  };
}

function overviewLine(region: Region, c: CaseLine, today: PlainDate, since: Count): OverviewLine {
  const past = c.status === 'open' ? c.agreements.filter(isAsked).map((a) => daysPast(region, a, since)) : [];
  const openPast = past.filter((days) => days > 0);
  const facts = {
    caseId: c.caseId,
    code: c.code,
    onHold: c.status === 'on_hold',
    inIntake: c.status === 'intake',
    isReport: c.status === 'reported',
    openedOn: c.openedOn,
    lead: c.lead,
    firstDayHome: c.firstDayHome,
    daysAtHome: daysHome(clockOf(c), today),
    atSchoolSince: atSchoolSince(clockOf(c)),
    absence: c.absence,
    enrolled: c.enrolled,
    threeMonthDate: c.threeMonthDate,
    norm: normOf(c, today),
    open: c.agreements.length,
    openPast: openPast.length,
    longestPast: Math.max(0, ...openPast),
    missing: c.missing,
    waiting: waitingOf(c),
    quietDays: Math.max(0, since(c.lastActOn)),
    strength: c.strength,
    involvement: c.involvement,
    doneLately: c.doneLately,
    agreements: c.agreements,
  } satisfies Omit<OverviewLine, 'reasons'>;
  const complex = c.status === 'open' ? complexity(c, today) : null;
  const reasons = reasonsOf(region, c, facts, since);
  return { ...facts, reasons: complex ? [...reasons, { kind: 'complex', ...complex }] : reasons };
}

/** Nothing is asked about what is paused, disputed, reported done, or waits on another. */
function isAsked(a: AgreementLine): boolean {
  return !(a.reportedDone || a.paused || a.disputed || a.waits);
}

function daysPast({ calendar }: Region, a: AgreementLine, since: Count): number {
  const due = a.follows ? addWorkingDays(calendar, a.follows.doneOn, a.follows.workingDays) : a.due;
  return Math.max(0, since(due) - a.pausedWorkingDays);
}

function clockOf({ firstDayHome, atSchool }: CaseLine): Clocked {
  return { firstDayHome, absence: { ...NOT_NAMED, atSchool: atSchool ?? [] } };
}

/** A child that has lessons again, or is not at home yet, is held to no norm. */
function normOf(c: CaseLine, today: PlainDate): OverviewLine['norm'] {
  const { threeMonthDate: date } = c;
  if (date === null || atSchoolSince(clockOf(c)) !== null) return 'before';
  if (today > date) return 'past';
  return today >= addDays(date, -NEAR_DAYS) ? 'near' : 'before';
}

/** The rules of attention, all of them: a coordinator reads which one holds. A case on hold is only held to the norm. */
function reasonsOf(
  { timers }: Region,
  c: CaseLine,
  facts: Omit<OverviewLine, 'reasons'>,
  since: Count,
): Reason[] {
  if (c.status === 'reported') return [{ kind: 'reported', date: c.readBefore ?? c.openedOn }];
  const count = (is: (a: AgreementLine) => boolean): number => c.agreements.filter(is).length;
  const leaderless = c.leaderlessSince === null ? 0 : since(c.leaderlessSince);
  const stuck = count((a) => a.stuck);
  const unclear = count((a) => a.disputed);
  const norm: Reason[] =
    facts.norm === 'before' || c.threeMonthDate === null
      ? []
      : [{ kind: facts.norm === 'past' ? 'pastNorm' : 'nearNorm', date: c.threeMonthDate }];
  if (c.status === 'on_hold') return norm;
  const found: Reason[] = [
    ...norm,
    ...(c.missing.length > 0 ? [{ kind: 'noContact' as const, titles: c.missing }] : []),
    ...(c.lead === null && leaderless >= timers.leadMissingAlert
      ? [{ kind: 'noLead' as const, workingDays: leaderless }]
      : []),
    ...unheard(c, timers, since),
    ...(facts.longestPast >= timers.overdueLead
      ? [{ kind: 'openLong' as const, count: facts.openPast, workingDays: facts.longestPast }]
      : []),
    ...unconfirmed(c, timers, since),
    ...(stuck > 0 ? [{ kind: 'stuck' as const, count: stuck }] : []),
    ...(unclear > 0 ? [{ kind: 'unclear' as const, count: unclear }] : []),
    ...quietOf(c, facts.quietDays, timers),
    ...(facts.open === 0 && !facts.inIntake && since(c.openedOn) >= timers.leadMissingAlert
      ? [{ kind: 'noAgreements' as const }]
      : []),
  ];
  return found.sort((a, b) => RANK.indexOf(a.kind) - RANK.indexOf(b.kind));
}

/** Nobody did anything for too long; in an intake that is sooner. */
function quietOf(c: CaseLine, workingDays: number, timers: Region['timers']): Reason[] {
  if (c.status === 'intake') return workingDays >= timers.intakeOpen ? [{ kind: 'intake', workingDays }] : [];
  return workingDays >= timers.silence ? [{ kind: 'quiet', workingDays }] : [];
}

/** Asked for help for longer than "I'm on it" holds, and no word from them. */
function unheard(c: CaseLine, timers: Region['timers'], since: Count): Reason[] {
  const long = c.unheard.filter((one) => since(one.since) >= Math.max(1, timers.acknowledgementExpires));
  return long.length > 0 ? [{ kind: 'unheard', titles: long.map(({ title }) => title) }] : [];
}

/** Reported done, and nobody said for too long that it is. */
function unconfirmed(c: CaseLine, timers: Region['timers'], since: Count): Reason[] {
  const days = c.agreements.flatMap((a) =>
    a.reportedDone && !a.disputed ? [since(a.reportedOn ?? c.lastActOn)] : [],
  );
  const long = days.filter((n) => n >= timers.doneLead);
  return long.length > 0 ? [{ kind: 'unconfirmed', count: long.length, workingDays: Math.max(...long) }] : [];
}

/** The heaviest reason, then how many there are, then the days at home. */
function byAttention(a: OverviewLine, b: OverviewLine): number {
  const rank = (line: OverviewLine): number =>
    line.reasons[0] ? RANK.indexOf(line.reasons[0].kind) : RANK.length;
  return (
    rank(a) - rank(b) ||
    b.reasons.length - a.reasons.length ||
    (b.daysAtHome ?? 0) - (a.daysAtHome ?? 0) ||
    (a.code < b.code ? -1 : 1)
  );
}

function waitingOf(c: CaseLine): Waiting[] {
  const counted = new Map<string, Waiting>();
  const add = (what: Waiting['what'], role: Waiting['role'], title?: string): void => {
    const key = `${what}:${role}:${title ?? ''}`;
    const count = (counted.get(key)?.count ?? 0) + 1;
    counted.set(key, { what, role, count, ...(title === undefined ? {} : { title }) });
  };
  if (c.status === 'reported') {
    add('takeIn', 'coordinator');
    return [...counted.values()];
  }
  if (c.lead === null) add('lead', 'anyone');
  for (const title of c.asked) add('help', 'anyone', title);
  if (c.status === 'on_hold') return [...counted.values()];
  for (const a of c.agreements) {
    if (a.disputed) add('clarify', 'caseLead');
    else if (a.reportedDone) add('confirmDone', 'anyone');
    else if (a.stuck) add('unstick', 'caseLead');
    else if (!a.paused && !a.waits) add('keep', a.ownerRole);
    if (!a.disputed) for (const role of a.awaiting) add('confirm', role);
  }
  return [...counted.values()];
}
