import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { o1 } from './overview.ts';
import { p1 } from './p1-command.ts';
import { p2 } from './p2-latency.ts';
import { p3 } from './p3-round.ts';
import { p4 } from './p4-enqueue.ts';
import { p5 } from './p5-makespan.ts';
import { p6 } from './p6-start.ts';
import { p8 } from './p8-growth.ts';
import { createShared, type SharedBench } from './parts/growing.ts';
import { type Figure, reached } from './parts/measure.ts';

/**
 * The speed of Schakel, held against the goals: `npm run bench`, `-- --only P3`, `-- --quick` (a tenth of the size),
 * `-- --json FILE`. Raw rounds first, then a table; the last line says how it went.
 */
const BENCHES: Readonly<Record<string, (bench: SharedBench) => Promise<Figure[]>>> = {
  P1: p1,
  P4: p4,
  P5: p5,
  P6: p6,
  O1: o1,
  // Grows the region that the round of P3 is then measured on.
  P8: p8,
  P3: p3,
  P2: p2,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const unknown = values.only.filter((id) => !(id in BENCHES));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no ${unknown.join(' or ')}. There are: ${Object.keys(BENCHES).join(', ')}\n`,
  );
  process.exit(2);
}

function row(figure: Figure): string {
  const [bound, goal] =
    'atLeast' in figure.goal ? ['≥', figure.goal.atLeast] : (['≤', figure.goal.atMost] as const);
  const value = figure.value === null ? 'no figure' : `${figure.value.toPrecision(3)} ${figure.unit}`;
  const verdict = figure.value === null ? 'THROWN AWAY' : reached(figure) ? 'reached' : 'MISSED';
  return `${figure.id.padEnd(11)} ${value.padStart(12)}   goal ${`${bound} ${goal} ${figure.unit}`.padEnd(9)} ${verdict.padEnd(11)} ${figure.what}`;
}

say(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}${values.quick ? ', a tenth of the size' : ''}`,
);
const figures: Figure[] = [];
const shared = createShared();
try {
  for (const [id, bench] of Object.entries(BENCHES)) {
    if (values.only.length > 0 && !values.only.includes(id)) continue;
    const start = performance.now();
    say(id);
    figures.push(...(await bench({ say, quick: values.quick, growing: shared.growing })));
    say(`  took ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
} finally {
  await shared.close();
}
say('');
for (const figure of figures) say(row(figure));
if (values.json) {
  const list = figures.map((f) => ({ id: f.id, value: f.value, goal: f.goal, ok: reached(f) }));
  writeFileSync(values.json, `${JSON.stringify(list, null, 2)}\n`);
}
const missed = figures.filter((f) => !reached(f)).map((f) => f.id);
say(
  missed.length === 0
    ? `All ${figures.length} figures reach their goal.`
    : `${figures.length - missed.length} of ${figures.length} figures reach their goal; not: ${missed.join(', ')}.`,
);
process.exitCode = missed.length === 0 ? 0 : 1;
