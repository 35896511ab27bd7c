import { App, HTTPReceiver } from '@slack/bolt';
import pg from 'pg';

/**
 * The least that Bolt can do, as a process of its own: signed slash commands over HTTP, acknowledged. With DATABASE_URL
 * one row is committed before each acknowledgement. What Schakel is held against.
 */
const url = process.env.DATABASE_URL;
const pool = url ? new pg.Pool({ connectionString: url, max: 10 }) : null;
const receiver = new HTTPReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET ?? '' });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B0BENCH', botUserId: 'U0BENCH' }),
});
app.command('/klaar', async ({ command, ack }) => {
  await pool?.query({
    name: 'bare',
    text: 'INSERT INTO "bare" ("id", "at", "text") VALUES ($1, now(), $2)',
    values: [command.trigger_id, command.text],
  });
  await ack('Dank je wel.');
});
await receiver.start(Number(process.env.PORT));
