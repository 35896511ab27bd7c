import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KEYS, NOW, openedCase, praise, regionConfig, storeOn } from '../../../test/fixtures/cases.ts';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import { type RegionConfig, RegionConfigSchema } from '../../config/region/region-file.ts';
import type { Person } from '../../domain/case/state.ts';
import type { Region } from '../../domain/region/region.ts';
import type { PostgresStore } from '../index.ts';
import { importRegion } from './import.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let store: PostgresStore;
let config: RegionConfig;
let team: string;

beforeAll(async () => {
  test = await createTestDatabase();
  store = storeOn(test.database);
});
afterAll(() => test.drop());
beforeEach(() => {
  const key = `r${randomUUID().slice(0, 6)}`;
  team = `T${key.toUpperCase()}`;
  config = regionConfig(key, team);
});

const read = (file: RegionConfig) => importRegion(test.database, KEYS, file, NOW);
async function region(): Promise<Region> {
  store.forgetRegions();
  return (await store.regionByKey(config.key)) as Region;
}
const named = async (id: string | null | undefined): Promise<Person | undefined> =>
  (await store.people([id ?? randomUUID()]))[0];

describe('a region file', () => {
  it('makes one region when four processes read it in at the same moment, with an id that nothing says', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => read(config)));
    expect(all.map((r) => r.result).sort()).toEqual(['new', 'unchanged', 'unchanged', 'unchanged']);
    expect(new Set(all.map((r) => r.regionId)).size).toBe(1);
    expect((await region()).id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  });

  it('becomes a region with its people, ladder, calendar and workspaces', async () => {
    expect(await read(config)).toMatchObject({ result: 'new', version: 1 });
    const made = await region();
    expect(made).toMatchObject({
      key: config.key,
      version: 1,
      language: 'nl',
      timers: config.timers,
      workspaces: [
        { platform: 'slack', externalId: team, titlesInChat: true, disabled: false },
        { platform: 'web', externalId: config.key, coordinatorChannel: null },
      ],
    });
    expect(made.calendar.offDays['2027-04-27']).toBe('Koningsdag');
    expect(Object.keys(made.calendar.offDays).map((d) => d.slice(0, 4))).toEqual(
      expect.arrayContaining(['2025', '2029']),
    );
    expect((await named(made.coordinatorPersonIds[0]))?.name).toBe('Coördinator');
    expect((await named(made.escalationContactPersonId))?.name).toBe('Teamleider jeugd');
    expect(made.ladder).toEqual([{ rung: 4, title: 'Wethouder', contactPersonIds: [expect.any(String)] }]);
    expect((await store.regionsOfWorkspace(made.workspaces[0]?.id as string)).map((r) => r.id)).toEqual([
      made.id,
    ]);
    expect(await store.allRegionIds()).toContain(made.id);
  });

  it('is run by its coordinators, until it names administrators', async () => {
    await read(config);
    expect((await region()).administratorPersonIds).toEqual((await region()).coordinatorPersonIds);
    await read({ ...config, administrators: ['wethouder'] });
    const [administrator, ...others] = (await region()).administratorPersonIds;
    expect((await named(administrator))?.name).toBe('Wethouder');
    expect(others).toEqual([]);
    expect((await named((await region()).coordinatorPersonIds[0]))?.name).toBe('Coördinator');
  });

  it('read twice changes nothing', async () => {
    await read(config);
    const before = await region();
    expect(await read(structuredClone(config))).toMatchObject({ result: 'unchanged', version: 1 });
    expect(await region()).toEqual(before);
  });

  it('that changed is a next version with the same people', async () => {
    await read(config);
    const before = await region();
    const people = config.people.map((p) => ({ ...p, name: `${p.name} (nieuw)` }));
    expect(await read({ ...config, people, nudgeTime: '10:00' })).toMatchObject({
      result: 'changed',
      version: 2,
    });
    const after = await region();
    expect(after.coordinatorPersonIds).toEqual(before.coordinatorPersonIds);
    expect(after.calendar.nudgeTime).toBe('10:00');
    expect((await named(after.coordinatorPersonIds[0]))?.name).toBe('Coördinator (nieuw)');
  });

  it('leaves the days that people chose themselves alone, as long as their own line stays the same', async () => {
    await read(config);
    const id = (await region()).personIds.wethouder as string;
    const own = { personId: id, days: [2, 4], from: null, until: null };
    await store.commit({ now: NOW, cases: [], messages: [], ownHours: [own] });
    await read({ ...config, nudgeTime: '10:30' });
    expect(await named(id)).toMatchObject({ workingDays: [2, 4], hasOwnDays: true });
    const people = config.people.map((p) => (p.key === 'wethouder' ? { ...p, phone: '088 000 0000' } : p));
    await read({ ...config, nudgeTime: '10:30', people });
    expect(await named(id)).toMatchObject({ hasOwnDays: false, phone: '088 000 0000' });
  });

  it('gives a key to another member: that is another person, who does not get the old cases', async () => {
    await read(config);
    const before = await region();
    const people = config.people.map((p) => (p.key === 'coordinator' ? { ...p, slack: 'U0ANDER' } : p));
    await read({ ...config, people });
    const after = await region();
    expect(after.coordinatorPersonIds).not.toEqual(before.coordinatorPersonIds);
    expect((await named(before.coordinatorPersonIds[0]))?.identities).toHaveLength(1);
  });

  it('gives a member id to somebody who had none: that is still the same person, now reachable', async () => {
    await read(config);
    const before = (await region()).ladder[0]?.contactPersonIds[0];
    const people = config.people.map((p) => (p.key === 'wethouder' ? { ...p, slack: 'U0WETH' } : p));
    await read({ ...config, people });
    expect((await region()).ladder[0]?.contactPersonIds).toEqual([before]);
    expect((await named(before))?.identities).toMatchObject([{ externalId: 'U0WETH' }]);
  });

  it('shares people and a workspace with another region, and neither sees the cases of the other', async () => {
    await read(config);
    const other = { ...regionConfig(`${config.key}b`, team), people: config.people };
    await read(other);
    const [one, two] = [await region(), (await store.regionByKey(other.key)) as Region];
    expect(two.coordinatorPersonIds).toEqual(one.coordinatorPersonIds);
    expect(two.workspaces[0]?.id).toBe(one.workspaces[0]?.id);
    const state = await openedCase(store, two);
    expect(await store.codesInUse(one.id)).not.toContain(state.case.code);
    expect(await store.dueCaseIds(one.id, '2099-01-01T00:00:00.000Z', 10)).toEqual([]);
    expect(await store.undigested(one.id, '2026-11-23', 10, null)).toEqual([]);
  });

  it('that leaves out a workspace takes the region away from it', async () => {
    await read(config);
    const workspaceId = (await region()).workspaces[0]?.id as string;
    await read({ ...config, workspaces: [] });
    expect((await region()).workspaces.map((w) => w.platform)).toEqual(['web']);
    expect(await store.regionsOfWorkspace(workspaceId)).toEqual([]);
  });
});

describe('a region file with Slack and Teams', () => {
  let tenant: string;
  let group: string;
  let account: string;
  beforeEach(() => {
    [tenant, group, account] = [randomUUID(), randomUUID(), randomUUID()];
  });
  const people = (coordinator: object) => [
    { key: 'coordinator', name: 'Coördinator', ...coordinator },
    { key: 'school', name: 'School', teams: randomUUID() },
  ];
  /** The coordinator has an account on both, unless `coordinator` says otherwise. */
  const both = (
    coordinator: object = { slack: 'U0BEIDE', teams: account },
    teams: object = {},
  ): RegionConfig =>
    RegionConfigSchema.parse({
      key: config.key,
      name: 'Regio',
      people: people(coordinator),
      coordinators: ['coordinator'],
      coordinatorChannel: { slack: 'C0COORD', teams: '19:coord@thread.tacv2' },
      workspaces: [
        { platform: 'teams', tenantId: tenant, team: group, ...teams },
        { platform: 'slack', teamId: team },
        { platform: 'slack', teamId: `${team}2` },
      ],
    });
  const settings = async (externalId: string): Promise<unknown> => {
    const sql =
      'SELECT w."settings" || r."settings" AS "settings" FROM "workspace" w JOIN "regionWorkspace" r ON r."workspaceId" = w."id" WHERE w."externalId" = $1';
    return (await test.database.pool.query<{ settings: unknown }>(sql, [externalId])).rows[0]?.settings;
  };
  const coordinator = async (): Promise<Person | undefined> =>
    named((await region()).coordinatorPersonIds[0]);
  const accounts = async (): Promise<string[]> =>
    ((await coordinator())?.identities ?? []).map((i) => i.externalId).sort();

  it('has a coordinators’ channel in the first workspace of each platform', async () => {
    await read(both());
    expect(
      (await region()).workspaces
        .filter((w) => w.platform !== 'web')
        .map((w) => [w.platform, w.externalId, w.coordinatorChannel])
        .sort(),
    ).toEqual([
      ['slack', team, 'C0COORD'],
      ['slack', `${team}2`, null],
      ['teams', tenant, '19:coord@thread.tacv2'],
    ]);
  });

  it('makes one person of who has an account on both', async () => {
    await read(both());
    expect(await accounts()).toEqual([account, 'U0BEIDE'].sort());
  });

  it('read twice changes nothing', async () => {
    const file = both();
    await read(file);
    const before = await region();
    expect(await read(structuredClone(file))).toMatchObject({ result: 'unchanged' });
    expect(await region()).toEqual(before);
  });

  it('gives a second account to who had one: that is still the same person', async () => {
    await read(both({ slack: 'U0BEIDE' }));
    const before = (await coordinator())?.id;
    await read(both());
    expect((await coordinator())?.id).toBe(before);
    expect(await accounts()).toEqual([account, 'U0BEIDE'].sort());
  });

  it('knows somebody by either account, also when their key changed', async () => {
    await read(both());
    const before = (await coordinator())?.id;
    const renamed = both({ key: 'voorzitter', teams: account });
    await read({ ...renamed, coordinators: ['voorzitter'] });
    expect((await coordinator())?.id).toBe(before);
  });

  it('gives a key another member on Slack and the same on Teams: the cases stay with who had them', async () => {
    await read(both());
    const before = (await coordinator())?.id;
    await read(both({ slack: 'U0ANDER', teams: account }));
    expect((await coordinator())?.id).not.toBe(before);
    expect(await accounts()).toEqual(['U0ANDER']);
    expect((await named(before))?.identities).toHaveLength(2);
  });

  it('names two accounts that are two people already: they stay two, and the key stays whose it was', async () => {
    await read({ ...both({ teams: account }), key: `${config.key}b` });
    await read(both({ slack: 'U0BEIDE' }));
    const before = (await coordinator())?.id;
    await read(both());
    expect((await coordinator())?.id).toBe(before);
    expect(await accounts()).toEqual(['U0BEIDE']);
  });

  it('says in which team rooms are made and of what kind, and keeps what others wrote there', async () => {
    await read(both());
    expect(await settings(tenant)).toEqual({ teamId: group, rooms: 'shared' });
    expect(await settings(team)).toEqual({});
    await test.database.pool.query(
      `UPDATE "workspace" SET "settings" = "settings" || '{"serviceUrl": "https://smba.example/"}' WHERE "externalId" = $1`,
      [tenant],
    );
    await read(both(undefined, { team: undefined, rooms: 'chat' }));
    expect(await settings(tenant)).toEqual({ rooms: 'chat', serviceUrl: 'https://smba.example/' });
  });
});

describe('a contact who was filled in by a coordinator', () => {
  async function fill(rung: number): Promise<string> {
    await read(config);
    const made = await region();
    const state = await openedCase(store, made);
    const personId = randomUUID();
    const result = await store.commit({
      ...praise(state, 'x'),
      people: [{ id: personId, name: 'Directeur', language: null }],
      regionContact: { regionId: made.id, version: made.version, rung, personId },
    });
    expect(result).toEqual({ result: 'done' });
    return personId;
  }
  const onRung = async (rung: number) =>
    (await region()).ladder.find((r) => r.rung === rung)?.contactPersonIds ?? [];

  it('is asked after those of the file, and is known in every case of the region', async () => {
    const personId = await fill(4);
    expect((await onRung(4)).indexOf(personId)).toBe(1);
    const state = await openedCase(store, await region());
    expect(state.people.map((p) => p.id)).toContain(personId);
  });

  it('stays when the file is read again', async () => {
    const personId = await fill(5);
    expect(await read(config)).toMatchObject({ result: 'unchanged' });
    await read({ ...config, nudgeTime: '10:00' });
    expect(await onRung(5)).toEqual([personId]);
  });

  it('gives way when the file names somebody on that rung', async () => {
    const personId = await fill(5);
    const ladder = [...config.ladder, { rung: 5, title: 'Bestuur', contacts: ['teamleider'], deputies: [] }];
    await read({ ...config, ladder });
    expect(await onRung(5)).toHaveLength(1);
    expect(await onRung(5)).not.toContain(personId);
    const state = await openedCase(store, await region());
    expect(state.people.map((p) => p.id)).not.toContain(personId);
  });
});
