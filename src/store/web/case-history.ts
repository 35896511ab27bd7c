import type pg from 'pg';
import { readMessage } from '../../domain/messages/read-payload.ts';
import { ROOM_TASKS } from '../../domain/messages/room-tasks.ts';
import { SUBSTANCE_KINDS } from '../../domain/substance/may-read.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { Act, Arrival, HistoryItem, Reading } from '../../ports/web.ts';
import { type AuditKeys, CHAIN_ID, pseudonym } from '../audit/audit.ts';
import { readsOf } from '../audit/reads.ts';
import { iso } from '../cases/load.ts';

const TASKS = ROOM_TASKS.map((type) => `'${type}'`).join(', ');
const SUBSTANCE_READ = SUBSTANCE_KINDS.map((kind) => `'read.${kind}'`).join(', ');

/** Posted to everybody of the case in any of its rooms, each meaning once: rooms get it under the same key. */
const HISTORY = `
  SELECT *
  FROM (
    SELECT DISTINCT ON (split_part(m."dedupeKey", '>', 1))
      m."id",
      m."payload" AS "message",
      ${iso('m."createdAt"')} AS "at",
      m."createdAt",
      m."seq"
    FROM "room" r
    JOIN "conversation" c ON c."roomId" = r."id"
    JOIN "message" m ON m."conversationId" = c."id"
    WHERE r."caseId" = $1
      AND r."audience" = 'case'
      AND m."confirmedAt" IS NOT NULL
      AND NOT m."isCard"
      AND m."type" NOT IN (${TASKS})
      AND ($2::timestamptz IS NULL OR m."createdAt" < $2)
      AND ($4::text[] IS NULL OR m."payload"->'agreement'->>'id' = ANY ($4))
    ORDER BY split_part(m."dedupeKey", '>', 1), m."createdAt"
  ) h
  ORDER BY h."createdAt" DESC, h."seq" DESC
  LIMIT $3`;

const ARRIVALS = `
  WITH told AS (
    SELECT "id", split_part("dedupeKey", '>', 1) AS "key"
    FROM "message"
    WHERE "id" = ANY ($2)
  )
  SELECT
    t."id" AS "toldId",
    w."platform",
    ${iso('min(m."confirmedAt")')} AS "at"
  FROM "room" r
  JOIN "conversation" c ON c."roomId" = r."id"
  JOIN "workspace" w ON w."id" = r."workspaceId"
  JOIN "message" m ON m."conversationId" = c."id"
  JOIN told t ON t."key" = split_part(m."dedupeKey", '>', 1)
  WHERE r."caseId" = $1
    AND r."audience" = 'case'
    AND m."confirmedAt" IS NOT NULL
  GROUP BY t."id", w."platform"
  ORDER BY 3, 2`;

/**
 * A person who only opened a case in a list of theirs has not looked in it. The second line is what is asked for in
 * chat, the last what is written about the family; an export is made by whoever runs Schakel.
 */
const LOOKED = `
  SELECT
    "actor",
    "action" = 'read.export' AS "isExport",
    ${iso('max("at")')} AS "at"
  FROM "audit"
  WHERE "chainId" = $1
    AND "action" IN (
      'read.room',
      'read.timeline',
      'read.passed_on',
      'read.export',
      'read.case.show',
      'read.agreement.list',
      'read.lead.show',
      'read.network',
      'read.network.show',
      'read.consent.show',
      ${SUBSTANCE_READ}
    )
  GROUP BY 1, 2`;

const READ_WORDS = `
  SELECT
    "actor",
    false AS "isExport",
    ${iso('max("at")')} AS "at"
  FROM "audit"
  WHERE "chainId" = $1
    AND "action" = $2
  GROUP BY 1`;

interface ActRow extends Pick<Act, 'at' | 'action' | 'objectId'> {
  readonly actor: string;
  readonly onBehalfOf: string | null;
}

const ACTS = `
  SELECT
    ${iso('"at"')} AS "at",
    "action",
    "objectId",
    "actor",
    "onBehalfOf"
  FROM "audit"
  WHERE "chainId" = $1
    AND "action" = ANY($2)
  ORDER BY "seq"`;

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

function lastOf(
  personIds: readonly Uuid[],
  byPerson: ReadonlyMap<Uuid | null, readonly LookedRow[]>,
): ReadonlyMap<Uuid, Instant> {
  const last = personIds.flatMap((id) => {
    const at = latest(byPerson.get(id) ?? []);
    return at ? [[id, at] as const] : [];
  });
  return new Map(last);
}

/** The history of a case: what was told there, who did what, and who looked. In the audit people have another name. */
export function caseHistory(
  pool: pg.Pool,
  keys: AuditKeys,
): Pick<Reading, 'history' | 'arrivals' | 'acts' | 'looked' | 'readWords'> {
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
  const namesOf = (chain: Uuid, personIds: readonly Uuid[]): ReadonlyMap<string, Uuid> =>
    new Map(
      personIds.flatMap((id) => [keys, ...keys.before].map((k) => [pseudonym(k, chain, id), id] as const)),
    );
  return {
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
    looked: async (caseId, personIds) => {
      const chain = readsOf(await chainOf(caseId));
      const { rows } = await pool.query<LookedRow>({ name: 'looked', text: LOOKED, values: [chain] });
      const whose = namesOf(chain, personIds);
      const looks = rows.filter((row) => !row.isExport);
      const byPerson = Map.groupBy(looks, ({ actor }) => whose.get(actor) ?? null);
      return {
        last: lastOf(personIds, byPerson),
        others: latest(byPerson.get(null) ?? []),
        exported: latest(rows.filter((row) => row.isExport)),
      };
    },
    readWords: async (caseId, kind, personIds) => {
      const chain = readsOf(await chainOf(caseId));
      const values = [chain, `read.${kind}`];
      const { rows } = await pool.query<LookedRow>({ name: 'read-words', text: READ_WORDS, values });
      const whose = namesOf(chain, personIds);
      return lastOf(
        personIds,
        Map.groupBy(rows, ({ actor }) => whose.get(actor) ?? null),
      );
    },
  };
}
