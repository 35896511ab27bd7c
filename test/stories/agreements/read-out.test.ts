import { afterEach, describe, expect, it } from 'vitest';
import type { StoredMessage } from '../../fakes/slack/index.ts';
import { clientOf } from '../../fakes/slack/support.ts';
import { ok } from '../../support/people/actor.ts';
import { LEAD, SCHOOL } from '../../support/people/in-slack.ts';
import type { Schakel } from '../../support/schakel/start-schakel.ts';
import { begun } from '../operation/begun.ts';
import type { Stage } from '../whole/story4-script.ts';

/** Slack gives a screen reader the words beside the blocks, and pushes the same words to phones. */
describe('who listens to Slack', () => {
  let schakel: Schakel<'slack'>;
  let stage: Stage;
  afterEach(() => schakel?.stop());

  const ofSchakel = (messages: readonly StoredMessage[]): StoredMessage[] =>
    messages.filter(
      (one) => one.author === schakel.slack.botUserId && one.subtype === undefined && one.blocks.length > 0,
    );
  const everything = (): StoredMessage[] =>
    ofSchakel([
      ...schakel.slack.history(stage.channel),
      ...schakel.slack.dm(LEAD),
      ...schakel.slack.dm(SCHOOL),
    ]);
  /** Returns the words in the blocks, buttons and all. */
  const words = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(words);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, one]) =>
      key === 'text' && typeof one === 'string' ? one.split('\n') : key === 'confirm' ? [] : words(one),
    );
  };
  const escaped = (text: string): string =>
    text.trim().replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

  it('has every word of every message, in a channel and directly', async () => {
    ({ schakel, stage } = await begun());
    await schakel.at('2027-03-16', '09:00');
    const messages = everything();
    expect(messages.length).toBeGreaterThan(8);
    // What stands behind it is read out with the rest.
    for (const { blocks, text } of messages)
      for (const word of words(blocks).filter((one) => one !== 'Meer …'))
        expect(text).toContain(escaped(word));
  });

  it('and a lock screen still has the code of the case and nothing of it', async () => {
    ({ schakel, stage } = await begun());
    await schakel.at('2027-03-16', '09:00');
    for (const { pushed } of everything()) {
      expect(pushed).not.toBeNull();
      expect(pushed).not.toMatch(/Onderwijsplan|Klaar als|afspraak 1|De mentor/);
      expect((pushed ?? '').length).toBeLessThan(80);
    }
  });

  it('has the answer to a button at once, since that pushes nothing', async () => {
    ({ schakel, stage } = await begun());
    ok(await schakel.slack.as(SCHOOL).command(stage.channel, '/schakel afspraken'));
    const answer = schakel.slack.readBy(SCHOOL, stage.channel).at(-1);
    expect(answer).toMatchObject({ pushed: null });
    expect(answer?.text).toContain('Onderwijsplan');
  });

  const praise = (): StoredMessage[] =>
    everything().filter((one) => JSON.stringify(one.blocks).includes('Goed nieuws in'));

  async function praised(): Promise<void> {
    ({ schakel, stage } = await begun());
    schakel.slack.fail({ kind: '503', method: 'chat.update', times: Number.POSITIVE_INFINITY });
    ok(await schakel.slack.as(LEAD).click({ channel: stage.channel }, 'Wat gaat er goed?'));
    ok(await schakel.slack.as(LEAD).submit({ words: 'een rustige ochtend' }));
    await schakel.app.work.settle();
    expect(praise()).toHaveLength(1);
    expect(praise()[0]?.text).not.toContain('een rustige ochtend');
    schakel.slack.heal();
  }

  it('hears it later when Slack does not take it now, and nothing is said twice or told as trouble', async () => {
    await praised();
    schakel.clock.advance(16 * 60_000);
    await schakel.settle();
    expect(praise()).toMatchObject([{ text: expect.stringContaining('een rustige ochtend') }]);
  });

  it('is said nothing again of what somebody deleted meanwhile', async () => {
    await praised();
    await clientOf(schakel.slack).chat.delete({ channel: stage.channel, ts: praise()[0]?.ts ?? '' });
    schakel.clock.advance(16 * 60_000);
    await schakel.settle();
    expect(praise()).toEqual([]);
    const now = schakel.clock.now().toISOString();
    expect(await schakel.app.store.outbox.backlog(now)).toMatchObject({ pending: 0, dead: 0 });
  });
});
