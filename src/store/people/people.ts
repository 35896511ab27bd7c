import type pg from 'pg';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { People } from '../../ports/database/people.ts';
import { type PersonInRow, peopleSql, toPersonIn } from '../cases/load.ts';

/** People by their ids and by their accounts; a region calls them by its own words. */
export function createPeople(pool: pg.Pool): Pick<People, 'people' | 'personByIdentity' | 'setMemberActive'> {
  const inRegion: People['people'] = async (ids, regionId = null) => {
    if (ids.length === 0) return [];
    const { rows } = await pool.query<PersonInRow>({
      name: 'people',
      text: peopleSql('p."id" = ANY ($1)', '$2'),
      values: [ids, regionId],
    });
    return rows.map(toPersonIn);
  };
  return {
    people: inRegion,
    personByIdentity: async (workspaceId, externalId, regionId = null) => {
      const { rows } = await pool.query<PersonInRow>({
        name: 'person-by-identity',
        values: [workspaceId, externalId, regionId],
        text: peopleSql(
          'p."id" = (SELECT "personId" FROM "identity" WHERE "workspaceId" = $1 AND "externalId" = $2)',
          '$3',
        ),
      });
      return rows[0] ? toPersonIn(rows[0]) : null;
    },
    setMemberActive: async (platform, workspaceExternalId, member, deactivatedAt) => {
      const { rows } = await pool.query<{ personId: Uuid }>(
        // Found whether it changed or not: a notice that comes again may find its first handling half done.
        `WITH known AS (
           SELECT i."id", i."personId"
           FROM "identity" i
           JOIN "workspace" w ON w."id" = i."workspaceId"
           WHERE w."platform" = $1
             AND w."externalId" = $2
             AND i."externalId" = $3
         ),
         changed AS (
           UPDATE "identity" i
           SET "deactivatedAt" = $4
           FROM known
           WHERE i."id" = known."id"
             AND (i."deactivatedAt" IS NULL) <> ($4::timestamptz IS NULL)
         )
         SELECT "personId"
         FROM known`,
        [platform, workspaceExternalId, member, deactivatedAt],
      );
      return rows[0] ? ((await inRegion([rows[0].personId]))[0] ?? null) : null;
    },
  };
}
