import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OpenID provider that says whatever a test wants it to say. */
export interface Forger {
  readonly issuer: string;
  /** Sets the answer to every request for a token. */
  says(answer: Answer): void;
  /** A token signed as an honest provider does. */
  sign(claims: Claims, header?: Readonly<Record<string, unknown>>, key?: KeyObject): string;
  /** The same with a shared secret. */
  seal(claims: Claims, secret: string): string;
  /** Its public key, as everybody can read it. */
  readonly publicPem: string;
  /** Returns the addresses that were asked so far, in order. */
  asked(): readonly string[];
  /** The provider's own description of itself; a test may change it. */
  readonly description: Record<string, unknown>;
  close(): Promise<void>;
}

export type Claims = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body: unknown;
}

export function keyPair(): { privateKey: KeyObject; publicKey: KeyObject } {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function startForger(path = ''): Promise<Forger> {
  const { privateKey, publicKey } = keyPair();
  const asked: string[] = [];
  let answer: Answer = { status: 400, body: { error: 'invalid_grant' } };
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const description: Record<string, unknown> = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
  };
  server.on('request', (request, response) => {
    const url = request.url ?? '';
    asked.push(url);
    const send = (status: number, type: string, body: unknown): void =>
      void response
        .writeHead(status, { 'content-type': type })
        .end(typeof body === 'string' ? body : JSON.stringify(body));
    if (url.endsWith('/openid-configuration')) return send(200, 'application/json', description);
    if (url.endsWith('/keys'))
      return send(200, 'application/json', {
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }],
      });
    request.resume();
    send(answer.status ?? 200, answer.type ?? 'application/json', answer.body);
  });
  return {
    issuer,
    description,
    asked: () => asked,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    says: (given) => {
      answer = given;
    },
    sign: (claims, header = { alg: 'RS256', kid: 'one', typ: 'JWT' }, key = privateKey) => {
      const text = `${part(header)}.${part(claims)}`;
      return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
    },
    seal: (claims, secret) => {
      const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
