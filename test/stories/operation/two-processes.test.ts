import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../../../src/main.ts';
import { ok } from '../../support/people/actor.ts';
import { COORDINATOR, IN_SLACK, LEAD } from '../../support/people/in-slack.ts';
import { comeToRest } from '../../support/schakel/rest.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

/** Two processes of Schakel on one database and one workspace. */
describe('two processes on one workspace', () => {
  let schakel: Schakel<'slack'>;
  let second: Running;
  beforeAll(async () => {
    schakel = await startSchakel(IN_SLACK);
    second = await schakel.second({ dataDir: '.schakel' });
  });
  afterAll(() => schakel?.stop());

  const bothRest = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn++) {
      await Promise.all([schakel.app.work.settle(), second.work.settle()]);
      await comeToRest(schakel.app, schakel.slack, schakel.clock);
    }
  };

  it('keep the order of every conversation, send nothing twice, and obey a 429', async () => {
    for (let n = 0; n < 3; n++) {
      ok(await schakel.slack.as(COORDINATOR).openHome());
      ok(await schakel.slack.as(COORDINATOR).click('home', 'Nieuwe casus openen'));
      ok(await schakel.slack.as(COORDINATOR).submit({ firstDay: '4 januari 2027' }));
      await bothRest();
    }
    const channels = schakel.slack.channels().map((c) => c.name);
    expect(channels).toHaveLength(3);
    schakel.slack.fail({ kind: '429', method: 'chat.postMessage', times: 4, retryAfter: 3 });
    for (const channel of channels) {
      ok(await schakel.slack.as(COORDINATOR).click({ channel }, 'Iemand toevoegen'));
      ok(await schakel.slack.as(COORDINATOR).submit({ member: LEAD, role: 'municipalCaseManager' }));
      for (let n = 1; n <= 5; n++) {
        ok(await schakel.slack.as(COORDINATOR).click({ channel }, 'Wat gaat er goed?'));
        ok(await schakel.slack.as(COORDINATOR).submit({ words: `stap ${n} gelukt` }));
      }
    }
    await bothRest();
    for (const channel of channels) {
      const steps = schakel.slack.read(channel).flatMap((m) => /^Goed nieuws.*(stap \d)/.exec(m)?.[1] ?? []);
      expect(steps).toEqual(['stap 1', 'stap 2', 'stap 3', 'stap 4', 'stap 5']);
    }
  });

  it('keep the pace that Slack asks of one workspace: it never had to refuse by itself', () => {
    const refused = schakel.slack.calls().filter((c) => c.status === 429);
    expect(refused.length).toBeLessThanOrEqual(4);
    const posts = schakel.slack.calls().filter((c) => c.method === 'chat.postMessage' && c.ok);
    const byChannel = Map.groupBy(posts, (c) => String(c.args.channel));
    for (const [, calls] of byChannel) {
      const gaps = calls.slice(1).map((c, i) => c.at - (calls[i]?.at ?? 0));
      expect(Math.min(...gaps, 1_000)).toBeGreaterThanOrEqual(1_000);
    }
  });
});
