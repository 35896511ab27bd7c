import type { SharedBench } from './parts/growing.ts';
import { compare, type Figure, median } from './parts/measure.ts';
import { AGREEMENTS_PER_CASE } from './parts/population.ts';

const EMPTY_ROUNDS = 21;

/**
 * P3: the daily round over 1,000,000 agreements of which 1 % is due, each in another case, with its messages; against
 * one raw SQL statement that writes the same rows. And the round in which nothing is due.
 */
export async function p3({ say, quick, growing }: SharedBench): Promise<Figure[]> {
  const region = await growing();
  const agreements = quick ? 100_000 : 1_000_000;
  await region.grow(agreements / AGREEMENTS_PER_CASE);
  const ours = async (): Promise<number> => region.round(await region.makeDue());
  const base = async (): Promise<number> => region.raw(await region.makeDue());
  await ours();
  await base();
  const found = await compare({ ours, base, unit: 'ms', say });
  // The round that has nothing to do is asked for every minute; its date was closed by the one before it.
  await ours();
  const empty: number[] = [];
  for (let i = 0; i < EMPTY_ROUNDS; i++) empty.push(await region.round(0));
  say(`  empty rounds: ${empty.map((ms) => ms.toFixed(2)).join(', ')} ms`);
  const what = `the daily round over ${agreements} agreements, 1 % due, with its messages`;
  return [
    {
      id: 'P3',
      what: `${what}, against one SQL statement`,
      value: found?.ratio ?? null,
      unit: '×',
      goal: { atMost: 1.5 },
    },
    {
      id: 'P3.empty',
      what: 'the round in which nothing is due',
      value: median(empty),
      unit: 'ms',
      goal: { atMost: 1 },
    },
  ];
}
