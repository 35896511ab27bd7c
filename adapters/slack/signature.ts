import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** Slack's own window; in both directions, so that a request signed for tomorrow is no good either. */
const WINDOW_SECONDS = 300;
/** Slack's largest payloads are views of 250 kB, and form encoding can make eight times that of them. */
const MAX_BYTES = 2 * 1024 * 1024;

/** Slack asks so, unsigned, whether our certificate is good; nothing is done. */
const SSL_CHECK = /^ssl_check=1(&|$)/;

/** True when the body was signed with our secret, within five minutes of now. */
function isSigned(secret: KeyObject, now: Date, headers: IncomingMessage['headers'], body: Buffer): boolean {
  const timestamp = headers['x-slack-request-timestamp'];
  const signature = headers['x-slack-signature'];
  if (typeof timestamp !== 'string' || typeof signature !== 'string' || !/^\d{1,12}$/.test(timestamp))
    return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > WINDOW_SECONDS) return false;
  const wanted = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
  return signature.length === wanted.length && timingSafeEqual(Buffer.from(signature), Buffer.from(wanted));
}

/** Reads the body, checks its signature against our clock, and only then hands the request on, body and all. */
export function signedOnly(secret: string, now: () => Date, next: RequestListener): RequestListener {
  const key = createSecretKey(secret, 'utf8');
  return (request, response) => {
    readBody(request)
      .then((body) => {
        if (body === null) return answer(response, 413);
        if (SSL_CHECK.test(body.subarray(0, 20).toString('latin1'))) return answer(response, 200);
        if (!isSigned(key, now(), request.headers, body)) return answer(response, 401);
        (request as IncomingMessage & { rawBody: Buffer }).rawBody = body;
        return next(request, response);
      })
      .catch(() => answer(response, 400));
  };
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, status === 413 ? { connection: 'close' } : {}).end();
}

/** Null when it is too large; what is still to come is then let run off, so that the answer arrives. */
function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BYTES) return void chunks.push(chunk);
      chunks.length = 0;
      resolve(null);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}
