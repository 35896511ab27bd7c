import type { ContactAsked } from '../domain/manage/contacts-to-check.ts';
import type { Uuid } from '../domain/vocabulary.ts';
import type { Caseload } from '../ports/caseload.ts';
import type { Change, NewCode, Store } from '../ports/database/index.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { AuditKeys } from './audit/audit.ts';
import { createNoteRead } from './audit/reads.ts';
import { noteInRegion } from './audit/region-audit.ts';
import { createCaseload } from './cases/caseload.ts';
import { createCases } from './cases/cases.ts';
import { commit } from './cases/commit.ts';
import { openRooms, roomsOfTeam } from './cases/open-rooms.ts';
import { participations } from './cases/participations.ts';
import { createAnnouncer } from './outbox/announce.ts';
import { createOutbox } from './outbox/outbox.ts';
import { ofAnotherRegion } from './people/accounts.ts';
import { memberNames } from './people/member-names.ts';
import { mergePeople } from './people/merge.ts';
import { newAddressesIn } from './people/new-addresses.ts';
import { createPeople } from './people/people.ts';
import type { Database } from './postgres/database.ts';
import { guard } from './postgres/guard.ts';
import { leaveUnsent, sendAgain } from './regions/health.ts';
import { createRegions } from './regions/regions.ts';
import { createRounds } from './rounds.ts';
import { connectionsOf } from './workspaces/connections.ts';
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
    ...createCases(pool),
    ...createPeople(pool),
    ...connectionsOf(pool, { announce, regions }),
    ...createRounds(pool),
    region: (id) => regions.byId(id),
    regionsOfWorkspace: (id) => regions.ofWorkspace(id),
    regionByKey: (key) => regions.byKey(key),
    roomsOfTeam: (...of) => roomsOfTeam(pool, ...of),
    openRooms: (platform, after, limit, channel) => openRooms(pool, platform, after, limit, channel),
    allRegionIds: () => regions.allIds(),
    regionsToReplan: () => regions.toReplan(),
    replanned: (id, version) => regions.replanned(id, version),
    consentTold: (id) => regions.consentTold(id),
    differsFromFile: (id) => regions.differsFromFile(id),
    newAddressesIn: (regionId) => newAddressesIn(pool, regionId),
    ofAnotherRegion: (regionId) => ofAnotherRegion(pool, regionId),
    contactsAsked: async (regionId) => {
      const { rows } = await pool.query<ContactAsked>(
        `SELECT
           "organisation",
           "role",
           "person",
           to_char("askedOn", 'YYYY-MM-DD') AS "askedOn"
         FROM "contactAsked"
         WHERE "regionId" = $1`,
        [regionId],
      );
      return rows;
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
    oneTimeCode: async (hash, now) => {
      const { rows } = await pool.query<NewCode>(
        `SELECT *
         FROM "oneTimeCode"
         WHERE "hash" = $1
           AND "usedAt" IS NULL
           AND "expiresAt" > $2
           AND "tries" < 5`,
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
