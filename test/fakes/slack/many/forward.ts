import { type Agent, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** A call as it came in, and whom it is passed on to. */
export interface Passed {
  readonly incoming: IncomingMessage;
  readonly body: string;
  /** Address of the workspace, with the path. */
  readonly to: string;
  /** The token it goes on with; undefined: none. */
  readonly token?: string | undefined;
}

/** Passes a call on, and the answer back. A connection that breaks behind us breaks before us too. */
export function pass(agent: Agent, { incoming, body, to, token }: Passed, response: ServerResponse): void {
  const headers = {
    'content-type': incoming.headers['content-type'] ?? 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const onward = request(to, { method: incoming.method ?? 'POST', agent, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
    answer.on('error', () => incoming.socket.destroy());
  });
  onward.on('error', () => incoming.socket.destroy());
  onward.end(body);
}
