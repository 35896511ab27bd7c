import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { csrf } from 'hono/csrf';
import { secureHeaders } from 'hono/secure-headers';
import type { ChatPlatform, Pace } from '../../src/ports/chat.ts';
import { sent } from './forms/unsent.ts';
import type { LiveLimits } from './live/limits.ts';
import { createLive } from './live/live.ts';
import { actRoutes } from './pages/act.ts';
import { caseRoutes } from './pages/case/case.ts';
import { networkRoutes } from './pages/case/network.ts';
import { passedOnRoutes } from './pages/case/passed-on.ts';
import { requestRoutes } from './pages/case/requests/page.ts';
import { takeAlongRoutes } from './pages/case/take-along.ts';
import { termRoutes } from './pages/case/terms/page.ts';
import { timelineRoutes } from './pages/case/timeline.ts';
import { demonstrationRoutes } from './pages/demonstration.ts';
import { fingerprintOf } from './pages/follow.ts';
import { helpRoutes } from './pages/help.ts';
import { homeRoutes } from './pages/home.ts';
import { languageRoutes } from './pages/me/language.ts';
import { meRoutes } from './pages/me/me.ts';
import { ownRoutes } from './pages/me/own.ts';
import { togetherRoutes } from './pages/me/together.ts';
import { plainRoutes } from './pages/plain.ts';
import { guidanceRoutes } from './pages/region/guidance.ts';
import { healthRoutes } from './pages/region/health.ts';
import { manageRoutes } from './pages/region/manage.ts';
import { manageCasesRoutes } from './pages/region/manage-cases.ts';
import { manageFileRoutes } from './pages/region/manage-file.ts';
import { manageParticipantsRoutes } from './pages/region/manage-participants.ts';
import { regionRoutes } from './pages/region/overview.ts';
import { publicReportRoutes } from './pages/region/public-report.ts';
import { beginRoutes } from './pages/sign-in/begin.ts';
import { linkEntryRoutes } from './pages/sign-in/link-entry.ts';
import { ownAddressRoutes } from './pages/sign-in/own-address.ts';
import { providerRoutes } from './pages/sign-in/providers.ts';
import { secondWayRoutes } from './pages/sign-in/second-way.ts';
import { signInRoutes } from './pages/sign-in/sign-in.ts';
import { formBack, fromOldTab, laterAgain, signInAgain, unsentRoutes } from './pages/unsent.ts';
import type { Route, Visit } from './routes.ts';
import { createSender, WEB_PACE } from './send.ts';
import { type Assets, loadAssets } from './shell/assets.ts';
import { headersOf } from './shell/headers.ts';
import { problem } from './shell/page.ts';
import type { WebDeps } from './shell/web-deps.ts';
import { createSignInProvider } from './sign-in-providers.ts';
import { DOOR_WAIT_S, isTooOften } from './too-often.ts';
import { asWhom, visitorOf } from './visitor.ts';

export type { WebDeps } from './shell/web-deps.ts';

/** Every page and door there is. */
export const ROUTES: readonly Route[] = [
  ...homeRoutes,
  ...helpRoutes,
  ...caseRoutes,
  ...timelineRoutes,
  ...networkRoutes,
  ...passedOnRoutes,
  ...takeAlongRoutes,
  ...termRoutes,
  ...requestRoutes,
  ...regionRoutes,
  ...guidanceRoutes,
  ...publicReportRoutes,
  ...healthRoutes,
  ...actRoutes,
  ...signInRoutes,
  ...languageRoutes,
  ...providerRoutes,
  ...plainRoutes,
  ...manageFileRoutes,
  ...manageCasesRoutes,
  ...manageParticipantsRoutes,
  ...manageRoutes,
  ...linkEntryRoutes,
  ...meRoutes,
  ...togetherRoutes,
  ...ownAddressRoutes,
  ...secondWayRoutes,
  ...beginRoutes,
  ...demonstrationRoutes,
  ...ownRoutes,
  ...unsentRoutes,
];

export interface Web {
  readonly platform: ChatPlatform;
  readonly pace: Pace;
  readonly requestListener: RequestListener;
  /** Something was written: pages that are open look whether it is theirs. */
  wake(): void;
  /** Pages that are told of changes: how many are open, and how many may be. */
  openPages(): { readonly open: number; readonly most: number };
  stop(): void;
}

/** The web's parts, wired. */
export function createWeb(deps: WebDeps, limits: Partial<LiveLimits> = {}): Web {
  const assets = loadAssets(deps.theme);
  const live = createLive(
    {
      versions: (ids) => deps.reading.versions(ids),
      alive: (tokens) => deps.sessions.alive(tokens, deps.clock.now().toISOString()),
      opened: (came) => deps.linked.openedBy(came),
      fingerprint: async (personId, of) => (await fingerprintOf(deps.pages, personId, of))?.seen ?? null,
    },
    limits,
  );
  const app = serve(deps, assets, live);
  return {
    platform: createSender(deps.rooms, deps.clock),
    pace: WEB_PACE,
    requestListener: getRequestListener(app.fetch),
    wake: () => live.wake(),
    openPages: () => live.count(),
    stop: () => live.stop(),
  };
}

/** The pages and doors as a server, with what holds for all of them. */
export function serve(deps: WebDeps, assets: Assets, live: Visit['live']): Hono {
  const app = new Hono();
  const { publicUrl } = deps;
  const providers = publicUrl
    ? deps.providers.map((provider) => createSignInProvider(provider, deps.clock, publicUrl))
    : [];
  const asking = (c: Context): Visit => ({ c, deps, assets, live, providers, visitor: null });
  const askingAs = async (c: Context): Promise<Visit> => ({
    ...asking(c),
    visitor: await visitorOf(deps, c).catch(() => null),
  });
  app.use(compress());
  app.use(secureHeaders(headersOf(deps)));
  app.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
    if (c.req.method === 'HEAD') await c.res.body?.cancel();
  });
  // A form of another site is refused before anything is read; each form carries its own token as well.
  app.use(csrf({ origin: (origin, c) => originsOf(deps, c).includes(origin) }));
  for (const route of ROUTES) {
    const within = bodyLimit({ maxSize: route.most, onError: (c) => sentTooMuch(asking(c), route) });
    // Who may not come, or comes too often, is told before anything of what they send is read.
    app.on(route.method.toUpperCase(), route.path, async (c) => {
      const came = await visitorOf(deps, c);
      const visitor = came && (await asWhom(deps, came, c.req.param('caseId')));
      if (route.access === 'door' && !visitor && (await isTooOften(deps, c))) return waitThere(asking(c));
      const visit = { ...asking(c), visitor };
      if (route.access === 'signedIn' && !visitor) return signInAgain(visit);
      // They came to look: what they were told of is no longer unread.
      if (visitor && route.access === 'signedIn')
        for (const id of [visitor.session.personId, ...visitor.others])
          await deps.book.seen(id, deps.clock.now().toISOString());
      let answer: Response | undefined;
      const tooLarge = await within(c, async () => {
        answer = (await isReadable(c))
          ? await route.handle(visit as Visit<'signedIn'>)
          : await problem(visit, 400, 'forged');
      });
      if (tooLarge || !answer) return tooLarge ?? problem(visit, 404, 'notFound');
      if (answer.status === 404) return (await calledOtherwise(visit)) ?? (await wordsKept(visit, answer));
      return wordsKept(visit, answer);
    });
  }
  for (const path of new Set(ROUTES.map((route) => route.path))) {
    app.all(path, async (c) => {
      c.header('allow', methodsAt(path));
      return problem(await askingAs(c), 405, 'method');
    });
  }
  app.notFound(async (c) => problem(await askingAs(c), 404, 'notFound'));
  app.onError((error, c) => {
    if ('status' in error && error.status === 403) return problem(asking(c), 403, 'forged');
    // Who left before they had sent everything, or before the answer came, is told nothing, and nothing is wrong here.
    if (c.req.raw.signal.aborted) return c.body(null, 400);
    deps.log.error({ err: error, path: c.req.routePath }, 'a page could not be made');
    c.header('retry-after', '60');
    return laterAgain(asking(c));
  });
  return app;
}

/** A body that says to be a form and cannot be read as one was made by no page of ours. The page uses what is read here. */
async function isReadable(c: Context): Promise<boolean> {
  if (c.req.method !== 'POST' || !c.req.header('content-type')?.startsWith('multipart/form-data'))
    return true;
  return c.req.formData().then(
    () => true,
    (error: unknown) => {
      if (c.req.raw.signal.aborted) throw error;
      return false;
    },
  );
}

/** Typed words are not lost with an answer that refuses them, and wait no longer when they were taken. */
async function wordsKept(visit: Visit, answer: Response): Promise<Response> {
  const { c, deps, visitor } = visit;
  if (!visitor || c.req.method !== 'POST') return answer;
  const theirs = { ...visit, visitor };
  if (answer.status === 403) return (await fromOldTab(theirs)) ?? answer;
  if (answer.status === 404) return (await formBack(theirs)) ?? answer;
  if (answer.status === 303) await sent(deps, c, visitor);
  return answer;
}

/** Told on the page it was sent from, where that page can say it. */
async function sentTooMuch(visit: Visit, route: Route): Promise<Response> {
  const visitor = route.tooLarge ? await visitorOf(visit.deps, visit.c) : null;
  if (!route.tooLarge || !visitor) return problem(visit, 413, 'tooLarge');
  return route.tooLarge({ ...visit, visitor } as Visit<'signedIn'>);
}

/**
 * An address of before that leads to what the visitor may see, as it is called now; asked only where nothing was found.
 * What was posted there is posted again.
 */
async function calledOtherwise({ c, deps, visitor }: Visit): Promise<Response | null> {
  const former = c.req.param('caseId') ?? c.req.param('regionId');
  const theirs = visitor ? [visitor.session.personId, ...visitor.others] : [];
  const found = former ? await Promise.all(theirs.map((id) => deps.renewed(id, former))) : [];
  const now = found.find((id) => id !== null);
  if (!former || !now) return null;
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`${pathname.replace(former, now)}${search}`, 307);
}

/** Where our forms stand: the address that people use, which a proxy before us may have over https. */
function originsOf({ publicUrl }: WebDeps, c: Context): readonly string[] {
  return [c.req.url, ...(publicUrl ? [publicUrl] : [])].map((url) => new URL(url).origin);
}

function methodsAt(path: string): string {
  const methods = ROUTES.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].sort().join(', ');
}

function waitThere(visit: Visit): Promise<Response> {
  visit.c.header('retry-after', String(DOOR_WAIT_S));
  return problem(visit, 429, 'tooOften');
}
