import type {
  AuthenticationResponseJSON,
  RegistrationResponseJSON,
  WebAuthnCredential,
} from '@simplewebauthn/server';
import type { Factor } from '../../src/ports/entry.ts';
import type { Visit } from './routes.ts';

/** Passkeys, in the words of WebAuthn. The library is loaded when the first one is met. */

const LASTS_MS = 5 * 60_000;

/** The public part of a passkey is all that is kept: nothing in it lets anybody in. */
interface PublicKey {
  readonly publicKey: string;
  readonly transports: NonNullable<WebAuthnCredential['transports']>;
}

/** A passkey belongs to the address people use, and to no other. */
function relyingPartyOf({ c, deps }: Visit): { rpID: string; origin: string } {
  const { origin, hostname } = new URL(deps.publicUrl ?? c.req.url);
  return { rpID: hostname, origin };
}

/** Returns as JSON what the browser is asked to sign to come in; kept for the holder of this link. */
export async function askForPasskey(
  visit: Visit,
  subject: string,
  known: readonly Factor[],
): Promise<string> {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  const options = await generateAuthenticationOptions({
    rpID: relyingPartyOf(visit).rpID,
    userVerification: 'required',
    allowCredentials: known.map((factor) => ({
      id: factor.credentialId ?? '',
      transports: (factor.secret as PublicKey).transports,
    })),
  });
  await keep(visit, `get:${subject}`, options.challenge);
  return JSON.stringify(options);
}

/** Whether a passkey of theirs signed what was asked, here and now. */
export async function isRightPasskey(
  visit: Visit,
  subject: string,
  known: readonly Factor[],
  given: unknown,
): Promise<boolean> {
  const response = parsed<AuthenticationResponseJSON>(given);
  const factor = known.find((one) => one.credentialId === response?.id);
  const challenge = await take(visit, `get:${subject}`);
  if (!response || !factor || !challenge) return false;
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { rpID, origin } = relyingPartyOf(visit);
  const { publicKey, transports } = factor.secret as PublicKey;
  const credential = {
    id: factor.credentialId ?? '',
    publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')),
    counter: factor.counter,
    transports,
  };
  const checks = { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpID };
  const result = await verifyAuthenticationResponse({
    response,
    ...checks,
    credential,
    requireUserVerification: true,
  }).catch(() => null);
  return (
    result?.verified === true && visit.deps.book.moveCounter(factor.id, result.authenticationInfo.newCounter)
  );
}

/** Returns as JSON what the browser makes a passkey with. The name in it is that of the service. */
export async function offerPasskey(visit: Visit<'signedIn'>, known: readonly Factor[]): Promise<string> {
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const { personId } = visit.visitor.session;
  const options = await generateRegistrationOptions({
    rpName: 'Schakel',
    rpID: relyingPartyOf(visit).rpID,
    userName: 'Schakel',
    userDisplayName: 'Schakel',
    userID: new Uint8Array(Buffer.from(personId.replaceAll('-', ''), 'hex')),
    attestationType: 'none',
    excludeCredentials: known.flatMap((f) => (f.credentialId ? [{ id: f.credentialId }] : [])),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  });
  await keep(visit, `create:${visit.visitor.formToken}`, options.challenge);
  return JSON.stringify(options);
}

/** Keeps a passkey that the browser made. False: it is not what was asked for. */
export async function keepPasskey(visit: Visit<'signedIn'>, given: unknown): Promise<boolean> {
  const response = parsed<RegistrationResponseJSON>(given);
  const challenge = await take(visit, `create:${visit.visitor.formToken}`);
  if (!response || !challenge) return false;
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { rpID, origin } = relyingPartyOf(visit);
  const checks = { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpID };
  const result = await verifyRegistrationResponse({
    response,
    ...checks,
    requireUserVerification: true,
  }).catch(() => null);
  if (!result?.verified) return false;
  const { credential } = result.registrationInfo;
  const secret: PublicKey = {
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    transports: credential.transports ?? [],
  };
  const { book, clock } = visit.deps;
  await book.addFactor(
    visit.visitor.session.personId,
    { kind: 'passkey', secret, credentialId: credential.id, counter: credential.counter, confirmed: true },
    clock.now().toISOString(),
  );
  return true;
}

function keep({ deps }: Visit, subject: string, challenge: string): Promise<void> {
  const until = new Date(deps.clock.now().getTime() + LASTS_MS).toISOString();
  return deps.book.keepChallenge(subject, challenge, until);
}

function take({ deps }: Visit, subject: string): Promise<string | null> {
  return deps.book.takeChallenge(subject, deps.clock.now().toISOString());
}

function parsed<T extends { id: string }>(given: unknown): T | null {
  if (typeof given !== 'string' || given.length > 20_000) return null;
  try {
    const value: unknown = JSON.parse(given);
    const isOne =
      typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
    return isOne ? (value as T) : null;
  } catch {
    return null;
  }
}
