import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { regionOn, storeOn } from '../../test/fixtures/cases.ts';
import { NL, words } from '../../test/fixtures/reading.ts';
import { type Seed, seedCase } from '../../test/support/cases/seeded-cases.ts';
import { createTestDatabase } from '../../test/support/database/test-database.ts';
import { turnedClock } from '../../test/support/schakel/clock.ts';
import { addDays, instantAt } from '../domain/calendar/index.ts';
import type { MondayList } from '../domain/messages/index.ts';
import type { Region } from '../domain/region/region.ts';
import type { Store } from '../ports/database/index.ts';
import type { PostgresStore } from '../store/index.ts';
import { compose } from '../text/compose.ts';
import { runRound } from './round.ts';

/** The database is a real one: one list a week, on the first working day, whatever happens. */
let test: Awaited<ReturnType<typeof createTestDatabase>>;
let store: PostgresStore;
let region: Region;
let clock = turnedClock('2026-04-01T08:00:00.000Z');
beforeEach(async () => {
  await test?.drop();
  test = await createTestDatabase();
  store = storeOn(test.database);
  region = await regionOn(test.database, store);
  clock = turnedClock('2026-04-01T08:00:00.000Z');
});
afterAll(() => test.drop());

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const round = async (through: Store = store): Promise<void> => {
  const deps = { store: through, clock, newId: randomUUID, log, caseload: store.caseload };
  await runRound(deps, region.id);
};
const at = async (date: string, time: string, through?: Store): Promise<void> => {
  clock.turnTo(instantAt('Europe/Amsterdam', date, time));
  await round(through);
};
const lists = async (): Promise<{ on: string; list: MondayList; personId: string | null }[]> => {
  const { rows } = await test.database.pool.query(
    `SELECT to_char(m."createdAt" AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD HH24:MI') AS "on", m."payload" AS "list", m."recipientId" AS "personId"
     FROM "message" m WHERE m."type" = 'MondayList' ORDER BY m."createdAt"`,
  );
  return rows;
};
const seed = (code: string, over: Partial<Seed> = {}): Promise<string> => {
  const coordinator = region.coordinatorPersonIds[0] ?? '';
  const people = [{ id: coordinator, role: 'coordinator' }] as const;
  const base = {
    firstDayHome: '2027-01-04',
    openedAt: '2026-12-01T09:00:00.000Z',
    lead: coordinator,
    people,
  };
  return seedCase(store, region, { code, ...base, ...over }, '2027-03-01');
};

describe('the list of the week', () => {
  it.each([
    ['an ordinary week', '2027-03-08', '2027-03-08'],
    ['Easter Monday', '2027-03-29', '2027-03-30'],
    ['Whit Monday', '2027-05-17', '2027-05-18'],
    ['the Monday before King’s Day', '2027-04-26', '2027-04-26'],
    ['a New Year’s Day on a Saturday', '2027-12-27', '2027-12-27'],
    ['King’s Day on a Monday', '2026-04-27', '2026-04-28'],
    ['the first day of a year that begins on Monday', '2029-01-01', '2029-01-02'],
  ])('comes once, at the time of the nudges: %s', async (_, monday, day) => {
    await seed('Wilg-27', {
      openedAt: `${addDays(monday, -90)}T09:00:00.000Z`,
      firstDayHome: addDays(monday, -91),
    });
    for (let date = monday; date < addDays(monday, 7); date = addDays(date, 1))
      for (const time of ['08:30', '08:59', '09:00', '09:01', '15:00', '23:59']) await at(date, time);
    expect((await lists()).map((l) => l.on)).toEqual([`${day} 09:00`]);
    await at(addDays(monday, 7), '09:00');
    expect(await lists()).toHaveLength(2);
  });

  it('is not written in the evening of the last working day: the list of the next week comes alone', async () => {
    await seed('Wilg-27');
    await at('2027-03-12', '20:00');
    await at('2027-03-13', '11:00');
    await at('2027-03-15', '08:30');
    expect(await lists()).toEqual([]);
    await at('2027-03-15', '09:00');
    expect((await lists()).map((l) => l.on)).toEqual(['2027-03-15 09:00']);
  });

  it('comes on the next working day when nothing ran on the first', async () => {
    await seed('Wilg-27');
    await at('2027-03-10', '11:20');
    await at('2027-03-11', '09:00');
    expect((await lists()).map((l) => l.on)).toEqual(['2027-03-10 11:20']);
  });

  it('is written once by several processes at the same time, and once after one was lost while writing', async () => {
    await seed('Wilg-27');
    const lost: Store = {
      ...store,
      commit: async (change) => {
        if (change.inbound?.key.startsWith('monday:')) throw new Error('killed');
        return store.commit(change);
      },
    };
    await expect(at('2027-03-08', '09:00', lost)).rejects.toThrow('killed');
    expect(await lists()).toEqual([]);
    await Promise.all([round(), round(), round(), round()]);
    expect(await lists()).toHaveLength(1);
  });

  it('is not written for a region without a case, nor for a case that came in this week', async () => {
    await at('2027-03-08', '09:00');
    await seed('Wilg-27', { openedAt: '2027-03-08T06:00:00.000Z' });
    await at('2027-03-09', '09:00');
    expect(await lists()).toEqual([]);
    await at('2027-03-15', '09:00');
    expect(await lists()).toHaveLength(1);
  });

  it('says first what went well, then which cases need attention and why, and how many more there are', async () => {
    const agreements = [{ title: 'Rooster', due: '2027-03-04', doneOn: '2027-03-04' }];
    for (let n = 1; n <= 12; n++)
      await seed(`Wilg-${n}`, {
        missing: 'directeur',
        agreements,
        firstDayHome: '2027-02-20',
        ...(n === 3 ? { strength: 'twee ochtenden gelukt' } : {}),
      });
    await at('2027-03-08', '09:00');
    const [{ list } = { list: null }] = await lists();
    const text = words(compose(list as MondayList, { ...NL, webUrl: 'https://schakel.example.org' }));
    expect(text.split('\n').slice(0, 4)).toEqual([
      'De week van Regio regio',
      'Vorige week zijn 12 afspraken klaar.',
      'Wat goed gaat in Wilg-3: twee ochtenden gelukt',
      'Er zijn 12 open casussen. 12 vragen aandacht:',
    ]);
    expect(text).toContain('Wilg-1: Er is niemand bekend voor: directeur; er gebeurde');
    expect(text.match(/Wilg-\d+: /g)).toHaveLength(11);
    expect(text).toContain('En nog 2 casussen in het overzicht.');
    expect(text).toContain(`Het hele overzicht: https://schakel.example.org/r/${region.id}`);
    expect(words(compose(list as MondayList, { ...NL, titles: false }))).not.toContain('ochtenden');
  });

  it('goes to the coordinators’ channel where there is one, else to each coordinator', async () => {
    await seed('Wilg-27');
    await at('2027-03-08', '09:00');
    expect((await lists())[0]?.personId).toBe(region.coordinatorPersonIds[0]);
    await test.database.pool.query(
      `UPDATE "regionWorkspace" SET "coordinatorChannel" = 'C0COORD' WHERE "workspaceId" = $1`,
      [region.workspaces[0]?.id],
    );
    store.forgetRegions();
    await at('2027-03-15', '09:00');
    const { rows } = await test.database.pool.query(
      `SELECT c."channelId" FROM "message" m JOIN "conversation" c ON c."id" = m."conversationId" WHERE m."type" = 'MondayList' ORDER BY m."createdAt" DESC LIMIT 1`,
    );
    expect(rows).toEqual([{ channelId: 'C0COORD' }]);
  });
});
