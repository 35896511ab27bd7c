import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { LEAD } from '../../support/people/in-slack.ts';
import { type TurnedPulse, turnedPulse } from '../../support/process/pulse.ts';
import type { Schakel } from '../../support/schakel/start-schakel.ts';
import type { Stage } from '../whole/story4-script.ts';
import { begun } from './begun.ts';

/** A database that can be read and takes nothing that is written. */
describe('a database that takes nothing', () => {
  let schakel: Schakel<'slack'>;
  let stage: Stage;
  let pulse: TurnedPulse;
  beforeAll(async () => {
    ({ schakel, stage } = await begun());
    pulse = turnedPulse();
    await schakel.restart({}, { pulse });
  });
  afterAll(() => schakel?.stop());

  const health = async (): Promise<{ status: number; parts: Record<string, string> }> => {
    pulse.pass(10_000);
    const answer = await fetch(`${schakel.base}/health/ready`);
    return { status: answer.status, ...((await answer.json()) as { parts: Record<string, string> }) };
  };
  const sql = async (...texts: string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: schakel.database.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('SET default_transaction_read_only = off');
    for (const text of texts) await client.query(text);
    await client.end();
  };
  /** A connection that is told to end is there for another moment: only when all are gone has it been done. */
  const END_ALL = `DO $$ BEGIN
    PERFORM pg_terminate_backend("pid", 5000) FROM pg_stat_activity
      WHERE "datname" = current_database() AND "pid" <> pg_backend_pid(); END $$`;
  const setReadOnly = (how: 'on' | 'off') =>
    sql(
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = ${how}', current_database()); END $$`,
      END_ALL,
    );
  const praise = async (words: string) => {
    ok(await schakel.slack.as(LEAD).click({ channel: stage.channel }, 'Wat gaat er goed?'));
    return schakel.slack.as(LEAD).submit({ words });
  };
  const inChannel = (words: string): number =>
    schakel.slack.read(stage.channel).filter((m) => m.startsWith('Goed nieuws') && m.includes(words)).length;

  it('because it is read-only: health says so, and people are asked to try again', async () => {
    expect((await health()).status).toBe(200);
    await setReadOnly('on');
    expect(await health()).toMatchObject({
      status: 503,
      parts: { database: expect.stringMatching(/^cannot be written to: it is read-only/) },
    });
    const page = await fetch(`${schakel.base}/link`, {
      headers: { 'accept-language': 'nl' },
    });
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('Er is niets gedaan. Probeer het over een minuut');
    await setReadOnly('off');
    expect((await health()).status).toBe(200);
    ok(await praise('samen gegeten'));
    await schakel.settle();
    expect(inChannel('samen gegeten')).toBe(1);
  });

  it('because its disk is full: health says so, what was not taken is not acknowledged, and all goes on when there is room', async () => {
    // As PostgreSQL refuses every write then, by its own code.
    await sql(
      `CREATE FUNCTION "noRoom"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$`,
      'CREATE TRIGGER "noRoom" BEFORE INSERT ON "writeProbe" FOR EACH STATEMENT EXECUTE FUNCTION "noRoom"()',
      'CREATE TRIGGER "noRoom" BEFORE INSERT ON "message" FOR EACH STATEMENT EXECUTE FUNCTION "noRoom"()',
    );
    expect(await health()).toMatchObject({
      status: 503,
      parts: { database: expect.stringMatching(/^cannot be written to: its disk is full\. Make room there/) },
    });
    const refused = await praise('buiten geweest');
    expect(refused.errors ?? refused.acknowledgedInTime).not.toBe(true);
    await sql('DROP TRIGGER "noRoom" ON "message"', 'DROP TRIGGER "noRoom" ON "writeProbe"');
    expect((await health()).status).toBe(200);
    await schakel.settle();
    expect(inChannel('buiten geweest')).toBe(0);
    ok(await praise('buiten geweest'));
    await schakel.settle();
    expect(inChannel('buiten geweest')).toBe(1);
  });
});
