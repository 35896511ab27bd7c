import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ResponseUrls } from './events/response-url.ts';
import { type Gate, serveApi } from './web-api/web-api.ts';

/** The one HTTP server of the stand-in: Web API, answers of the app, and the socket. */
interface StandInServer {
  readonly http: Server;
  /** Address without a slash at the end. */
  readonly base: string;
  serve(responseUrls: ResponseUrls, gate: Gate): void;
  close(): Promise<void>;
}

export async function startServer(): Promise<StandInServer> {
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    http,
    base: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    serve: (responseUrls, gate) => {
      http.on('request', (request: IncomingMessage, response: ServerResponse) => {
        const isAnswer = request.url?.startsWith('/response/') === true;
        const served = isAnswer ? responseUrls.serve(request, response) : serveApi(gate, request, response);
        served.catch((error: unknown) => {
          if (!response.headersSent) response.writeHead(500).end(String(error));
        });
      });
    },
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
