import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { adminUrlOf } from '../../../test/support/database/admin-url.ts';
import { ask, embeddedServers, isRoot, linux } from '../../../test/support/database/embedded-servers.ts';
import { migrate } from '../postgres/migrate.ts';
import { type EmbeddedServer, startEmbeddedServer } from './server.ts';

const servers = embeddedServers();
const { start } = servers;
const pidFile = (server: EmbeddedServer): string => join(server.folder, 'cluster/data/postmaster.pid');
const pidOf = (server: EmbeddedServer): number =>
  Number(readFileSync(pidFile(server), 'utf8').split('\n')[0]);

describe('a new data folder', () => {
  test('gives a server that writes to disk, knows every letter, and listens to this machine only', async () => {
    const server = await startEmbeddedServer({ dataDir: servers.dataDir });
    servers.running.push(server);
    expect(server.adopted).toBe(false);
    expect(await ask(server.url, 'SHOW fsync')).toBe('on');
    expect(await ask(server.url, 'SHOW synchronous_commit')).toBe('on');
    expect(await ask(server.url, 'SHOW server_encoding')).toBe('UTF8');
    expect(await ask(server.url, 'SHOW listen_addresses')).toBe('127.0.0.1');
    expect(await ask(server.url, `SELECT lower('ÉÉN') || current_database()`)).toBe('éénschakel');
  });

  test('lets nobody in without the password, which only the owner can read', async () => {
    const server = await start();
    const wrong = new URL(server.url);
    wrong.password = 'guess';
    await expect(ask(wrong.toString(), 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    expect(statSync(join(server.folder, 'cluster/password')).mode & 0o777).toBe(0o600);
  });

  test.runIf(linux)('does not see the secrets in our environment', async () => {
    process.env.SLACK_BOT_TOKEN = 'xoxb-of-this-test';
    const server = await start();
    delete process.env.SLACK_BOT_TOKEN;
    expect(readFileSync(`/proc/${pidOf(server)}/environ`, 'utf8')).not.toContain('of-this-test');
  });
});

describe('what the server writes down', () => {
  test('names an error, and holds no statement and nothing of what was typed', async () => {
    const server = await start();
    await ask(server.url, 'CREATE TABLE kept ("id" text PRIMARY KEY)');
    await ask(server.url, `INSERT INTO kept VALUES ('wat iemand typte')`);
    await expect(ask(server.url, `INSERT INTO kept VALUES ('wat iemand typte')`)).rejects.toThrow();
    const log = readFileSync(join(server.folder, 'server.log'), 'utf8');
    expect(log).toContain('duplicate key value');
    expect(log).not.toContain('INSERT');
    expect(log).not.toContain('wat iemand typte');
  });

  test('is cut at a start when it has grown large, and what was before stays once more beside it', async () => {
    const first = await start();
    await first.stop();
    const log = join(first.folder, 'server.log');
    writeFileSync(log, 'x'.repeat(6_000_000));
    const second = await start();
    expect(statSync(log).size).toBeLessThan(100_000);
    expect(statSync(join(second.folder, 'server.log.1')).size).toBe(6_000_000);
  });
});

/** Harm that SQL could do to the machine, if whoever gives it were a superuser. */
const HARM = [
  `COPY (SELECT 1) TO PROGRAM 'true'`,
  `COPY (SELECT 1) TO '/tmp/schakel-harm'`,
  `CREATE TEMP TABLE harm (line text); COPY harm FROM '/etc/passwd'`,
  `SELECT pg_read_file('/etc/passwd')`,
  `SELECT lo_import('/etc/passwd')`,
  'ALTER SYSTEM SET fsync = off',
  'CREATE ROLE other SUPERUSER',
  'CREATE DATABASE other',
  'SET ROLE schakel',
];

describe('the user of the application', () => {
  const refusesHarm = async ({ url }: EmbeddedServer): Promise<void> => {
    for (const sql of HARM)
      await expect(ask(url, sql), sql).rejects.toThrow(/permission denied|must be|only roles/i);
    expect(await ask(url, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toBe('false');
  };

  test('reads no file, starts no program and makes no other user, and owns what is in its database', async () => {
    const server = await start();
    expect(statSync(join(server.folder, 'cluster/owner-password')).mode & 0o777).toBe(0o600);
    await refusesHarm(server);
    await migrate(server.url);
    await refusesHarm(server);
    await expect(ask(server.url, 'TRUNCATE "audit"')).rejects.toThrow('append-only');
  });

  test('gets the database of a version before, in which everything was a superuser’s, with all that is in it', async () => {
    const server = await start();
    const admin = adminUrlOf(server);
    await ask(admin, 'ALTER DATABASE schakel OWNER TO schakel');
    await migrate(admin);
    await ask(admin, `INSERT INTO "inbound" ("key", "at") VALUES ('of before', now())`);
    await ask(admin, 'CREATE SEQUENCE counted');
    expect(await ask(admin, `SELECT tableowner FROM pg_tables WHERE tablename = 'audit'`)).toBe('schakel');
    await ask(admin, 'DROP ROLE schakel_owner');
    rmSync(join(server.folder, 'cluster/owner-password'));
    await server.stop();
    const again = await start();
    expect(await ask(again.url, 'SELECT "key" FROM "inbound"')).toBe('of before');
    expect(
      await ask(
        again.url,
        `SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'public' AND pg_get_userbyid(relowner) <> current_user`,
      ),
    ).toBe('0');
    await ask(again.url, 'ALTER TABLE "inbound" ADD COLUMN "more" TEXT');
    expect(await migrate(again.url)).toEqual({ applied: [] });
    await refusesHarm(again);
    await expect(ask(again.url, 'TRUNCATE "audit"')).rejects.toThrow('append-only');
    await expect(ask(again.url, `SELECT "refuse"('SK003')`)).rejects.toThrow();
  });

  test('comes in when its password was lost, or an old one was put back with a backup', async () => {
    const first = await start();
    await first.stop();
    writeFileSync(join(first.folder, 'cluster/owner-password'), 'of-another-day');
    const second = await start();
    expect(await ask(second.url, 'SELECT 1')).toBe('1');
  });
});

describe('a second start', () => {
  test('in the same moment shares the server, and the last one out stops it', async () => {
    const both = await Promise.all([start(), start()]);
    expect(both.map((s) => s.adopted).sort()).toEqual([false, true]);
    expect(both[0].url).toBe(both[1].url);
    await both[0].stop();
    expect(await ask(both[1].url, 'SELECT 1')).toBe('1');
    await both[1].stop();
    await expect(ask(both[1].url, 'SELECT 1')).rejects.toThrow();
  });

  test('after a stop finds its data, at the same address', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS "n"');
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'SELECT n FROM kept')).toBe('42');
  });

  test('takes another port when the one of last time is taken', async () => {
    const first = await start();
    await first.stop();
    const other = createServer().listen(first.port, '127.0.0.1');
    await once(other, 'listening');
    const second = await start();
    other.close();
    expect(second.port).not.toBe(first.port);
    expect(await ask(second.url, 'SELECT 1')).toBe('1');
  });
});

describe('a server that dies', () => {
  test('comes back by itself with what was confirmed, while it is used', async () => {
    const server = await start();
    await ask(server.url, 'CREATE TABLE kept AS SELECT 42 AS "n"');
    process.kill(pidOf(server), 'SIGKILL');
    await expect
      .poll(() => ask(server.url, 'SELECT n FROM kept').catch(() => null), { timeout: 30_000 })
      .toBe('42');
  });

  test.skipIf(process.platform === 'win32')(
    'is started although its number now belongs to another program of the same user',
    async () => {
      const server = await start();
      const left = readFileSync(pidFile(server), 'utf8');
      await server.stop();
      const stranger = sleeper(statSync(server.folder));
      writeFileSync(pidFile(server), left.replace(/^\d+/, String(stranger.pid)));
      const again = await start();
      expect(again.adopted).toBe(false);
      expect(await ask(again.url, 'SELECT 1')).toBe('1');
      expect(stranger.exitCode).toBeNull();
      stranger.kill();
    },
  );
});

function sleeper({ uid, gid }: { uid: number; gid: number }): ChildProcess {
  return spawn('sleep', ['600'], { stdio: 'ignore', ...(isRoot ? { uid, gid } : {}) });
}

describe('a start that was killed half way', () => {
  test('is done again, and what it left is removed once it is surely abandoned', async () => {
    const [old, young] = ['making-old', 'making-young'].map((n) => join(servers.dataDir, 'database', n)) as [
      string,
      string,
    ];
    for (const half of [old, young]) mkdirSync(join(half, 'data'), { recursive: true });
    utimesSync(old, new Date(0), new Date(0));
    const server = await start();
    expect(await ask(server.url, 'SELECT 1')).toBe('1');
    expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
  });
});

describe.runIf(isRoot && linux)('as root', () => {
  test('the server is an unprivileged user, and so are its data', async () => {
    const server = await start();
    expect(statSync(`/proc/${pidOf(server)}`).uid).not.toBe(0);
    expect(statSync(server.folder).uid).toBe(statSync(`/proc/${pidOf(server)}`).uid);
    expect(statSync(server.folder).mode & 0o777).toBe(0o700);
  });

  test('a closed home stays closed: the database stands elsewhere, and is found there again', async () => {
    const closed = join(servers.dataDir, 'home');
    mkdirSync(closed, { mode: 0o700 });
    const server = await start(join(closed, 'project/.schakel'));
    expect(server.folder).toMatch(/^\/var\/lib\/schakel\//);
    expect(statSync(closed).mode & 0o777).toBe(0o700);
    chmodSync(closed, 0o755);
    const again = await start(join(closed, 'project/.schakel'));
    expect(again.url).toBe(server.url);
  });

  test('a database whose folder was closed later is named, and no empty one takes its place', async () => {
    chmodSync(servers.dataDir, 0o755);
    const home = join(servers.dataDir, 'home');
    mkdirSync(home);
    const server = await start(join(home, 'data'));
    await server.stop();
    chmodSync(home, 0o700);
    await expect(start(join(home, 'data'))).rejects.toThrow(/a folder above it was closed.*chmod o\+x/);
    chmodSync(home, 0o755);
    expect((await start(join(home, 'data'))).folder).toBe(server.folder);
  });
});
