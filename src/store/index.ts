import type { ContactAsked } from '../domain/manage/contacts-to-check.ts';
import type { Instant, Uuid } from '../domain/vocabulary.ts';
import type { Caseload } from '../ports/caseload.ts';
import {
  type Change,
  type NewCode,
  type PlannedNudge,
  type Renewed,
  type Store,
  StoreUnavailable,
} from '../ports/database/index.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { AuditKeys } from './audit/audit.ts';
import { createNoteRead } from './audit/reads.ts';
import { noteInRegion } from './audit/region-audit.ts';
import { createCaseload } from './cases/caseload.ts';
import { commit } from './cases/commit.ts';
import { loadContext } from './cases/context.ts';
import {
  type CaseRows,
  casesSql,
  iso,
  type PersonInRow,
  peopleSql,
  toPersonIn,
  toStates,
} from './cases/load.ts';
import { openRooms, roomsOfTeam } from './cases/open-rooms.ts';
import { participations } from './cases/participations.ts';
import { createAnnouncer } from './outbox/announce.ts';
import { createOutbox } from './outbox/outbox.ts';
import { ofAnotherRegion } from './people/accounts.ts';
import { memberNames } from './people/member-names.ts';
import { mergePeople } from './people/merge.ts';
import { newAddressesIn } from './people/new-addresses.ts';
import type { Database } from './postgres/database.ts';
import { leaveUnsent, sendAgain } from './regions/health.ts';
import { createRegions } from './regions/regions.ts';
import { workspaceGiftsOf } from './workspaces/workspace-gifts.ts';

export interface PostgresStore extends Store {
  readonly outbox: Outbox;
  readonly caseload: Caseload;
  /** A region changed somewhere: read it again. */
  forgetRegions(): void;
}

/** Told after a commit which cases and regions moved, and whether one of them was not there before. */
export type OnMoved = (ids: readonly Uuid[], isNew: boolean) => void;

/** The ports on PostgreSQL. `today` is an ISO date of the clock, for the years a calendar knows. */
export function createStore(
  database: Database,
  keys: AuditKeys,
  today: () => string,
  onMoved: OnMoved = () => undefined,
): PostgresStore {
  const { pool } = database;
  const regions = createRegions(pool, today);
  const announce = createAnnouncer(pool);
  const readNoted = createNoteRead(pool, keys);
  const store: Store = {
    context: (query) => loadContext(pool, query),
    cases: async (ids) => {
      if (ids.length === 0) return [];
      const one = ids.length === 1;
      const { rows } = await pool.query<CaseRows>(
        one ? { ...ONE_CASE, values: [ids[0]] } : { ...MANY_CASES, values: [ids] },
      );
      return toStates(rows);
    },
    openCaseIdsOf: async (personIds) => {
      const { rows } = await pool.query<{ id: Uuid }>({
        name: 'open-cases-of',
        values: [personIds],
        text: `SELECT DISTINCT c."id", c."code" FROM "participant" p JOIN "case" c ON c."id" = p."caseId"
          WHERE p."personId" = ANY ($1) AND p."leftAt" IS NULL AND c."status" <> 'closed' ORDER BY c."code"`,
      });
      return rows.map((r) => r.id);
    },
    calledCaseIds: async (personId) => {
      const { rows } = await pool.query<{ id: Uuid }>({
        name: 'called-cases',
        values: [personId],
        text: `SELECT DISTINCT c."id" FROM "escalation" e JOIN "case" c ON c."id" = e."caseId"
          WHERE e."contactPersonId" = $1 AND e."status" IN ('asked', 'acknowledged') AND c."status" <> 'closed'`,
      });
      return rows.map((r) => r.id);
    },
    closedCases: async (regionId, limit) =>
      (
        await pool.query<{ caseId: Uuid; code: string; at: string }>({
          name: 'closed-cases',
          values: [regionId, limit],
          text: `SELECT "id" AS "caseId", "code", ${iso('"closedAt"')} AS "at" FROM "case"
            WHERE "regionId" = $1 AND "closedAt" IS NOT NULL AND "status" = 'closed' ORDER BY "closedAt" DESC LIMIT $2`,
        })
      ).rows,
    openCaseIds: async (regionId, after, limit) => {
      const { rows } = await pool.query<{ id: Uuid }>(
        `SELECT "id" FROM "case" WHERE "regionId" = $1 AND "status" <> 'closed' AND "id" > $2::uuid ORDER BY "id" LIMIT $3`,
        [regionId, after ?? '00000000-0000-0000-0000-000000000000', limit],
      );
      return rows.map((r) => r.id);
    },
    region: (id) => regions.byId(id),
    regionsOfWorkspace: (id) => regions.ofWorkspace(id),
    regionByKey: (key) => regions.byKey(key),
    roomsOfTeam: (...of) => roomsOfTeam(pool, ...of),
    openRooms: (platform, after, limit, channel) => openRooms(pool, platform, after, limit, channel),
    allRegionIds: () => regions.allIds(),
    regionsToReplan: () => regions.toReplan(),
    replanned: (id, version) => regions.replanned(id, version),
    differsFromFile: (id) => regions.differsFromFile(id),
    people: async (ids, regionId = null) => {
      if (ids.length === 0) return [];
      const { rows } = await pool.query<PersonInRow>({
        name: 'people',
        text: peopleSql('p."id" = ANY ($1)', '$2'),
        values: [ids, regionId],
      });
      return rows.map(toPersonIn);
    },
    newAddressesIn: (regionId) => newAddressesIn(pool, regionId),
    ofAnotherRegion: (regionId) => ofAnotherRegion(pool, regionId),
    contactsAsked: async (regionId) => {
      const { rows } = await pool.query<ContactAsked>(
        `SELECT "organisation", "role", "person", to_char("askedOn", 'YYYY-MM-DD') AS "askedOn" FROM "contactAsked" WHERE "regionId" = $1`,
        [regionId],
      );
      return rows;
    },
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
    disableWorkspace: async (platform, externalId, why, now) => {
      const { rows } = await pool.query<{ id: Uuid; name: string; at: Instant; why: string }>(
        `UPDATE "workspace" SET "disabledAt" = COALESCE("disabledAt", $4), "disabledWhy" = COALESCE("disabledWhy", $3)
         WHERE "platform" = $1 AND "externalId" = $2 RETURNING "id", "name", ${iso('"disabledAt"')} AS "at", "disabledWhy" AS "why"`,
        [platform, externalId, why, now],
      );
      if (rows[0]) {
        regions.forget();
        await pool.query(`SELECT pg_notify('schakel_region', '')`);
      }
      return rows[0] ?? null;
    },
    enableWorkspace: async (platform, externalId, name, why) => {
      const { rowCount } = await pool.query(
        `UPDATE "workspace" SET "disabledAt" = NULL, "disabledWhy" = NULL, "name" = COALESCE($3, "name")
         WHERE "platform" = $1 AND "externalId" = $2 AND ("disabledAt" IS NOT NULL OR "name" <> $3)
           AND ($4::text IS NULL OR "disabledWhy" = $4)`,
        [platform, externalId, name, why ?? null],
      );
      if (rowCount === 0) return;
      // Everything that was kept for it goes now.
      await pool.query(
        `UPDATE "conversation" c SET "nextAt" = LEAST("nextAt", (SELECT min("notBefore") FROM "message" WHERE "conversationId" = c."id" AND "state" = 'pending')), "freeAt" = NULL
         FROM "workspace" w WHERE w."id" = c."workspaceId" AND w."platform" = $1 AND w."externalId" = $2 AND c."nextAt" IS NOT NULL`,
        [platform, externalId],
      );
      announce();
      regions.forget();
      await pool.query(`SELECT pg_notify('schakel_region', '')`);
    },
    rememberWorkspace: async (platform, externalId, settings) => {
      await pool.query({
        name: 'remember-workspace',
        text: `UPDATE "workspace" SET "settings" = "settings" || $3::jsonb
          WHERE "platform" = $1 AND "externalId" = $2 AND NOT "settings" @> $3::jsonb`,
        values: [platform, externalId, JSON.stringify(settings)],
      });
    },
    sendAgain: async (again) => {
      const done = await sendAgain(pool, keys, again);
      if (done) announce();
      return done;
    },
    wasHandled: async (key) => {
      const { rowCount } = await pool.query({
        name: 'was-handled',
        text: 'SELECT 1 FROM "inbound" WHERE "key" = $1',
        values: [key],
      });
      return rowCount === 1;
    },
    forgetInbound: async (before) => {
      await pool.query('DELETE FROM "inbound" WHERE "at" < $1', [before]);
      // A row that has been over for as long says nothing to anybody either.
      await pool.query('DELETE FROM "webSession" WHERE "expiresAt" < $1', [before]);
      await pool.query('DELETE FROM "webLink" WHERE "expiresAt" < $1', [before]);
      await pool.query('DELETE FROM "webUnsent" WHERE "expiresAt" < $1', [before]);
      await pool.query('DELETE FROM "addressChange" WHERE "madeAt" < $1', [before]);
    },
    ...memberNames(pool),
    setMemberActive: async (platform, workspaceExternalId, member, deactivatedAt) => {
      const { rows } = await pool.query<{ personId: Uuid }>(
        // Found whether it changed or not: a notice that comes again may find its first handling half done.
        `WITH known AS (SELECT i."id", i."personId" FROM "identity" i JOIN "workspace" w ON w."id" = i."workspaceId"
           WHERE w."platform" = $1 AND w."externalId" = $2 AND i."externalId" = $3),
         changed AS (UPDATE "identity" i SET "deactivatedAt" = $4 FROM known
           WHERE i."id" = known."id" AND (i."deactivatedAt" IS NULL) <> ($4::timestamptz IS NULL))
         SELECT "personId" FROM known`,
        [platform, workspaceExternalId, member, deactivatedAt],
      );
      return rows[0] ? ((await store.people([rows[0].personId]))[0] ?? null) : null;
    },
    invitationByRef: async (ref) => {
      const { rows } = await pool.query<{ id: Uuid }>(
        `SELECT "payload"->>'invitationId' AS "id" FROM "message" WHERE "type" = 'InviteExternal' AND "externalRef" = $1`,
        [ref],
      );
      return rows[0]?.id ?? null;
    },
    oneTimeCode: async (hash, now) => {
      const { rows } = await pool.query<NewCode>(
        'SELECT * FROM "oneTimeCode" WHERE "hash" = $1 AND "usedAt" IS NULL AND "expiresAt" > $2 AND "tries" < 5',
        [hash, now],
      );
      return rows[0] ?? null;
    },
    codeTried: async (hash) => {
      await pool.query('UPDATE "oneTimeCode" SET "tries" = "tries" + 1 WHERE "hash" = $1', [hash]);
    },
    workspaceGifts: (of) => workspaceGiftsOf(pool, of),
    mergePeople: async (merge) => {
      const result = await mergePeople(pool, keys, merge);
      if (result === 'done') regions.forget();
      return result;
    },
    codesInUse: async (regionId) => {
      const { rows } = await pool.query<{ code: string }>('SELECT "code" FROM "case" WHERE "regionId" = $1', [
        regionId,
      ]);
      return new Set(rows.map((r) => r.code));
    },
    importedBefore: async (regionId, importKeys) => {
      const { rows } = await pool.query<{ importKey: Uuid }>({
        name: 'imported-before',
        text: 'SELECT "importKey" FROM "case" WHERE "regionId" = $1 AND "importKey" = ANY ($2)',
        values: [regionId, importKeys],
      });
      return new Set(rows.map((r) => r.importKey));
    },
    renewed: async (formerIds, personId) => {
      const { rows } = await pool.query<Renewed>({
        name: 'renewed',
        text: RENEWED,
        values: [formerIds, personId],
      });
      return rows;
    },
    commit: async (change) => {
      const result = await commit(pool, keys, change);
      // The same when somebody was faster: then it is their version that has to be read.
      if (change.regionContact || change.regionFile) regions.forget();
      if (result.result === 'done' && change.messages.length > 0) announce();
      if (result.result === 'done') tellMoved(change, onMoved);
      return result;
    },
    noteRead: async (read) => {
      await readNoted(read);
      onMoved(read.caseIds, false);
    },
    noteInRegion: async (note) => {
      await noteInRegion(pool, keys, note);
      onMoved([note.regionId], false);
    },
    participations: (wanted) => participations(pool, wanted),
    leaveUnsent: (left) => leaveUnsent(pool, keys, left),
    dueCaseIds: async (regionId, now, limit) => {
      const { rows } = await pool.query<{ caseId: Uuid }>({
        name: 'due-cases',
        values: [regionId, now, limit],
        text: `SELECT "caseId" FROM (SELECT "caseId", "fireAt" FROM "timer" WHERE "regionId" = $1 AND "fireAt" <= $2 ORDER BY "fireAt" LIMIT $3) t
          GROUP BY "caseId" ORDER BY min("fireAt"), "caseId"`,
      });
      return rows.map((r) => r.caseId);
    },
    closeRound: async (regionId, date, now, counted) => {
      const { rowCount } = await pool.query(
        'INSERT INTO "round" ("regionId", "date", "closedAt", "counted") VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
        [regionId, date, now, counted],
      );
      return rowCount === 1;
    },
    roundClosed: async (regionId, date) => {
      const { rowCount } = await pool.query('SELECT 1 FROM "round" WHERE "regionId" = $1 AND "date" = $2', [
        regionId,
        date,
      ]);
      return rowCount === 1;
    },
    undigested: async (regionId, date, limit, after) => {
      const { rows } = await pool.query<{ personId: Uuid; nudges: PlannedNudge[] }>({
        name: 'undigested',
        values: [regionId, date, limit, after ?? '00000000-0000-0000-0000-000000000000'],
        text: UNDIGESTED,
      });
      return rows;
    },
  };
  return Object.assign(guard(store), {
    outbox: guard(createOutbox(pool)),
    caseload: guard(createCaseload(pool)),
    forgetRegions: () => regions.forget(),
  });
}

function tellMoved({ cases, regionFile, regionContact, regionNote }: Change, onMoved: OnMoved): void {
  const regions = [regionFile, regionContact, regionNote].flatMap((one) => (one ? [one.regionId] : []));
  onMoved(
    [...cases.map((c) => c.after.case.id), ...regions],
    cases.some((c) => c.before === null),
  );
}

/** The plan of one case is the same every time, so PostgreSQL keeps it; that of many is worth making anew. */
const ONE_CASE = { name: 'case', text: casesSql('c."id" = $1') };
const MANY_CASES = { name: 'cases', text: casesSql('c."id" = ANY ($1)') };

/** A person who has nothing to do with a case gets nothing loaded: not even the time it takes says it is there. */
const RENEWED = `SELECT 'case' AS "kind", c."formerId", c."id" FROM "case" c WHERE c."formerId" = ANY ($1)
  AND (EXISTS (SELECT 1 FROM "participant" p WHERE p."caseId" = c."id" AND p."personId" = $2 AND p."leftAt" IS NULL)
    OR EXISTS (SELECT 1 FROM "regionPerson" n WHERE n."regionId" = c."regionId" AND n."personId" = $2)
    OR EXISTS (SELECT 1 FROM "escalation" e WHERE e."caseId" = c."id" AND e."contactPersonId" = $2))
UNION ALL SELECT 'region', g."formerId", g."id" FROM "region" g WHERE g."formerId" = ANY ($1)
  AND EXISTS (SELECT 1 FROM "regionPerson" n WHERE n."regionId" = g."id" AND n."personId" = $2)`;

/** Goes through the people by the index of what is planned, and stops at the limit: a round costs what is due. */
const UNDIGESTED = `SELECT "personId", json_agg(json_build_object('id', "id", 'caseId', "caseId", 'agreementId', "agreementId", 'step', "step") ORDER BY "on", "id") AS "nudges"
FROM (SELECT n.* FROM (SELECT DISTINCT x."personId" FROM "nudge" x WHERE x."outcome" = 'planned' AND x."digestId" IS NULL AND x."personId" > $4::uuid
    AND EXISTS (SELECT 1 FROM "case" c WHERE c."id" = x."caseId" AND c."regionId" = $1)
    AND NOT EXISTS (SELECT 1 FROM "digest" d WHERE d."personId" = x."personId" AND d."date" = $2)
    ORDER BY x."personId" LIMIT $3) who
  JOIN "nudge" n ON n."personId" = who."personId" AND n."outcome" = 'planned' AND n."digestId" IS NULL
  JOIN "case" c ON c."id" = n."caseId" AND c."regionId" = $1) asked
GROUP BY "personId" ORDER BY "personId"`;

/** Codes of PostgreSQL and of the network that mean: not there now, too slow, or it takes no writing; try again. */
const AWAY = /^(08|57P0|57014|53|25006|58030|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/;
const AWAY_WORDS =
  /timeout|terminated|Connection ended|Client has encountered a connection error|Cannot use a pool/i;

/** Every method, with a lost connection turned into the one error that the port names. */
function guard<T extends object>(port: T): T {
  const wrapped = Object.entries(port).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await (method as (...a: unknown[]) => unknown)(...args);
      } catch (error) {
        const { code = '', message = '' } = error as { code?: string; message?: string };
        if (AWAY.test(code) || (code === '' && AWAY_WORDS.test(message)))
          throw new StoreUnavailable('the database cannot be reached', { cause: error });
        throw error;
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}
