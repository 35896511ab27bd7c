import { createHmac } from 'node:crypto';
import { type Agent, type ClientRequest, request } from 'node:http';

export const SIGNING_SECRET = 'a-signing-secret-of-the-benchmarks';
export const BOT_TOKEN = 'xoxb-0-bench';

export interface SlashCommand {
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  readonly command: string;
  readonly text: string;
}

let count = 0;

/** A slash command as Slack sends it, signed now, or for a clock that is `ahead` by so many ms. Rejects when nobody listens. */
export function sendCommand(
  port: number,
  agent: Agent,
  it: SlashCommand,
  ahead = 0,
): Promise<{ status: number; body: string }> {
  const body = new URLSearchParams({
    team_id: it.team,
    user_id: it.user,
    channel_id: it.channel,
    command: it.command,
    text: it.text,
    trigger_id: `bench-${process.pid}-${++count}`,
    response_url: 'http://127.0.0.1:9/none',
  }).toString();
  const at = Math.floor((Date.now() + ahead) / 1000);
  const mac = createHmac('sha256', SIGNING_SECRET).update(`v0:${at}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    'x-slack-request-timestamp': String(at),
    'x-slack-signature': `v0=${mac}`,
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path: '/slack/events', method: 'POST', agent, headers },
      (response) => {
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          answer += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: answer }));
      },
    );
    sent.on('error', (error) => reject(lostOn(sent, error)));
    sent.end(body);
  });
}

/** A connection that was kept can be closed by the other side just as it is used again: nothing was heard there. */
export class LostOnKept extends Error {
  override readonly name = 'LostOnKept';
}

export function lostOn(sent: ClientRequest, error: NodeJS.ErrnoException): Error {
  return sent.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
    ? new LostOnKept(`lost on a connection that was kept: ${error.code}`, { cause: error })
    : error;
}
