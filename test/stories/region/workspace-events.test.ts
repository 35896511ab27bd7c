import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import {
  COORDINATOR,
  IN_SLACK,
  LEAD,
  MUNICIPALITY,
  SCHOOL_DEPUTY,
  STRANGER,
} from '../../support/people/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { begun } from '../operation/begun.ts';
import { STORY_START, type Stage } from '../whole/story4-script.ts';

/** Events in a workspace come without a command: each is seen, told to the right person, and nothing is lost. */
describe('what happens in the workspace', () => {
  let schakel: Schakel<'slack'>;
  let stage: Stage;
  beforeAll(async () => {
    ({ schakel, stage } = await begun());
  });
  afterAll(() => schakel?.stop());
  const told = (): string => schakel.slack.written(COORDINATOR).join('\n———\n');

  it('a renamed channel is told to the coordinators, with the reason why names matter', async () => {
    await schakel.slack.as(LEAD).rename(stage.channel, 'andere-naam');
    await schakel.settle();
    stage.channel = 'andere-naam';
    expect(told()).toContain('zet geen naam van een kind');
  });

  it('somebody who leaves the channel takes part no longer, and everybody sees it', async () => {
    await schakel.slack.as(SCHOOL_DEPUTY).leave(stage.channel);
    await schakel.settle();
    expect(schakel.slack.read(stage.channel).join('\n')).toContain('heeft het kanaal verlaten');
    const overview = schakel.slack.read(stage.channel).find((m) => m.includes(': overzicht')) ?? '';
    expect(overview).not.toContain('Intern begeleider school');
  });

  it('somebody who was let in by hand reads along: the lead is told, and what to do', async () => {
    await schakel.slack.as(LEAD).invite(stage.channel, STRANGER);
    await schakel.settle();
    expect(schakel.slack.written(LEAD).at(-1)).toContain('Iemand anders is in het Slack-kanaal van');
    expect(schakel.slack.written(LEAD).at(-1)).toContain('haal die persoon er dan weer uit');
  });

  it('the same event twice has one effect', async () => {
    const before = schakel.slack.read(stage.channel).length;
    await schakel.slack.redeliver('events_api');
    await schakel.settle();
    expect(schakel.slack.read(stage.channel)).toHaveLength(before);
  });

  it('somebody whose account is closed takes part no longer', async () => {
    await schakel.slack.deactivateUser(MUNICIPALITY);
    await schakel.settle();
    expect(schakel.slack.read(stage.channel).join('\n')).toContain('account van Jeugdconsulent gemeente');
    expect(schakel.slack.written(LEAD).at(-1)).toContain('had nog open afspraken. Wie kan ze overnemen?');
    expect(schakel.slack.written(LEAD).at(-1)).toContain('Zorgplan');
    ok(await schakel.slack.as(LEAD).click({ channel: stage.channel, text: 'Zorgplan' }, 'Andere eigenaar'));
    ok(await schakel.slack.as(LEAD).submit({ owner: 'Casemanager gemeente (casemanager gemeente)' }));
    await schakel.settle();
    const card = schakel.slack.read(stage.channel).find((m) => m.startsWith('Afspraak 2'));
    expect(card).toContain('Wie: @Casemanager gemeente');
  });

  it('an archived channel is told to the coordinators; taken out of the archive it goes on', async () => {
    await schakel.slack.as(LEAD).archive(stage.channel);
    await schakel.settle();
    expect(told()).toContain('gearchiveerd');
    await schakel.slack.as(LEAD).unarchive(stage.channel);
    await schakel.settle();
    expect(told()).toContain('is weer open');
    ok(await schakel.slack.as(LEAD).command(stage.channel, '/schakel afspraken'));
  });

  it('a bot that is taken out of the channel says so to the coordinators', async () => {
    await schakel.slack.as(LEAD).removeBot(stage.channel);
    await schakel.settle();
    expect(told()).toContain('uit het Slack-kanaal van');
  });

  it('a token that is revoked ends all sending at once; what waited is kept', async () => {
    const calls = (): number => schakel.slack.calls().filter((c) => c.method.startsWith('chat.')).length;
    await schakel.slack.revokeToken();
    await schakel.settle();
    const before = calls();
    await schakel.at('2027-03-16', '09:00');
    expect(calls()).toBe(before);
    const { rows } = await schakel.database.database.pool.query<{ disabledWhy: string }>(
      `SELECT "disabledWhy" FROM "workspace" WHERE "platform" = 'slack'`,
    );
    expect(rows[0]?.disabledWhy).toBe('token_revoked');
  });
});

describe('a token that Slack refuses before it said so', () => {
  it('loses nothing: what was being sent then goes when the workspace is connected again', async () => {
    const schakel = await startSchakel({ ...IN_SLACK, start: STORY_START });
    try {
      ok(await schakel.slack.as(COORDINATOR).openHome());
      for (const firstDay of ['4 januari 2027', '5 januari 2027']) {
        ok(await schakel.slack.as(COORDINATOR).click('home', 'Nieuwe casus openen'));
        ok(await schakel.slack.as(COORDINATOR).submit({ firstDay }));
        await schakel.settle();
      }
      const channels = schakel.slack.channels().map((c) => c.name);
      for (const channel of channels) {
        ok(await schakel.slack.as(COORDINATOR).click({ channel }, 'Wat gaat er goed?'));
        ok(await schakel.slack.as(COORDINATOR).submit({ words: 'een rustige ochtend' }));
      }
      // Slack's word about it does not arrive; the refusal does, in both channels at the same moment.
      schakel.slack.connect('http://127.0.0.1:9/slack/events');
      await schakel.slack.revokeToken();
      await schakel.settle();
      schakel.slack.reinstall();
      await schakel.restart();
      await schakel.settle();
      for (const channel of channels)
        expect(
          schakel.slack
            .read(channel)
            .filter((m) => m.includes('een rustige ochtend') && m.startsWith('Goed')),
        ).toHaveLength(1);
      expect(await schakel.app.store.outbox.backlog(schakel.clock.now().toISOString())).toMatchObject({
        pending: 0,
        dead: 0,
      });
    } finally {
      await schakel.stop();
    }
  });
});
