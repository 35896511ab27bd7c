import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/test-database.ts';
import type { RegionConfig } from '../config/region-file.ts';
import type { Person } from '../domain/case-state.ts';
import type { Region } from '../domain/region.ts';
import { KEYS, NOW, openedCase, praise, regionConfig, storeOn } from './case-fixture.ts';
import type { PostgresStore } from './index.ts';
import { importRegion } from './region-import.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let store: PostgresStore;
let config: RegionConfig;

beforeAll(async () => {
  test = await createTestDatabase();
  store = storeOn(test.database);
});
afterAll(() => test.drop());
beforeEach(() => {
  const key = `r${randomUUID().slice(0, 6)}`;
  config = regionConfig(key, `T${key.toUpperCase()}`);
});

const read = (file: RegionConfig) => importRegion(test.database, KEYS, file, NOW);
async function region(): Promise<Region> {
  store.forgetRegions();
  return (await store.regionByKey(config.key)) as Region;
}
const named = async (id: string | null | undefined): Promise<Person | undefined> =>
  (await store.people([id ?? randomUUID()]))[0];

describe('a region file', () => {
  it('becomes a region with its people, ladder, calendar and workspaces', async () => {
    expect(await read(config)).toMatchObject({ result: 'new', version: 1 });
    const made = await region();
    expect(made).toMatchObject({
      key: config.key,
      version: 1,
      language: 'nl',
      timers: config.timers,
      workspaces: [
        { platform: 'slack', externalId: config.workspaces[0]?.teamId, titlesInChat: true, disabled: false },
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
    const other = { ...regionConfig(`${config.key}b`, config.workspaces[0]?.teamId), people: config.people };
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
    expect((await region()).workspaces).toEqual([]);
    expect(await store.regionsOfWorkspace(workspaceId)).toEqual([]);
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
