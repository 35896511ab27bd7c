import { createRegionPages } from '../src/app/pages/region/overview.ts';
import { regionFiles } from '../src/main/region-files.ts';
import { OPEN_CASES } from '../src/store/cases/caseload.ts';
import type { Database } from '../src/store/postgres/database.ts';
import { createDeliveries } from '../src/store/regions/health.ts';
import { type Bench, compare, type Figure, timed } from './parts/measure.ts';
import { openPlace } from './parts/place.ts';
import { type Population, populate } from './parts/population.ts';

const TODAY = '2027-03-09';
const FILTER = { need: null, role: null, level: null, page: 1 } as const;

/**
 * O1: the overview of a region with 2,000 open cases, from the question to what the page shows, against the one query it
 * is made of; and against itself in a region that has ten times as many closed cases besides, as an exponent: 0 is no
 * growth at all.
 */
export async function o1({ say, quick }: Bench): Promise<Figure[]> {
  const place = await openPlace();
  try {
    const open = quick ? 200 : 2_000;
    const few = await regionWith(await place.open('few'), open, open);
    const many = await regionWith(await place.open('many'), open, open * 10);
    const pages = { few: page(few, open), many: page(many, open) };
    await pages.few();
    await pages.many();
    const against = await compare({ ours: pages.few, base: raw(few), unit: 'ms', say });
    say(`  with ${open * 10} closed cases, against ${open}:`);
    const growing = await compare({ ours: pages.many, base: pages.few, unit: 'ms', say });
    return [
      {
        id: 'O1',
        what: `the overview of ${open} open cases, against its one query`,
        value: against?.ratio ?? null,
        unit: '×',
        goal: { atMost: 1.5 },
      },
      {
        id: 'O1.closed',
        what: `its growth from ${open} to ${open * 10} closed cases`,
        value: growing && Math.log10(growing.ratio),
        unit: '',
        goal: { atMost: 0.1 },
      },
    ];
  } finally {
    await place.close();
  }
}

async function regionWith(database: Database, open: number, closed: number): Promise<Population> {
  const population = await populate(database, TODAY);
  await population.grow(open + closed);
  await database.pool.query(
    `UPDATE "case" SET "status" = 'closed', "closedAt" = "openedAt" WHERE "id" > bench_id(1, $1)`,
    [open],
  );
  await database.pool.query('VACUUM ANALYZE');
  return population;
}

function page(population: Population, open: number): () => Promise<number> {
  const { store, region } = population;
  const clock = { now: () => new Date(`${TODAY}T09:00:00.000Z`), sleep: () => Promise.resolve() };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const newId = (): string => crypto.randomUUID();
  const deps = { store, clock, newId, files: regionFiles, directories: {}, webUrl: null, log };
  const pages = createRegionPages(deps, store.caseload, createDeliveries(population.database.pool));
  const coordinator = region.coordinatorPersonIds[0] ?? '';
  return () =>
    timed(async () => {
      const shown = await pages.overview(coordinator, region.id, FILTER);
      if (shown?.counts.all !== open) throw new Error(`${shown?.counts.all} cases were shown, not ${open}`);
    });
}

function raw({ database, region }: Population): () => Promise<number> {
  const values = [region.id, region.calendar.zone, TODAY];
  return () => timed(() => database.pool.query({ name: 'open-cases', text: OPEN_CASES, values }));
}
