import { randomUUID } from 'node:crypto';
import { createSender } from '../../adapters/web/send.ts';
import type { ChatPlatform } from '../../src/ports/chat.ts';
import type { Document } from '../../src/ports/document.ts';
import type { WebRooms } from '../../src/ports/web.ts';
import { importRegion } from '../../src/store/regions/import.ts';
import { createWebRooms } from '../../src/store/web/rooms.ts';
import { KEYS, NOW, regionConfig } from '../fixtures/cases.ts';
import { createTestDatabase } from '../support/database/test-database.ts';
import { turnedClock } from '../support/schakel/clock.ts';
import type { Method, Mishap, PlatformUnderTest } from './platform-under-test.ts';

/** The port's method behind each of the platform's. */
const PORT: Readonly<Record<Method, keyof WebRooms>> = {
  post: 'put',
  update: 'replace',
  find: 'has',
  pin: 'pin',
  openRoom: 'open',
  setTopic: 'setTopic',
  invite: 'join',
  remove: 'leave',
  archive: 'archive',
};

/** The web's sending side on a real database; what goes wrong under way goes wrong between the two. */
export async function onWeb(): Promise<PlatformUnderTest> {
  const clock = turnedClock('2026-11-23T09:00:00Z');
  const { database, drop } = await createTestDatabase();
  const { pool } = database;
  const { regionId } = await importRegion(database, KEYS, regionConfig(), NOW);
  const { rows } = await pool.query<{ id: string; externalId: string }>(
    `SELECT w."id", w."externalId" FROM "workspace" w JOIN "regionWorkspace" r ON r."workspaceId" = w."id"
     WHERE r."regionId" = $1 AND w."platform" = 'web'`,
    [regionId],
  );
  const workspace = { id: rows[0]?.id ?? '', externalId: rows[0]?.externalId ?? '', settings: {} };
  const known = async (deactivatedAt: string | null): Promise<string> => {
    const id = randomUUID();
    await pool.query('INSERT INTO "person" ("id", "name") VALUES ($1, $2)', [id, 'De mentor']);
    await pool.query(
      'INSERT INTO "identity" ("id", "personId", "workspaceId", "externalId", "deactivatedAt") VALUES ($1, $2, $3, $4, $5)',
      [randomUUID(), id, workspace.id, id, deactivatedAt],
    );
    return id;
  };
  const people = {
    one: await known(null),
    other: await known(null),
    gone: await known(NOW),
    nobody: randomUUID(),
  };
  const posts = async (place: string, more = ''): Promise<string[]> => {
    const found = await pool.query<{ document: Document }>(
      `SELECT "document" FROM "webPost" WHERE "place" = $1 ${more} ORDER BY "postedAt", ctid`,
      [place],
    );
    return found.rows.map((row) => wordsOf(row.document));
  };
  const { rooms, mishap, heal } = withMishaps(createWebRooms(pool));
  return {
    platform: createSender(rooms, clock) satisfies ChatPlatform,
    workspace,
    people,
    words: (room) => posts(room),
    direct: (person) => posts(person),
    pinned: (room) => posts(room, 'AND "pinned"'),
    room: async (id) => {
      const found = await pool.query<{ name: string; topic: string; archived: boolean; members: string[] }>(
        `SELECT "name", "topic", "archivedAt" IS NOT NULL AS "archived", COALESCE("members", '{}') AS "members"
         FROM "webRoom" WHERE "id" = $1`,
        [id],
      );
      const [room] = found.rows;
      if (!room) throw new Error(`there is no room ${id}`);
      // Who reads a case on the web is asked of the case at every page; no room there is open to all.
      return { ...room, isPrivate: true };
    },
    erase: async (ref) => void (await pool.query('DELETE FROM "webPost" WHERE "id" = $1', [ref])),
    mishap,
    heal,
    now: () => clock.now(),
    close: drop,
  };
}

function wordsOf(document: Document): string {
  return document.blocks
    .flatMap((block) => (block.kind === 'text' ? block.text : []))
    .filter((inline) => typeof inline === 'string')
    .join('');
}

/** The next call of a method is not done, or its answer is lost, as when the connection to the database breaks. */
function withMishaps(real: WebRooms): {
  readonly rooms: WebRooms;
  mishap(what: Mishap, method: Method): void;
  heal(): void;
} {
  const waiting = new Map<PropertyKey, Mishap>();
  const rooms = new Proxy(real, {
    get: (target, name, receiver) => {
      const work = Reflect.get(target, name, receiver) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        const what = waiting.get(name);
        waiting.delete(name);
        if (what === 'lost-before') throw new Error('Connection terminated unexpectedly');
        const result = await work.apply(target, args);
        if (what === 'lost-after') throw new Error('Connection terminated unexpectedly');
        return result;
      };
    },
  });
  return {
    rooms,
    mishap: (what, method) => {
      if (what !== 'lost-before' && what !== 'lost-after')
        throw new Error(`nobody on the web could say: ${what}`);
      waiting.set(PORT[method], what);
    },
    heal: () => waiting.clear(),
  };
}
