import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RefusalCode, startTeamsStandIn, type TeamsStandIn } from '../index.ts';
import { APP_ID } from '../playground/small-bot.ts';
import { connectorOf, texts } from '../support.ts';

let teams: TeamsStandIn;
let bot: ReturnType<typeof connectorOf>;
let now = 0;
let hasTargeted = true;
/** Longer than any window of Teams. */
const LATER = 3_600_001;

beforeAll(async () => {
  teams = await startTeamsStandIn({ now: () => now, appId: APP_ID, targets: () => hasTargeted });
  bot = connectorOf(teams);
});
afterAll(() => teams?.close());
beforeEach(() => {
  now += LATER;
  teams.heal();
});

/** A fresh channel for each test. */
let rooms = 0;
function room(): string {
  const id = `19:room-${++rooms}@thread.tacv2`;
  const members = () => teams.users.map((user) => user.aadObjectId);
  teams.openRoom({ id, kind: 'channel', name: `Room ${rooms}`, members, hasBot: () => true });
  return id;
}

describe('a message for one person alone', () => {
  const someone = (n: number) => teams.users[n]?.aadObjectId ?? '';

  it('is kept for that person, and refused to be pressed by another', async () => {
    const channel = room();
    const sent = await bot.postTo(channel, `29:${someone(1)}`, { text: 'alleen voor u' });
    expect(sent.status).toBe(201);
    expect(teams.history(channel)).toMatchObject([{ text: 'alleen voor u', onlyFor: someone(1) }]);
    await expect(teams.click(someone(2), String(sent.body.id), 'Klopt')).rejects.toThrow(
      /for another person alone/,
    );
  });

  it('is refused without a person, for somebody who is not there, and in a personal chat', async () => {
    const channel = room();
    expect((await bot.postTo(channel, null, { text: 'x' })).status).toBe(400);
    expect((await bot.postTo(channel, '29:nobody', { text: 'x' })).status).toBe(403);
    const { body } = await bot.create(`29:${someone(0)}`);
    expect((await bot.postTo(String(body.id), `29:${someone(0)}`, { text: 'x' })).status).toBe(400);
    expect(texts(teams, channel)).toEqual([]);
  });

  it('is refused by a tenant that does not have it', async () => {
    hasTargeted = false;
    const channel = room();
    expect((await bot.postTo(channel, `29:${someone(1)}`, { text: 'x' })).status).toBe(400);
    expect(texts(teams, channel)).toEqual([]);
    hasTargeted = true;
  });
});

describe('a fault', () => {
  it.each([412, 429, 500, 502, 503, 504] as const)(
    'of %i keeps the message from being delivered',
    async (answer) => {
      const channel = room();
      teams.fault({ answer });
      expect(await bot.post(channel, { text: 'lost' })).toMatchObject({
        status: answer,
        retryAfter: undefined,
      });
      expect((await bot.post(channel, { text: 'arrived' })).status).toBe(201);
      expect(texts(teams, channel)).toEqual(['arrived']);
    },
  );

  it('of 429 says after how many seconds to come back', async () => {
    teams.fault({ answer: 429, retryAfter: 7 });
    expect(await bot.post(room(), { text: 'too fast' })).toMatchObject({
      status: 429,
      retryAfter: '7',
      body: { error: { code: 'Throttled' } },
    });
  });

  it.each([502, 503, 504] as const)('of %i after delivery leaves the message there', async (answer) => {
    const channel = room();
    teams.fault({ answer, delivered: true });
    expect((await bot.post(channel, { text: 'arrived all the same' })).status).toBe(answer);
    expect(texts(teams, channel)).toEqual(['arrived all the same']);
  });

  it('breaks the connection before or after delivery', async () => {
    const channel = room();
    teams.fault({ answer: 'reset' });
    await expect(bot.post(channel, { text: 'lost' })).rejects.toThrow(/socket hang up|ECONNRESET/);
    teams.fault({ answer: 'reset', delivered: true });
    await expect(bot.post(channel, { text: 'arrived' })).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(texts(teams, channel)).toEqual(['arrived']);
  });

  it.each([
    'BotNotInConversationRoster',
    'ForbiddenOperationException',
    'ConversationBlockedByUser',
    'BotDisabledByAdmin',
  ] satisfies RefusalCode[])('refuses with %s', async (answer) => {
    teams.fault({ answer });
    expect(await bot.post(room(), { text: 'no' })).toMatchObject({
      status: 403,
      body: { error: { code: answer } },
    });
  });

  it('refuses with MessageWritesBlocked as Teams words it: a sub-code inside the message', async () => {
    teams.fault({ answer: 'MessageWritesBlocked' });
    const { status, body } = await bot.post(room(), { text: 'no' });
    expect(status).toBe(403);
    expect(JSON.parse(String(body.message))).toMatchObject({ subCode: 'MessageWritesBlocked' });
  });

  it('knows no message that is there', async () => {
    const channel = room();
    const { body } = await bot.post(channel, { text: 'first' });
    teams.fault({ answer: 'ActivityNotFoundInConversation', call: 'update' });
    expect(await bot.update(channel, String(body.id), { text: 'second' })).toMatchObject({
      status: 404,
      body: { error: { code: 'ActivityNotFoundInConversation' } },
    });
    expect(texts(teams, channel)).toEqual(['first']);
  });

  it('waits for its own kind of call and its own conversation, as often as was said', async () => {
    const [one, other] = [room(), room()];
    teams.fault({ answer: 503, call: 'post', conversation: one, times: 2 });
    expect((await bot.members(one)).status).toBe(200);
    expect((await bot.post(other, { text: 'elsewhere' })).status).toBe(201);
    expect((await bot.post(one, { text: 'a' })).status).toBe(503);
    expect((await bot.post(one, { text: 'b' })).status).toBe(503);
    expect((await bot.post(one, { text: 'c' })).status).toBe(201);
  });

  it('that was taken back does not come', async () => {
    teams.fault({ answer: 503 });
    teams.heal();
    expect((await bot.post(room(), { text: 'fine' })).status).toBe(201);
  });
});

describe('the pace of Teams', () => {
  const send = async (channel: string, count: number) => {
    const answers = [];
    for (let i = 0; i < count; i++) answers.push(await bot.post(channel, { text: `${i}` }));
    return answers.map(({ status, retryAfter }) =>
      status === 201 ? 'sent' : `${status} after ${retryAfter}`,
    );
  };
  const sent = (count: number) => Array.from({ length: count }, () => 'sent');

  it('is seven messages in a second, and eight in two', async () => {
    const channel = room();
    expect(await send(channel, 8)).toEqual([...sent(7), '429 after 1']);
    now += 1000;
    expect(await send(channel, 2)).toEqual(['sent', '429 after 1']);
    now += 1000;
    expect(await send(channel, 1)).toEqual(['sent']);
  });

  it('is kept for each conversation by itself, its threads included, and changes count', async () => {
    const [one, other] = [room(), room()];
    const { body } = await bot.post(one, { text: 'start' });
    const id = String(body.id);
    for (let i = 0; i < 3; i++)
      expect((await bot.post(`${one};messageid=${id}`, { text: 'reply' })).status).toBe(201);
    for (let i = 0; i < 3; i++) expect((await bot.update(one, id, { text: `change ${i}` })).status).toBe(200);
    expect((await bot.update(one, id, { text: 'one too many' })).status).toBe(429);
    expect((await bot.post(other, { text: 'elsewhere' })).status).toBe(201);
  });

  it('is fifty calls a second for an app in one tenant, whatever it asks', async () => {
    const channel = room();
    for (let i = 0; i < 50; i++) expect((await bot.members(channel)).status).toBe(200);
    expect(await bot.members(channel)).toMatchObject({ status: 429, retryAfter: '1' });
  });

  it('is not kept when the test says so', async () => {
    const hasty = await startTeamsStandIn({ now: () => 0, appId: APP_ID, pace: false });
    const connector = connectorOf(hasty);
    for (let i = 0; i < 9; i++) expect((await connector.post(hasty.channel, { text: 'x' })).status).toBe(201);
    await hasty.close();
  });
});

describe('a message', () => {
  it('of more than 100 KB as UTF-16 is refused', async () => {
    const channel = room();
    const most = 50 * 1024 - JSON.stringify({ type: 'message', text: '' }).length;
    expect((await bot.post(channel, { text: 'x'.repeat(most) })).status).toBe(201);
    expect(await bot.post(channel, { text: 'x'.repeat(most + 1) })).toMatchObject({
      status: 413,
      body: { error: { code: 'MessageSizeTooBig' } },
    });
    expect(teams.history(channel)).toHaveLength(1);
  });

  it('with words and cards is one message, as on Teams', async () => {
    const channel = room();
    const content = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'a card' }] };
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
    const { status, body } = await bot.post(channel, { text: 'words', summary: 'In short', attachments });
    expect(status).toBe(201);
    expect(teams.history(channel)).toEqual([
      expect.objectContaining({ id: body.id, text: 'words', summary: 'In short', attachments }),
    ]);
  });

  it('to a conversation that nobody made is refused', async () => {
    expect(await bot.post('19:nowhere@thread.tacv2', { text: 'hello' })).toMatchObject({
      status: 404,
      body: { error: { code: 'ConversationNotFound' } },
    });
  });

  it('that the Playground does not understand is refused by it', async () => {
    expect((await bot.post(room(), {})).status).toBe(400);
  });
});

it('remembers every call with what the bot got', async () => {
  const channel = room();
  const before = teams.calls().length;
  teams.fault({ answer: 'reset' });
  await bot.post(channel, { text: 'lost' }).catch(() => undefined);
  await bot.post(channel, { text: 'arrived' });
  expect(
    teams
      .calls()
      .slice(before)
      .map(({ kind, conversation, body, status }) => [kind, conversation, body.text, status]),
  ).toEqual([
    ['post', channel, 'lost', 0],
    ['post', channel, 'arrived', 201],
  ]);
});
