import { Secret, TOTP } from 'otpauth';
import { onlyDigits } from '../../domain/typed-text.ts';

/** Codes of an authenticator app: RFC 6238 with SHA-1, six digits, 30 seconds: what every app understands. */
const KIND = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const SECRET_BYTES = 20;

/** A new secret, in base 32 as people may have to type it. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** Returns what an app reads from the picture. It names the service only. */
export function totpUri(secret: string): string {
  return new TOTP({ ...KIND, secret, issuer: 'Schakel', label: 'Schakel', issuerInLabel: false }).toString();
}

/**
 * The step of time a code belongs to: now, or one to either side because clocks differ. Null: it is not right. Whoever
 * asks keeps the step, since the library knows nothing of codes that were used.
 */
export function totpStep(secret: string, typed: string, now: Date): number | null {
  const timestamp = now.getTime();
  const away = new TOTP({ ...KIND, secret }).validate({ token: onlyDigits(typed), timestamp, window: 1 });
  return away === null ? null : TOTP.counter({ period: KIND.period, timestamp }) + away;
}
