import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTeamsStandIn, type TeamsStandIn } from '../index.ts';
import { APP_ID, cardOf, type SmallBot, startBot } from '../playground/small-bot.ts';
import { openPage, type TeamsPage } from './page.ts';

let teams: TeamsStandIn;
let bot: SmallBot;
let page: TeamsPage;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'teams-page-'));
  teams = await startTeamsStandIn({ now: Date.now, appId: APP_ID });
  bot = await startBot(teams, (handler) => {
    handler.onMessage(async (context) => {
      await context.sendActivity({ attachments: [cardOf('Call the school', ['Done'])] });
    });
    handler.pressed = async (context) => {
      const { replyToId, conversation, from } = context.activity;
      const attachments = [cardOf(`Done by ${from.name}`, [])];
      await context.updateActivity({ type: 'message', id: replyToId!, conversation, attachments });
      return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Thanks' };
    };
  });
  page = await openPage(teams.pageUrl);
});
afterAll(async () => {
  await page?.close();
  await bot?.close();
  await teams?.close();
  await rm(folder, { recursive: true, force: true });
});

it('lets the person at the page press a button of a card and see what the bot made of it', async () => {
  const [coordinator] = teams.users;
  const chat = await teams.personal(coordinator!.aadObjectId);
  await teams.say(coordinator!.aadObjectId, chat, 'what is there to do?');
  await page.sees('Call the school');
  await page.click('Done');
  await page.sees(`Done by ${coordinator!.name}`);
  await teams.settled();
  expect(teams.history(chat).at(-1)).toMatchObject({ from: 'bot', updates: 1 });
  const picture = join(folder, 'page.png');
  await page.screenshot(picture);
  expect((await readFile(picture)).subarray(1, 4).toString()).toBe('PNG');
});
