import { randomUUID } from 'node:crypto';
import { RegionConfigSchema } from '../../src/config/region/region-file.ts';
import { addDays } from '../../src/domain/calendar/index.ts';
import type { Region } from '../../src/domain/region/region.ts';
import { plannedTimers } from '../../src/domain/timers/planned.ts';
import { type AuditKeys, auditKeys } from '../../src/store/audit/audit.ts';
import { createStore, type PostgresStore } from '../../src/store/index.ts';
import type { Database } from '../../src/store/postgres/database.ts';
import { importRegion } from '../../src/store/regions/import.ts';
import { PARTS, SETUP } from './population-sql.ts';

export const TEAM = 'T0BENCH';
export const SECRET = 'a-secret-that-only-benchmarks-know-0123456789';
const KEYS: AuditKeys = auditKeys(SECRET);
/** Ten agreements in a case: six are done, these four are open. */
export const OPEN_NUMBERS = [7, 8, 9, 10] as const;
export const AGREEMENTS_PER_CASE = 10;

/** A region full of cases: ten agreements and eight participants each, half-way, nothing due. */
export interface Population {
  readonly database: Database;
  readonly store: PostgresStore;
  readonly region: Region;
  readonly today: string;
  /** When the agreements that are not due now are due. */
  readonly later: string;
  /** How many cases there are. */
  readonly size: () => number;
  /** Makes cases until there are this many, and lets PostgreSQL get to know them. */
  grow(cases: number): Promise<void>;
  /** Takes away dead rows, and writes what waits to be written, so that neither happens while something is measured. */
  tidy(): Promise<void>;
}

export async function populate(database: Database, today: string): Promise<Population> {
  const now = `${today}T09:00:00.000Z`;
  const config = RegionConfigSchema.parse({
    key: 'bench',
    name: 'Regio Bench',
    people: [{ key: 'coordinator', name: 'Coördinator', slack: 'U0COORD' }],
    coordinators: ['coordinator'],
    consent: 'unless-refused',
    consentReason: 'as it was measured before',
    workspaces: [{ platform: 'slack', teamId: TEAM }],
  });
  const { regionId } = await importRegion(database, KEYS, config, now);
  const store = createStore(database, KEYS, () => today);
  const region = await store.region(regionId);
  if (!region) throw new Error('the region was not imported');
  await database.pool.query(SETUP);
  const later = addDays(today, 98);
  const fill = async (from: number, to: number): Promise<void> => {
    const dates = [addDays(today, -8), addDays(today, -1), addDays(today, -30), addDays(today, 60), later];
    const values = [from, to, region.id, region.workspaces[0]?.id, ...dates];
    for (const { text, uses } of PARTS) await database.pool.query(text, values.slice(0, uses));
  };
  let cases = 0;
  let timers = '';
  const tidy = async (): Promise<void> => {
    await database.pool.query('VACUUM ANALYZE');
    await database.pool.query('CHECKPOINT');
  };
  const grow = async (wanted: number): Promise<void> => {
    if (cases === 0) {
      await fill(1, 1);
      timers = await plannedForFirst(database, store, region, now);
      await plan(database, region, timers, 1, 1);
      cases = 1;
    }
    if (wanted > cases) {
      await fill(cases + 1, wanted);
      await plan(database, region, timers, cases + 1, wanted);
    }
    cases = Math.max(cases, wanted);
    await tidy();
  };
  return { database, store, region, today, later, size: () => cases, grow, tidy };
}

/** The timers of the first case as the domain plans them, as JSON. All cases are alike, so they are those of all. */
async function plannedForFirst(
  database: Database,
  store: PostgresStore,
  region: Region,
  now: string,
): Promise<string> {
  const id = await database.pool.query<{ id: string }>('SELECT bench_id(1, 1) AS "id"');
  const [state] = await store.cases([id.rows[0]?.id ?? '']);
  if (!state) throw new Error('the first case is not there');
  const numbers = new Map(state.agreements.map((a) => [a.id, a.number]));
  const timers = plannedTimers(state, region, { today: now.slice(0, 10), newId: randomUUID }).map((t) => ({
    kind: t.kind,
    number: numbers.get(t.subjectId) ?? null,
    fireAt: t.fireAt,
  }));
  if (timers.some((t) => t.fireAt <= now)) throw new Error('something is due already');
  return JSON.stringify(timers);
}

async function plan(
  database: Database,
  region: Region,
  timers: string,
  from: number,
  to: number,
): Promise<void> {
  await database.pool.query(
    `INSERT INTO "timer" (
       "id",
       "caseId",
       "regionId",
       "kind",
       "subjectId",
       "fireAt"
     )
     SELECT
       bench_id(9, i * 16 + t.ordinality),
       bench_id(1, i),
       $4,
       t."kind",
       CASE
         WHEN t."number" IS NULL THEN bench_id(1, i)
         ELSE bench_id(4, i * 10 + t."number")
       END,
       t."fireAt"
     FROM generate_series($1::bigint, $2::bigint) i,
       ROWS FROM (
         jsonb_to_recordset($3::jsonb) AS (
           "kind" text,
           "number" int,
           "fireAt" timestamptz
         )
       ) WITH ORDINALITY AS t("kind", "number", "fireAt")`,
    [from, to, timers, region.id],
  );
}
