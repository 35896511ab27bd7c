import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** Slack's own window; in both directions, so that a request signed for tomorrow is no good either. */
const WINDOW_SECONDS = 300;
/** Slack's largest payloads are views of 250 kB, far larger than any of ours; form encoding makes more of them. */
const MAX_BYTES = 1024 * 1024;
/** An unsigned body is read for the check of a certificate alone, which is a few words. */
const MAX_UNSIGNED = 1024;

/** Slack asks so, unsigned, whether our certificate is good; nothing is done. */
const SSL_CHECK = /^ssl_check=1(&|$)/;

interface Signature {
  readonly timestamp: string;
  readonly value: string;
}

/** The signature as the headers have it, of just now; null: there is none, or it is too old. Known before a body is read. */
function signatureOf(now: Date, headers: IncomingMessage['headers']): Signature | null {
  const timestamp = headers['x-slack-request-timestamp'];
  const value = headers['x-slack-signature'];
  if (typeof timestamp !== 'string' || typeof value !== 'string') return null;
  if (!/^\d{1,12}$/.test(timestamp) || !/^v0=[0-9a-f]{64}$/.test(value)) return null;
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) > WINDOW_SECONDS ? null : { timestamp, value };
}

/** True when the body was signed with our secret. */
function isSigned(secret: KeyObject, { timestamp, value }: Signature, body: Buffer): boolean {
  const wanted = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
  return value.length === wanted.length && timingSafeEqual(Buffer.from(value), Buffer.from(wanted));
}

/** Looks at the headers, reads the body, checks its signature, and only then hands the request on, body and all. */
export function signedOnly(secret: string, now: () => Date, next: RequestListener): RequestListener {
  const key = createSecretKey(secret, 'utf8');
  return (request, response) => {
    const signature = signatureOf(now(), request.headers);
    const most = signature ? MAX_BYTES : MAX_UNSIGNED;
    const tooLarge = signature ? 413 : 401;
    if (Number(request.headers['content-length'] ?? 0) > most) return answer(response, tooLarge);
    readBody(request, most)
      .then((body) => {
        if (body === null) return answer(response, tooLarge);
        if (SSL_CHECK.test(body.subarray(0, 20).toString('latin1'))) return answer(response, 200);
        if (!signature || !isSigned(key, signature, body)) return answer(response, 401);
        (request as IncomingMessage & { rawBody: Buffer }).rawBody = body;
        return next(request, response);
      })
      .catch(() => answer(response, 400));
  };
}

function answer(response: ServerResponse, status: number): void {
  if (!response.headersSent) response.writeHead(status).end();
}

/** Null when it is too large; nothing of it is kept then. */
function readBody(request: IncomingMessage, most: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) return void chunks.push(chunk);
      chunks.length = 0;
      resolve(null);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}
