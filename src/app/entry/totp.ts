import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { onlyDigits } from '../../domain/typed.ts';

/** Codes of an authenticator app: RFC 6238 with SHA-1, six digits, 30 seconds: what every app understands. */

const STEP_SECONDS = 30;
const DIGITS = 6;
const SECRET_BYTES = 20;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret, in base 32 as people may have to type it. */
export function newTotpSecret(): string {
  const bits = [...randomBytes(SECRET_BYTES)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('');
}

/** What an app reads from the picture. It names the service only. */
export function totpUri(secret: string): string {
  return `otpauth://totp/Schakel?secret=${secret}&issuer=Schakel`;
}

/** The step of time a code belongs to: now, or one to either side because clocks differ. Null: it is not right. */
export function totpStep(secret: string, typed: string, now: Date): number | null {
  const given = Buffer.from(onlyDigits(typed));
  const current = Math.floor(now.getTime() / 1000 / STEP_SECONDS);
  const right = [current, current - 1, current + 1].filter((step) => {
    const code = Buffer.from(totpCode(secret, step));
    return code.length === given.length && timingSafeEqual(code, given);
  });
  return right[0] ?? null;
}

export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', decoded(secret)).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0');
}

function decoded(secret: string): Buffer {
  const bits = [...secret].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
