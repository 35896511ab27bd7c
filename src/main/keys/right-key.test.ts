import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import {
  copyTemplate,
  emptyDatabase,
  type TestDatabase,
} from '../../../test/support/database/test-server.ts';
import { REGION_FILE } from '../../../test/support/people/in-slack.ts';
import { launch, SCHAKEL } from '../../../test/support/process/launch.ts';
import { parseRegionFile } from '../../config/region/region-file.ts';
import { auditKeys } from '../../store/audit/audit.ts';
import { importRegion } from '../../store/regions/import.ts';
import { exportRegionFile } from '../commands/commands.ts';
import { openData } from '../data.ts';

const KEY = 'a-secret-that-only-tests-know-0123456789abcdef';
const NEXT = 'another-secret-that-only-tests-know-abcdef0123';
const WRONG = 'a-secret-that-somebody-typed-by-mistake-000000';
const NOW = '2027-03-15T09:00:00.000Z';

describe('a database and the key it is used with', () => {
  let test: TestDatabase;
  let folder: string;
  beforeEach(async () => {
    test = await copyTemplate(inject('adminUrl'));
    folder = mkdtempSync(join(tmpdir(), 'schakel-key-'));
  });
  afterEach(async () => {
    await test.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const config = (key: string | null, oldKeys: readonly string[] = []) => ({
    databaseUrl: test.url,
    port: 0,
    publicUrl: null,
    dataDir: folder,
    key,
    oldKeys,
    slack: null,
    teams: [],
    logLevel: 'silent' as const,
  });
  const open = async (key: string | null, oldKeys: readonly string[] = []): Promise<'opened'> => {
    const data = await openData(config(key, oldKeys), () => undefined);
    await data.close();
    return 'opened';
  };
  const filled = async (): Promise<void> => {
    const parsed = parseRegionFile(REGION_FILE);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    await importRegion(test.database, auditKeys(KEY), parsed.region, NOW);
  };
  /** Everything there is, to see that nothing was written. */
  const contents = async (): Promise<string> => {
    const { rows } = await test.database.pool.query<{ n: string }>(
      `SELECT string_agg(t.tablename || (xpath('/row/n/text()', query_to_xml(format('SELECT md5(COALESCE(string_agg(x::text, %L ORDER BY x::text), %L)) AS n FROM %I x', ',', '', t.tablename), false, true, '')))[1]::text, ' ' ORDER BY 1) AS "n"
       FROM pg_tables t WHERE t.schemaname = 'public'`,
    );
    return rows[0]?.n ?? '';
  };

  it('know each other from the first start on; another key is refused, and nothing is written', async () => {
    expect(await open(KEY)).toBe('opened');
    const before = await contents();
    await expect(open(WRONG)).rejects.toThrow(
      /SCHAKEL_KEY: this is not the key that this database was made with.*nothing was changed.*Put back.*SCHAKEL_KEY_OLD/,
    );
    expect(await contents()).toBe(before);
    expect(await open(KEY)).toBe('opened');
  });

  it('are held against what was made before this was written down: a wrong key is seen at the upgrade too', async () => {
    await filled();
    const before = await contents();
    await expect(open(WRONG)).rejects.toThrow('not the key that this database was made with');
    expect(await contents()).toBe(before);
    expect(await open(KEY)).toBe('opened');
    await expect(open(WRONG)).rejects.toThrow('not the key that this database was made with');
  });

  it('go on with a new key beside the old one, then with the new one alone, and back the same way', async () => {
    await filled();
    await open(KEY);
    await expect(open(NEXT)).rejects.toThrow('SCHAKEL_KEY');
    expect(await open(NEXT, [KEY])).toBe('opened');
    expect(await open(NEXT)).toBe('opened');
    await expect(open(KEY)).rejects.toThrow('SCHAKEL_KEY');
    expect(await open(KEY, [NEXT])).toBe('opened');
    expect(await open(KEY)).toBe('opened');
  });

  it('are not mistaken for each other when the key is missing: none is made then', async () => {
    await filled();
    await expect(open(null)).rejects.toThrow('there is no key here');
    expect(existsSync(join(folder, 'key'))).toBe(false);
    await open(KEY);
    await expect(open(null)).rejects.toThrow('there is no key here');
  });

  it('are both new on a new machine: then a key is made, and kept', async () => {
    const empty = await emptyDatabase(inject('adminUrl'));
    const own = { ...config(null), databaseUrl: empty.url };
    for (const _start of [1, 2]) await (await openData(own, () => undefined)).close();
    await expect(openData({ ...own, key: WRONG }, () => undefined)).rejects.toThrow('SCHAKEL_KEY');
    await empty.drop();
  });

  it('are asked for by every command, which ends with one plain sentence and not with 0', async () => {
    await filled();
    await open(KEY);
    await expect(exportRegionFile(config(WRONG), 'midden')).rejects.toThrow('SCHAKEL_KEY');
    for (const words of [['start'], ['audit', 'anchor'], ['audit', 'verify']]) {
      const env = { DATABASE_URL: test.url, PORT: '0', SCHAKEL_KEY: WRONG, SCHAKEL_DATA: folder };
      const started = launch([SCHAKEL, ...words], env, folder);
      expect(await started.ended).toBe(1);
      expect(started.output()).toContain('this is not the key that this database was made with');
      expect(started.output()).not.toContain('    at ');
    }
    expect(existsSync(join(folder, 'audit-anchors'))).toBe(false);
  });

  it('end a process that was forgotten when the key was replaced, with what to do', async () => {
    await filled();
    const env = { DATABASE_URL: test.url, PORT: '0', SCHAKEL_KEY: KEY, SCHAKEL_DATA: folder };
    const forgotten = launch([SCHAKEL, 'start'], env, folder);
    await forgotten.says(/Schakel has started/);
    await open(NEXT, [KEY]);
    expect(await forgotten.ended).toBe(1);
    expect(forgotten.output()).toMatch(/replaced the key of this database.*Start it with the new key/);
  });
});
