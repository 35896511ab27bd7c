import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { PostTarget, PutResult, WebRooms } from '../../ports/web.ts';

const OPEN = `
  INSERT INTO "webRoom" (
    "id",
    "workspaceId",
    "opening",
    "name",
    "topic"
  )
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT DO NOTHING
  RETURNING "id", "name"`;
const TRIES = 50;

/** The place of a post, and why nothing can be put there (null: it can). */
const REACHED = {
  room: `
    SELECT CASE
      WHEN r."id" IS NULL THEN 'room_gone'
      WHEN r."archivedAt" IS NOT NULL THEN 'room_archived'
    END AS "why"
    FROM (
      SELECT $1::uuid AS "place", $2::uuid AS "workspaceId"
    ) g
    LEFT JOIN "webRoom" r ON r."id" = g."place"`,
  person: `
    SELECT CASE WHEN i."id" IS NULL THEN 'person_unreachable' END AS "why"
    FROM (
      SELECT $1::uuid AS "place", $2::uuid AS "workspaceId"
    ) g
    LEFT JOIN "identity" i
      ON i."workspaceId" = g."workspaceId"
      AND i."externalId" = g."place"::text
      AND i."deactivatedAt" IS NULL`,
} as const;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The web's rooms in PostgreSQL. A post is written once under the id of its message, so none ever stands there twice. */
export function createWebRooms(pool: pg.Pool): WebRooms {
  /** Why nothing can be put there; null when it can. */
  const whyNot = async (target: PostTarget): Promise<PutResult | null> => {
    const kind = 'room' in target ? 'room' : 'person';
    const id = 'room' in target ? target.room : target.person;
    if (!UUID.test(id)) return kind === 'room' ? 'room_gone' : 'person_unreachable';
    const { rows } = await pool.query<{ why: PutResult | null }>({
      name: `web-${kind}`,
      text: REACHED[kind],
      values: [id, 'room' in target ? null : target.workspaceId],
    });
    return rows[0]?.why ?? null;
  };
  const there = async (target: PostTarget, work: () => Promise<number | null>): Promise<PutResult> =>
    (await whyNot(target)) ?? ((await work()) === 0 ? 'gone' : 'done');
  const changed = async (text: string, values: unknown[]): Promise<number | null> =>
    (await pool.query(text, values)).rowCount;
  return {
    open: async ({ workspaceId, opening, name, topic }) => {
      for (let n = 1; n <= TRIES; n++) {
        const { rows: known } = await pool.query<{ id: string; name: string }>(
          'SELECT "id", "name" FROM "webRoom" WHERE "opening" = $1',
          [opening],
        );
        if (known[0]) return known[0];
        const called = n === 1 ? name : `${name}-${n}`;
        const { rows } = await pool.query<{ id: string; name: string }>(OPEN, [
          randomUUID(),
          workspaceId,
          opening,
          called,
          topic,
        ]);
        if (rows[0]) return rows[0];
      }
      throw new Error('no name is free for a room on the web');
    },
    put: (target, id, document, now) =>
      there(target, () =>
        changed(
          `INSERT INTO "webPost" (
             "id",
             "place",
             "document",
             "postedAt"
           )
           VALUES ($1, $2, $3, $4)
           ON CONFLICT ("id") DO UPDATE SET "document" = excluded."document"`,
          [id, idOf(target), JSON.stringify(document), now],
        ),
      ),
    replace: (target, id, document) =>
      there(target, () =>
        changed('UPDATE "webPost" SET "document" = $3 WHERE "id" = $1 AND "place" = $2', [
          id,
          idOf(target),
          JSON.stringify(document),
        ]),
      ),
    has: async (target, id) =>
      (await pool.query('SELECT 1 FROM "webPost" WHERE "id" = $1 AND "place"::text = $2', [id, idOf(target)]))
        .rowCount === 1,
    pin: (target, id) =>
      there(target, () =>
        changed('UPDATE "webPost" SET "pinned" = TRUE WHERE "id" = $1 AND "place" = $2', [id, idOf(target)]),
      ),
    setTopic: (room, topic) =>
      there({ room }, () => changed('UPDATE "webRoom" SET "topic" = $2 WHERE "id" = $1', [room, topic])),
    join: async (room, workspaceId, person) =>
      (await whyNot({ person, workspaceId })) ??
      there({ room }, () =>
        changed(
          `UPDATE "webRoom"
           SET "members" = array_append(array_remove("members", $2::uuid), $2::uuid)
           WHERE "id" = $1`,
          [room, person],
        ),
      ),
    leave: (room, person) =>
      there({ room }, () =>
        changed('UPDATE "webRoom" SET "members" = array_remove("members", $2::uuid) WHERE "id" = $1', [
          room,
          person,
        ]),
      ),
    archive: async (room, now) => {
      const result = await there({ room }, () =>
        changed('UPDATE "webRoom" SET "archivedAt" = $2 WHERE "id" = $1', [room, now]),
      );
      return result === 'room_archived' ? 'done' : result;
    },
  };
}

function idOf(target: PostTarget): string {
  return 'room' in target ? target.room : target.person;
}
