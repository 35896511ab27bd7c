import type pg from 'pg';
import { LETTER_WORKSPACES } from '../../domain/contact-details.ts';
import type { MessageToOne } from '../../domain/for-you/for-one.ts';
import { readMessage } from '../../domain/messages/read-payload.ts';
import type { Reading } from '../../ports/web.ts';
import { iso } from '../cases/load.ts';

/** Each place by itself, by its own index; how much was told before costs nothing. */
const TOLD_TO = `
  SELECT
    m."id",
    m."payload" AS "message",
    m."regionId",
    m."caseId",
    ${iso('m."createdAt"')} AS "at",
    ${iso('m."seenAt"')} AS "seenAt"
  FROM "conversation" c,
    LATERAL (
      SELECT *
      FROM "message"
      WHERE "conversationId" = c."id"
      ORDER BY "seq" DESC
      LIMIT $2
    ) m
  WHERE c."personId" = $1
    AND c."workspaceId" <> ALL ($3)
    AND m."confirmedAt" IS NOT NULL
  ORDER BY m."createdAt" DESC, m."seq" DESC`;

/** A closed case is among them while it waits for whoever's yes by phone closed it. */
const TOLD_ABOUT = `
  SELECT DISTINCT k."id"
  FROM "conversation" c,
    LATERAL (
      SELECT "caseId", "confirmedAt"
      FROM "message"
      WHERE "conversationId" = c."id"
      ORDER BY "seq" DESC
      LIMIT $2
    ) m
  JOIN "case" k
    ON k."id" = m."caseId"
    AND (k."status" <> 'closed' OR k."closing" IS NOT NULL)
  WHERE c."personId" = $1
    AND c."workspaceId" <> ALL ($3)
    AND m."confirmedAt" IS NOT NULL`;

/** The version of a person is the last message that came to each place of theirs. */
const VERSIONS = `
  SELECT "id", "version"::text
  FROM "case"
  WHERE "id" = ANY ($1)
  UNION ALL
  SELECT
    c."personId",
    string_agg(m."id"::text, ',' ORDER BY c."id")
  FROM "conversation" c,
    LATERAL (
      SELECT "id"
      FROM "message"
      WHERE "conversationId" = c."id"
        AND "confirmedAt" IS NOT NULL
      ORDER BY "seq" DESC
      LIMIT 1
    ) m
  WHERE c."personId" = ANY ($1)
    AND c."workspaceId" <> ALL ($2)
  GROUP BY c."personId"`;

type Methods = 'toldTo' | 'toldAbout' | 'noteSeen' | 'versions' | 'cameSince';

/** Messages to one person, where only they read them, and whether they have seen them. */
export function messagesTo(pool: pg.Pool): Pick<Reading, Methods> {
  return {
    toldTo: async (personId, limit) => {
      const values = [personId, limit, Object.values(LETTER_WORKSPACES)];
      const { rows } = await pool.query<MessageToOne>({ name: 'told-to', text: TOLD_TO, values });
      return rows.map((row) => ({ ...row, message: readMessage(row.message) }));
    },
    cameSince: async (personIds) => {
      if (personIds.length === 0) return new Set();
      const text = 'SELECT "personId" FROM "reach" WHERE "personId" = ANY ($1) AND "callAskedAt" IS NULL';
      const { rows } = await pool.query<{ personId: string }>({
        name: 'came-since',
        text,
        values: [personIds],
      });
      return new Set(rows.map((row) => row.personId));
    },
    toldAbout: async (personId, limit) => {
      const values = [personId, limit, Object.values(LETTER_WORKSPACES)];
      const { rows } = await pool.query<{ id: string }>({ name: 'told-about', text: TOLD_ABOUT, values });
      return rows.map(({ id }) => id);
    },
    noteSeen: async (ids, now) => {
      if (ids.length === 0) return;
      const text = 'UPDATE "message" SET "seenAt" = $2 WHERE "id" = ANY ($1) AND "seenAt" IS NULL';
      await pool.query({ name: 'note-seen', text, values: [ids, now] });
    },
    versions: async (ids) => {
      const { rows } = await pool.query<{ id: string; version: string }>({
        name: 'versions',
        text: VERSIONS,
        values: [ids, Object.values(LETTER_WORKSPACES)],
      });
      return new Map(rows.map((r) => [r.id, r.version]));
    },
  };
}
