import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { typedIn } from '../../../src/app/forms/typed-back.ts';
import type { UnsentForm } from '../../../src/ports/web.ts';
import { OURS } from '../inbound.ts';
import type { WebDeps } from '../shell/web-deps.ts';
import type { Visitor } from '../visitor.ts';
import { isSecure, sessionToken } from '../visitor.ts';

/** Typed words that could not be taken: in a session that was over, from an old tab, while the database was away. */

/** The cookie lasts as long as the store keeps it. */
const LASTS_S = 24 * 3600;
/** A form that people fill in by hand; what is larger is a file, which they still have. */
const LARGEST = 64 * 1024;

/** All that a form holds. Null: it is no form, it holds nothing that was typed, or it is too large. */
export async function formIn(c: Context): Promise<UnsentForm | null> {
  if (c.req.method !== 'POST' || Number(c.req.header('content-length') ?? LARGEST + 1) > LARGEST) return null;
  const body = await c.req.formData().catch(() => null);
  const fields = [...(body ?? [])].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  const form = { path: c.req.path, fields };
  return missedTexts(form).length > 0 ? form : null;
}

/** Returns typed texts that a person would miss: no choice from a list, as the form says itself, and nothing of ours. */
export function missedTexts({ fields }: UnsentForm): string[] {
  const typed = fields.find(([name]) => name === 'typed')?.[1].split(' ');
  return fields.flatMap(([name, value]) =>
    OURS.has(name) || (typed && !typed.includes(name)) ? [] : typedIn({ [name]: value }),
  );
}

/**
 * Keeps what came for the person whose session this browser had. Null: it had none that is known, and then nothing of
 * what was sent is read; or there is nothing to keep.
 */
export async function keepTyped(deps: WebDeps, c: Context): Promise<UnsentForm | null> {
  const session = sessionToken(deps, c);
  const personId = session && c.req.method === 'POST' ? await deps.unsent.whose(session) : null;
  const form = personId ? await formIn(c) : null;
  if (!personId || !form) return null;
  const token = await deps.unsent.keep(personId, form, deps.clock.now().toISOString());
  remember(deps, c, [token, ...tokensOf(deps, c)].slice(0, 5));
  return form;
}

/** Returns the forms that wait in this browser for the person signed in now, newest first. */
export async function waiting(
  deps: WebDeps,
  c: Context,
  visitor: Visitor,
): Promise<{ readonly token: string; readonly form: UnsentForm }[]> {
  const now = deps.clock.now().toISOString();
  const found = await Promise.all(
    tokensOf(deps, c).map(async (token) => ({
      token,
      form: await deps.unsent.of(token, visitor.session.personId, now),
    })),
  );
  return found.flatMap(({ token, form }) => (form ? [{ token, form }] : []));
}

export async function forget(deps: WebDeps, c: Context, token: string): Promise<void> {
  await deps.unsent.drop(token);
  remember(
    deps,
    c,
    tokensOf(deps, c).filter((other) => other !== token),
  );
}

/** A form that was sent now does not wait any more. */
export async function sent(deps: WebDeps, c: Context, visitor: Visitor): Promise<void> {
  if (tokensOf(deps, c).length === 0) return;
  const [same] = (await waiting(deps, c, visitor)).filter(({ form }) => form.path === c.req.path);
  if (same) await forget(deps, c, same.token);
}

function cookieName(deps: WebDeps): string {
  return isSecure(deps) ? '__Host-schakel-unsent' : 'schakel-unsent';
}

function tokensOf(deps: WebDeps, c: Context): string[] {
  return (getCookie(c, cookieName(deps)) ?? '').split('.').filter((token) => /^[\w-]{43}$/.test(token));
}

function remember(deps: WebDeps, c: Context, tokens: readonly string[]): void {
  const common = { path: '/', httpOnly: true, secure: isSecure(deps), sameSite: 'Lax' } as const;
  if (tokens.length === 0) deleteCookie(c, cookieName(deps), common);
  else setCookie(c, cookieName(deps), tokens.join('.'), { ...common, maxAge: LASTS_S });
}
