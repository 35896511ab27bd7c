import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import { turnedClock } from '../../../test/support/schakel/clock.ts';
import { parseRegionFile } from '../../config/region/region-file.ts';
import { replanChanged } from '../../jobs/replan.ts';
import { runRound } from '../../jobs/round.ts';
import { openDatabase } from '../../store/postgres/database.ts';
import { importRegion } from '../../store/regions/import.ts';
import { importSheet } from './cases-import.ts';
import { type Data, dataOn } from './with-data.ts';

const example = (name: string): string =>
  readFileSync(new URL(`../../../examples/${name}`, import.meta.url), 'utf8');

/** The examples as they stand, on a real database: what the command line brings in, and what follows from it. */
describe('cases from the command line', () => {
  let test: Awaited<ReturnType<typeof createTestDatabase>>;
  let data: Data;
  let config: { readonly key: string; readonly dataDir: string; readonly publicUrl: null };
  const clock = turnedClock('2027-03-11T09:00:00.000Z');
  const wanted = { file: 'cases.csv', keepDates: false, textsSeen: false };
  beforeAll(async () => {
    test = await createTestDatabase();
    config = { key: 'a-secret-that-only-tests-know-0123456789abcdef', dataDir: '', publicUrl: null };
    data = dataOn(test.database, config as Parameters<typeof dataOn>[1], clock);
    const parsed = parseRegionFile(example('region.example.yaml'));
    if (!parsed.ok) throw new Error('the example is wrong');
    await importRegion(test.database, data.keys, parsed.region, clock.now().toISOString());
  });
  afterAll(() => test.drop());
  const openIds = async (): Promise<string[]> => {
    const region = await data.store.regionByKey('voorbeeldregio');
    return data.store.openCaseIds(region?.id ?? '', null, 100);
  };

  it('says what is wrong with the line and the column, and opens nothing', async () => {
    const text = example('cases.example.csv').replace('swv-directeur =', 'niemand =');
    const said = await importSheet(data, wanted, text);
    expect(said.ok).toBe(false);
    expect(said.lines[0]).toMatch(/^cases\.csv:2: mensen: “niemand” staat niet in de regio/);
    expect(await openIds()).toEqual([]);
    await expect(importSheet(data, { ...wanted, by: 'wethouder' }, text)).rejects.toThrow('no coordinator');
  });

  it('opens the example, and nothing twice, also when two processes read it in at the same moment', async () => {
    const text = example('cases.example.csv');
    const other = openDatabase(test.url);
    const beside = dataOn(other, config as Parameters<typeof dataOn>[1], clock);
    const said = await Promise.all([data, beside].map((process) => importSheet(process, wanted, text)));
    await other.close();
    expect(said.map((s) => s.lines[0]).sort()).toEqual([
      'Er is niets nieuws geopend. 2 casussen waren er al.',
      expect.stringMatching(
        /^Er zijn 2 casussen geopend\. Schakel koos deze codes \(regel en code\): \d+ [A-Z][a-z]+-\d+/,
      ),
    ]);
    const again = await importSheet(data, wanted, text);
    expect(again.lines).toEqual(['Er is niets nieuws geopend. 2 casussen waren er al.']);
    expect(await openIds()).toHaveLength(2);
  });

  it('whose reminders are planned anew when the region changes, whoever changed it and whatever stopped in between', async () => {
    const timers = async (): Promise<string[]> =>
      (await data.store.cases(await openIds()))
        .flatMap((c) => c.timers.map((t) => `${t.kind} ${t.fireAt}`))
        .sort();
    const before = await timers();
    const region = await data.store.regionByKey('voorbeeldregio');
    if (!region) throw new Error('no region');
    const file = { ...region.file, timers: { ...region.file.timers, silence: 4 } };
    const audit = { actor: region.coordinatorPersonIds[0] ?? '', action: 'region.timers', objectId: null };
    const change = { regionId: region.id, version: region.version, file, audit, isFile: false };
    const commit = () =>
      data.store.commit({ now: clock.now().toISOString(), cases: [], messages: [], regionFile: change });
    expect(await commit()).toEqual({ result: 'done' });
    expect(await commit()).toEqual({ result: 'conflict' });
    expect(await timers()).toEqual(before);
    await replanChanged(data.deps, () => true);
    expect(await data.store.regionsToReplan()).toHaveLength(1);
    await replanChanged(data.deps, () => false);
    expect(await data.store.regionsToReplan()).toEqual([]);
    const after = await timers();
    expect(after).not.toEqual(before);
    expect(after.filter((t) => !t.startsWith('silence'))).toEqual(
      before.filter((t) => !t.startsWith('silence')),
    );
  });

  it('and of contact points that nobody says are still right the coordinators are asked, once a month', async () => {
    const region = await data.store.regionByKey('voorbeeldregio');
    const asked = async (): Promise<unknown[]> => {
      const { rows } = await test.database.pool.query<{
        payload: { points: { role: string; why: string }[] };
      }>(`SELECT "payload" FROM "message" WHERE "type" = 'ContactsToCheck' ORDER BY "createdAt"`);
      return rows.map((r) => r.payload.points.map((p) => `${p.role}: ${p.why}`));
    };
    const roundOn = async (at: string): Promise<void> => {
      clock.turnTo(at);
      await runRound({ ...data.deps, caseload: data.store.caseload }, region?.id ?? '');
    };
    // Before the daily message, on a Saturday, and once more on the same day: nothing.
    await roundOn('2027-03-13T09:30:00.000Z');
    await roundOn('2027-03-15T06:00:00.000Z');
    expect(await asked()).toEqual([]);
    await roundOn('2027-03-15T09:30:00.000Z');
    await roundOn('2027-03-15T09:31:00.000Z');
    await roundOn('2027-03-16T09:30:00.000Z');
    expect(await asked()).toEqual([['bestuur: unreachable']]);
    await roundOn('2027-04-06T09:30:00.000Z');
    expect(await asked()).toEqual([
      ['bestuur: unreachable'],
      ['traject: unanswered', 'bestuur: unreachable'],
    ]);
  });
});
