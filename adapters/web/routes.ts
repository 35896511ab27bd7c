import type { Context } from 'hono';
import type { Live } from './live/live.ts';
import type { Assets } from './shell/assets.ts';
import type { WebDeps } from './shell/web-deps.ts';
import type { SignInProvider } from './sign-in-providers.ts';
import type { Visitor } from './visitor.ts';

/**
 * The people who may come: `anyone`, `signedIn`, or at a `door` anyone who wants in, but not too often. The app is
 * asked what somebody may see or do there, and answers as if what is not theirs did not exist.
 */
export type Access = 'anyone' | 'door' | 'signedIn';

/** One request on its way to a page. */
export interface Visit<A extends Access = Access> {
  readonly c: Context;
  readonly deps: WebDeps;
  readonly assets: Assets;
  readonly live: Live;
  readonly providers: readonly SignInProvider[];
  /** The visitor is always there in a route for people who are signed in. */
  readonly visitor: A extends 'signedIn' ? Visitor : Visitor | null;
}

/** Every address the web answers at, with who may come; a test holds this list against what is served. */
export interface Route<A extends Access = Access> {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly access: A;
  readonly handle: (visit: Visit<A>) => Promise<Response>;
  /** Bytes of what may be sent there. */
  readonly most: number;
  /** Says it on the page it was sent from, when more was sent than that; nothing of it was read. */
  readonly tooLarge?: (visit: Visit<A>) => Promise<Response>;
}

/** A form with room to write; who lets a file be sent says how large. */
const MOST = 64 * 1024;

/** Bytes of a form that carries a text of so many: in a form each of them may be written with three signs. */
export function carrying(largest: number): number {
  return MOST + 3 * largest;
}

export function route<A extends Access>(
  method: Route['method'],
  path: string,
  access: A,
  handle: Route<A>['handle'],
  most = MOST,
  tooLarge?: Route<A>['tooLarge'],
): Route {
  return { method, path, access, handle, most, ...(tooLarge ? { tooLarge } : {}) } as Route;
}
