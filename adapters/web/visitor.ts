import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { aboutOf } from '../../src/app/permissions/authorise.ts';
import type { About, CameIn, Session } from '../../src/ports/web.ts';
import type { WebDeps } from './shell/web-deps.ts';

/** Somebody who is signed in. */
export interface Visitor {
  readonly session: Session;
  /** The secret that the browser holds. */
  readonly token: string;
  /** Stands in each of their forms; another page cannot know it. */
  readonly formToken: string;
  /** Others who are the same one, whose pages this session opens as well. */
  readonly others: readonly string[];
  /** The one who came in, also on a page of another of theirs. */
  readonly cameAs: string;
}

/** A browser gives a cookie of this name, with https, to nobody but this very host. */
const SECURE = '__Host-schakel';
const LOCAL = 'schakel';
/** The same time as typed words are kept. */
const ENDED_S = 24 * 3600;

export function isSecure(deps: WebDeps): boolean {
  return deps.publicUrl?.startsWith('https:') ?? false;
}

function cookieName(deps: WebDeps): string {
  return isSecure(deps) ? SECURE : LOCAL;
}

function endedName(deps: WebDeps): string {
  return `${cookieName(deps)}-ended`;
}

/** Returns what the browser holds of a session, also of one that is over. */
export function sessionToken(deps: WebDeps, c: Context): string | undefined {
  return getCookie(c, cookieName(deps)) ?? getCookie(c, endedName(deps));
}

export async function visitorOf(deps: WebDeps, c: Context): Promise<Visitor | null> {
  const token = getCookie(c, cookieName(deps));
  if (!token) return null;
  const session = await deps.sessions.of(token, deps.clock.now().toISOString());
  if (!session) return null;
  const others = await deps.linked.openedBy(session);
  return { session, token, formToken: formTokenOf(token), others, cameAs: session.personId };
}

/** The page of a case is that of the person of theirs who may see it, with what that person may: the others bring no right. */
export async function asWhom(deps: WebDeps, visitor: Visitor, caseId: string | undefined): Promise<Visitor> {
  const about = visitor.others.length > 0 && aboutOf({ caseId });
  if (!about) return visitor;
  const personId = await whoMaySee(deps, visitor, about);
  const others = [visitor.session.personId, ...visitor.others].filter((id) => id !== personId);
  return { ...visitor, session: { ...visitor.session, personId }, others };
}

/** The one of them who may see what a request is about; nobody may: who came in. */
export async function whoMaySee(
  { pages, reading }: Pick<WebDeps, 'pages' | 'reading'>,
  { session, others }: Visitor,
  about: About,
): Promise<string> {
  if (others.length === 0) return session.personId;
  const caseId = 'caseId' in about ? about.caseId : (await reading.caseAbout(about))?.caseId;
  if (!caseId) return session.personId;
  for (const id of [session.personId, ...others])
    if ((await pages.access(id, caseId, about)) !== null) return id;
  return session.personId;
}

/** Signs in: a new token every time, so that one that was planted before is worth nothing. */
export async function signIn(
  deps: WebDeps,
  c: Context,
  personId: string,
  how: string,
  came: CameIn = {},
): Promise<void> {
  const before = getCookie(c, cookieName(deps));
  if (before) await deps.sessions.end(before);
  const token = await deps.sessions.begin(personId, how, deps.clock.now().toISOString(), came);
  setCookie(c, cookieName(deps), token, {
    path: '/',
    httpOnly: true,
    secure: isSecure(deps),
    sameSite: 'Lax',
  });
  // What is typed from here on is of who came in now.
  if (getCookie(c, endedName(deps))) deleteCookie(c, endedName(deps), { path: '/', secure: isSecure(deps) });
}

/** The token of their session is moved, and opens nothing: it says whose words are in a page that is still open. */
export async function signOut(deps: WebDeps, c: Context, visitor: Visitor): Promise<void> {
  await deps.sessions.end(visitor.token);
  const common = { path: '/', secure: isSecure(deps) };
  deleteCookie(c, cookieName(deps), common);
  setCookie(c, endedName(deps), visitor.token, {
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
