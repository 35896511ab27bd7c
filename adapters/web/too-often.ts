import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import type { WebDeps } from './shell/web-deps.ts';

/** Long enough to make guessing pointless, short enough for a school where everybody comes in at nine o'clock. */
export const DOOR_WAIT_S = 600;

/** Kinds that are counted apart: fetching calendars for a thousand people must not close the door for one of them. */
const KINDS = {
  door: { place: 300, network: 3000, thing: 60 },
  calendar: { place: 3000, network: 30_000, thing: 60 },
} as const;

/**
 * Whether too many want in from one place or its network, or too often there with the same link. A link or code is not
 * to be guessed anyway; this keeps who tries all the same from keeping the database busy. Counted in the database, so
 * that it holds across processes; docs/decisions/web.md#nothing-counted-for-everybody says why nothing is counted for
 * all.
 */
export async function isTooOften(deps: WebDeps, c: Context): Promise<boolean> {
  const { tries, clock } = deps;
  const now = clock.now().toISOString();
  const kind = c.req.path.startsWith('/calendar/') ? 'calendar' : 'door';
  const thing = c.req.param('token');
  const counted = [
    ...whereFrom(deps, c, kind),
    // By place as well: a link is sent on and looked at by filters of mail, and whoever else knows it must not keep its
    // owner waiting somewhere else. What may be guessed with it, the code, is counted by person and not here.
    ...(thing ? [[`${kind}:with:${thing}:${callerOf(deps, c)}`, KINDS[kind].thing] as const] : []),
  ];
  // From near to far: who is stopped at their own place does not use up what their neighbours have.
  for (const [name, allowed] of counted)
    if (!(await tries.take(name, { most: allowed, withinMs: DOOR_WAIT_S * 1000 }, now))) return true;
  return false;
}

/**
 * The place and its network. A place alone would let who has many addresses try from each in turn; a network alone would
 * let one address keep its neighbours out, who share a /24 by chance. With both, a place has a tenth of what its
 * neighbours share, and ten places of one network together do keep the others of it waiting, for ten minutes: who has
 * ten addresses there is most likely who runs it.
 *
 * Behind an address that passes others on and that nobody named as a proxy there may be a whole region, so it has what a
 * network has. Whoever adds that header to requests of their own gains ten times as many, of what cannot be guessed; it
 * is counted apart, so that it takes nothing from neighbours who come as they are.
 */
function whereFrom(deps: WebDeps, c: Context, kind: keyof typeof KINDS): (readonly [string, number])[] {
  const { address, unbelieved } = clientOf(deps, c);
  const { place, network } = KINDS[kind];
  const [name, times] = unbelieved === null ? [kind, 1] : [`${kind}:through`, network / place];
  return [
    [`${name}:${householdOf(address)}`, place * times],
    [`${name}:${networkOf(address)}`, network * times],
  ];
}

/** Where a request comes from, as it is counted. */
export function callerOf(deps: WebDeps, c: Context): string {
  return householdOf(clientOf(deps, c).address);
}

function clientOf(deps: WebDeps, c: Context): ReturnType<WebDeps['clientOf']> {
  return deps.clientOf((c.env as { incoming: IncomingMessage }).incoming);
}

/** A household is counted by its network of IPv6, as it has a whole one. */
function householdOf(address: string): string {
  return address.includes(':') ? `${partsOf(address).slice(0, 4).join(':')}/64` : address;
}

/** The addresses that one provider or organisation hands out together. */
function networkOf(address: string): string {
  return address.includes(':')
    ? `${partsOf(address).slice(0, 3).join(':')}/48`
    : `${address.split('.').slice(0, 3).join('.')}/24`;
}

/** The eight numbers of an IPv6 address, however it was shortened. */
function partsOf(address: string): string[] {
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const before = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  const between = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...between, ...after].map((part) => part.toLowerCase().replace(/^0+(?=.)/, ''));
}
