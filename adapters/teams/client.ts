import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationParameters,
} from 'botbuilder';
import { given, oddResponse } from './errors.ts';
import { tokensIn } from './graph/entra.ts';

/**
 * The only file that knows botbuilder: who may call us, and calls to the Bot Connector. Everything that goes through it
 * is plain JSON, so that its successor can take its place here
 * (docs/decisions/chat-platforms.md#botbuilder-in-one-file).
 */

/** An app registration, as one tenant knows it. One registration may serve several tenants. */
export interface TeamsApp {
  readonly appId: string;
  readonly password: string;
  /** The tenant whose people it serves. */
  readonly tenantId: string;
  /** Where the registration and its Azure Bot are, when that is another tenant: the connector takes tokens of it alone. */
  readonly homeTenantId?: string;
  /** The tenant has messages in a channel that one person alone sees. */
  readonly targeted?: boolean;
  readonly local?: LocalTeams | null;
}

/** Another Teams than Microsoft's, on this machine only: a test, or somebody trying it out. */
export interface LocalTeams {
  /** The only address that is called. Must be loopback. */
  readonly serviceUrl: string;
  /** Where the keys of its tokens are; null: calls need no token. */
  readonly openIdUrl: string | null;
  /** Where tokens for its connector come from; left out: it asks for none. */
  readonly loginUrl?: string;
}

/** An activity that came in, trusted as far as its form goes; its content is read where it is used. */
export type Incoming = Readonly<Record<string, unknown>> & {
  readonly type: string;
  readonly serviceUrl: string;
};
/** An activity that goes out, as plain JSON. */
export type Outgoing = Readonly<Record<string, unknown>>;

/** A conversation and the way to it. */
export interface Reference {
  readonly tenantId: string;
  /** Null: the tenant has not called us yet. */
  readonly serviceUrl: string | null;
  readonly conversation: string;
}

/** The caller is not who it must be. */
export class Unauthorized extends Error {
  override readonly name = 'Unauthorized';
}

export interface Connector {
  /** False only with a local Teams that signs nothing. */
  needsToken(): boolean;
  /** Throws `Unauthorized` for a token that is missing, wrong, for another app, or for another address. */
  authenticate(activity: Incoming, tenantId: string, authorization: string): Promise<void>;
  /** Posts into a conversation; the activity's id. Rejects as the platform answers; it is never tried again here. */
  send(to: Reference, activity: Outgoing): Promise<string>;
  /** Whether something can be said to one person alone in a room of this tenant. */
  targets(tenantId: string): boolean;
  /**
   * Posts into a channel or group chat what one of its people alone sees, by their id in Teams or in Entra; it is gone
   * from their screen after a day. Rejects where they are not in it.
   */
  sendTo(to: Reference, user: string, activity: Outgoing): Promise<string>;
  update(to: Reference, activityId: string, activity: Outgoing): Promise<void>;
  /** The conversation of the bot with one person, by their Entra object id. The same one every time. */
  personal(tenantId: string, serviceUrl: string | null, userId: string): Promise<string>;
}

/** A send that takes longer than this is called unclear. */
const TIMEOUT_MS = 10_000;
/** Where a tenant is reached before it has called us for the first time: Europe, whose schools these are. */
const FIRST_SERVICE_URL = 'https://smba.trafficmanager.net/emea/';
/** All that the app may do at the connector. */
export const CONNECTOR_SCOPE = 'https://api.botframework.com/.default';
const RETRY_POLICY = 'defaultRetryPolicy';
/** Where Teams' connector lives; an activity could name any address to answer to. */
const SERVICE_HOST = /^([a-z0-9-]+\.)?smba\.(trafficmanager\.net|infra\.gov\.teams\.microsoft\.us)$/;
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Throws when a local Teams is not local. */
export function createConnector(apps: readonly TeamsApp[]): Connector {
  const lines = new Map(apps.map((app) => [app.tenantId, createLine(app)]));
  const lineOf = (tenantId: string): Line => {
    const line = lines.get(tenantId);
    if (!line) throw new Unauthorized('no app is configured for this tenant');
    return line;
  };
  return {
    needsToken: () => apps.every((app) => app.local?.openIdUrl !== null),
    authenticate: (activity, tenantId, authorization) =>
      lineOf(tenantId).authenticate(activity, authorization),
    send: async (to, activity) => {
      const client = await lineOf(to.tenantId).client(to.serviceUrl);
      const sent = await client.conversations.sendToConversation(
        to.conversation,
        activity as Partial<Activity>,
        { timeout: TIMEOUT_MS },
      );
      return idIn(sent);
    },
    targets: (tenantId) => lines.get(tenantId)?.targets ?? false,
    sendTo: async (to, user, activity) => {
      const line = lineOf(to.tenantId);
      const client = await line.client(to.serviceUrl);
      const room = to.conversation.replace(/;messageid=.*$/, '');
      const member = await client.conversations.getConversationMember(room, user, { timeout: TIMEOUT_MS });
      const body = { ...activity, recipient: { id: given(member.id) } };
      const targeting = await line.client(to.serviceUrl, 'one person');
      const sent = await targeting.conversations.sendToConversation(
        to.conversation,
        body as unknown as Partial<Activity>,
        { timeout: TIMEOUT_MS },
      );
      return idIn(sent);
    },
    update: async (to, id, activity) => {
      const client = await lineOf(to.tenantId).client(to.serviceUrl);
      const body = { ...activity, id } as unknown as Partial<Activity>;
      idIn(await client.conversations.updateActivity(to.conversation, id, body, { timeout: TIMEOUT_MS }));
    },
    personal: async (tenantId, serviceUrl, userId) => {
      const line = lineOf(tenantId);
      const client = await line.client(serviceUrl);
      const parameters = {
        isGroup: false,
        bot: { id: `28:${line.appId}`, name: 'Schakel' },
        members: [{ id: userId, name: '' }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      } as unknown as ConversationParameters;
      return idIn(await client.conversations.createConversation(parameters, { timeout: TIMEOUT_MS }));
    },
  };
}

interface Posted {
  readonly id?: unknown;
  readonly _response?: { readonly bodyAsText?: string | null };
}

/** The library takes any page with a 200 for "done". */
function idIn({ id, _response }: Posted): string {
  const text = _response?.bodyAsText?.trim() ?? '';
  if (text !== '' && !text.startsWith('{')) throw oddResponse();
  return given(id);
}

/** The connection with one tenant. */
interface Line {
  readonly appId: string;
  readonly targets: boolean;
  authenticate(activity: Incoming, authorization: string): Promise<void>;
  /** `one person`: whatever is posted by it is for its recipient alone. */
  client(serviceUrl: string | null, to?: 'everybody' | 'one person'): Promise<Client>;
}

function createLine(app: TeamsApp): Line {
  const local = app.local ?? null;
  for (const url of local ? [local.serviceUrl, local.openIdUrl, local.loginUrl ?? null] : [])
    if (url !== null && !isLoopback(url)) throw new Error('a local Teams must be on a loopback address');
  const config = local?.openIdUrl
    ? { ...PUBLIC_CLOUD, ToBotFromChannelOpenIdMetadataUrl: local.openIdUrl }
    : {};
  const credentials = new Credentials(app);
  const bot = new Bot(new ConfigurationBotFrameworkAuthentication(config, credentials as never));
  const clients = new Map<string, Promise<Client>>();
  let first: Promise<unknown> | undefined;
  return {
    appId: app.appId,
    targets: app.targeted === true,
    authenticate: async (activity, authorization) => {
      // The library fetches the keys with the first token. Who comes meanwhile would fetch them too, each for itself, or
      // find the place of the keys still empty and be refused.
      await first;
      const checking = bot.callee(activity, authorization);
      first ??= checking.catch(() => undefined);
      const appId = await checking;
      if (appId !== app.appId && !credentials.isOff()) throw new Unauthorized('the token is for another app');
      if (!isAllowed(activity.serviceUrl, local))
        throw new Unauthorized('the address to answer to is not of Teams');
    },
    // One for each address: a client keeps its token. One that could not be made is made again.
    client: (known, to = 'everybody') => {
      const serviceUrl = known ?? local?.serviceUrl ?? FIRST_SERVICE_URL;
      if (!isAllowed(serviceUrl, local)) return Promise.reject(new Error('this address is not of Teams'));
      const key = `${to} ${serviceUrl}`;
      const made = clients.get(key) ?? bot.client(app.appId, serviceUrl, to === 'one person');
      clients.set(key, made);
      made.catch(() => clients.delete(key));
      return made;
    },
  };
}

/** The addresses and issuer of the public cloud, which botbuilder forgets as soon as one of them is given. */
const PUBLIC_CLOUD = {
  ValidateAuthority: true,
  ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
  ToChannelFromBotOAuthScope: 'https://api.botframework.com',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  OAuthUrl: 'https://token.botframework.com/',
  ToBotFromEmulatorOpenIdMetadataUrl:
    'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration',
  CallerId: 'urn:botframework:azure',
};

function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.has(new URL(url).hostname);
}

/** True for Teams' own connector, over https: an answer anywhere else could take a token there. */
export function isAllowed(serviceUrl: string, local: LocalTeams | null): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const url = new URL(serviceUrl);
  if (local) return url.origin === new URL(local.serviceUrl).origin;
  return (
    url.protocol === 'https:' && url.port === '' && url.username === '' && SERVICE_HOST.test(url.hostname)
  );
}

type Client = Awaited<
  ReturnType<ReturnType<CloudAdapter['botFrameworkAuthentication']['createConnectorFactory']>['create']>
>;

interface WithPipeline {
  readonly client: {
    readonly pipeline: {
      removePolicy(policy: { name: string }): unknown;
      addPolicy(policy: Policy): unknown;
    };
  };
}

interface Policy {
  readonly name: string;
  sendRequest<R extends { url: string }, A>(request: R, next: (request: R) => Promise<A>): Promise<A>;
}

/** A word behind the address targets a message; the library does not know it, and drops what the message says. */
const TARGETED: Policy = {
  name: 'targetedActivity',
  sendRequest: (request, next) => {
    const url = new URL(request.url);
    url.searchParams.set('isTargetedActivity', 'true');
    request.url = url.href;
    return next(request);
  },
};

/** Opens what the library keeps to itself: the check of a request, and a client for one address. */
class Bot extends CloudAdapter {
  /** The app id a valid token is for. */
  async callee(activity: Incoming, authorization: string): Promise<string> {
    try {
      const { claimsIdentity } = await this.botFrameworkAuthentication.authenticateRequest(
        activity as unknown as Activity,
        authorization,
      );
      // The library lets a token without an end through; one that was stolen would be good for ever.
      if (claimsIdentity.getClaimValue('aud') !== null && claimsIdentity.getClaimValue('exp') === null)
        throw new Unauthorized('the token has no end');
      return claimsIdentity.getClaimValue('aud') ?? claimsIdentity.getClaimValue('appid') ?? '';
    } catch {
      // Whatever is wrong with a token, a bad signature included, is the caller's fault.
      throw new Unauthorized('the token is not valid');
    }
  }

  async client(appId: string, serviceUrl: string, isTargeted: boolean): Promise<Client> {
    const identity = this.createClaimsIdentity(appId);
    const audience = PUBLIC_CLOUD.ToChannelFromBotOAuthScope;
    const client = await this.botFrameworkAuthentication
      .createConnectorFactory(identity)
      .create(serviceUrl, audience);
    // It tries again by itself, posts included; the outbox owns that, and looks before it does.
    const { pipeline } = (client as unknown as WithPipeline).client;
    pipeline.removePolicy({ name: RETRY_POLICY });
    if (isTargeted) pipeline.addPolicy(TARGETED);
    return client;
  }
}

interface Signable {
  readonly headers: { set(name: string, value: string): unknown };
}

/**
 * The app's secret: tokens of its home tenant, wherever the conversation is. A local Teams may ask for none; with no keys
 * either, nothing is checked.
 */
class Credentials {
  readonly #app: TeamsApp;
  readonly #tokens: ReturnType<typeof tokensIn> | null;
  constructor(app: TeamsApp) {
    this.#app = app;
    const loginUrl = app.local?.loginUrl;
    this.#tokens = app.local && !loginUrl ? null : tokensIn(homeOf(app), app, loginUrl ? { loginUrl } : null);
  }
  isOff(): boolean {
    return this.#app.local?.openIdUrl === null;
  }
  async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.#app.appId;
  }
  async isAuthenticationDisabled(): Promise<boolean> {
    return this.isOff();
  }
  async createCredentials(): Promise<unknown> {
    return { signRequest: (request: Signable) => this.#sign(request) };
  }
  async #sign(request: Signable): Promise<Signable> {
    const given = await this.#tokens?.getToken(CONNECTOR_SCOPE);
    if (given) request.headers.set('authorization', `Bearer ${given.token}`);
    return request;
  }
}

/** The tenant of the registration itself. */
export function homeOf({ homeTenantId, tenantId }: TeamsApp): string {
  return homeTenantId ?? tenantId;
}
