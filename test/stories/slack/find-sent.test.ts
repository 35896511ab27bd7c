import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { clientOf } from '../../fakes/slack/support.ts';
import { IN_SLACK, LEAD } from '../../support/people/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

const MINUTE = 60_000;

/** An app outside the Marketplace reads a channel back once a minute, fifteen messages at once. */
describe('an answer of Slack that was lost, where Slack reads back once a minute', () => {
  let schakel: Schakel<'slack'>;
  afterEach(() => schakel?.stop());

  async function open(slack: { knowsClientMsgIds?: boolean } = {}): Promise<void> {
    schakel = await startSchakel({
      ...IN_SLACK,
      slack: { ...IN_SLACK.slack, pace: false, limitedHistoryMs: MINUTE, ...slack },
    });
  }

  async function channels(count: number): Promise<string[]> {
    const client = clientOf(schakel.slack);
    const made: string[] = [];
    for (let i = 0; i < count; i += 1) {
      const { channel } = await client.conversations.create({ name: `wilg-${i}`, is_private: true });
      made.push(channel?.id ?? '');
    }
    return made;
  }

  async function tell(channelId: string, words: string, isCard = false): Promise<void> {
    const { store } = schakel.app;
    const region = await store.regionByKey('midden');
    const now = schakel.clock.now().toISOString();
    await store.commit({
      now,
      cases: [],
      messages: [
        {
          id: randomUUID(),
          dedupeKey: `${channelId}:${words}`,
          conversation: { workspaceId: region?.workspaces[0]?.id ?? '', channelId },
          regionId: null,
          caseId: null,
          recipientId: null,
          isCard,
          payload: { type: 'GoodNews', caseId: '', code: 'Wilg-27', agreement: null, strength: words },
          notBefore: now,
        },
      ],
    });
  }

  const standing = (channel: string, words: string): number =>
    schakel.slack.read(channel).filter((message) => message.includes(words)).length;

  /** Time passes in steps of a second and more, and everything that is due happens. */
  async function pass(ms: number): Promise<void> {
    const end = schakel.clock.now().getTime() + ms;
    while (schakel.clock.now().getTime() < end) {
      await schakel.app.work.settle();
      const next = await schakel.app.store.outbox.nextAt(schakel.clock.now().toISOString());
      const wait = next ? Date.parse(next) - schakel.clock.now().getTime() : ms;
      schakel.clock.advance(Math.min(Math.max(1, wait), end - schakel.clock.now().getTime()));
    }
    await schakel.app.work.settle();
  }

  it('holds up nothing else: what is said in another channel comes at once', async () => {
    await open();
    const [quiet = '', ...unclear] = await channels(21);
    schakel.slack.fail({ kind: 'destroyed-after', method: 'chat.postMessage', times: 20 });
    for (const channel of unclear) await tell(channel, 'twijfel');
    await pass(5_000);
    await tell(quiet, 'iets anders');
    await pass(1_000);
    expect(standing(quiet, 'iets anders')).toBe(1);
  });

  it('learns the pace from the first refusal, and asks once a minute from then on', async () => {
    await open();
    const unclear = await channels(6);
    schakel.slack.fail({ kind: 'destroyed-after', method: 'chat.postMessage', times: 6 });
    for (const channel of unclear) await tell(channel, 'twijfel');
    await pass(9 * MINUTE);
    expect(unclear.map((channel) => standing(channel, 'twijfel'))).toEqual([1, 1, 1, 1, 1, 1]);
    const looks = schakel.slack.calls().filter((one) => one.method === 'conversations.history');
    expect(looks.filter((one) => one.ok)).toHaveLength(6);
    // Those that were under way together when Slack said so for the first time.
    expect(looks.filter((one) => !one.ok).length).toBeLessThanOrEqual(5);
  });

  it.each([
    ['knows it by its id', true],
    ['does not', false],
  ])(
    'looks for ten minutes and then says it all the same, where Slack %s',
    async (_what, knowsClientMsgIds) => {
      await open({ knowsClientMsgIds });
      const unclear = await channels(25);
      schakel.slack.fail({ kind: 'destroyed-after', method: 'chat.postMessage', times: 25 });
      for (const channel of unclear) await tell(channel, 'twijfel');
      await pass(12 * MINUTE);
      const counts = unclear.map((channel) => standing(channel, 'twijfel'));
      expect(Math.min(...counts)).toBe(1);
      expect(Math.max(...counts)).toBe(knowsClientMsgIds ? 1 : 2);
      const twice = counts.filter((count) => count === 2).length;
      expect(twice).toBeLessThanOrEqual(15);
      expect(await schakel.app.store.outbox.backlog(schakel.clock.now().toISOString())).toMatchObject({
        pending: 0,
        dead: 0,
      });
    },
  );

  it('goes on with the page where it was, when people wrote more than fifteen meanwhile', async () => {
    await open();
    const [channel = ''] = await channels(1);
    await clientOf(schakel.slack).conversations.invite({ channel, users: LEAD });
    schakel.slack.fail({ kind: 'destroyed-before', method: 'chat.postMessage' });
    await tell(channel, 'kwam niet aan');
    await schakel.app.work.settle();
    for (let i = 0; i < 40; i += 1) await schakel.slack.as(LEAD).say(channel, `bericht ${i}`);
    await pass(5 * MINUTE);
    expect(standing(channel, 'kwam niet aan')).toBe(1);
    const asked = schakel.slack.calls().filter((one) => one.method === 'conversations.history' && one.ok);
    expect(asked.map((one) => Boolean(one.args.cursor))).toEqual([false, true, true, false]);
    expect(asked.every((one) => Number(one.args.limit) === 15)).toBe(true);
  });

  it('looks around the moment of the lost answer, not through all that was said since', async () => {
    await open();
    const [channel = ''] = await channels(1);
    await clientOf(schakel.slack).conversations.invite({ channel, users: LEAD });
    schakel.slack.fail({ kind: 'destroyed-after', method: 'chat.postMessage' });
    schakel.slack.fail({ kind: '503', method: 'conversations.history', times: 8 });
    await tell(channel, 'kwam aan');
    await schakel.app.work.settle();
    for (let minutes = 0; minutes < 4; minutes += 1) {
      await pass(MINUTE);
      for (let i = 0; i < 20; i += 1) await schakel.slack.as(LEAD).say(channel, `later ${minutes} ${i}`);
    }
    schakel.slack.heal();
    await pass(20 * MINUTE);
    expect(standing(channel, 'kwam aan')).toBe(1);
    expect(
      schakel.slack.calls().filter((one) => one.method === 'conversations.history' && one.ok),
    ).toHaveLength(1);
  });

  it('puts a card again that somebody deleted, also where Slack knows it by its id', async () => {
    await open({ knowsClientMsgIds: true });
    const [channel = ''] = await channels(1);
    await tell(channel, 'eerst', true);
    await schakel.app.work.settle();
    const ts = schakel.slack.history(channel).at(-1)?.ts ?? '';
    await clientOf(schakel.slack).chat.delete({ channel, ts });
    await schakel.database.database.pool.query(
      `UPDATE "message" SET "state" = 'pending', "revision" = "revision" + 1`,
    );
    await schakel.database.database.pool.query(`UPDATE "conversation" SET "nextAt" = $1`, [
      schakel.clock.now(),
    ]);
    await pass(MINUTE);
    expect(standing(channel, 'eerst')).toBe(1);
  });

  it('calls what Slack knows and somebody deleted said', async () => {
    await open({ knowsClientMsgIds: true });
    const [channel = ''] = await channels(1);
    schakel.slack.fail({ kind: 'destroyed-after', method: 'chat.postMessage' });
    await tell(channel, 'gezegd');
    await schakel.app.work.settle();
    const ts = schakel.slack.history(channel).at(-1)?.ts ?? '';
    await clientOf(schakel.slack).chat.delete({ channel, ts });
    await pass(5 * MINUTE);
    expect(standing(channel, 'gezegd')).toBe(0);
    expect(await schakel.app.store.outbox.backlog(schakel.clock.now().toISOString())).toMatchObject({
      pending: 0,
      dead: 0,
    });
  });
});
