import type { IncomingMessage, ServerResponse } from 'node:http';

export interface BodyLimits {
  /** Bodies that have not come whole: in this process, and from one place. */
  readonly inAll: number;
  readonly fromOne: number;
}

/** A body still on its way after an answer is let run off for so long, and no further than this. */
const RUN_OFF_MS = 2_000;
const RUN_OFF_BYTES = 4 * 1024 * 1024;

/**
 * Keeps count of what is being sent to us and has not come whole. Whoever sends as people and platforms do is done in a
 * moment; of too many the one that has been at it longest is cut off, so that who is slow never keeps others out.
 */
export function createBodies(limits: BodyLimits): (request: IncomingMessage, from: string) => void {
  const underWay = new Map<IncomingMessage, string>();
  const cutOldest = (from?: string): void => {
    for (const [request, place] of underWay) {
      if (from !== undefined && place !== from) continue;
      underWay.delete(request);
      if (request.complete) continue;
      request.destroy();
      return;
    }
  };
  return (request, from) => {
    if (!hasBody(request)) return;
    underWay.set(request, from);
    const done = (): void => void underWay.delete(request);
    request.once('end', done).once('close', done);
    let own = 0;
    for (const place of underWay.values()) if (place === from) own += 1;
    if (own > limits.fromOne) cutOldest(from);
    if (underWay.size > limits.inAll) cutOldest();
  };
}

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * A sender who is answered before they sent everything reads the answer, and that the connection ends with it. If it
 * ended at once, what they still send would take the answer away from them.
 */
export function endsWithEarlyResponse(request: IncomingMessage, response: ServerResponse): void {
  if (!hasBody(request)) return;
  const [writeHead, end] = [response.writeHead, response.end];
  let isEarly = false;
  response.writeHead = ((...args: unknown[]) => {
    isEarly = !request.complete;
    if (isEarly) response.setHeader('connection', 'close');
    return Reflect.apply(writeHead, response, args);
  }) as typeof writeHead;
  response.end = ((...args: unknown[]) => {
    if (!response.headersSent) response.writeHead(response.statusCode);
    if (!isEarly || request.complete || request.destroyed) return Reflect.apply(end, response, args);
    const [body] = args;
    if (typeof body === 'string' || body instanceof Uint8Array) response.write(body);
    else response.flushHeaders();
    runOff(request, () => Reflect.apply(end, response, []));
    return response;
  }) as typeof end;
}

function runOff(request: IncomingMessage, then: () => void): void {
  let left = RUN_OFF_BYTES;
  const done = (): void => {
    clearTimeout(timer);
    request.off('data', count).off('end', done).off('close', done);
    then();
  };
  const count = (chunk: Buffer): void => {
    left -= chunk.length;
    if (left <= 0) done();
  };
  const timer = setTimeout(done, RUN_OFF_MS);
  request.on('data', count).once('end', done).once('close', done);
  request.resume();
}
