import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSlackStandIn } from '../../test/fakes/slack/index.ts';
import { createTestDatabase } from '../../test/support/database/test-database.ts';
import type { TestDatabase } from '../../test/support/database/test-server.ts';
import { COORDINATOR, REGION_FILE, TEAM, USERS } from '../../test/support/people/in-slack.ts';
import { launch, SCHAKEL, type Started } from '../../test/support/process/launch.ts';

const KEY = 'a-secret-that-only-tests-know-0123456789abcdef';

describe('schakel start', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'schakel-start-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const settings = (): Record<string, string> => ({
    DATABASE_URL: database.url,
    PORT: '0',
    SCHAKEL_KEY: KEY,
  });
  const start = (env: Record<string, string> = {}): Started =>
    launch([SCHAKEL, 'start'], { ...settings(), ...env }, folder);

  it('names every variable that is wrong, and what is expected, without a stack', async () => {
    const started = start({ PORT: 'veel', SLACK_BOT_TOKEN: 'geheim-van-mij', PUBLIC_URL: 'schakel' });
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain('PORT: must be a whole number');
    expect(started.output()).toContain('SLACK_BOT_TOKEN: must begin with xoxb-');
    expect(started.output()).toContain('PUBLIC_URL: must be a full address');
    expect(started.output()).not.toContain('geheim-van-mij');
    expect(started.output()).not.toContain('    at ');
  });

  it('names the variable that is missing', async () => {
    const started = start({ SLACK_SIGNING_SECRET: 'only-the-secret' });
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain('SLACK_BOT_TOKEN: missing');
  });

  it('reads the file .env where it is started', async () => {
    writeFileSync(join(folder, '.env'), 'LOG_LEVEL=loud\n');
    const started = start();
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain('LOG_LEVEL: must be one of');
  });

  it('says in one sentence that the port is in use', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const started = start({ PORT: String(port) });
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain(`Port ${port} is in use by another program.`);
    expect(started.output()).not.toContain('    at ');
    other.close();
  });

  it('says in one sentence that the database does not let it in', async () => {
    const started = start({ DATABASE_URL: 'postgresql://nobody:wrong@127.0.0.1:1/none' });
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain('DATABASE_URL: the database cannot be reached');
    expect(started.output()).not.toContain('wrong@');
  });

  it('runs, answers health, and ends with 0 when it is asked to stop', async () => {
    const started = start();
    const [, port] = await started.says(/http:\/\/localhost:(\d+)/);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    started.process.kill('SIGTERM');
    expect(await started.ended).toBe(0);
  });

  describe('with a request in progress', () => {
    const region = async (): Promise<void> => {
      writeFileSync(join(folder, 'region.yaml'), REGION_FILE);
      const imported = launch([SCHAKEL, 'region', 'import', 'region.yaml'], settings(), folder);
      expect(await imported.ended).toBe(0);
    };

    /** Schakel with a local Slack, and a person whose request waits for a lock in the database. */
    const waiting = async () => {
      await region();
      const slack = await startSlackStandIn({ users: USERS, teamId: TEAM });
      const started = start({
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_SIGNING_SECRET: slack.signingSecret,
        SLACK_API_URL: slack.apiUrl,
      });
      const [, port] = await started.says(/http:\/\/localhost:(\d+)/);
      slack.connect(`http://127.0.0.1:${port}/slack/events`);
      const lock = await database.database.pool.connect();
      await lock.query('BEGIN');
      await lock.query('LOCK TABLE "workspace" IN ACCESS EXCLUSIVE MODE');
      const delivery = slack.as(COORDINATOR).openHome();
      for (let waits = 0; waits === 0; ) {
        const { rows } = await database.database.pool.query<{ waits: number }>(
          // Work that Schakel does by itself may wait there as well: this is what a request asks first.
          `SELECT count(*)::int AS "waits" FROM pg_locks l JOIN pg_stat_activity a ON a."pid" = l."pid"
           WHERE NOT l."granted" AND l."relation" = '"workspace"'::regclass AND a."query" LIKE '%w AS MATERIALIZED%'`,
        );
        waits = rows[0]?.waits ?? 0;
      }
      const letGo = async (): Promise<void> => {
        await lock.query('ROLLBACK');
        lock.release();
      };
      return { slack, started, delivery, letGo };
    };

    it('finishes it before it ends', async () => {
      const { slack, started, delivery, letGo } = await waiting();
      started.process.kill('SIGTERM');
      await started.says(/what is in progress is finished first/);
      await letGo();
      expect((await delivery).status).toBe(200);
      expect(await started.ended).toBe(0);
      await slack.close();
    });

    it('ends at once at a second signal', async () => {
      const { slack, started, delivery, letGo } = await waiting();
      started.process.kill('SIGINT');
      await started.says(/what is in progress is finished first/);
      started.process.kill('SIGINT');
      expect(await started.ended).toBe(1);
      await letGo();
      expect((await delivery).acknowledgedInTime).toBe(false);
      await slack.close();
    });
  });

  it('logs an error that nothing caught without its words, and ends with 1', async () => {
    const run = JSON.stringify(join(import.meta.dirname, '../main/run.ts'));
    const log = JSON.stringify(join(import.meta.dirname, '../main/log.ts'));
    const program = `import { run } from ${run}; import { createLogger } from ${log};
      await run(async () => ({ stop: async () => {} }), createLogger('info'));
      setImmediate(() => { throw new Error('what somebody typed'); });`;
    const started = launch(['--input-type=module', '-e', program], {}, folder);
    expect(await started.ended).toBe(1);
    expect(started.output()).toContain('ended by an error that nothing caught');
    expect(started.output()).not.toContain('what somebody typed');
  });
});
