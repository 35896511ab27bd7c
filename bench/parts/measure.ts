/** One figure of a benchmark: the goal is what the figure is held against. */
export interface Figure {
  readonly id: string;
  readonly what: string;
  /** Null: no run had a control that held, so there is nothing to report. */
  readonly value: number | null;
  readonly unit: string;
  readonly goal: { readonly atLeast: number } | { readonly atMost: number };
}

export type Say = (line: string) => void;

/** Every benchmark is given this. */
export interface Bench {
  readonly say: Say;
  /** A tenth of the size, for a machine that is in use. */
  readonly quick: boolean;
}

export interface Pair {
  /** The thing measured, and what it is held against. Both return one number of the same kind (ms, or per second). */
  readonly ours: () => Promise<number>;
  readonly base: () => Promise<number>;
  readonly unit: string;
  readonly say: Say;
  readonly rounds?: number;
}

export interface Measured {
  readonly ours: number;
  readonly base: number;
  /** Median of ours ÷ base within each round. */
  readonly ratio: number;
}

/** The rounds are at least seven, so that one hiccup of the machine is not the median. */
const ROUNDS = 7;
/** The same thing measured twice may differ by this much; a run in which it differs by more says nothing. */
const CONTROL = 0.1;
const RUNS = 3;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}

/** How long it took, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Measures two things side by side: in every round the base, ours and the base again, in turning order. The two bases
 * are the A/A control. Null when no run had a control that held.
 */
export async function compare(pair: Pair): Promise<Measured | null> {
  for (let run = 1; run <= RUNS; run++) {
    const rounds = await oneRun(pair);
    const control = median(rounds.map((r) => r.again / r.base));
    const off = `${((control - 1) * 100).toFixed(1)} %`;
    if (Math.abs(control - 1) <= CONTROL) {
      pair.say(`  control: the same thing measured twice differs by ${off}`);
      const ratio = median(rounds.map((r) => (2 * r.ours) / (r.base + r.again)));
      return { ours: median(rounds.map((r) => r.ours)), base: median(rounds.map((r) => r.base)), ratio };
    }
    pair.say(`  run ${run} THROWN AWAY: the same thing measured twice differs by ${off}, more than 10 %`);
  }
  return null;
}

interface Round {
  base: number;
  ours: number;
  again: number;
}

async function oneRun(pair: Pair): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let i = 0; i < (pair.rounds ?? ROUNDS); i++) {
    const round: Round = { base: 0, ours: 0, again: 0 };
    const order = turned(['base', 'ours', 'again'] as const, i);
    for (const which of order) round[which] = await (which === 'ours' ? pair.ours() : pair.base());
    rounds.push(round);
    const shown = [round.ours, round.base, round.again].map((n) => n.toPrecision(4));
    pair.say(`  round ${i + 1}: ours ${shown[0]}, base ${shown[1]} and ${shown[2]} ${pair.unit}`);
  }
  return rounds;
}

function turned<T>(list: readonly T[], by: number): T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

export function reached(figure: Figure): boolean {
  const { value, goal } = figure;
  if (value === null) return false;
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}
