import type { Config } from '../../config/env/env.ts';
import { createLinks } from '../../store/sign-in/sessions.ts';
import type { Printed } from './commands.ts';
import { type Data, withData } from './with-data.ts';

/** A person with this machine's terminal has its data too; the link is for now. */
const MINUTES = 15;

/** A link that signs a person of the region file in to the web, once. */
export function signInLink(config: Config, key: string, regionKey: string | undefined): Promise<Printed> {
  return withData(config, async (data) => {
    const personId = await personOf(data, key, regionKey);
    const { clock } = data.deps;
    const token = await makeConsoleLink(data.database.pool, personId, clock.now());
    const base = config.publicUrl ?? `http://localhost:${config.port}`;
    return {
      ok: true,
      lines: [`Open this link within ${MINUTES} minutes; it works once:`, `${base}/in/${token}`],
    };
  });
}

/** A one-time link for whoever is at the terminal. */
export function makeConsoleLink(
  pool: Parameters<typeof createLinks>[0],
  personId: string,
  now: Date,
): Promise<string> {
  const expiresAt = new Date(now.getTime() + MINUTES * 60_000).toISOString();
  return createLinks(pool).make({ personId, purpose: 'console', expiresAt }, now.toISOString());
}

async function personOf({ database }: Data, key: string, regionKey: string | undefined): Promise<string> {
  const { rows } = await database.pool.query<{ personId: string; region: string }>(
    `SELECT p."personId", g."key" AS "region"
     FROM "regionPerson" p
     JOIN "region" g ON g."id" = p."regionId"
     WHERE p."key" = $1
       AND ($2::text IS NULL OR g."key" = $2)
     ORDER BY g."key"`,
    [key, regionKey ?? null],
  );
  const [found] = rows;
  if (!found)
    throw new Error(
      `No region names a person "${key}"${regionKey ? ` in region ${regionKey}` : ''}. Look under "people" in the region file.`,
    );
  if (new Set(rows.map((r) => r.personId)).size > 1)
    throw new Error(
      `More than one region has a person "${key}". Choose: ${rows.map((r) => `--region ${r.region}`).join(', ')}`,
    );
  return found.personId;
}
