import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { Unreadable } from '../../ports/installations.ts';

/** Encrypts what gives access, so that who has the database has nothing. */
export interface Seal {
  /** `about` names the row it belongs to: what was sealed for one row cannot be opened in another. */
  seal(value: unknown, about: readonly string[]): string;
  /** Throws `Unreadable` when the key is not known, or one bit of it, or of `about`, is another. */
  open(sealed: string, about: readonly string[]): unknown;
  /** Whether it was sealed with the key of now. */
  isCurrent(sealed: string): boolean;
}

const ALGORITHM = 'aes-256-gcm';
/** Bytes. The nonce that GCM is made for, and its whole tag: a shorter one is easier to guess. */
const NONCE = 12;
const TAG = 16;
const VERSION = '1';

/** Bytes for one purpose, made from the one secret; nothing of the secret or of another purpose follows from them. */
export function derived(secret: string, purpose: string, bytes = 32): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'schakel', purpose, bytes));
}

/** Seals with `secret`; opens what was sealed with it or with one of `old`. */
export function createSeal(secret: string, old: readonly string[] = []): Seal {
  const [current, ...others] = [secret, ...old].map(keyOf);
  const keys = new Map([...others, current!].map((key) => [key.id, key.key]));
  const { id, key } = current!;
  return {
    seal: (value, about) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG });
      cipher.setAAD(bound(id, about));
      const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return [VERSION, id, ...[nonce, cipher.getAuthTag(), text].map(written)].join('.');
    },
    open: (sealed, about) => {
      const [version, keyId = '', ...parts] = sealed.split('.');
      const found = keys.get(keyId);
      if (version !== VERSION || parts.length !== 3) throw new Unreadable('this is not sealed');
      if (!found) throw new Unreadable('sealed with a key that is not known here');
      return opened(found, bound(keyId, about), parts.map(read));
    },
    isCurrent: (sealed) => sealed.split('.')[1] === id,
  };
}

/** Opens it as it was; undefined when it was changed, put elsewhere, or sealed with a key that is not here. */
export function openedOrNot(seal: Pick<Seal, 'open'>, sealed: string, about: readonly string[]): unknown {
  try {
    return seal.open(sealed, about);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** Returns the id that stands in everything sealed with this secret, so that the right key is tried. */
export function sealedBy(secret: string): string {
  return written(derived(secret, 'installation-key-id', 6));
}

function keyOf(secret: string): { id: string; key: ReturnType<typeof createSecretKey> } {
  return {
    id: sealedBy(secret),
    key: createSecretKey(derived(secret, 'installation-key')),
  };
}

function opened(
  key: ReturnType<typeof createSecretKey>,
  aad: Buffer,
  [nonce, tag, text]: readonly Buffer[],
): unknown {
  try {
    const decipher = createDecipheriv(ALGORITHM, key, nonce!, { authTagLength: TAG });
    decipher.setAAD(aad);
    decipher.setAuthTag(tag!);
    return JSON.parse(Buffer.concat([decipher.update(text!), decipher.final()]).toString('utf8'));
  } catch (error) {
    throw new Unreadable('what was sealed has been changed, or belongs elsewhere', { cause: error });
  }
}

/** JSON makes no two lists of words the same bytes. */
function bound(keyId: string, about: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([VERSION, keyId, ...about]), 'utf8');
}

function written(bytes: Buffer): string {
  return bytes.toString('base64url');
}

/** A text is read only as we write it: the last letter could otherwise be changed without changing a byte. */
function read(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (written(bytes) !== text) throw new Unreadable('what was sealed has been changed');
  return bytes;
}
