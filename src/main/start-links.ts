import type { Config } from '../config/env/env.ts';
import type { Clock } from '../ports/clock.ts';
import { NOBODY } from '../ports/web.ts';
import { isDemonstration } from '../store/audit/anchor-counter.ts';
import type { Database } from '../store/postgres/database.ts';
import { createLinks } from '../store/sign-in/sessions.ts';
import { makeConsoleLink } from './commands/sign-in-link.ts';
import { NOT_A_DEMONSTRATION } from './doctor/database.ts';

/** Long enough to fetch a coffee; who begins with nothing in it has nothing to lose. */
const FIRST_MINUTES = 60;

interface StartDeps {
  readonly database: Pick<Database, 'pool'>;
  readonly clock: Clock;
  readonly config: Pick<Config, 'publicUrl' | 'slack' | 'teams'>;
  readonly port: number;
}

/**
 * Tells whoever starts Schakel about getting in: a one-time link while there is no region, and afterwards one for the
 * coordinator as long as nobody can come in by another way. A new one at every start; nothing otherwise. Before that,
 * it says when a row calls what is real a demonstration.
 */
export async function startLinks(deps: StartDeps): Promise<readonly string[]> {
  const isFalse = (await isDemonstration(deps.database.pool)) === 'beside';
  return [
    ...(isFalse ? [`${NOT_A_DEMONSTRATION.what}.`, NOT_A_DEMONSTRATION.todo] : []),
    ...(await waysIn(deps)),
  ];
}

async function waysIn({ database, clock, config, port }: StartDeps): Promise<readonly string[]> {
  const { pool } = database;
  const base = config.publicUrl ?? `http://localhost:${port}`;
  const now = clock.now();
  const { rows } = await pool.query<Row>(FIRST_COORDINATORS);
  if (rows.length === 0) {
    const token = await makeFirstLink(pool, now);
    return [
      'Nothing is set up here yet. Begin with this link; it works once, within an hour:',
      `${base}/in/${token}`,
    ];
  }
  if (config.slack !== null || config.teams.length > 0) return [];
  const lines: string[] = [];
  for (const { region, personId } of rows) {
    const token = await makeConsoleLink(pool, personId, now);
    lines.push(
      `Sign in as coordinator of ${region}; this link works once, within 15 minutes:`,
      `${base}/in/${token}`,
    );
  }
  return lines;
}

interface Row {
  readonly region: string;
  readonly personId: string;
}

const FIRST_COORDINATORS = `
  SELECT g."config"->>'name' AS "region", p."personId"
  FROM "region" g
  JOIN "regionPerson" p
    ON p."regionId" = g."id"
    AND p."key" = g."config"->'coordinators'->>0
  ORDER BY g."key"`;

/** The links of earlier starts are of no use any more. */
async function makeFirstLink(pool: Database['pool'], now: Date): Promise<string> {
  await pool.query(`DELETE FROM "webLink" WHERE "purpose" = 'first'`);
  const expiresAt = new Date(now.getTime() + FIRST_MINUTES * 60_000).toISOString();
  return createLinks(pool).make({ personId: NOBODY, purpose: 'first', expiresAt }, now.toISOString());
}
