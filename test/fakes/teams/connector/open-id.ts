import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { Json } from '../types.ts';
import { closed, listening } from './http.ts';

export const ISSUER = 'https://api.botframework.com';
/** How long a token of the Bot Connector lasts, in seconds. */
const LIFETIME = 3600;
const KEY_ID = 'stand-in-key';

/** Changes to an otherwise good token; a claim of `undefined` is left out. */
export interface TokenChanges {
  readonly claims?: Json;
  /** The key it says it was signed with. */
  readonly keyId?: string;
  /** Signs with another key than the published one. */
  readonly wrongKey?: boolean;
}

/** The keys of the Bot Connector, on this machine: metadata, key set, and tokens signed with them. */
export interface OpenId {
  /** `ToBotFromChannelOpenIdMetadataUrl` of botbuilder. */
  readonly metadataUrl: string;
  /** A token as the Bot Connector puts on an activity, valid for an hour of the machine's own clock. */
  token(changes?: TokenChanges): string;
  /** How often the keys were asked for. */
  fetched(): number;
  close(): Promise<void>;
}

interface KeyPairs {
  readonly keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  readonly other: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
}

let made: KeyPairs | undefined;

/** A pair of RSA takes a tenth of a second to make: all stand-ins of a process sign with the same two. */
function keyPairs(): KeyPairs {
  made ??= {
    keys: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    other: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  };
  return made;
}

/** `endorsements`: the channels that the key may speak for. */
export async function startOpenId(
  audience: string,
  serviceUrl: () => string,
  endorsements: readonly string[] = ['msteams'],
): Promise<OpenId> {
  const { keys, other } = keyPairs();
  const published = {
    ...keys.publicKey.export({ format: 'jwk' }),
    kid: KEY_ID,
    use: 'sig',
    alg: 'RS256',
    endorsements,
  };
  let fetched = 0;
  const server = createServer((request, response) => {
    if (request.url === '/keys') fetched += 1;
    const document = request.url === '/keys' ? { keys: [published] } : metadata(base);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
  });
  const base = await listening(server);
  return {
    metadataUrl: `${base}/v1/.well-known/openidconfiguration`,
    token: ({ claims, keyId, wrongKey } = {}) => {
      const header = { alg: 'RS256', typ: 'JWT', kid: keyId ?? KEY_ID };
      const now = Math.floor(Date.now() / 1000);
      const good = {
        iss: ISSUER,
        aud: audience,
        serviceurl: serviceUrl(),
        nbf: now,
        exp: now + LIFETIME,
      };
      return signed(header, { ...good, ...claims }, (wrongKey ? other : keys).privateKey);
    },
    fetched: () => fetched,
    close: () => closed(server),
  };
}

function metadata(base: string): Json {
  return {
    issuer: ISSUER,
    jwks_uri: `${base}/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  };
}

function signed(header: Json, claims: Json, key: KeyObject): string {
  const body = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${body}.${createSign('RSA-SHA256').update(body).sign(key, 'base64url')}`;
}
