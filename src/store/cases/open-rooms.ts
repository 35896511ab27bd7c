import type pg from 'pg';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { OpenRoom } from '../../ports/database/index.ts';

const OPEN_ROOMS = `
  SELECT
    r."id",
    r."externalId",
    r."sharedWith",
    r."invitedTeams",
    r."others",
    ARRAY(
      SELECT i."externalId"
      FROM "identity" i
      WHERE i."workspaceId" = r."workspaceId"
        AND i."personId" IN (
          SELECT p."personId"
          FROM "participant" p
          WHERE p."caseId" = r."caseId"
            AND p."leftAt" IS NULL
          UNION ALL
          SELECT l."personId"
          FROM "regionPerson" l
          WHERE l."regionId" = c."regionId"
            AND g."config"->'coordinators' ? l."key"
        )
    ) AS "known",
    jsonb_build_object(
      'id', w."id",
      'externalId', w."externalId",
      'settings', w."settings" || u."settings"
    ) AS "workspace"
  FROM "room" r
  JOIN "case" c ON c."id" = r."caseId" AND c."status" <> 'closed'
  JOIN "workspace" w
    ON w."id" = r."workspaceId"
    AND w."platform" = $1
    AND w."disabledAt" IS NULL
  JOIN "regionWorkspace" u ON u."workspaceId" = w."id" AND u."regionId" = c."regionId"
  JOIN "region" g ON g."id" = c."regionId"
  WHERE r."state" = 'open'
    AND r."externalId" IS NOT NULL
    AND ($2::uuid IS NULL OR r."id" > $2)
    AND ($4::text IS NULL OR r."externalId" = $4)
  ORDER BY r."id"
  LIMIT $3`;

/** Rooms of cases that are not closed, on one platform, in pages: once a night. Or the one of this channel. */
export async function openRooms(
  pool: pg.Pool,
  platform: string,
  after: Uuid | null,
  limit: number,
  channel: string | null = null,
): Promise<OpenRoom[]> {
  return (await pool.query<OpenRoom>(OPEN_ROOMS, [platform, after, limit, channel])).rows;
}

const OF_TEAM = `
  SELECT r."externalId"
  FROM "room" r
  JOIN "case" c ON c."id" = r."caseId" AND c."status" <> 'closed'
  JOIN "workspace" w
    ON w."id" = r."workspaceId"
    AND w."platform" = $1
    AND w."externalId" = $2
  JOIN "regionWorkspace" u ON u."workspaceId" = w."id" AND u."regionId" = c."regionId"
  WHERE (w."settings" || u."settings")->>'teamId' = $3
    AND r."state" = $4
    AND r."externalId" IS NOT NULL
    AND r."stateWhy" IS DISTINCT FROM 'emptied'
  ORDER BY r."id"`;

/** A group chat is in no team, whatever its region has beside it: its id is another. */
export async function roomsOfTeam(
  pool: pg.Pool,
  ...of: [platform: string, workspaceExternalId: string, team: string, state: string]
): Promise<string[]> {
  const { rows } = await pool.query<{ externalId: string }>(OF_TEAM, of);
  return rows.map((row) => row.externalId).filter((id) => !id.endsWith('@thread.v2'));
}
