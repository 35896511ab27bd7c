import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Session } from '../../src/ports/web.ts';
import type { WebParts } from './shell/parts.ts';

/** Somebody who is signed in. */
export interface Visitor {
  readonly session: Session;
  /** The secret that the browser holds. */
  readonly token: string;
  /** Stands in each of their forms; another page cannot know it. */
  readonly formToken: string;
}

/** A browser gives a cookie of this name, with https, to nobody but this very host. */
const SECURE = '__Host-schakel';
const LOCAL = 'schakel';
/** The same time as typed words are kept. */
const ENDED_S = 24 * 3600;

export function isSecure(parts: WebParts): boolean {
  return parts.publicUrl?.startsWith('https:') ?? false;
}

function cookieName(parts: WebParts): string {
  return isSecure(parts) ? SECURE : LOCAL;
}

function endedName(parts: WebParts): string {
  return `${cookieName(parts)}-ended`;
}

/** Returns what the browser holds of a session, also of one that is over. */
export function sessionToken(parts: WebParts, c: Context): string | undefined {
  return getCookie(c, cookieName(parts)) ?? getCookie(c, endedName(parts));
}

export async function visitorOf(parts: WebParts, c: Context): Promise<Visitor | null> {
  const token = getCookie(c, cookieName(parts));
  if (!token) return null;
  const session = await parts.sessions.of(token, parts.clock.now().toISOString());
  return session && { session, token, formToken: formTokenOf(token) };
}

/** Signs in: a new token every time, so that one that was planted before is worth nothing. */
export async function signIn(
  parts: WebParts,
  c: Context,
  personId: string,
  how: string,
  workspaceId?: string,
): Promise<void> {
  const before = getCookie(c, cookieName(parts));
  if (before) await parts.sessions.end(before);
  const token = await parts.sessions.begin(personId, how, parts.clock.now().toISOString(), workspaceId);
  setCookie(c, cookieName(parts), token, {
    path: '/',
    httpOnly: true,
    secure: isSecure(parts),
    sameSite: 'Lax',
  });
  // What is typed from here on is of who came in now.
  if (getCookie(c, endedName(parts)))
    deleteCookie(c, endedName(parts), { path: '/', secure: isSecure(parts) });
}

/** The token of their session is moved, and opens nothing: it says whose words are in a page that is still open. */
export async function signOut(parts: WebParts, c: Context, visitor: Visitor): Promise<void> {
  await parts.sessions.end(visitor.token);
  const common = { path: '/', secure: isSecure(parts) };
  deleteCookie(c, cookieName(parts), common);
  setCookie(c, endedName(parts), visitor.token, {
    ...common,
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: ENDED_S,
  });
}

function formTokenOf(token: string): string {
  return createHash('sha256').update(`form:${token}`).digest('base64url');
}

/** A form that was made for this very visitor. */
export function isOwnForm(visitor: Visitor, given: unknown): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(visitor.formToken)];
  return a.length === b.length && timingSafeEqual(a, b);
}
