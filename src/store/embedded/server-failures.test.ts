import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask, embeddedServers, isRoot, linux } from '../../../test/support/database/embedded-servers.ts';
import { turnedPulse } from '../../../test/support/process/pulse.ts';
import { openDatabase } from '../postgres/database.ts';
import { migrate } from '../postgres/migrate.ts';
import { createWriteProbe } from '../postgres/write-probe.ts';
import { ProgramFailed } from './programs.ts';
import { startEmbeddedServer } from './server.ts';

const { start } = embeddedServers();

describe('what cannot be started', () => {
  test('data of another PostgreSQL are named, with what to do', async () => {
    const server = await start();
    await server.stop();
    writeFileSync(join(server.folder, 'cluster/data/PG_VERSION'), '15\n');
    await expect(start()).rejects.toThrow(/made by another version of PostgreSQL \(15\).*pg_dump/s);
  });

  test('damaged data are named, with what to do', async () => {
    const server = await start();
    await server.stop();
    rmSync(join(server.folder, 'cluster/data/global/pg_control'));
    await expect(start()).rejects.toThrow(/damaged\. Put back a backup/);
  });

  test('a password that does not belong to the data is named, and the server left alone', async () => {
    const server = await start();
    const file = join(server.folder, 'cluster/password');
    const right = readFileSync(file, 'utf8');
    writeFileSync(file, 'another');
    await expect(start()).rejects.toThrow(/The password in .* is not the one of the database/);
    writeFileSync(file, right);
    expect(await ask(server.url, 'SELECT 1')).toBe('1');
  });
});

/** A disk of its own, as small as is asked; null where this user may not make one. */
function disk(megabytes: number): { readonly folder: string; away(): void } | null {
  if (!isRoot || !linux) return null;
  const folder = mkdtempSync(join(tmpdir(), 'schakel-disk-'));
  const away = (): void => {
    spawnSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  const { status } = spawnSync('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${megabytes}M,mode=755`,
    'tmpfs',
    folder,
  ]);
  if (status === 0) return { folder, away };
  rmSync(folder, { recursive: true, force: true });
  return null;
}

describe('a disk that is full', () => {
  const canMount = ((): boolean => {
    const tried = disk(1);
    tried?.away();
    return tried !== null;
  })();

  test.runIf(canMount)(
    'at the first start is named, and no data are called damaged: there are none',
    async () => {
      for (const megabytes of [4, 12, 20, 28, 36]) {
        const small = disk(megabytes);
        try {
          const error = await startEmbeddedServer({ dataDir: small?.folder ?? '', fsync: false }).then(
            async (server) => {
              await server.stop();
              return new Error('it started');
            },
            (reason: Error) => reason,
          );
          expect([megabytes, error.message]).toEqual([
            megabytes,
            expect.stringMatching(/^The disk with .* is full\. Make room/),
          ]);
        } finally {
          small?.away();
        }
      }
    },
  );

  test.runIf(canMount)('while it runs is told by the probe, and over when there is room', async () => {
    const small = disk(160);
    const server = await start(small?.folder);
    const database = openDatabase(server.url);
    try {
      await migrate(server.url);
      const pulse = turnedPulse();
      const probe = createWriteProbe(database.pool, pulse);
      expect(await probe()).toBeNull();
      const filler = join(small?.folder ?? '', 'filler');
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k']);
      expect(await probe()).toBeNull();
      pulse.pass(10_000);
      expect(await probe()).toMatch(/^cannot be written to: its disk is full/);
      rmSync(filler);
      pulse.pass(10_000);
      expect(await probe()).toBeNull();
    } finally {
      await database.close();
      await server.stop();
      small?.away();
    }
  });

  test.each([
    'PANIC:  could not write to file "pg_wal/xlogtemp.31": No space left on device',
    'FATAL:  could not extend file "base/1/1255": wrote only 4096 of 8192 bytes at block 62\nHINT:  Check free disk space.\nchild process exited with exit code 1\nPANIC: x',
  ])('is what it is called when PostgreSQL says: %s', (said) => {
    const place = {
      ...{ home: '/h', cluster: '/h/c', data: '/h/c/data', bin: '/b', log: '/h/log' },
      runAs: null,
    };
    expect(new ProgramFailed(said, place).message).toMatch(/^The disk with \/h is full/);
  });
});
