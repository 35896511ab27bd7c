import type { Args, Inbound, Request, Values } from '../../src/app/inbound.ts';

/** Names of the fields that we put into every form beside its own. */
export const OURS: ReadonlySet<string> = new Set([
  'token',
  'once',
  'args',
  'command',
  'region',
  'stood',
  'typed',
]);
const MOST_ARGS = 4000;

/** A form as the browser sent it. */
export type Posted = Readonly<Record<string, string | readonly string[]>>;

/** The arguments a form or link carries: claims, checked again by the application. Null when they are not of ours. */
export function readArgs(given: unknown): Args | null {
  if (typeof given !== 'string' || given.length > MOST_ARGS) return null;
  try {
    const value: unknown = JSON.parse(given);
    return isArgs(value) ? value : null;
  } catch {
    return null;
  }
}

function isArgs(value: unknown): value is Args {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((v) => typeof v === 'string' || typeof v === 'number')
  );
}

/** The form itself says what it showed when it was opened. */
export function stoodOf({ stood }: Posted): string | null {
  return typeof stood === 'string' ? stood : null;
}

/** Field values of a form, without what is ours. */
export function valuesOf(posted: Posted): Values {
  return Object.fromEntries(Object.entries(posted).filter(([name]) => !OURS.has(name)));
}

/** One press or form is one request, however often it is sent: `once` was made with the page it stands on. */
export function inboundOf(
  who: { readonly personId: string; readonly regionKey: string },
  once: string,
  request: Request,
): Inbound {
  return {
    key: `web:${who.personId}:${once.replaceAll(/[^\w-]/g, '').slice(0, 64)}`,
    platform: 'web',
    workspaceExternalId: who.regionKey,
    userExternalId: who.personId,
    channel: null,
    request,
  };
}
