import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { TestDatabase } from '../../../test/support/database/test-server.ts';
import { parseRegionFile } from '../../config/region/region-file.ts';
import type { Demonstrations } from '../../ports/demonstration.ts';
import { anchorHeads } from '../audit/anchors.ts';
import { auditKeys } from '../audit/audit.ts';
import { verifyAudit } from '../audit/verify.ts';
import { createSessions } from '../sign-in/sessions.ts';
import { createBeginnings } from './beginnings.ts';
import { createDemonstrations } from './demonstration.ts';
import { importRegion } from './import.ts';

const KEYS = auditKeys('a-secret-that-only-tests-know-0123456789abcdef');
const NOW = '2027-03-11T08:00:00.000Z';
const LATER = '2027-03-16T08:00:00.000Z';
const FILE = `
key: echt
name: Regio Echt
people:
  - { key: coordinator, name: Coördinator, email: coordinator@example.org }
coordinators: [coordinator]
`;
const DRAFT = {
  key: 'verzonnen',
  name: 'Verzonnen regio',
  people: [{ key: 'coordinator', name: 'Coördinator', email: 'coordinator@example.org' }],
  coordinators: ['coordinator'],
};

describe('the demonstration in a database', () => {
  let db: TestDatabase;
  let demonstrations: Demonstrations;
  beforeEach(async () => {
    db = await createTestDatabase();
    demonstrations = createDemonstrations(db.database, KEYS);
  });
  afterEach(() => db.drop());

  const importReal = async (): Promise<unknown> => {
    const parsed = parseRegionFile(FILE);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    return importRegion(db.database, KEYS, parsed.region, NOW);
  };
  const counted = async (table: string): Promise<number> =>
    (await db.database.pool.query<{ n: number }>(`SELECT count(*)::int AS "n" FROM "${table}"`)).rows[0]?.n ??
    -1;

  it('is refused where there is a real region, and leaves it as it is', async () => {
    await importReal();
    expect(await demonstrations.begin(DRAFT, 'nl', NOW)).toBe(false);
    expect(await demonstrations.current()).toBeNull();
    expect(await counted('region')).toBe(1);
  });

  it('is refused by the database itself, whoever writes the row', async () => {
    await importReal();
    const insert = db.database.pool.query(
      `INSERT INTO "demonstration" ("regionId", "language", "now", "before") SELECT "id", 'nl', $1, $1 FROM "region"`,
      [NOW],
    );
    await expect(insert).rejects.toMatchObject({ code: 'SK003' });
  });

  it('is not begun twice', async () => {
    const both = [demonstrations.begin(DRAFT, 'nl', NOW), demonstrations.begin(DRAFT, 'nl', NOW)];
    expect((await Promise.all(both)).sort()).toEqual([false, true]);
  });

  it('lets no real region in beside it, and says what to do', async () => {
    await demonstrations.begin(DRAFT, 'nl', NOW);
    await expect(importReal()).rejects.toThrow('Throw it away first');
    expect(await counted('region')).toBe(1);
  });

  it('leaves nothing behind when it is thrown away, and something real can begin', async () => {
    await demonstrations.begin(DRAFT, 'nl', NOW);
    await demonstrations.end();
    for (const table of ['region', 'person', 'identity', 'workspace', 'audit', 'demonstration'])
      expect([table, await counted(table)]).toEqual([table, 0]);
    await importReal();
    expect(await counted('region')).toBe(1);
  });

  it('throws nothing away where there is none', async () => {
    await importReal();
    await demonstrations.end();
    expect(await counted('region')).toBe(1);
    await expect(db.database.pool.query('DELETE FROM "audit"')).rejects.toThrow('append-only');
  });

  it('leaves no mark in the anchors, so that nothing is missed when it is gone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'schakel-demo-'));
    await demonstrations.begin(DRAFT, 'nl', NOW);
    expect(await anchorHeads(db.database, KEYS, folder, NOW)).toBe(0);
    await demonstrations.end();
    await importReal();
    expect((await verifyAudit(db.database, KEYS, folder)).problems).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('turns its clock once, however often it is asked from the same moment', async () => {
    await demonstrations.begin(DRAFT, 'nl', NOW);
    const to = { now: LATER, before: NOW, chapter: 1, played: 0 };
    expect(await demonstrations.turn(NOW, to)).toBe(true);
    expect(await demonstrations.turn(NOW, { ...to, now: '2027-03-17T08:00:00.000Z' })).toBe(false);
    expect(await demonstrations.current()).toMatchObject({ now: LATER, before: NOW, chapter: 1, played: 0 });
  });

  it('signs nobody out when its clock is turned by days', async () => {
    await demonstrations.begin(DRAFT, 'nl', NOW);
    const sessions = createSessions(db.database.pool);
    const person = (await demonstrations.current())?.people[0]?.id ?? '';
    const token = await sessions.begin(person, 'demonstration', NOW);
    await demonstrations.turn(NOW, { now: LATER, before: NOW, chapter: 1, played: 0 });
    expect((await sessions.of(token, LATER))?.personId).toBe(person);
  });
});

describe('the first region', () => {
  let db: TestDatabase;
  beforeEach(async () => {
    db = await createTestDatabase();
  });
  afterEach(() => db.drop());

  it('is checked like a region file, with the place and the words of every mistake', async () => {
    const wrong = {
      ...DRAFT,
      name: '',
      people: [{ key: 'coordinator', name: 'Coördinator', email: 'geen adres' }],
    };
    expect(await createBeginnings(db.database, KEYS).makeRegion(wrong, 'nl', NOW)).toEqual({
      result: 'wrong',
      errors: [
        { path: ['name'], message: expect.any(String) },
        { path: ['people', 0, 'email'], message: 'moet een e-mailadres zijn' },
      ],
    });
  });

  it('is made by one of two who begin in the same moment', async () => {
    const beginnings = createBeginnings(db.database, KEYS);
    expect(await beginnings.isEmpty()).toBe(true);
    const both = await Promise.all([
      beginnings.makeRegion(DRAFT, 'nl', NOW),
      beginnings.makeRegion({ ...DRAFT, key: 'tweede' }, 'nl', NOW),
    ]);
    expect(both.map((made) => made.result).sort()).toEqual(['made', 'taken']);
    expect(await beginnings.isEmpty()).toBe(false);
  });
});
