import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { TestDatabase } from '../../../test/support/database/test-server.ts';
import { type Installation, Unreadable } from '../../ports/installations.ts';
import { createSeal } from '../sealing/seal.ts';
import { createInstallations, type PostgresInstallations } from './installations.ts';

const KEY = 'the-key-of-now-the-key-of-now-the-key-of-now';
const OLD = 'the-key-of-before-the-key-of-before-the-key';
const NOW = new Date('2027-03-11T08:00:00.000Z');

let db: TestDatabase;
let installations: PostgresInstallations;
beforeAll(async () => {
  db = await createTestDatabase();
  installations = on(KEY);
});
beforeEach(() => db.database.pool.query('DELETE FROM "installation"'));
afterAll(() => db?.drop());

function on(key: string, ...old: string[]): PostgresInstallations {
  return createInstallations(db.database.pool, createSeal(key, old), () => NOW);
}

function of(externalId: string, token: string, more: Partial<Installation> = {}): Installation {
  return {
    platform: 'slack',
    externalId,
    isEnterprise: false,
    secrets: { token },
    expiresAt: null,
    ...more,
  };
}

const rows = async (): Promise<Record<string, unknown>[]> =>
  (await db.database.pool.query('SELECT * FROM "installation" ORDER BY "externalId"')).rows;

describe('an installation', () => {
  it('comes back as it was kept, and is the newest when it was made again', async () => {
    const first = of('T1', 'xoxb-1');
    const second = of('T1', 'xoxb-2', { expiresAt: '2027-03-11T20:00:00.000Z' });
    await installations.put(first);
    expect(await installations.get('slack', 'T1')).toEqual(first);
    await installations.put(second);
    expect(await installations.get('slack', 'T1')).toEqual(second);
    expect(await rows()).toMatchObject([{ version: 2, updatedAt: NOW.toISOString() }]);
  });

  it('is of one platform, and gone when it is removed', async () => {
    await installations.put(of('1', 'of slack'));
    await installations.put(of('1', 'of teams', { platform: 'teams' }));
    await installations.remove('slack', '1');
    expect(await installations.get('slack', '1')).toBeNull();
    expect(await installations.all('slack')).toEqual([]);
    expect(await installations.all('teams')).toMatchObject([{ secrets: { token: 'of teams' } }]);
  });

  it('stands in the database without a word of what gives access', async () => {
    await installations.put(of('T1', 'xoxb-in-clear'));
    const dump = JSON.stringify(await rows());
    expect(dump).toContain('T1');
    expect(dump).not.toContain('xoxb');
    expect(dump).not.toContain(Buffer.from('xoxb-in-clear').toString('base64url').slice(2, -2));
  });

  it('that was copied into the row of another is refused there, and the others can still be read', async () => {
    await installations.put(of('T1', 'xoxb-1'));
    await installations.put(of('T2', 'xoxb-2'));
    await db.database.pool.query(
      `UPDATE "installation" SET "sealed" = (SELECT "sealed" FROM "installation" WHERE "externalId" = 'T1') WHERE "externalId" = 'T2'`,
    );
    await expect(installations.get('slack', 'T2')).rejects.toThrow(Unreadable);
    expect((await installations.all('slack')).map((one) => one.externalId)).toEqual(['T1']);
  });
});

describe('changing one while nobody else can', () => {
  it('lets two who want the same do it once: the second sees what the first kept', async () => {
    await installations.put(of('T1', 'old'));
    let done = 0;
    const renewal = (): Promise<Installation | null> =>
      installations.renew('slack', 'T1', async (current) => {
        if ((current.secrets as { token: string }).token !== 'old') return null;
        done += 1;
        return { secrets: { token: `new ${done}` }, expiresAt: '2027-03-11T20:00:00.000Z' };
      });
    const got = await Promise.all([renewal(), renewal(), renewal()]);
    expect(done).toBe(1);
    for (const one of got) expect(one).toMatchObject({ secrets: { token: 'new 1' } });
    expect(await rows()).toMatchObject([{ version: 2, expiresAt: '2027-03-11T20:00:00.000Z' }]);
  });

  it('changes nothing when the work fails, and lets the next one in', async () => {
    await installations.put(of('T1', 'old'));
    const failing = installations.renew('slack', 'T1', async () => {
      throw new Error('away');
    });
    await expect(failing).rejects.toThrow('away');
    expect(await installations.renew('slack', 'T1', async () => null)).toEqual(of('T1', 'old'));
  });

  it('is not done when there is none', async () => {
    const none = await installations.renew('slack', 'T9', async () => ({ secrets: {}, expiresAt: null }));
    expect(none).toBeNull();
    expect(await rows()).toEqual([]);
  });
});

describe('a new key', () => {
  it('seals again what the old one sealed; then the old one is not needed any more', async () => {
    await on(OLD).put(of('T1', 'xoxb-1'));
    await on(OLD).put(of('T2', 'xoxb-2'));
    await expect(installations.get('slack', 'T1')).rejects.toThrow(Unreadable);
    expect(await on(KEY, OLD).reseal()).toEqual({ resealed: 2, unreadable: [] });
    expect(await installations.get('slack', 'T1')).toEqual(of('T1', 'xoxb-1'));
    expect(await on(KEY, OLD).reseal()).toEqual({ resealed: 0, unreadable: [] });
  });

  it('names what no known key opens, and leaves it for the day that the key is found', async () => {
    await on('a-key-that-nobody-knows-any-more-0123456789').put(of('T1', 'xoxb-1'));
    await on(OLD).put(of('T2', 'xoxb-2'));
    const before = (await rows())[0];
    expect(await on(KEY, OLD).reseal()).toEqual({ resealed: 1, unreadable: ['slack T1'] });
    expect((await rows())[0]).toEqual(before);
  });
});
