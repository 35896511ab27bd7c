import { mkdirSync, readFileSync, renameSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { IN_SLACK, LEAD } from '../../support/people/in-slack.ts';
import { type TurnedPulse, turnedPulse } from '../../support/process/pulse.ts';
import type { Schakel } from '../../support/schakel/start-schakel.ts';
import type { Stage } from '../whole/story4-script.ts';
import { begun } from './begun.ts';

/** The folder outside the database where the audit is written down, hour by hour, and what is told when it takes nothing. */
let schakel: Schakel<'slack'>;
let stage: Stage;
let pulse: TurnedPulse;
beforeAll(async () => {
  ({ schakel, stage } = await begun({ slack: { ...IN_SLACK.slack, pace: false } }));
  pulse = turnedPulse();
  await schakel.restart({}, { byHand: false, pulse });
});
afterAll(() => schakel?.stop());

const minutes = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i++) {
    schakel.clock.advance(60_000);
    pulse.pass(60_000);
    await schakel.app.work.rounds.idle();
    await schakel.app.work.settle();
  }
};
const health = async (): Promise<{ status: number; parts: Record<string, string> }> => {
  const answer = await fetch(`${schakel.base}/health/ready`);
  return { status: answer.status, ...((await answer.json()) as { parts: Record<string, string> }) };
};

const fileOf = (): string => join(schakel.config.dataDir, 'audit-anchors', 'heads.jsonl');
const praise = async (words: string): Promise<void> => {
  ok(await schakel.slack.as(LEAD).click({ channel: stage.channel }, 'Wat gaat er goed?'));
  ok(await schakel.slack.as(LEAD).submit({ words }));
};

it('what happens in a case is written down there within the hour, and nothing when nothing happens', async () => {
  const lines = (): string[] => readFileSync(fileOf(), 'utf8').trim().split('\n');
  // A start writes down what moved before it.
  await minutes(61);
  const before = lines();
  await minutes(61);
  expect(lines()).toEqual(before);
  await praise('zelf ontbeten');
  await minutes(61);
  const { rows } = await schakel.database.database.pool.query<{ id: string }>('SELECT "id" FROM "case"');
  expect(lines().slice(0, -1)).toEqual(before);
  expect(lines().at(-1)).toContain(rows[0]?.id);
});

it('a folder that takes nothing is told to whoever watches, and all is well within a minute of its mending', async () => {
  const file = fileOf();
  renameSync(file, `${file}.aside`);
  // In a folder of that name nobody can write, also not who may do everything.
  mkdirSync(file);
  await praise('samen gegeten');
  for (let n = 0; n < 61 && (await health()).parts.audit === 'ok'; n++) await minutes(1);
  expect(await health()).toMatchObject({
    status: 200,
    parts: { audit: expect.stringMatching(/could not be written down.*make room there/) },
  });
  await minutes(16);
  expect((await health()).status).toBe(503);
  rmdirSync(file);
  renameSync(`${file}.aside`, file);
  await minutes(1);
  expect(await health()).toMatchObject({ status: 200, parts: { audit: 'ok' } });
});
