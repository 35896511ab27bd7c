import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { LEAD, SCHOOL } from '../../support/people/in-slack.ts';
import type { Schakel } from '../../support/schakel/start-schakel.ts';
import { begun } from '../operation/begun.ts';
import type { Stage } from '../whole/story4-script.ts';

/** Whatever held a message up: it comes within contact hours, and nobody gets two days' questions after one another. */
describe('a message that was held up', () => {
  let schakel: Schakel<'slack'>;
  let stage: Stage;
  beforeEach(async () => {
    ({ schakel, stage } = await begun());
  });
  afterEach(() => schakel?.stop());

  const inChannel = (words: string): string[] =>
    schakel.slack.read(stage.channel).filter((m) => m.includes(words));
  const bundles = (): string[] => schakel.slack.written(SCHOOL).filter((m) => m.startsWith('Vandaag, '));

  it('by a Slack that asks for patience until Saturday evening comes on Monday morning; the card shows it at once', async () => {
    await schakel.at('2027-03-12', '17:20');
    schakel.slack.fail({ kind: '429', method: 'chat.postMessage', times: 1, retryAfter: 86_400 });
    ok(await schakel.slack.as(LEAD).click({ channel: stage.channel, text: 'Onderwijsplan' }, 'Pauze'));
    ok(await schakel.slack.as(LEAD).submit({ reason: 'we wachten op de bekostiging', until: '7 april' }));
    await schakel.settle();
    schakel.slack.heal();
    await schakel.at('2027-03-13', '20:00');
    expect(inChannel('heeft afspraak 1: Onderwijsplan gepauzeerd')).toEqual([]);
    expect(inChannel('Klaar als: gedeeld')[0]).toContain('Pauze: tot woensdag 7 april 2027');
    await schakel.at('2027-03-15', '08:30');
    expect(inChannel('heeft afspraak 1: Onderwijsplan gepauzeerd')).toHaveLength(1);
  });

  it('by a Slack that is away for seven hours comes when it is back, once', async () => {
    schakel.slack.fail({ kind: '503', method: 'chat.postMessage', times: 10_000 });
    ok(await schakel.slack.as(LEAD).click({ channel: stage.channel }, 'Wat gaat er goed?'));
    ok(await schakel.slack.as(LEAD).submit({ words: 'een rustige ochtend' }));
    for (let minutes = 0; minutes < 420; minutes += 15) {
      schakel.clock.advance(15 * 60_000);
      await schakel.settle();
    }
    schakel.slack.heal();
    await schakel.at('2027-03-15', '09:00');
    expect(inChannel('Goed nieuws')).toHaveLength(1);
    expect(await schakel.app.store.outbox.backlog(schakel.clock.now().toISOString())).toMatchObject({
      dead: 0,
    });
  });

  it.each([
    ['says nothing', 'destroyed-before'],
    ['answers 503', '503'],
  ] as const)(
    'by a Slack that %s on the whole day: the questions come in one bundle',
    async (_what, kind) => {
      await schakel.at('2027-03-16', '09:00');
      expect(bundles()).toHaveLength(1);
      schakel.slack.fail({ kind, method: 'chat.postMessage', times: 10_000 });
      await schakel.at('2027-03-18', '09:00');
      await schakel.at('2027-03-18', '18:00');
      schakel.slack.heal();
      await schakel.at('2027-03-18', '21:00');
      expect(bundles()).toHaveLength(1);
      await schakel.at('2027-03-19', '09:00');
      expect(bundles()).toHaveLength(2);
      expect(bundles()[1]).toContain('Wat heb je nodig?');
      expect(bundles()[1]?.match(/Onderwijsplan/g)).toHaveLength(1);
    },
  );
});
