import { TOTP } from 'otpauth';

/** What an authenticator app shows that has this secret, at this moment. */
export function appCode(secret: string, now: Date): string {
  return new TOTP({ secret: secret.replaceAll(' ', '') }).generate({ timestamp: now.getTime() });
}
