import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { word } from '../../../../src/text/words/tools.ts';
import { heading } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { html, NOTHING } from '../../shell/html.ts';
import { askLink, problem, show, strangerOf, waysIn } from '../../shell/page.ts';
import { NotVouched, ProviderAway, type SignInProvider } from '../../sign-in-providers.ts';
import { isSecure, signIn } from '../../visitor.ts';

/** People come in with the account they work with: Slack or Microsoft vouches, and they are who they are in chat. */
export const providerRoutes = [
  route('get', '/sign-in', 'anyone', showProviders),
  route('get', '/sign-in/:door', 'door', goThere),
  route('get', '/sign-in/:door/back', 'door', comeBack),
];

const LASTS_S = 600;

async function showProviders(visit: Visit): Promise<Response> {
  const reader = strangerOf(visit);
  const ways = waysIn(visit, reader, backOf(visit));
  const body = html`${heading(word(reader, 'door.title'), 1)}
${ways === NOTHING ? NOTHING : html`<p class="utrecht-paragraph">${word(reader, 'door.text')}</p>${ways}`}
<p class="utrecht-paragraph">${word(reader, 'door.link')}</p>
<p class="schakel-actions">${askLink(reader)}</p>`;
  return show(visit, reader, { title: word(reader, 'door.title'), body });
}

function providerOf({ c, providers }: Visit): SignInProvider | null {
  return providers.find((provider) => provider.key === c.req.param('door')) ?? null;
}

/** A page of ours and nothing else: who sends a link cannot choose where one ends. */
function backOf({ c }: Visit): string {
  const to = c.req.query('to') ?? '/';
  return /^\/(?![/\\])[\w\-./]*$/.test(to) ? to : '/';
}

async function goThere(visit: Visit): Promise<Response> {
  const provider = providerOf(visit);
  if (!provider) return problem(visit, 404, 'notFound');
  const { deps, c } = visit;
  const expiresAt = new Date(deps.clock.now().getTime() + LASTS_S * 1000).toISOString();
  const token = await deps.signIns.begin({ provider: provider.key, back: backOf(visit), expiresAt });
  const there = await provider.addressOf(token).catch(whyNot(visit));
  if (!(there instanceof URL)) return problem(visit, 503, 'doorAway');
  setCookie(c, cookieName(visit), token, {
    path: '/',
    httpOnly: true,
    secure: isSecure(deps),
    sameSite: 'Lax',
    maxAge: LASTS_S,
  });
  return c.redirect(there.href, 303);
}

async function comeBack(visit: Visit): Promise<Response> {
  const { deps, c } = visit;
  const provider = providerOf(visit);
  if (!provider) return problem(visit, 404, 'notFound');
  const token = getCookie(c, cookieName(visit));
  deleteCookie(c, cookieName(visit), { path: '/', secure: isSecure(deps) });
  const begun = token && (await deps.signIns.finish(token, provider.key, deps.clock.now().toISOString()));
  if (!token || !begun) return problem(visit, 403, 'notVouched');
  const account = await provider.answer(token, new URL(c.req.url).search.slice(1)).catch(whyNot(visit));
  if (typeof account === 'string') return problem(visit, account === 'doorAway' ? 503 : 403, account);
  const who = await deps.personOf(account);
  if (!who) return problem(visit, 403, 'stranger', { ...strangerOf(visit), formal: false });
  await signIn(deps, c, who.personId, provider.kind === 'slack' ? 'slack' : 'entra', {
    workspaceId: who.workspaceId,
  });
  return c.redirect(begun.back, 303);
}

/** Names the problem to show. Any other error than these two is ours, and is thrown on. */
function whyNot({ deps, c }: Visit): (error: unknown) => 'doorAway' | 'notVouched' {
  return (error) => {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null;
    const code = cause && 'code' in cause ? cause.code : undefined;
    deps.log.warn({ err: error, code, door: c.req.param('door') }, 'a sign-in came to nothing');
    if (error instanceof NotVouched) return 'notVouched';
    if (error instanceof ProviderAway) return 'doorAway';
    throw error;
  };
}

function cookieName({ deps }: Visit): string {
  return isSecure(deps) ? '__Host-schakel-in' : 'schakel-in';
}
