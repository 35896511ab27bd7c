import { once } from 'node:events';
import { createServer } from 'node:http';

/** A Slack that says yes to everything, as cheaply as it can: what it costs is not what is measured. */
export async function startAnswering(): Promise<{ readonly apiUrl: string; close(): Promise<void> }> {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      count += 1;
      const ts = `1800000000.${String(count).padStart(6, '0')}`;
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ ok: true, ts, channel: 'C1', team_id: 'T0BENCH', team: 'Bench', user_id: 'U0BOT' }),
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    apiUrl: `http://127.0.0.1:${address.port}/api/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
