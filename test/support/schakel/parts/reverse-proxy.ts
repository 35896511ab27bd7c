import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The one address of an installation, before processes that come and go, as a reverse proxy is in production. */
export interface ReverseProxy {
  readonly address: string;
  /** The processes that take turns from now on. */
  lead(...ports: readonly number[]): void;
  close(): Promise<void>;
}

export async function openReverseProxy(): Promise<ReverseProxy> {
  let ports: readonly number[] = [];
  let turn = 0;
  const server = createServer((incoming, response) => {
    const port = ports[turn++ % Math.max(1, ports.length)];
    if (port === undefined) return void response.writeHead(503).end();
    const { method, url: path, headers } = incoming;
    const onward = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lead: (...to) => {
      ports = to;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
