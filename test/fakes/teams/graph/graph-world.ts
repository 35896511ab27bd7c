import { randomBytes, randomUUID } from 'node:crypto';

/** The stand-in's memory of one tenant. Ids are shaped as Microsoft's are. */
export interface GraphWorld {
  readonly tenantId: string;
  /** The id in the app's package, which is that of its registration; Teams' own catalogue gives it another one. */
  readonly externalAppId: string;
  readonly catalogAppId: string;
  readonly teams: Map<string, Team>;
  readonly chats: Map<string, Chat>;
  readonly users: User[];
  readonly operations: Map<string, Operation>;
  /** How often an operation is looked at before it is done. */
  looks: number;
  /** The app asks for permissions in a chat: nobody can consent to them while it is installed by itself. */
  appAsksInChats: boolean;
  /** Whether an administrator consented to all of it, to nothing yet, or to the app alone, without permissions. */
  consent: 'all' | 'none' | 'without permissions';
  /** People of other tenants may be in chats of this one. */
  externalAccess: boolean;
  /** How many people are in teams of which nothing else is known here. */
  readonly peopleIn: Map<string, number>;
  readonly now: () => Date;
}

export interface User {
  readonly id: string;
  /** People of another tenant are found only where their tenant is given with them. */
  readonly tenantId: string;
  readonly displayName: string;
  readonly mail: string | null;
  readonly userType: 'Member' | 'Guest';
  /** The name to sign in with; of somebody of another tenant it has `#EXT#` in it. */
  readonly userPrincipalName: string;
  readonly accountEnabled: boolean;
  readonly preferredLanguage: string | null;
}

export interface Member {
  readonly id: string;
  readonly userId: string;
  readonly tenantId: string;
  readonly roles: readonly string[];
  readonly visibleHistoryStartDateTime: string | null;
}

export interface Team {
  readonly id: string;
  readonly members: Member[];
  readonly channels: Channel[];
  /** Names stay taken for 30 days. */
  readonly deleted: { readonly displayName: string; readonly at: Date }[];
  appInstalled: boolean;
  /** Then no channel of it takes anything, and each says of itself that it is not archived. */
  isArchived: boolean;
}

export interface Channel {
  readonly id: string;
  readonly displayName: string;
  readonly membershipType: string;
  description: string;
  isArchived: boolean;
  readonly members: Member[];
  readonly apps: Set<string>;
  /** Whole teams that an owner shared it with. */
  readonly sharedWith: Set<string>;
  /** Shared channels are made in the background: until then nobody sees them, but the name is taken. */
  visible: boolean;
}

export interface Chat {
  readonly id: string;
  topic: string;
  readonly members: Member[];
  readonly apps: Set<string>;
}

export interface Operation {
  readonly id: string;
  readonly team: Team;
  readonly channel: Channel;
  looksLeft: number;
  /** Set: it ends without a channel. */
  failure: string | null;
}

/** A question to a route, as it came in. */
export interface Ask {
  readonly world: GraphWorld;
  /** The variable parts of the path, in their order. */
  readonly ids: readonly string[];
  /** The address in full, without the query. */
  readonly address: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}
export interface Answer {
  readonly status: number;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}
export type Routes = Readonly<Record<string, (ask: Ask) => Answer>>;

/** Answered as Graph answers: `{ error: { code, message } }`. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const bad = (message: string): Refusal => new Refusal(400, 'BadRequest', message);
export const notFound = (what: string): Refusal => new Refusal(404, 'NotFound', `${what} is not found`);
export const threadId = (kind: 'tacv2' | 'v2'): string =>
  `19:${randomBytes(16).toString('hex')}@thread.${kind}`;

export function person(id: string, more: Partial<User> & { readonly tenantId: string }): User {
  return {
    id,
    displayName: 'Iemand',
    mail: null,
    userType: 'Member',
    userPrincipalName: `${id}@tenant.example`,
    accountEnabled: true,
    preferredLanguage: null,
    ...more,
  };
}

/** A member as a request names one: the user by an address, another tenant by its id. */
export function memberFrom(world: GraphWorld, given: unknown): Member {
  const { roles, tenantId = world.tenantId, ...rest } = (given ?? {}) as Record<string, unknown>;
  if (rest['@odata.type'] !== '#microsoft.graph.aadUserConversationMember')
    throw bad('a member needs its @odata.type');
  const bound = /\/users\('([^']+)'\)$/.exec(String(rest['user@odata.bind']))?.[1];
  const user = world.users.find((u) => u.id === bound && u.tenantId === tenantId);
  if (!user?.accountEnabled) throw notFound('the user');
  const since = rest.visibleHistoryStartDateTime;
  return {
    id: Buffer.from(randomUUID()).toString('base64'),
    userId: user.id,
    tenantId: user.tenantId,
    roles: Array.isArray(roles) ? roles.map(String) : [],
    visibleHistoryStartDateTime: typeof since === 'string' ? since : null,
  };
}

export function memberJson(world: GraphWorld, member: Member): object {
  const user = world.users.find((u) => u.id === member.userId);
  return {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    ...member,
    displayName: user?.displayName ?? null,
    email: user?.mail ?? null,
  };
}

/** `field eq 'value'`, the one form of a filter that is understood. */
export function filterValue(query: URLSearchParams, field: string): string {
  const value = new RegExp(`^${field} eq '([^']*)'$`).exec(query.get('$filter') ?? '')?.[1];
  if (value === undefined) throw bad('this filter is not understood');
  return value;
}
