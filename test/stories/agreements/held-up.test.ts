import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEAD, SCHOOL } from '../../support/people/in-slack.ts';
import type { Town } from '../../support/schakel/start-schakel.ts';
import { begun } from '../operation/begun.ts';
import { ok, type Stage } from '../whole/story4-script.ts';

/** Whatever held a message up: it comes within contact hours, and nobody gets two days' questions after one another. */
describe('a message that was held up', () => {
  let town: Town;
  let stage: Stage;
  beforeEach(async () => {
    ({ town, stage } = await begun());
  });
  afterEach(() => town?.close());

  const inChannel = (words: string): string[] => town.channel(stage.channel).filter((m) => m.includes(words));
  const bundles = (): string[] => town.direct(SCHOOL).filter((m) => m.startsWith('Vandaag, '));

  it('by a Slack that asks for patience until Saturday evening comes on Monday morning; the card shows it at once', async () => {
    await town.at('2027-03-12', '17:20');
    town.slack.fail({ kind: '429', method: 'chat.postMessage', times: 1, retryAfter: 86_400 });
    ok(await town.slack.as(LEAD).click({ channel: stage.channel, text: 'Onderwijsplan' }, 'Pauze'));
    ok(await town.slack.as(LEAD).submit({ reason: 'we wachten op de bekostiging', until: '7 april' }));
    await town.settle();
    town.slack.heal();
    await town.at('2027-03-13', '20:00');
    expect(inChannel('heeft afspraak 1: Onderwijsplan gepauzeerd')).toEqual([]);
    expect(inChannel('Klaar als: gedeeld')[0]).toContain('Pauze: tot woensdag 7 april 2027');
    await town.at('2027-03-15', '08:30');
    expect(inChannel('heeft afspraak 1: Onderwijsplan gepauzeerd')).toHaveLength(1);
  });

  it('by a Slack that is away for seven hours comes when it is back, once', async () => {
    town.slack.fail({ kind: '503', method: 'chat.postMessage', times: 10_000 });
    ok(await town.slack.as(LEAD).click({ channel: stage.channel }, 'Wat gaat er goed?'));
    ok(await town.slack.as(LEAD).submit({ words: 'een rustige ochtend' }));
    for (let minutes = 0; minutes < 420; minutes += 15) {
      town.clock.advance(15 * 60_000);
      await town.settle();
    }
    town.slack.heal();
    await town.at('2027-03-15', '09:00');
    expect(inChannel('Goed nieuws')).toHaveLength(1);
    expect(await town.app.store.outbox.backlog(town.clock.now().toISOString())).toMatchObject({ dead: 0 });
  });

  it.each([
    ['says nothing', 'destroyed-before'],
    ['answers 503', '503'],
  ] as const)(
    'by a Slack that %s on the whole day: the questions come in one bundle',
    async (_what, kind) => {
      await town.at('2027-03-16', '09:00');
      expect(bundles()).toHaveLength(1);
      town.slack.fail({ kind, method: 'chat.postMessage', times: 10_000 });
      await town.at('2027-03-18', '09:00');
      await town.at('2027-03-18', '18:00');
      town.slack.heal();
      await town.at('2027-03-18', '21:00');
      expect(bundles()).toHaveLength(1);
      await town.at('2027-03-19', '09:00');
      expect(bundles()).toHaveLength(2);
      expect(bundles()[1]).toContain('Wat heb je nodig?');
      expect(bundles()[1]?.match(/Onderwijsplan/g)).toHaveLength(1);
    },
  );
});
