import { TOTP } from 'otpauth';

/** Returns the code that an authenticator app with this secret shows at this moment. */
export function appCode(secret: string, now: Date): string {
  return new TOTP({ secret: secret.replaceAll(' ', '') }).generate({ timestamp: now.getTime() });
}
