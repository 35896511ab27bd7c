import { generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import tls from 'node:tls';

/** A key and a certificate for 127.0.0.1 that vouches for itself, both as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const DAY_MS = 86_400_000;
const OID = {
  commonName: '550403',
  basicConstraints: '551d13',
  altName: '551d11',
  ecdsaSha256: '2a8648ce3d040302',
};

/** Made at every start, so that no key is kept anywhere. X.509 v3 in DER, which node:crypto reads but does not write. */
export function makeCertificate(now = new Date()): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(OID.ecdsaSha256));
  // A name of its own: of two with the same name, only the first is tried.
  const name = sequence(
    set(sequence(oid(OID.commonName), text(`Stand-in for Microsoft Graph ${randomUUID()}`))),
  );
  const body = sequence(
    node(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(now.getTime() - DAY_MS), time(now.getTime() + DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    node(
      0xa3,
      sequence(extension(OID.basicConstraints, sequence(node(0x01, Buffer.from([0xff]))), true), names()),
    ),
  );
  const signature = sign('sha256', body, privateKey);
  const der = sequence(body, algorithm, node(0x03, Buffer.from([0]), signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/**
 * This process believes this certificate besides those it believes already; everything else is checked as before.
 * Another process is told with NODE_EXTRA_CA_CERTS. Both reach `fetch` and `node:https`.
 */
export function trust({ cert }: Certificate): void {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), cert]);
}

function names(): Buffer {
  return extension(
    OID.altName,
    sequence(node(0x82, Buffer.from('localhost')), node(0x87, Buffer.from([127, 0, 0, 1]))),
  );
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [node(0x01, Buffer.from([0xff]))] : []), node(0x04, value));
}

function node(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => node(0x30, ...parts);
const set = (part: Buffer): Buffer => node(0x31, part);
const integer = (value: Buffer): Buffer => node(0x02, value);
const oid = (hex: string): Buffer => node(0x06, Buffer.from(hex, 'hex'));
const text = (value: string): Buffer => node(0x0c, Buffer.from(value));

/** GeneralizedTime, to the second. */
function time(at: number): Buffer {
  return node(0x18, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
}
