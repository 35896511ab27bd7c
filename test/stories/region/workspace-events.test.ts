import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COORDINATOR, LEAD, MUNICIPALITY, SCHOOL_DEPUTY, STRANGER } from '../../support/people/in-slack.ts';
import { openTown, type Town } from '../../support/schakel/start-schakel.ts';
import { begun } from '../operation/begun.ts';
import { ok, STORY_START, type Stage } from '../whole/story4-script.ts';

/** Events in a workspace come without a command: each is seen, told to the right person, and nothing is lost. */
describe('what happens in the workspace', () => {
  let town: Town;
  let stage: Stage;
  beforeAll(async () => {
    ({ town, stage } = await begun());
  });
  afterAll(() => town?.close());
  const told = (): string => town.direct(COORDINATOR).join('\n———\n');

  it('a renamed channel is told to the coordinators, with the reason why names matter', async () => {
    await town.slack.as(LEAD).rename(stage.channel, 'andere-naam');
    await town.settle();
    stage.channel = 'andere-naam';
    expect(told()).toContain('zet geen naam van een kind');
  });

  it('somebody who leaves the channel takes part no longer, and everybody sees it', async () => {
    await town.slack.as(SCHOOL_DEPUTY).leave(stage.channel);
    await town.settle();
    expect(town.channel(stage.channel).join('\n')).toContain('heeft het kanaal verlaten');
    const overview = town.channel(stage.channel).find((m) => m.includes(': overzicht')) ?? '';
    expect(overview).not.toContain('Intern begeleider school');
  });

  it('somebody who was let in by hand reads along: the lead is told, and what to do', async () => {
    await town.slack.as(LEAD).invite(stage.channel, STRANGER);
    await town.settle();
    expect(town.direct(LEAD).at(-1)).toContain('Iemand anders is in het Slack-kanaal van');
    expect(town.direct(LEAD).at(-1)).toContain('haal die persoon er dan weer uit');
  });

  it('the same event twice has one effect', async () => {
    const before = town.channel(stage.channel).length;
    await town.slack.redeliver('events_api');
    await town.settle();
    expect(town.channel(stage.channel)).toHaveLength(before);
  });

  it('somebody whose account is closed takes part no longer', async () => {
    await town.slack.deactivateUser(MUNICIPALITY);
    await town.settle();
    expect(town.channel(stage.channel).join('\n')).toContain('account van Jeugdconsulent gemeente');
    expect(town.direct(LEAD).at(-1)).toContain('had nog open afspraken. Wie kan ze overnemen?');
    expect(town.direct(LEAD).at(-1)).toContain('Zorgplan');
    ok(await town.slack.as(LEAD).click({ channel: stage.channel, text: 'Zorgplan' }, 'Andere eigenaar'));
    ok(await town.slack.as(LEAD).submit({ owner: 'Casemanager gemeente (casemanager gemeente)' }));
    await town.settle();
    const card = town.channel(stage.channel).find((m) => m.startsWith('Afspraak 2'));
    expect(card).toContain('Wie: @Casemanager gemeente');
  });

  it('an archived channel is told to the coordinators; taken out of the archive it goes on', async () => {
    await town.slack.as(LEAD).archive(stage.channel);
    await town.settle();
    expect(told()).toContain('gearchiveerd');
    await town.slack.as(LEAD).unarchive(stage.channel);
    await town.settle();
    expect(told()).toContain('is weer open');
    ok(await town.slack.as(LEAD).command(stage.channel, '/schakel afspraken'));
  });

  it('a bot that is taken out of the channel says so to the coordinators', async () => {
    await town.slack.as(LEAD).removeBot(stage.channel);
    await town.settle();
    expect(told()).toContain('uit het Slack-kanaal van');
  });

  it('a token that is revoked ends all sending at once; what waited is kept', async () => {
    const calls = (): number => town.slack.calls().filter((c) => c.method.startsWith('chat.')).length;
    await town.slack.revokeToken();
    await town.settle();
    const before = calls();
    await town.at('2027-03-16', '09:00');
    expect(calls()).toBe(before);
    const { rows } = await town.database.database.pool.query<{ disabledWhy: string }>(
      `SELECT "disabledWhy" FROM "workspace" WHERE "platform" = 'slack'`,
    );
    expect(rows[0]?.disabledWhy).toBe('token_revoked');
  });
});

describe('a token that Slack refuses before it said so', () => {
  it('loses nothing: what was being sent then goes when the workspace is connected again', async () => {
    const town = await openTown({ start: STORY_START });
    try {
      ok(await town.slack.as(COORDINATOR).openHome());
      for (const firstDay of ['4 januari 2027', '5 januari 2027']) {
        ok(await town.slack.as(COORDINATOR).click('home', 'Nieuwe casus openen'));
        ok(await town.slack.as(COORDINATOR).submit({ firstDay }));
        await town.settle();
      }
      const channels = town.slack.channels().map((c) => c.name);
      for (const channel of channels) {
        ok(await town.slack.as(COORDINATOR).click({ channel }, 'Wat gaat er goed?'));
        ok(await town.slack.as(COORDINATOR).submit({ words: 'een rustige ochtend' }));
      }
      // Slack's word about it does not arrive; the refusal does, in both channels at the same moment.
      town.slack.connect('http://127.0.0.1:9/slack/events');
      await town.slack.revokeToken();
      await town.settle();
      town.slack.reinstall();
      await town.restart();
      await town.settle();
      for (const channel of channels)
        expect(
          town.channel(channel).filter((m) => m.includes('een rustige ochtend') && m.startsWith('Goed')),
        ).toHaveLength(1);
      expect(await town.app.store.outbox.backlog(town.clock.now().toISOString())).toMatchObject({
        pending: 0,
        dead: 0,
      });
    } finally {
      await town.close();
    }
  });
});
