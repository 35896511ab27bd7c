import type pg from 'pg';
import { LETTER_WORKSPACES } from '../../domain/contact-details.ts';
import type { MessageToOne } from '../../domain/for-you/for-one.ts';
import { readMessage } from '../../domain/messages/read-payload.ts';
import { ROOM_TASKS } from '../../domain/messages/room-tasks.ts';
import { SUBSTANCE_KINDS } from '../../domain/substance/may-read.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { Act, Arrival, ClosedCase, HistoryItem, Reading, RegionOfCase } from '../../ports/web.ts';
import { type AuditKeys, CHAIN_ID, pseudonym } from '../audit/audit.ts';
import { readsOf } from '../audit/reads.ts';
import { iso } from '../cases/load.ts';

/** Posted to everybody of the case in any of its rooms, each meaning once: rooms get it under the same key. */
const HISTORY = `SELECT * FROM (SELECT DISTINCT ON (split_part(m."dedupeKey", '>', 1)) m."id", m."payload" AS "message",
    ${iso('m."createdAt"')} AS "at", m."createdAt", m."seq"
  FROM "room" r JOIN "conversation" c ON c."roomId" = r."id" JOIN "message" m ON m."conversationId" = c."id"
  WHERE r."caseId" = $1 AND r."audience" = 'case' AND m."confirmedAt" IS NOT NULL AND NOT m."isCard"
    AND m."type" NOT IN (${ROOM_TASKS.map((type) => `'${type}'`).join(', ')})
    AND ($2::timestamptz IS NULL OR m."createdAt" < $2)
    AND ($4::text[] IS NULL OR m."payload"->'agreement'->>'id' = ANY ($4))
  ORDER BY split_part(m."dedupeKey", '>', 1), m."createdAt") h ORDER BY h."createdAt" DESC, h."seq" DESC LIMIT $3`;

/** Each place by itself, by its own index; how much was told before costs nothing. */
const TOLD_TO = `SELECT m."id", m."payload" AS "message", m."regionId", m."caseId", ${iso('m."createdAt"')} AS "at", ${iso('m."seenAt"')} AS "seenAt"
  FROM "conversation" c, LATERAL (SELECT * FROM "message" WHERE "conversationId" = c."id" ORDER BY "seq" DESC LIMIT $2) m
  WHERE c."personId" = $1 AND c."workspaceId" <> ALL ($3) AND m."confirmedAt" IS NOT NULL
  ORDER BY m."createdAt" DESC, m."seq" DESC`;

/** A closed case is among them while it waits for whoever's yes by phone closed it. */
const TOLD_ABOUT = `SELECT DISTINCT k."id"
  FROM "conversation" c, LATERAL (SELECT "caseId", "confirmedAt" FROM "message" WHERE "conversationId" = c."id" ORDER BY "seq" DESC LIMIT $2) m
  JOIN "case" k ON k."id" = m."caseId" AND (k."status" <> 'closed' OR k."closing" IS NOT NULL)
  WHERE c."personId" = $1 AND c."workspaceId" <> ALL ($3) AND m."confirmedAt" IS NOT NULL`;

/** The version of a person is the last message that came to each place of theirs. */
const VERSIONS = `SELECT "id", "version"::text FROM "case" WHERE "id" = ANY ($1)
  UNION ALL SELECT c."personId", string_agg(m."id"::text, ',' ORDER BY c."id")
    FROM "conversation" c, LATERAL (SELECT "id" FROM "message" WHERE "conversationId" = c."id" AND "confirmedAt" IS NOT NULL ORDER BY "seq" DESC LIMIT 1) m
    WHERE c."personId" = ANY ($1) AND c."workspaceId" <> ALL ($2) GROUP BY c."personId"`;

const REGIONS_OF = `SELECT "regionId" AS "id" FROM "regionPerson" WHERE "personId" = $1
  UNION SELECT c."regionId" FROM "participant" p JOIN "case" c ON c."id" = p."caseId"
    WHERE p."personId" = $1 AND p."leftAt" IS NULL AND c."status" <> 'closed' ORDER BY "id"`;

const REGION_BEFORE = `SELECT c."regionId" AS "id" FROM (
    SELECT "caseId", "joinedAt" AS "at" FROM "participant" WHERE "personId" = $1
    UNION ALL SELECT "caseId", "raisedAt" FROM "escalation" WHERE "contactPersonId" = $1) t
  JOIN "case" c ON c."id" = t."caseId" ORDER BY t."at" DESC LIMIT 1`;

const PLACES = {
  caseId: '$1',
  agreementId: '(SELECT "caseId" FROM "agreement" WHERE "id" = $1)',
  escalationId: '(SELECT "caseId" FROM "escalation" WHERE "id" = $1)',
} as const;

const ARRIVALS = `WITH told AS (SELECT "id", split_part("dedupeKey", '>', 1) AS "key" FROM "message" WHERE "id" = ANY ($2))
  SELECT t."id" AS "toldId", w."platform", ${iso('min(m."confirmedAt")')} AS "at" FROM "room" r
  JOIN "conversation" c ON c."roomId" = r."id" JOIN "workspace" w ON w."id" = r."workspaceId"
  JOIN "message" m ON m."conversationId" = c."id" JOIN told t ON t."key" = split_part(m."dedupeKey", '>', 1)
  WHERE r."caseId" = $1 AND r."audience" = 'case' AND m."confirmedAt" IS NOT NULL GROUP BY t."id", w."platform" ORDER BY 3, 2`;

/**
 * A person who only opened a case in a list of theirs has not looked in it. The second line is what is asked for in
 * chat, the last what is written about the family; an export is made by whoever runs Schakel.
 */
const LOOKED = `SELECT "actor", "action" = 'read.export' AS "isExport", ${iso('max("at")')} AS "at" FROM "audit"
  WHERE "chainId" = $1 AND "action" IN ('read.room', 'read.timeline', 'read.passed_on', 'read.export',
    'read.case.show', 'read.agreement.list', 'read.lead.show', 'read.consent.show',
    ${SUBSTANCE_KINDS.map((kind) => `'read.${kind}'`).join(', ')}) GROUP BY 1, 2`;

interface ActRow extends Pick<Act, 'at' | 'action' | 'objectId'> {
  readonly actor: string;
  readonly onBehalfOf: string | null;
}

const CLOSED_OF = `WITH found AS (
    (SELECT c."id", c."code", c."regionId", c."closedAt", p."leftAt" IS NULL AS "theirs" FROM "participant" p
      JOIN "case" c ON c."id" = p."caseId" WHERE p."personId" = $1 AND c."status" = 'closed' ORDER BY c."closedAt" DESC LIMIT $3)
    UNION ALL
    (SELECT c."id", c."code", c."regionId", c."closedAt", TRUE FROM "case" c
      WHERE c."regionId" = ANY($2) AND c."closedAt" IS NOT NULL AND c."status" = 'closed' ORDER BY c."closedAt" DESC LIMIT $3))
  SELECT "id" AS "caseId", "code", "regionId", ${iso('"closedAt"')} AS "at", bool_or("theirs") AS "isTheirs" FROM found
  GROUP BY "id", "code", "regionId", "closedAt" ORDER BY "closedAt" DESC LIMIT $3`;

const ACTS = `SELECT ${iso('"at"')} AS "at", "action", "objectId", "actor", "onBehalfOf" FROM "audit"
  WHERE "chainId" = $1 AND "action" = ANY($2) ORDER BY "seq"`;

interface LookedRow {
  readonly actor: string;
  readonly isExport: boolean;
  readonly at: Instant;
}

function latest(rows: readonly LookedRow[]): Instant | null {
  return (
    rows
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? null
  );
}

/** Reads for pages what is beside the case itself. `keys`: who looked stands in the audit under another name. */
export function createReading(pool: pg.Pool, keys: AuditKeys): Reading {
  const told = async (name: string, text: string, values: unknown[]): Promise<HistoryItem[]> => {
    const { rows } = await pool.query<HistoryItem>({ name, text, values });
    return rows.map(({ id, at, message }) => ({ id, at, message: readMessage(message) }));
  };
  const chainOf = async (caseId: Uuid): Promise<Uuid> => {
    const { rows } = await pool.query<{ chain: Uuid }>({
      name: 'chain-of',
      text: `SELECT ${CHAIN_ID} AS "chain" FROM "case" WHERE "id" = $1`,
      values: [caseId],
    });
    return rows[0]?.chain ?? caseId;
  };
  return {
    caseAbout: async (about) => {
      const [kind, id] = Object.entries(about)[0] as [keyof typeof PLACES, string];
      const { rows } = await pool.query<RegionOfCase>({
        name: `place-of-${kind}`,
        text: `SELECT c."id" AS "caseId", g."id" AS "regionId", g."key" AS "regionKey" FROM "case" c
          JOIN "region" g ON g."id" = c."regionId" WHERE c."id" = ${PLACES[kind]}`,
        values: [id],
      });
      return rows[0] ?? null;
    },
    history: (caseId, before, limit, about = null) =>
      told('history', HISTORY, [caseId, before, limit, about]),
    arrivals: async (caseId, toldIds) =>
      (await pool.query<Arrival>({ name: 'arrivals', text: ARRIVALS, values: [caseId, toldIds] })).rows,
    acts: async (caseId, actions, personIds) => {
      const chain = await chainOf(caseId);
      const names = [keys, ...keys.before].flatMap((k) =>
        personIds.map((id) => [pseudonym(k, chain, id), id] as const),
      );
      const known = new Map(names);
      const { rows } = await pool.query<ActRow>({ name: 'acts', text: ACTS, values: [chain, actions] });
      return rows.flatMap(({ actor, onBehalfOf, ...act }): Act[] => {
        const who = known.get(onBehalfOf ?? actor);
        return who ? [{ ...act, who, writtenBy: onBehalfOf ? (known.get(actor) ?? null) : null }] : [];
      });
    },
    closedOf: async (personId, coordinates, limit) =>
      (
        await pool.query<ClosedCase>({
          name: 'closed-of',
          text: CLOSED_OF,
          values: [personId, coordinates, limit],
        })
      ).rows,
    looked: async (caseId, personIds) => {
      const chain = readsOf(await chainOf(caseId));
      const { rows } = await pool.query<LookedRow>({ name: 'looked', text: LOOKED, values: [chain] });
      const whose = new Map(
        personIds.flatMap((id) => [keys, ...keys.before].map((k) => [pseudonym(k, chain, id), id] as const)),
      );
      const looks = rows.filter((row) => !row.isExport);
      const byPerson = Map.groupBy(looks, ({ actor }) => whose.get(actor) ?? null);
      const last = personIds.flatMap((id) => {
        const at = latest(byPerson.get(id) ?? []);
        return at ? [[id, at] as const] : [];
      });
      return {
        last: new Map(last),
        others: latest(byPerson.get(null) ?? []),
        exported: latest(rows.filter((row) => row.isExport)),
      };
    },
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
    calledTo: async (personId) => {
      const { rows } = await pool.query<{ id: string }>({
        name: 'called-to',
        text: `SELECT DISTINCT c."id" FROM "escalation" e JOIN "case" c ON c."id" = e."caseId"
          WHERE e."contactPersonId" = $1 AND e."status" IN ('asked', 'acknowledged') AND c."status" <> 'closed'`,
        values: [personId],
      });
      return rows.map((r) => r.id);
    },
    regionsOf: async (personId) => {
      const { rows } = await pool.query<{ id: string }>({
        name: 'regions-of',
        text: REGIONS_OF,
        values: [personId],
      });
      return rows.map((r) => r.id);
    },
    regionBefore: async (personId) => {
      const { rows } = await pool.query<{ id: string }>({
        name: 'region-before',
        text: REGION_BEFORE,
        values: [personId],
      });
      return rows[0]?.id ?? null;
    },
  };
}
