import { checkRegion, RegionConfigSchema } from '../../config/region/region-file.ts';
import type { Beginnings } from '../../ports/demonstration.ts';
import type { AuditKeys } from '../audit/audit.ts';
import { type Database, inTransaction } from '../postgres/database.ts';
import { importInto } from './import.ts';

/** Gives a database that nobody used yet its first region. */
export function createBeginnings(database: Database, keys: AuditKeys): Beginnings {
  const isEmpty = async (client: Pick<Database['pool'], 'query'>): Promise<boolean> =>
    (await client.query('SELECT 1 FROM "region" LIMIT 1')).rowCount === 0;
  return {
    isEmpty: () => isEmpty(database.pool),
    makeRegion: async (draft, language, now) => {
      const errors = checkRegion(draft, language);
      if (errors.length > 0) return { result: 'wrong', errors };
      const config = RegionConfigSchema.parse(draft);
      return inTransaction(database, async (client) => {
        // Two who begin in the same moment make one region.
        await client.query('LOCK TABLE "region" IN SHARE ROW EXCLUSIVE MODE');
        if (!(await isEmpty(client))) return { result: 'taken' };
        const { regionId } = await importInto(client, keys, config, now);
        const { rows } = await client.query<{ id: string }>(
          'SELECT "personId" AS "id" FROM "regionPerson" WHERE "regionId" = $1 AND "key" = $2',
          [regionId, config.coordinators[0]],
        );
        return { result: 'made', personId: rows[0]?.id ?? '' };
      });
    },
  };
}
