import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * A connection has one request worked on at a time, in the order they came
 * (docs/decisions/web.md#one-request-at-a-time). A request that had not begun when the connection ended is not done
 * any more.
 */
export function createOneAtATime(): (
  request: IncomingMessage,
  response: ServerResponse,
  begin: () => void,
) => void {
  const latest = new WeakMap<Socket, ServerResponse>();
  return ({ socket }, response, begin) => {
    const before = latest.get(socket);
    latest.set(socket, response);
    if (!before || before.closed) return begin();
    // Not at once: between two of the same connection it is the turn of others.
    before.once('close', () => setImmediate(() => socket.destroyed || begin()));
  };
}
