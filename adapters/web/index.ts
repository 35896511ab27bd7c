import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { csrf } from 'hono/csrf';
import { secureHeaders } from 'hono/secure-headers';
import type { ChatPlatform, Pace } from '../../src/ports/chat.ts';
import { type Assets, loadAssets } from './assets.ts';
import { createLive } from './live.ts';
import { problem } from './page.ts';
import { actRoutes } from './pages/act.ts';
import { homeRoutes } from './pages/home.ts';
import { roomRoutes } from './pages/room.ts';
import { signInRoutes } from './pages/sign-in.ts';
import type { WebParts } from './parts.ts';
import type { Ask, Route } from './routes.ts';
import { createSender, WEB_PACE } from './send.ts';
import { visitorOf } from './visitor.ts';

export type { WebParts } from './parts.ts';

/** Every page and door there is. */
export const ROUTES: readonly Route[] = [...homeRoutes, ...roomRoutes, ...actRoutes, ...signInRoutes];

export interface Web {
  readonly platform: ChatPlatform;
  readonly pace: Pace;
  readonly requestListener: RequestListener;
  /** Something was written: pages that are open look whether it is theirs. */
  wake(): void;
  stop(): void;
}

/** The web's parts, wired. */
export function createWeb(parts: WebParts): Web {
  const assets = loadAssets(parts.theme);
  const live = createLive(parts.reading);
  const app = serve(parts, assets, live);
  return {
    platform: createSender(parts.rooms, parts.clock),
    pace: WEB_PACE,
    requestListener: getRequestListener(app.fetch),
    wake: () => live.wake(),
    stop: () => live.stop(),
  };
}

function serve(parts: WebParts, assets: Assets, live: Ask['live']): Hono {
  const app = new Hono();
  app.use(compress());
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'same-origin',
    }),
  );
  app.get('/assets/:hash/:name', (c) => {
    const found = assets.find(c.req.path);
    if (!found) return c.notFound();
    return c.body(found.body, 200, {
      'content-type': found.type,
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });
  app.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
  });
  // A form of another site is refused before anything is read; each form carries its own token as well.
  app.use(csrf());
  for (const route of ROUTES) {
    app.on(route.method.toUpperCase(), route.path, async (c) => {
      const visitor = await visitorOf(parts, c);
      const ask = { c, parts, assets, live, visitor };
      if (route.access === 'signedIn' && !visitor) return problem(ask, 401, 'signIn');
      return route.handle(ask as Ask<'signedIn'>);
    });
  }
  app.notFound(async (c) => problem({ c, parts, assets, live, visitor: null }, 404, 'notFound'));
  app.onError(async (error, c) => {
    const ask = { c, parts, assets, live, visitor: null };
    if ('status' in error && error.status === 403) return problem(ask, 403, 'forged');
    parts.log.error({ err: error.name, path: c.req.routePath }, 'a page could not be made');
    return problem(ask, 503, 'later');
  });
  return app;
}
