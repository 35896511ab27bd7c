import type { Running } from '../../../src/main.ts';
import type { TestDatabase } from '../database/test-server.ts';
import type { TurnedClock } from '../schakel/clock.ts';
import { callerFor } from './web-caller.ts';

/** The page of the first open case, as somebody with this account on a platform reads it who signed in to the web. */
export async function roomPageOf(
  {
    app,
    clock,
    database,
  }: { readonly app: Running; readonly clock: TurnedClock; readonly database: TestDatabase },
  account: string,
): Promise<string> {
  const { rows } = await database.database.pool.query<{ id: string }>(
    'SELECT "personId" AS "id" FROM "identity" WHERE "externalId" = $1',
    [account],
  );
  const base = `http://127.0.0.1:${app.port}`;
  const caller = await callerFor({ base, clock, database }, rows[0]?.id ?? '');
  const [region = ''] = await app.store.allRegionIds();
  const [caseId] = await app.store.openCaseIds(region, null, 1);
  const { html } = await caller.get(`/c/${caseId}`);
  return html;
}
