import type { SharedBench } from './parts/growing.ts';
import { type Figure, median } from './parts/measure.ts';
import { AGREEMENTS_PER_CASE } from './parts/population.ts';

/** Enough for a median; a round over the largest takes seconds. */
const ROUNDS = 5;
const COMMANDS = 100;

/**
 * P8: how the time of a round grows with the number of agreements (1 % due at every size), and the time of a command
 * with the size of the tables, as exponents: 1 is in step with the size, 0 is not at all.
 */
export async function p8({ say, quick, growing }: SharedBench): Promise<Figure[]> {
  const region = await growing();
  const sizes = quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000];
  const points: { size: number; round: number; command: number }[] = [];
  let nextCase = 1;
  for (const size of sizes) {
    await region.grow(size / AGREEMENTS_PER_CASE);
    const rounds: number[] = [];
    for (let i = 0; i <= ROUNDS; i++) rounds.push(await region.round(await region.makeDue()));
    // What the rounds left behind, half a million dead rows at the largest size, is no part of a command.
    await region.tidy();
    const commands: number[] = [];
    for (let i = 0; i < COMMANDS; i++) commands.push(await region.command(nextCase++));
    points.push({ size, round: median(rounds.slice(1)), command: median(commands) });
    say(
      `  ${size} agreements: rounds ${rounds.map((ms) => ms.toFixed(0)).join(', ')} ms; a command ${median(commands).toFixed(2)} ms (median of ${COMMANDS})`,
    );
  }
  const [small, large] = [points[0], points.at(-1)];
  if (!small || !large) throw new Error('no sizes');
  const exponent = (of: 'round' | 'command'): number =>
    Math.log(large[of] / small[of]) / Math.log(large.size / small.size);
  const from = `from ${small.size} to ${large.size} agreements`;
  return [
    {
      id: 'P8.round',
      what: `growth of the round ${from}`,
      value: exponent('round'),
      unit: '',
      goal: { atMost: 1.1 },
    },
    {
      id: 'P8.command',
      what: `growth of a command ${from}`,
      value: exponent('command'),
      unit: '',
      goal: { atMost: 0.1 },
    },
  ];
}
