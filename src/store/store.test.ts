import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  fullCase,
  message,
  NOW,
  openedCase,
  opening,
  praise,
  regionOn,
  storeOn,
  timer,
} from '../../test/fixtures/cases.ts';
import { createTestDatabase } from '../../test/support/database/test-database.ts';
import type { CaseState } from '../domain/case/state.ts';
import type { Region } from '../domain/region/region.ts';
import type { ContextQuery } from '../ports/database/index.ts';
import type { PostgresStore } from './index.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let store: PostgresStore;
let region: Region;

beforeAll(async () => {
  test = await createTestDatabase();
  store = storeOn(test.database);
  region = await regionOn(test.database, store);
});
afterAll(() => test.drop());

const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number(
    (await test.database.pool.query<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`, values)).rows[0]?.n,
  );

function withoutPeople({ people: _people, ...rest }: CaseState): unknown {
  const { auditHead: _head, ...row } = rest.case;
  return { ...rest, case: row };
}

describe('a case', () => {
  it('comes back exactly as it was written, to the millisecond', async () => {
    const state = fullCase(region);
    expect(await store.commit(opening(state))).toEqual({ result: 'done' });
    const [loaded] = await store.cases([state.case.id]);
    expect(withoutPeople(loaded as CaseState)).toEqual(
      withoutPeople({ ...state, case: { ...state.case, version: 1, auditCount: 1 } }),
    );
  });

  it('knows the people of the case and those the region names, with where they can be reached', async () => {
    const state = await openedCase(store, region);
    expect(state.people.map((p) => p.name).sort()).toEqual(['Coördinator', 'Teamleider jeugd', 'Wethouder']);
    const lead = state.people.find((p) => p.name === 'Teamleider jeugd');
    expect(lead).toMatchObject({
      hasOwnDays: true,
      workingDays: [1, 2, 4],
      identities: [{ workspaceId: region.workspaces[0]?.id, externalId: 'U0REGIO2' }],
    });
    expect(state.people.find((p) => p.name === 'Wethouder')).toMatchObject({
      workingDays: [],
      identities: [],
    });
  });

  it('shows answers and nudges of the text and the date that hold now, not of earlier ones', async () => {
    const state = await openedCase(store, region);
    const [a] = state.agreements;
    if (!a) throw new Error('no agreement');
    const revised = { ...state, agreements: [{ ...a, textVersion: 2, cycle: 2, due: '2026-12-08' }] };
    await store.commit({ now: NOW, cases: [{ before: state, after: revised, audit: [] }], messages: [] });
    const [loaded] = await store.cases([state.case.id]);
    expect(loaded?.agreements[0]?.due).toBe('2026-12-08');
    expect(loaded?.confirmations).toEqual([]);
    expect(loaded?.nudges).toEqual([]);
  });

  it('loses the timers that are no longer wanted and keeps the others', async () => {
    const state = await openedCase(store, region);
    const silence = timer(state.case.id, region.id, state.case.id, 'silence', '2026-12-07T08:00:00.000Z');
    await store.commit({
      now: NOW,
      cases: [{ before: state, after: { ...state, timers: [silence] }, audit: [] }],
      messages: [],
    });
    expect((await store.cases([state.case.id]))[0]?.timers).toEqual([silence]);
  });

  // Ids are random: whichever comes first in their order, the old room is put away before the new one is there.
  it.each(['00000000-0000-4000-8000-', 'ffffffff-ffff-4fff-bfff-'])(
    'has a new room in the place of one that is put away with it, with an id that begins with %s',
    async (start) => {
      const state = await openedCase(store, region);
      const [old] = state.rooms as [CaseState['rooms'][number]];
      const next = { ...old, id: `${start}${randomUUID().slice(24)}`, state: 'opening' as const };
      const rooms = [{ ...old, state: 'archived' as const }, next];
      const put = { before: state, after: { ...state, rooms }, audit: [] };
      expect(await store.commit({ now: NOW, cases: [put], messages: [] })).toEqual({ result: 'done' });
      const now = (await store.cases([state.case.id]))[0]?.rooms.map((room) => [room.id, room.state]);
      expect(new Map(now as [string, string][])).toEqual(
        new Map([
          [old.id, 'archived'],
          [next.id, 'opening'],
        ]),
      );
    },
  );

  it('takes words with signs that no database can store', async () => {
    const state = await openedCase(store, region);
    expect(await store.commit(praise(state, 'fijn\u0000 \ud800 C:\\u0000 \u{1f600}'))).toEqual({
      result: 'done',
    });
    expect((await store.cases([state.case.id]))[0]?.case.strength).toBe('fijn \ufffd C:\\u0000 \u{1f600}');
  });

  it('that is unknown is left out', async () => {
    expect(await store.cases([randomUUID()])).toEqual([]);
    expect(await store.cases([])).toEqual([]);
  });
});

describe('two people at the same moment', () => {
  it('one wins, the other is asked to look again, and nothing of the second is written', async () => {
    const state = await openedCase(store, region);
    const results = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((words) =>
        store.commit(praise(state, words, [message(state, { dedupeKey: `two:${words}` })])),
      ),
    );
    expect(results.map((r) => r.result).sort()).toEqual([
      'conflict',
      'conflict',
      'conflict',
      'conflict',
      'done',
    ]);
    const [loaded] = await store.cases([state.case.id]);
    expect(loaded?.case).toMatchObject({ version: 2, auditCount: 2 });
    expect(await count(`"message" WHERE "dedupeKey" LIKE 'two:%'`)).toBe(1);
    expect(await count('"audit" WHERE "chainId" = $1', [state.case.id])).toBe(2);
  });

  it('one stale case among several undoes the whole write', async () => {
    const [one, two] = [await openedCase(store, region), await openedCase(store, region)];
    await store.commit(praise(two, 'eerder'));
    const change = praise(one, 'samen');
    const result = await store.commit({
      ...change,
      inbound: { key: 'stale-of-two', reply: null },
      cases: [...change.cases, ...praise(two, 'samen').cases],
    });
    expect(result).toEqual({ result: 'conflict' });
    const loaded = await store.cases([one.case.id, two.case.id]);
    expect(loaded.map((s) => s.case.strength).sort()).toEqual(['eerder', 'tekent elke dag']);
    expect(await count(`"inbound" WHERE "key" = 'stale-of-two'`)).toBe(0);
  });

  it('a code that was just taken is a conflict, not a crash', async () => {
    await store.commit(opening(fullCase(region, 'Beuk-1')));
    expect(await store.commit(opening(fullCase(region, 'Beuk-1')))).toEqual({ result: 'conflict' });
    expect(await store.codesInUse(region.id)).toContain('Beuk-1');
  });

  it('the same new member added twice becomes one person', async () => {
    const state = await openedCase(store, region);
    const other = await openedCase(store, region);
    const workspaceId = region.workspaces[0]?.id as string;
    const add = (s: CaseState) => {
      const id = randomUUID();
      return store.commit({
        ...praise(s, 'nieuw'),
        people: [{ id, name: 'Leerkracht', language: null }],
        identities: [
          { id: randomUUID(), personId: id, workspaceId, externalId: 'U0NEW', email: null, guest: true },
        ],
      });
    };
    const results = await Promise.all([add(state), add(other)]);
    expect(results.map((r) => r.result).sort()).toEqual(['conflict', 'done']);
    expect(await store.personByIdentity(workspaceId, 'U0NEW')).toMatchObject({
      name: 'Leerkracht',
      workingDays: [],
    });
  });
});

describe('a request that comes twice', () => {
  it('has one effect and gets the answer it got the first time', async () => {
    const state = await openedCase(store, region);
    const inbound = { key: 'event-1', reply: { notification: 'klaar' } };
    expect(await store.commit({ ...praise(state, 'een'), inbound })).toEqual({ result: 'done' });
    const [now] = await store.cases([state.case.id]);
    const again = await store.commit({
      ...praise(now as CaseState, 'twee'),
      inbound: { key: 'event-1', reply: null },
    });
    expect(again).toEqual({ result: 'duplicate', reply: { notification: 'klaar' } });
    expect((await store.cases([state.case.id]))[0]?.case.strength).toBe('een');
    const stale = await store.commit({ ...praise(state, 'drie'), inbound });
    expect(stale.result).toBe('duplicate');
  });

  it('ten at the same moment without a case have one effect', async () => {
    const results = await Promise.all(
      Array.from({ length: 10 }, () =>
        store.commit({ now: NOW, inbound: { key: 'event-2', reply: 'x' }, cases: [], messages: [] }),
      ),
    );
    expect(results.filter((r) => r.result === 'done')).toHaveLength(1);
    expect(results.filter((r) => r.result === 'duplicate' && r.reply === 'x')).toHaveLength(9);
  });
});

describe('the context of a request', () => {
  const from = (over: Partial<ContextQuery>): ContextQuery => ({
    platform: 'slack',
    workspaceExternalId: 'T0ONE',
    userExternalId: 'U0REGIO1',
    inboundKey: null,
    find: null,
    ...over,
  });

  it('finds the case by id, agreement, call for help, channel and code', async () => {
    const state = await openedCase(store, region);
    const room = { ...state.rooms[0], externalId: 'C0FIND', state: 'open' } as CaseState['rooms'][number];
    await store.commit({
      now: NOW,
      cases: [{ before: state, after: { ...state, rooms: [room] }, audit: [] }],
      messages: [],
    });
    const ways: ContextQuery['find'][] = [
      { caseId: state.case.id },
      { agreementId: state.agreements[0]?.id as string },
      { escalationId: state.escalations[0]?.id as string },
      { channel: 'C0FIND' },
      { code: state.case.code },
    ];
    for (const find of ways) {
      const context = await store.context(from({ find }));
      expect(context.case?.case.id, JSON.stringify(find)).toBe(state.case.id);
      expect(context.actor?.name).toBe('Coördinator');
      expect(context.workspace).toMatchObject({
        externalId: 'T0ONE',
        regionIds: [region.id],
        disabled: false,
      });
    }
    expect((await store.context(from({}))).case).toBeNull();
    expect((await store.context(from({ find: { channel: 'C0OTHER' } }))).case).toBeNull();
  });

  it('a case of a region that the workspace does not serve does not exist there', async () => {
    const elsewhere = await regionOn(test.database, store, 'elders', 'T0TWO');
    const state = await openedCase(store, elsewhere);
    for (const find of [
      { caseId: state.case.id },
      { code: state.case.code },
      { agreementId: state.agreements[0]?.id as string },
    ]) {
      expect((await store.context(from({ find }))).case).toBeNull();
      const there = await store.context(
        from({ workspaceExternalId: 'T0TWO', userExternalId: 'U0ELDERS1', find }),
      );
      expect(there.case?.case.id).toBe(state.case.id);
    }
  });

  it('a stranger and an unknown workspace are nobody and nowhere', async () => {
    expect((await store.context(from({ userExternalId: 'U0STRANGER' }))).actor).toBeNull();
    expect(await store.context(from({ workspaceExternalId: 'T0UNKNOWN' }))).toMatchObject({
      workspace: null,
      actor: null,
    });
  });

  it('tells what was answered to this very request before, also when that was nothing', async () => {
    await store.commit({ now: NOW, inbound: { key: 'event-3', reply: null }, cases: [], messages: [] });
    expect((await store.context(from({ inboundKey: 'event-3' }))).handledBefore).toEqual({ reply: null });
    expect((await store.context(from({ inboundKey: 'event-4' }))).handledBefore).toBeNull();
  });
});

describe('people and places that leave', () => {
  it('a member who was deactivated is unreachable, and is reachable again when they return', async () => {
    const state = await openedCase(store, region);
    const id = state.participants[1]?.personId as string;
    expect((await store.setMemberActive('slack', 'T0ONE', 'U0REGIO2', NOW))?.id).toBe(id);
    expect((await store.people([id]))[0]?.identities).toEqual([]);
    // The same notice once more, after a crash half way: the person is found again.
    expect((await store.setMemberActive('slack', 'T0ONE', 'U0REGIO2', NOW))?.id).toBe(id);
    expect(await store.setMemberActive('slack', 'T0ONE', 'U0REGIO2', null)).toMatchObject({
      identities: [{ externalId: 'U0REGIO2' }],
    });
    expect(await store.setMemberActive('slack', 'T0ONE', 'U0NOBODY', NOW)).toBeNull();
  });

  it('a workspace that let go of us is disabled once, and the region knows', async () => {
    const own = await regionOn(test.database, store, 'weg', 'T0WEG');
    const first = await store.disableWorkspace('slack', 'T0WEG', 'token_revoked', NOW);
    expect(first).toMatchObject({ id: own.workspaces[0]?.id, at: NOW, why: 'token_revoked' });
    const later = new Date(Date.parse(NOW) + 60_000).toISOString();
    expect(await store.disableWorkspace('slack', 'T0WEG', 'uninstalled', later)).toEqual(first);
    expect(await store.disableWorkspace('slack', 'T0ONBEKEND', 'uninstalled', NOW)).toBeNull();
    expect((await store.region(own.id))?.workspaces[0]?.disabled).toBe(true);
  });

  it('what is learnt of a workspace is added to its settings, and written only when it is news', async () => {
    await regionOn(test.database, store, 'adres', 'T0ADRES');
    const row = async (): Promise<{ settings: unknown; written: string } | undefined> => {
      const sql = `SELECT "settings", "xmin"::text AS "written" FROM "workspace" WHERE "externalId" = 'T0ADRES'`;
      return (await test.database.pool.query(sql)).rows[0];
    };
    await store.rememberWorkspace('slack', 'T0ADRES', {
      serviceUrl: 'https://one.example/',
      rooms: 'shared',
    });
    const first = await row();
    expect(first?.settings).toEqual({ serviceUrl: 'https://one.example/', rooms: 'shared' });
    await store.rememberWorkspace('slack', 'T0ADRES', { serviceUrl: 'https://one.example/' });
    expect(await row()).toEqual(first);
    await store.rememberWorkspace('slack', 'T0ADRES', { serviceUrl: 'https://two.example/' });
    expect((await row())?.settings).toEqual({ serviceUrl: 'https://two.example/', rooms: 'shared' });
  });

  it('of a workspace that no region uses nothing is remembered', async () => {
    await store.rememberWorkspace('slack', 'T0VREEMD', { serviceUrl: 'https://one.example/' });
    const sql = `SELECT 1 FROM "workspace" WHERE "externalId" = 'T0VREEMD'`;
    expect((await test.database.pool.query(sql)).rowCount).toBe(0);
  });

  it('open cases of somebody are those not closed that they have not left', async () => {
    const own = await regionOn(test.database, store, 'open', 'T0OPEN');
    const [open, closed, left] = await Promise.all([0, 1, 2].map(() => openedCase(store, own)));
    if (!open || !closed || !left) throw new Error('three cases');
    const personId = own.coordinatorPersonIds[0] as string;
    const shut = { ...closed, case: { ...closed.case, status: 'closed' as const, closedAt: NOW } };
    const gone = { ...left, participants: left.participants.map((p) => ({ ...p, leftAt: NOW })) };
    await store.commit({
      now: NOW,
      cases: [
        { before: closed, after: shut, audit: [] },
        { before: left, after: gone, audit: [] },
      ],
      messages: [],
    });
    expect(await store.openCaseIdsOf([personId])).toEqual([open.case.id]);
  });
});
