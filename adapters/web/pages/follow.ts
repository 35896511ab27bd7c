import type { PageFingerprint } from '../../../src/app/pages/page-fingerprint.ts';
import type { Pages } from '../../../src/app/pages/pages.ts';
import { tokenOf } from '../../../src/app/pages/seen.ts';
import { changed, OPEN, openStream, STREAM } from '../live/stream.ts';
import type { Visit } from '../routes.ts';
import { problem } from '../shell/page.ts';

/**
 * Says that this reader's page changed, and nothing of what changed: the page asks for that itself. Whoever sees a part
 * of a case does not hear that something else in it did. Who signed out meanwhile, or left the case, hears no more.
 */
export async function followPage(visit: Visit<'signedIn'>, what: string): Promise<Response> {
  const { c, deps, visitor } = visit;
  const { personId, step } = visitor.session;
  const { cameAs } = visitor;
  const ids = [...(what === 'home' ? visitor.others : []), personId].filter((id) => id !== cameAs);
  const also = ids.length > 0 ? { also: { came: { personId: cameAs, step }, ids } } : {};
  const of = what === 'home' ? [what, ...visitor.others].join('+') : what;
  const fingerprint = await fingerprintOf(deps.pages, personId, of);
  if (!fingerprint) return problem(visit, 404, 'notFound');
  const { versions, seen: now } = fingerprint;
  const seen = c.req.query('seen') ?? now;
  const stream = openStream(
    (on) => visit.live.watch({ of, personId, token: visitor.token, ...also, versions, seen: now, on }),
    seen === now ? OPEN : OPEN + changed(now),
  );
  if (!stream) return full(visit);
  c.req.raw.signal.addEventListener('abort', stream.leave);
  return new Response(stream.body, { headers: STREAM });
}

/** A page on which several of one person's stand together changes with each of them: `home+id+id`. */
export async function fingerprintOf(
  pages: Pages,
  personId: string,
  of: string,
): Promise<PageFingerprint | null> {
  const [what = '', ...others] = of.split('+');
  const found = await Promise.all([personId, ...others].map((id) => pages.fingerprint(id, what)));
  const [own, ...more] = found;
  if (!own) return null;
  const theirs = [own, ...more.filter((one) => one !== null)];
  if (theirs.length === 1) return own;
  return {
    seen: tokenOf(theirs.map(({ seen }) => seen)),
    versions: new Map(theirs.flatMap(({ versions }) => [...versions])),
  };
}

/** The page stands as it is, and asks again later whether it can be told. */
function full(visit: Visit): Promise<Response> {
  visit.c.header('retry-after', '60');
  return problem(visit, 503, 'later');
}
