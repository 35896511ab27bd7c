import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KEYS, NOW, openedCase, regionConfig, storeOn } from '../../../test/fixtures/cases.ts';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { RegionConfig } from '../../config/region/region-file.ts';
import type { Person } from '../../domain/case/state.ts';
import type { Region } from '../../domain/region/region.ts';
import type { PostgresStore } from '../index.ts';
import { importRegion } from './import.ts';

const MIGRATION = join(
  import.meta.dirname,
  '../../../prisma/migrations/20261130032000_said_in_the_region/migration.sql',
);

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let store: PostgresStore;
let files: { readonly maker: RegionConfig; readonly other: RegionConfig };

beforeAll(async () => {
  test = await createTestDatabase();
  store = storeOn(test.database);
});
afterAll(() => test.drop());

/** Two regions in one workspace whose coordinator is one account; each calls them as it does. */
beforeEach(async () => {
  const key = `r${randomUUID().slice(0, 6)}`;
  const calls = (file: RegionConfig, name: string, phone?: string): RegionConfig => ({
    ...file,
    people: file.people.map((p) => (p.key === file.coordinators[0] ? { ...p, name, phone } : p)),
  });
  const maker = calls(regionConfig(key, `T${key.toUpperCase()}`), 'Voorzitter', '+31611111111');
  const other = calls({ ...maker, key: `${key}b` }, 'Consulent', '+31622222222');
  files = { maker, other };
  await read(maker);
  await read(other);
});

const read = (file: RegionConfig) => importRegion(test.database, KEYS, file, NOW);
const sql = (text: string, values: unknown[] = []) => test.database.pool.query(text, values);
async function region(which: keyof typeof files): Promise<Region> {
  store.forgetRegions();
  return (await store.regionByKey(files[which].key)) as Region;
}
const shared = async (): Promise<string> => (await region('maker')).coordinatorPersonIds[0] as string;
async function called(which: keyof typeof files | null, id?: string): Promise<unknown> {
  const [person] = await store.people([id ?? (await shared())], which && (await region(which)).id);
  return person && [person.name, person.phone];
}
const inCase = async (which: keyof typeof files): Promise<unknown> => {
  const { case: opened } = await openedCase(store, await region(which));
  const [state] = await store.cases([opened.id]);
  const id = await shared();
  const found = (people: readonly Person[] = []) => people.filter((p) => p.id === id);
  return found(state?.people).map((p) => [p.name, p.phone]);
};

describe('somebody whom two regions name', () => {
  it('has in each its own name and number, in its cases and in its lists; by themselves those of who named them first', async () => {
    expect((await region('other')).coordinatorPersonIds).toEqual([await shared()]);
    expect(await called('maker')).toEqual(['Voorzitter', '+31611111111']);
    expect(await called('other')).toEqual(['Consulent', '+31622222222']);
    expect(await called(null)).toEqual(['Voorzitter', '+31611111111']);
    expect(await inCase('maker')).toEqual([['Voorzitter', '+31611111111']]);
    expect(await inCase('other')).toEqual([['Consulent', '+31622222222']]);
  });

  it('is in cases of both that are loaded together called in each as there', async () => {
    const ids = [];
    for (const which of ['maker', 'other'] as const)
      ids.push((await openedCase(store, await region(which))).case.id);
    const states = await store.cases(ids);
    const id = await shared();
    const names = states.map((s) => [s.case.id, s.people.find((p) => p.id === id)?.name]);
    expect(new Map(names as [string, string][])).toEqual(
      new Map([
        [ids[0], 'Voorzitter'],
        [ids[1], 'Consulent'],
      ]),
    );
  });

  it('stands twice in a region: the first of the keys counts, everywhere', async () => {
    const [line] = files.other.people.filter((p) => p.key === files.other.coordinators[0]);
    const twice = { ...line, key: 'aaa', name: 'Andere naam' } as RegionConfig['people'][number];
    await read({ ...files.other, people: [...files.other.people, twice] });
    expect(await called('other')).toEqual(['Andere naam', '+31622222222']);
    expect(await inCase('other')).toEqual([['Andere naam', '+31622222222']]);
    expect(await called('maker')).toEqual(['Voorzitter', '+31611111111']);
  });

  it('has the words of each back that were lost before regions kept their own', async () => {
    const id = await shared();
    await sql(`UPDATE "person" SET "madeIn" = NULL, "name" = 'Consulent' WHERE "id" = $1`, [id]);
    await sql('UPDATE "regionPerson" SET "name" = NULL, "phone" = NULL');
    await sql(readFileSync(MIGRATION, 'utf8').replace(/^ALTER TABLE .*$/m, ''));
    expect(await called('maker')).toEqual(['Voorzitter', '+31611111111']);
    expect(await called('other')).toEqual(['Consulent', '+31622222222']);
    const people = files.maker.people.map((p) => ({ ...p, name: `${p.name} nu` }));
    await read({ ...files.maker, people });
    expect(await called('maker')).toEqual(['Voorzitter nu', '+31611111111']);
    expect(await called('other')).toEqual(['Consulent', '+31622222222']);
  });
});

describe('somebody whom one region names', () => {
  it('is called as the person is: nothing is kept beside it', async () => {
    const { id } = await region('maker');
    const { rows } = await sql('SELECT DISTINCT "name", "phone" FROM "regionPerson" WHERE "regionId" = $1', [
      id,
    ]);
    expect(rows).toEqual([{ name: null, phone: null }]);
  });

  it('came by an account of their own: they are called what they call themselves', async () => {
    const [id, account] = [randomUUID(), `U${randomUUID().slice(0, 8).toUpperCase()}`];
    await sql(`INSERT INTO "person" ("id", "name", "workingDays") VALUES ($1, 'Eigen naam', '{}')`, [id]);
    await sql(
      'INSERT INTO "identity" ("id", "personId", "workspaceId", "externalId") VALUES ($1, $2, $3, $4)',
      [randomUUID(), id, (await region('maker')).workspaces[0]?.id, account],
    );
    const line = { key: 'zelf', name: 'Naam van de regio', slack: account };
    await read({ ...files.maker, people: [...files.maker.people, line as RegionConfig['people'][number]] });
    expect((await region('maker')).personIds.zelf).toBe(id);
    expect(await called('maker', id)).toEqual(['Eigen naam', null]);
  });
});

describe('two people of two regions who turn out to be one', () => {
  it('keeps in each region the name and the number of there', async () => {
    const alone = { ...files.other, key: `${files.other.key}c` };
    const people = alone.people.map((p) => ({ key: p.key, name: `${p.name} c`, phone: '+31633333333' }));
    await read({ ...alone, workspaces: [], people: people as RegionConfig['people'] });
    const third = (await store.regionByKey(alone.key)) as Region;
    const [from, into] = [third.coordinatorPersonIds[0] as string, await shared()];
    const codeHash = randomUUID();
    await sql(
      `INSERT INTO "oneTimeCode" ("hash", "purpose", "regionId", "personId", "expiresAt") VALUES ($1, 'link', $2, $3, '2099-01-01')`,
      [codeHash, third.id, into],
    );
    expect(await store.mergePeople({ from, into, codeHash, now: NOW })).toBe('done');
    const [there] = await store.people([into], third.id);
    expect([there?.name, there?.phone]).toEqual(['Consulent c', '+31633333333']);
    expect(await called('maker')).toEqual(['Voorzitter', '+31611111111']);
    expect(await called('other')).toEqual(['Consulent', '+31622222222']);
  });
});
