import type { Config } from '../../config/env/env.ts';
import type { Instant } from '../../domain/vocabulary.ts';
import { runRound } from '../../jobs/round.ts';
import type { Clock } from '../../ports/clock.ts';
import { type Database, openDatabase } from '../../store/postgres/database.ts';
import { nameInRegion } from '../../store/regions/names-in-region.ts';
import { systemClock } from '../clock.ts';
import type { Printed } from './commands.ts';
import { dataOn, withData } from './with-data.ts';

/**
 * Runs the rounds of all regions as if it were `at`. A dry run does the very same inside one transaction that is
 * taken back at the end, so that what it tells is what would happen; changes of cases wait for it meanwhile.
 */
export async function roundAt(config: Config, at: Instant, dryRun: boolean): Promise<Printed> {
  const clock: Clock = { ...systemClock, now: () => new Date(at) };
  return withData(
    config,
    async ({ database }) => {
      if (!dryRun)
        return {
          ok: true,
          lines: [await runAll(database, config, clock), 'Messages are sent by "schakel start".'],
        };
      return inVain(database.url, async (lent) => [
        await runAll(lent, config, clock),
        ...(await wouldSend(lent)),
        'This was a dry run: nothing was written and nothing is sent.',
      ]);
    },
    clock,
  );
}

async function runAll(database: Database, config: Config, clock: Clock): Promise<string> {
  const { deps, store } = dataOn(database, config, clock);
  const lines: string[] = [];
  for (const id of await store.allRegionIds()) {
    const { cases, digests } = await runRound({ ...deps, caseload: store.caseload }, id);
    const region = await store.region(id);
    lines.push(
      `${region?.name} (${region?.key}): cases with something due: ${cases}, daily messages: ${digests}.`,
    );
  }
  return lines.length > 0 ? lines.join('\n') : 'There is no region yet: schakel region import FILE';
}

/** One connection makes every query part of the one transaction; an error loses the connection, and all with it. */
async function inVain(url: string, work: (lent: Database) => Promise<string[]>): Promise<Printed> {
  const lent = openDatabase(url, { max: 1 });
  try {
    await lent.pool.query('BEGIN');
    const lines = await work(lent);
    await lent.pool.query('ROLLBACK');
    return { ok: true, lines };
  } finally {
    await lent.close();
  }
}

interface Planned {
  readonly region: string;
  readonly type: string;
  readonly to: string;
  readonly count: number;
  readonly who: string[];
}

/** Names on one line; more are counted. */
const SHOWN = 10;

/** The name by which the region that writes calls a person. */
const NAME = `COALESCE(${nameInRegion('g."id"', 'p."id"')}->>'name', p."name")`;

/** Messages that this transaction wrote, a card that was put again included. */
async function wouldSend(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query<Planned>(
    `SELECT
       g."key" AS "region",
       m."type",
       count(*) AS "count",
       CASE
         WHEN c."roomId" IS NOT NULL THEN 'channel'
         WHEN c."personId" IS NOT NULL THEN 'person'
         ELSE 'coordinators'
       END AS "to",
       json_agg(
         DISTINCT COALESCE(k."code", ${NAME}, g."key")
         ORDER BY COALESCE(k."code", ${NAME}, g."key")
       ) AS "who"
     FROM "message" m
     JOIN "conversation" c ON c."id" = m."conversationId"
     LEFT JOIN "region" g ON g."id" = m."regionId"
     LEFT JOIN "person" p ON p."id" = c."personId"
     LEFT JOIN "room" r ON r."id" = c."roomId"
     LEFT JOIN "case" k ON k."id" = r."caseId"
     WHERE m."xmin" = pg_current_xact_id()::xid
       AND m."state" = 'pending'
     GROUP BY g."key", m."type", "to"
     ORDER BY g."key", "to", m."type"`,
  );
  if (rows.length === 0) return ['Nothing would be sent.'];
  const named = (who: string[]): string =>
    who.length > SHOWN ? `${who.slice(0, SHOWN).join(', ')} and ${who.length - SHOWN} more` : who.join(', ');
  return rows.map((r) => `  ${r.region}: ${r.count} × ${r.type} to ${r.to}: ${named(r.who)}`);
}
