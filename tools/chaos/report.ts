import { EACH_AT_LEAST, LONG_ENOUGH } from './plan.ts';
import type { Run } from './run.ts';
import { POINTS } from './settings.ts';

/** Lines shown of each kind of finding; the count is always there. */
const SHOWN = 12;

/** The figures of a run, and above all what is wrong. */
export function report(run: Run): string[] {
  const { findings, tries } = run;
  const kinds = ['lost', 'doubled', 'outOfOrder', 'left', 'audit'] as const;
  const wrong = [...kinds.flatMap((kind) => findings[kind].slice(0, SHOWN)), ...run.crashes];
  return [
    ...wrong.map((line) => `  ! ${line}`),
    `  kills: ${[...POINTS, 'random'].map((p) => `${p} ${run.kills.get(p) ?? 0}`).join(', ')}`,
    `  asked ${tries.made} times, of which ${tries.unanswered} got no answer; acknowledged ${run.acknowledged}`,
    `  messages to be read ${findings.messages}; faults of Slack on top ${run.faults}`,
    `  lost ${findings.lost.length}, doubled ${findings.doubled.length}, out of order ${findings.outOfOrder.length}, left behind ${findings.left.length}, audit problems ${findings.audit.length}`,
    ...(findings.unseen > 0
      ? [`  sent again unseen, because Slack could not be asked in time: ${findings.unseen}`]
      : []),
    `  from kill to listening: ${spread(run.listening)}; to the first acknowledgement: ${spread(run.answering)}`,
    `  the rest was sent within ${(run.drainMs / 1000).toFixed(1)} s; ${run.seconds.toFixed(0)} s in all`,
  ];
}

/** Why a run is not good; empty when it is. */
export function problemsOf({ kills, findings, crashes }: Run): string[] {
  const count = [...kills.values()].reduce((sum, n) => sum + n, 0);
  const tooFew = POINTS.filter((point) => count >= LONG_ENOUGH && (kills.get(point) ?? 0) < EACH_AT_LEAST);
  return [
    ...some(findings.lost.length, 'lost'),
    ...some(findings.doubled.length, 'said twice'),
    ...some(findings.outOfOrder.length, 'out of order'),
    ...some(findings.left.length, 'left behind'),
    ...some(findings.audit.length, 'problems in the audit'),
    ...some(crashes.length, 'ended by themselves'),
    ...tooFew.map((point) => `fewer than ${EACH_AT_LEAST} kills at ${point}`),
  ];
}

function some(count: number, what: string): string[] {
  return count > 0 ? [`${count} ${what}`] : [];
}

function spread(ms: readonly number[]): string {
  if (ms.length === 0) return 'never';
  const sorted = [...ms].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `middle ${middle} ms, longest ${sorted.at(-1)} ms`;
}
