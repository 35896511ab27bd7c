import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTeamsStandIn, type TeamsStandIn } from '../index.ts';
import { APP_ID, type SmallBot, startBot } from '../playground/small-bot.ts';

let teams: TeamsStandIn;
let bot: SmallBot;
let now = 0;

const card = (title: string, type: string) => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'TextBlock', text: 'Call the school' }],
    actions: [{ type, title, verb: 'done', data: { agreement: 1 } }],
  },
});

beforeAll(async () => {
  teams = await startTeamsStandIn({ now: () => now, appId: APP_ID });
  bot = await startBot(teams, (handler) => {
    handler.onMessage(async (context) => {
      const { text, value, from } = context.activity;
      if (text?.includes('card'))
        await context.sendActivity({ summary: 'A card', attachments: [card('Done', 'Action.Execute')] });
      else await context.sendActivity(`${from.name} said ${text ?? JSON.stringify(value)}`);
    });
    handler.pressed = async (context, { action }) => {
      const { id, replyToId: pressed, conversation, from } = context.activity;
      const text = `${from.name} pressed ${action.verb} ${JSON.stringify(action.data)}`;
      expect(id).toBeTruthy();
      await context.updateActivity({ id: pressed, type: 'message', text, conversation } as never);
      return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Thanks' };
    };
  });
});
afterAll(async () => {
  await bot?.close();
  await teams?.close();
});

describe('people', () => {
  it('say something to the bot in their personal chat and read its answer', async () => {
    now += 10_000;
    for (const user of teams.users.slice(0, 3)) {
      const chat = await teams.personal(user.aadObjectId);
      const { answer } = await teams.say(user.aadObjectId, chat, 'hello');
      expect(answer?.status).toBe(200);
      expect(teams.history(chat).map((one) => [one.from, one.text])).toEqual([
        [user.aadObjectId, 'hello'],
        ['bot', `${user.name} said hello`],
      ]);
    }
  });

  it('press a button of a card', async () => {
    now += 10_000;
    const [, officer] = teams.users;
    const said = await teams.say(officer!.aadObjectId, teams.channel, 'card', { mention: true });
    const shown = teams.history(teams.channel).at(-1)!;
    expect([shown.summary, shown.thread]).toEqual(['A card', said.id]);
    const answer = await teams.click(officer!.aadObjectId, shown.id, 'Done');
    expect(answer).toEqual({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Thanks' },
    });
    expect(teams.history(teams.channel).at(-1)).toMatchObject({
      id: shown.id,
      text: 'Attendance officer pressed done {"agreement":1}',
      updates: 1,
    });
  });
});
