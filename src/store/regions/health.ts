import type pg from 'pg';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { Deliveries, RegionHealth } from '../../ports/region-health.ts';
import type { AuditKeys } from '../audit/audit.ts';
import { audited } from '../audit/region-audit.ts';
import { iso } from '../cases/load.ts';

/** The most that one looks through; older ones are counted. */
const MOST = 50;
/** Tries in vain that take minutes, and are no hiccup. */
const FAILING = 5;

const HEALTH = `
  SELECT
    (
      SELECT json_build_object('n', count(*), 'since', ${iso('min(m."notBefore")')})
      FROM "message" m
      WHERE m."state" = 'pending'
        AND m."regionId" = $1
        AND m."notBefore" <= $2
    ) AS "waiting",
    (
      SELECT count(*)::int
      FROM "message" m
      WHERE m."state" = 'dead'
        AND m."regionId" = $1
    ) AS "deadCount",
    (
      SELECT COALESCE(json_agg(d ORDER BY d."at" DESC), '[]')
      FROM (
        SELECT
          m."id",
          m."type",
          k."code",
          ${iso('m."createdAt"')} AS "at",
          split_part(COALESCE(m."lastError", ''), ':', 1) AS "reason",
          c."roomId" IS NOT NULL AS "isForRoom",
          COALESCE(r."state" IN ('lost', 'archived'), FALSE) AS "isRoomGone"
        FROM "message" m
        LEFT JOIN "case" k ON k."id" = m."caseId"
        JOIN "conversation" c ON c."id" = m."conversationId"
        LEFT JOIN "room" r ON r."id" = c."roomId"
        WHERE m."state" = 'dead'
          AND m."regionId" = $1
        ORDER BY m."createdAt" DESC
        LIMIT ${MOST}
      ) d
    ) AS "dead",
    (
      SELECT COALESCE(json_agg(
        json_build_object(
          'platform', w."platform",
          'name', w."name",
          'disabledAt', ${iso('w."disabledAt"')},
          'failing', (
            SELECT count(*)
            FROM "message" m
            JOIN "conversation" c ON c."id" = m."conversationId"
            WHERE m."state" = 'pending'
              AND m."regionId" = $1
              AND m."attempts" >= ${FAILING}
              AND c."workspaceId" = w."id"
          )
        )
        ORDER BY w."platform" = 'web', w."platform", w."name"
      ), '[]')
      FROM "regionWorkspace" u
      JOIN "workspace" w ON w."id" = u."workspaceId"
      WHERE u."regionId" = $1
    ) AS "connections",
    (
      SELECT json_build_object('date', "date", 'at', ${iso('"closedAt"')})
      FROM "round"
      WHERE "regionId" = $1
      ORDER BY "date" DESC
      LIMIT 1
    ) AS "lastRound"`;

interface Row extends Omit<RegionHealth, 'waiting' | 'waitingSince'> {
  readonly waiting: { readonly n: number; readonly since: Instant | null };
}

export function createDeliveries(pool: pg.Pool): Deliveries {
  return {
    ofRegion: async (regionId, now) => {
      const { rows } = await pool.query<Row>({
        name: 'region-health',
        text: HEALTH,
        values: [regionId, now],
      });
      const [row] = rows;
      if (!row) throw new Error('health came back empty');
      const { waiting, ...rest } = row;
      return { ...rest, waiting: waiting.n, waitingSince: waiting.since };
    },
  };
}

/** An act on one message of a region that could not be delivered. */
interface DeadAct {
  readonly regionId: Uuid;
  readonly messageId: Uuid;
  readonly actor: Uuid;
  readonly now: Instant;
}

const AGAIN = `
  WITH again AS (
    UPDATE "message"
    SET
      "state" = 'pending',
      "attempts" = 0,
      "lastError" = NULL,
      "claimedRev" = NULL,
      "notBefore" = $3
    WHERE "id" = $2
      AND "regionId" = $1
      AND "state" = 'dead'
    RETURNING "conversationId"
  )
  UPDATE "conversation" c
  SET "nextAt" = LEAST(c."nextAt", $3::timestamptz)
  FROM again
  WHERE c."id" = again."conversationId"`;

/** Its reason stays, as that of everything else that was not sent. */
const LEAVE = `UPDATE "message" SET "state" = 'left' WHERE "id" = $2 AND "regionId" = $1 AND "state" = 'dead'`;

/**
 * A message of this region that could not be delivered waits to be sent once more, and the region's audit says by whom.
 * False: there is no such message, or it is on its way already.
 */
export function sendAgain(pool: pg.Pool, keys: AuditKeys, act: DeadAct): Promise<boolean> {
  return toDead(pool, keys, act, 'delivery.again', (client) =>
    client.query(AGAIN, [act.regionId, act.messageId, act.now]),
  );
}

/** Somebody saw that it will not arrive and settled it otherwise. False: there is no such message any more. */
export function leaveUnsent(pool: pg.Pool, keys: AuditKeys, act: DeadAct): Promise<boolean> {
  return toDead(pool, keys, act, 'delivery.left', (client) =>
    client.query(LEAVE, [act.regionId, act.messageId]),
  );
}

function toDead(
  pool: pg.Pool,
  keys: AuditKeys,
  { regionId, messageId, actor, now }: DeadAct,
  action: string,
  write: (client: pg.PoolClient) => Promise<pg.QueryResult>,
): Promise<boolean> {
  const event = { actor, action, objectId: messageId };
  return audited(
    pool,
    keys,
    { regionId, now, event },
    async (client) => (await write(client)).rowCount === 1,
  );
}
