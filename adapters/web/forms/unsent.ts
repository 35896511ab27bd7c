import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { typedIn } from '../../../src/app/forms/typed-back.ts';
import type { UnsentForm } from '../../../src/ports/web.ts';
import { OURS } from '../inbound.ts';
import type { WebParts } from '../shell/parts.ts';
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
  return typedWords(form).length > 0 ? form : null;
}

/** Returns words that a person would miss: no choice from a list, as the form says itself, and nothing of ours. */
export function typedWords({ fields }: UnsentForm): string[] {
  const typed = fields.find(([name]) => name === 'typed')?.[1].split(' ');
  return fields.flatMap(([name, value]) =>
    OURS.has(name) || (typed && !typed.includes(name)) ? [] : typedIn({ [name]: value }),
  );
}

/**
 * Keeps what came for the person whose session this browser had. Null: it had none that is known, and then nothing of
 * what was sent is read; or there is nothing to keep.
 */
export async function keepTyped(parts: WebParts, c: Context): Promise<UnsentForm | null> {
  const session = sessionToken(parts, c);
  const personId = session && c.req.method === 'POST' ? await parts.unsent.whose(session) : null;
  const form = personId ? await formIn(c) : null;
  if (!personId || !form) return null;
  const token = await parts.unsent.keep(personId, form, parts.clock.now().toISOString());
  remember(parts, c, [token, ...tokensOf(parts, c)].slice(0, 5));
  return form;
}

/** Returns the forms that wait in this browser for the person signed in now, newest first. */
export async function waiting(
  parts: WebParts,
  c: Context,
  visitor: Visitor,
): Promise<{ readonly token: string; readonly form: UnsentForm }[]> {
  const now = parts.clock.now().toISOString();
  const found = await Promise.all(
    tokensOf(parts, c).map(async (token) => ({
      token,
      form: await parts.unsent.of(token, visitor.session.personId, now),
    })),
  );
  return found.flatMap(({ token, form }) => (form ? [{ token, form }] : []));
}

export async function forget(parts: WebParts, c: Context, token: string): Promise<void> {
  await parts.unsent.drop(token);
  remember(
    parts,
    c,
    tokensOf(parts, c).filter((other) => other !== token),
  );
}

/** A form that was sent now does not wait any more. */
export async function sent(parts: WebParts, c: Context, visitor: Visitor): Promise<void> {
  if (tokensOf(parts, c).length === 0) return;
  const [same] = (await waiting(parts, c, visitor)).filter(({ form }) => form.path === c.req.path);
  if (same) await forget(parts, c, same.token);
}

function cookieName(parts: WebParts): string {
  return isSecure(parts) ? '__Host-schakel-unsent' : 'schakel-unsent';
}

function tokensOf(parts: WebParts, c: Context): string[] {
  return (getCookie(c, cookieName(parts)) ?? '').split('.').filter((token) => /^[\w-]{43}$/.test(token));
}

function remember(parts: WebParts, c: Context, tokens: readonly string[]): void {
  const common = { path: '/', httpOnly: true, secure: isSecure(parts), sameSite: 'Lax' } as const;
  if (tokens.length === 0) deleteCookie(c, cookieName(parts), common);
  else setCookie(c, cookieName(parts), tokens.join('.'), { ...common, maxAge: LASTS_S });
}
