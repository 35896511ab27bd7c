import type { Context } from 'hono';
import type { Assets } from './assets.ts';
import type { Live } from './live.ts';
import type { WebParts } from './parts.ts';
import type { Visitor } from './visitor.ts';

/**
 * Who may come: `anyone`, or `signedIn`. What somebody may see or do there is asked of the app, which answers as if
 * what is not theirs did not exist.
 */
export type Access = 'anyone' | 'signedIn';

/** One request on its way to a page. */
export interface Ask<A extends Access = Access> {
  readonly c: Context;
  readonly parts: WebParts;
  readonly assets: Assets;
  readonly live: Live;
  /** Of a route for who is signed in, always there. */
  readonly visitor: A extends 'signedIn' ? Visitor : Visitor | null;
}

/** Every address the web answers at, with who may come; a test holds this list against what is served. */
export interface Route<A extends Access = Access> {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly access: A;
  readonly handle: (ask: Ask<A>) => Promise<Response>;
}

export function route<A extends Access>(
  method: Route['method'],
  path: string,
  access: A,
  handle: Route<A>['handle'],
): Route {
  return { method, path, access, handle } as Route;
}
