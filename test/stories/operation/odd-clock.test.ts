import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { IN_SLACK, LEAD, SCHOOL } from '../../support/people/in-slack.ts';
import { type TurnedPulse, turnedPulse } from '../../support/process/pulse.ts';
import type { Schakel } from '../../support/schakel/start-schakel.ts';
import type { Stage } from '../whole/story4-script.ts';
import { begun } from './begun.ts';

/** Schakel as it runs by itself, on a machine whose clock somebody sets forward and back. */
describe('a clock that is set forward or back', () => {
  const MINUTE = 60_000;
  let schakel: Schakel<'slack'>;
  let stage: Stage;
  let pulse: TurnedPulse;
  /** How far the machine's clock is off. */
  let off = 0;
  const now = (): Date => new Date(schakel.clock.now().getTime() + off);

  beforeAll(async () => {
    ({ schakel, stage } = await begun({ slack: { ...IN_SLACK.slack, pace: false } }));
    pulse = turnedPulse();
    await schakel.restart({}, { byHand: false, pulse, clock: { now, sleep: schakel.clock.sleep } });
  });
  afterAll(() => schakel?.stop());

  /** Minutes pass, for the clock too; what is woken is waited for. */
  const minutes = async (n: number): Promise<void> => {
    for (let i = 0; i < n; i++) {
      schakel.clock.advance(MINUTE);
      pulse.pass(MINUTE);
      await schakel.app.work.rounds.idle();
      await schakel.app.work.delivery.idle();
      await schakel.slack.settled();
    }
  };
  const health = async (): Promise<{ status: number; parts: Record<string, string> }> => {
    const answer = await fetch(`${schakel.base}/health/ready`);
    return { status: answer.status, ...((await answer.json()) as { parts: Record<string, string> }) };
  };
  const bundles = (): number => schakel.slack.written(SCHOOL).filter((m) => m.startsWith('Vandaag, ')).length;
  const praise = async (words: string): Promise<void> => {
    ok(await schakel.slack.as(LEAD).click({ channel: stage.channel }, 'Wat gaat er goed?'));
    ok(await schakel.slack.as(LEAD).submit({ words }));
  };
  const inChannel = (words: string): number =>
    schakel.slack.read(stage.channel).filter((m) => m.startsWith('Goed nieuws') && m.includes(words)).length;

  it('an hour forward and back: what is due afterwards happens within two minutes', async () => {
    await minutes(1);
    off = 60 * MINUTE;
    await minutes(2);
    off = 0;
    // Within that hour: whatever waits for a moment of the clock that was seen before stands still in it.
    await minutes(20);
    expect(await health()).toMatchObject({ status: 200, parts: { rounds: 'ok' } });
    const before = bundles();
    // The morning of the first questions, at nine.
    schakel.clock.turnTo('2027-03-16T07:59:30.000Z');
    await minutes(2);
    expect(bundles()).toBe(before + 1);
    expect(await health()).toMatchObject({ status: 200, parts: { rounds: 'ok' } });
  });

  it('what was to be tried again a little later, when the clock was an hour ahead, is tried again a little later', async () => {
    schakel.slack.fail({ kind: '503', method: 'chat.postMessage', times: Number.POSITIVE_INFINITY });
    await praise('twee dagen achter elkaar');
    off = 60 * MINUTE;
    await minutes(2);
    expect(inChannel('twee dagen')).toBe(0);
    off = 0;
    schakel.slack.heal();
    await minutes(3);
    expect(inChannel('twee dagen')).toBe(1);
  });

  it('an hour back: what waits to be tried again goes out, once', async () => {
    schakel.slack.fail({ kind: 'destroyed-after', method: 'chat.postMessage' });
    await praise('buiten gespeeld');
    off = -60 * MINUTE;
    await minutes(3);
    expect(inChannel('buiten gespeeld')).toBe(1);
    off = 0;
    await minutes(2);
    expect(inChannel('buiten gespeeld')).toBe(1);
  });

  it('thirty days ahead for a while: afterwards all goes on', async () => {
    off = 30 * 24 * 60 * MINUTE;
    await minutes(2);
    off = 0;
    await minutes(1);
    await praise('zelf opgestaan');
    await minutes(2);
    expect(inChannel('zelf opgestaan')).toBe(1);
    expect(await health()).toMatchObject({ status: 200 });
  });

  it('rounds that stand still are told to whoever watches, by a time that nobody can set', async () => {
    const { pool } = schakel.database.database;
    await pool.query('ALTER TABLE "timer" RENAME TO "timerAway"');
    await minutes(14);
    expect((await health()).status).toBe(200);
    await minutes(2);
    expect(await health()).toMatchObject({
      status: 503,
      parts: { rounds: expect.stringContaining('16 minutes') },
    });
    await pool.query('ALTER TABLE "timerAway" RENAME TO "timer"');
    await minutes(1);
    expect((await health()).status).toBe(200);
  });
});
