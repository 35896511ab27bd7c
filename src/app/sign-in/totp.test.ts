import { describe, expect, it } from 'vitest';
import { newTotpSecret, totpStep, totpUri } from './totp.ts';

/** Base 32 of "12345678901234567890", the secret of the examples in RFC 6238. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a code of an authenticator app', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ])('at %i seconds is what RFC 6238 says', (seconds, code) => {
    expect(totpStep(SECRET, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30));
  });

  it('is right a step early and a step late, because clocks differ, and not later', () => {
    const at = (seconds: number): Date => new Date(seconds * 1000);
    expect(totpStep(SECRET, '287 082', at(59))).toBe(1);
    expect(totpStep(SECRET, '287082', at(89))).toBe(1);
    expect(totpStep(SECRET, '287082', at(91))).toBeNull();
    expect(totpStep(SECRET, '28708', at(59))).toBeNull();
  });

  it('comes from a secret that no other app has', () => {
    expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(newTotpSecret());
  });

  it('is read from a picture that names the service and nobody', () => {
    const uri = new URL(totpUri(SECRET));
    expect(`${uri.host}${uri.pathname}`).toBe('totp/Schakel');
    expect(uri.searchParams.get('secret')).toBe(SECRET);
    expect(uri.searchParams.get('issuer')).toBe('Schakel');
  });
});
