import type { Context } from 'hono';
import type { WebParts } from './parts.ts';

/** Long enough to make guessing pointless, short enough for a school where everybody comes in at nine o'clock. */
export const DOOR_WAIT_S = 600;
const MOST_HERE = 300;
const MOST_EVERYWHERE = 3000;

/**
 * Whether too many want in: from one place, or everywhere together. A link or code is not to be guessed anyway; this
 * keeps who tries all the same from keeping the database busy. Counted there, so that it holds across processes.
 */
export async function isTooOften({ tries, clock }: WebParts, c: Context): Promise<boolean> {
  const now = clock.now().toISOString();
  const withinMs = DOOR_WAIT_S * 1000;
  if (!(await tries.take(`door:${placeOf(c)}`, { most: MOST_HERE, withinMs }, now))) return true;
  return !(await tries.take('door:*', { most: MOST_EVERYWHERE, withinMs }, now));
}

/**
 * Where a request comes from. A proxy beside us says it for its callers; what a caller from elsewhere says of
 * themselves is not believed. Of IPv6 the network, since a household has a whole one.
 */
export function placeOf(c: Context): string {
  const bindings = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  const peer = bare(bindings?.incoming?.socket?.remoteAddress ?? '');
  const told = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  const address = told && isNear(peer) ? bare(told) : peer;
  return address.includes(':') ? address.split(':').slice(0, 4).join(':') : address;
}

function bare(address: string): string {
  return address.replace(/^::ffff:/, '').slice(0, 64);
}

function isNear(peer: string): boolean {
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/.test(peer);
}
