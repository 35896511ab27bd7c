import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { message, openedCase, regionOn, storeOn } from '../../test/fixtures/cases.ts';
import { createTestDatabase } from '../../test/support/database/test-database.ts';
import { turnedClock } from '../../test/support/schakel/clock.ts';
import { addDays, instantAt, isWorkingDay } from '../domain/calendar/index.ts';
import type { Region } from '../domain/region/region.ts';
import type { PostgresStore } from '../store/index.ts';
import { createEntrySeal } from '../store/sealing/entry-seal.ts';
import { createEntryBook } from '../store/sign-in/entry.ts';
import { createWatch } from './watch.ts';

/** An administrator of a region hears within six minutes that nothing arrives, and never when something does. */
let test: Awaited<ReturnType<typeof createTestDatabase>>;
let store: PostgresStore;
let region: Region;
let clock = turnedClock('2027-03-08T08:00:00.000Z');
let look: () => Promise<void>;
let delivered = 0;
beforeEach(async () => {
  await test?.drop();
  test = await createTestDatabase();
  store = storeOn(test.database);
  region = await regionOn(test.database, store);
  clock = turnedClock('2027-03-08T08:00:00.000Z');
  look = start();
  delivered = 0;
  const web = region.workspaces.find((w) => w.platform === 'web')?.id;
  const admin = region.administratorPersonIds[0];
  await query(
    'INSERT INTO "identity" ("id", "personId", "workspaceId", "externalId") VALUES ($1, $2::uuid, $3, ($2::uuid)::text)',
    [randomUUID(), admin, web],
  );
});
afterAll(() => test.drop());

const sealing = createEntrySeal('a-secret-of-the-tests-0123456789');
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const start = () =>
  createWatch({
    store,
    clock,
    newId: randomUUID,
    log,
    entryMeans: {
      sealing,
      book: createEntryBook(test.database.pool, sealing),
      can: { email: true, sms: false },
    },
    outbox: store.outbox,
    deliver: async () => {
      delivered += 1;
    },
  });
const query = async (text: string, values: unknown[] = []) =>
  (await test.database.pool.query(text, values)).rows;
const told = async () =>
  (await query(
    `SELECT "payload"->>'what' AS "what", "payload"->>'workspace' AS "workspace", "payload"->>'time' AS "since" FROM "message" WHERE "type" = 'DeliveryTrouble' ORDER BY "createdAt"`,
  )) as object[];
const minutes = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i++) {
    await look();
    clock.turnTo(new Date(clock.now().getTime() + 60_000).toISOString());
  }
};
const waiting = async (): Promise<void> => {
  await openedCase(store, region, (s) => [message(s, { notBefore: clock.now().toISOString() })]);
};
const sent = () => query(`UPDATE "conversation" SET "nextAt" = NULL`);

describe('the watch over deliveries', () => {
  it('tells once within six minutes that messages stand still, and sends that beside the delivery', async () => {
    await minutes(1);
    await waiting();
    await minutes(5);
    expect(await told()).toEqual([]);
    await minutes(1);
    expect(await told()).toEqual([{ what: 'stalled', workspace: null, since: '09:01' }]);
    expect(delivered).toBe(1);
    await minutes(30);
    expect(await told()).toHaveLength(1);
  });

  it('tells within six minutes that a platform does not take messages, by another way than that platform', async () => {
    await minutes(1);
    await waiting();
    await query(`UPDATE "message" SET "attempts" = 8`);
    await query(`UPDATE "conversation" SET "freeAt" = '2027-03-08T12:00:00.000Z'`);
    await minutes(6);
    expect(await told()).toMatchObject([{ what: 'away', since: '09:01' }]);
    const [place] = await query(
      `SELECT w."platform", c."personId" FROM "message" m JOIN "conversation" c ON c."id" = m."conversationId" JOIN "workspace" w ON w."id" = c."workspaceId" WHERE m."type" = 'DeliveryTrouble'`,
    );
    expect(place).toEqual({ platform: 'web', personId: region.administratorPersonIds[0] });
  });

  it('tells who is only on the platform that is away by a letter, which says nothing; once', async () => {
    const [admin] = region.administratorPersonIds;
    await query('DELETE FROM "identity" WHERE "personId" = $1', [admin]);
    await query(
      'INSERT INTO "identity" ("id", "personId", "workspaceId", "externalId", "email") VALUES ($1, $2, $3, $4, $5)',
      [randomUUID(), admin, region.workspaces[0]?.id, 'U0ADMIN', 'beheer@example.org'],
    );
    await minutes(1);
    await waiting();
    await query(`UPDATE "message" SET "attempts" = 8`);
    await query(`UPDATE "conversation" SET "freeAt" = '2027-03-08T12:00:00.000Z'`);
    // Longer, and the letter itself would stand still: nothing is sent here.
    await minutes(9);
    expect(await told()).toEqual([]);
    expect(
      await query(
        `SELECT w."platform", m."recipientId", m."payload" FROM "message" m JOIN "conversation" c ON c."id" = m."conversationId"
         JOIN "workspace" w ON w."id" = c."workspaceId" WHERE m."type" = 'SignInLink'`,
      ),
    ).toEqual([
      {
        platform: 'email',
        recipientId: admin,
        payload: { type: 'SignInLink', purpose: 'notice', from: { region: region.file.name, lead: null } },
      },
    ]);
    expect(delivered).toBe(1);
  });

  it('counts anew after a start and after a machine that slept: what waited then is on its way', async () => {
    await waiting();
    clock.turnTo('2027-03-10T08:00:00.000Z');
    look = start();
    await minutes(3);
    await sent();
    await waiting();
    clock.turnTo('2027-03-12T08:00:00.000Z');
    await minutes(4);
    expect(await told()).toEqual([]);
    await minutes(2);
    expect(await told()).toHaveLength(1);
  });

  it('wakes nobody at night; what still holds is told when the day begins', async () => {
    clock.turnTo('2027-03-09T02:00:00.000Z');
    await minutes(1);
    await waiting();
    await minutes(60);
    expect(await told()).toEqual([]);
    clock.turnTo(instantAt('Europe/Amsterdam', '2027-03-09', '08:25'));
    await minutes(5);
    expect(await told()).toEqual([]);
    await minutes(2);
    expect(await told()).toHaveLength(1);
  });

  it('gives no false alarm in thirty days in which everything arrives within four minutes', async () => {
    for (let date = '2027-03-08'; date < '2027-04-07'; date = addDays(date, 1)) {
      if (!isWorkingDay(region.calendar, date) || clock.now().toISOString() > `${date}T09:00`) continue;
      clock.turnTo(instantAt('Europe/Amsterdam', date, '11:00'));
      await minutes(3);
      await waiting();
      await minutes(4);
      await sent();
    }
    expect(await told()).toEqual([]);
  });
});
