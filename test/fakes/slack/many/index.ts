import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSignedHttp } from '../events/dispatch.ts';
import { type SlackStandIn, startSlackStandIn } from '../index.ts';
import type { Delivery, Json, StandInOptions } from '../types.ts';
import { LIMITS } from '../web-api/limits.ts';
import { type Gate, type ManyCall, type Organisation, serve } from './gate.ts';
import { createGrants, type Grants, type Place } from './grants.ts';
import { type Choice, createOAuth, type RegisteredApp } from './oauth.ts';

export interface ManyOptions {
  readonly teams: readonly (StandInOptions & { readonly teamId: string; readonly teamName: string })[];
  readonly enterprise?: Organisation;
  readonly now?: () => number;
  /** Tokens end after twelve hours and are renewed. Default true. */
  readonly rotates?: boolean;
}

/** Slack with several workspaces, in which one app is installed by clicking. */
export interface ManySlacks {
  readonly apiUrl: string;
  readonly app: RegisteredApp;
  readonly signingSecret: string;
  team(id: string): SlackStandIn;
  /** Where Slack's requests go, and where browsers come back to. */
  connect(publicUrl: string): void;
  calls(): readonly ManyCall[];
  /**
   * The next calls of `oauth.v2.access` break off, before anything was done or after it was done; with `of`, those that
   * renew the token of that workspace, since others may be renewed in the same moment.
   */
  breakExchange(how: 'before' | 'after', times?: number, of?: string): void;
  /** It answers again, however often it was to break. */
  mendExchange(): void;
  /** The next calls of `oauth.v2.access` wait until they are let go. */
  holdExchange(): { arrived(): number; letGo(): void };
  /** The app is removed: from a workspace, or from the organisation as a whole. */
  uninstall(place: Place): Promise<Delivery>;
  /** The tokens of a workspace are taken back. */
  revoke(teamId: string): Promise<Delivery>;
  /** An organisation lets the app into a workspace, or out of it. */
  grant(teamId: string): Promise<Delivery>;
  ungrant(teamId: string): Promise<Delivery>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function startManySlacks(options: ManyOptions): Promise<ManySlacks> {
  const now = options.now ?? Date.now;
  const signingSecret = 'the-signing-secret-of-one-app';
  const app: RegisteredApp = {
    appId: 'A0SCHAKEL',
    clientId: '1234.5678',
    clientSecret: 'a-client-secret-of-slack',
    redirectUrls: [],
  };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const grants = createGrants(now, options.rotates ?? true);
  const { enterprise } = options;
  const teams = await startTeams(options, { now, signingSecret, base, grants });
  const choices = choicesOf(options, teams);
  const gate: Gate = {
    teams,
    grants,
    oauth: createOAuth(app, choices, grants, now),
    enterprise: enterprise ?? null,
    granted: new Set(),
    calls: [],
    breaks: [],
    held: null,
    agent: new Agent({ keepAlive: true }),
  };
  server.on('request', (request, response) => {
    serve(gate, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  let url = '';
  const http = createSignedHttp({ url: () => url, signingSecret, now, ackMs: LIMITS.ackMs });
  let count = 0;
  const tellWhole = (event: Json): Promise<Delivery> => {
    count += 1;
    return http.send({ type: 'events_api', payload: wholeEvent(enterprise, event, `EvW${count}`, now()) });
  };
  const team = (id: string): SlackStandIn => {
    const found = teams.get(id);
    if (!found) throw new Error(`There is no workspace ${id}`);
    return found;
  };
  return {
    apiUrl: `${base}/api/`,
    app,
    signingSecret,
    team,
    connect: (publicUrl) => {
      url = new URL('/slack/events', publicUrl).href;
      app.redirectUrls = [new URL('/slack/oauth_redirect', publicUrl).href];
      for (const one of teams.values()) one.connect(url);
    },
    calls: () => gate.calls,
    mendExchange: () => {
      gate.breaks.splice(0);
    },
    breakExchange: (how, times = 1, of) =>
      void gate.breaks.push(...Array.from({ length: times }, () => ({ how, of: of ?? null }))),
    holdExchange: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const held = { arrived: 0, until: promise };
      gate.held = held;
      return {
        arrived: () => held.arrived,
        letGo: () => {
          gate.held = null;
          resolve();
        },
      };
    },
    uninstall: (place) => {
      grants.end(place, 'account_inactive');
      if (place.kind === 'enterprise') return tellWhole({ type: 'app_uninstalled' });
      const told = team(place.id).uninstall();
      // Its own token plays no part here: who may call is decided by what was granted.
      team(place.id).reinstall();
      return told;
    },
    revoke: (id) => {
      grants.end({ kind: 'team', id }, 'token_revoked');
      const told = team(id).revokeToken();
      team(id).reinstall();
      return told;
    },
    grant: (id) => {
      gate.granted.add(id);
      return tellWhole({ type: 'team_access_granted', team_ids: [id] });
    },
    ungrant: (id) => {
      gate.granted.delete(id);
      return tellWhole({ type: 'team_access_revoked', team_ids: [id] });
    },
    settled: async () => {
      for (const one of teams.values()) await one.settled();
    },
    close: async () => {
      http.close();
      gate.agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      for (const one of teams.values()) await one.close();
    },
  };
}

async function startTeams(
  { teams, enterprise }: ManyOptions,
  shared: { now: () => number; signingSecret: string; base: string; grants: Grants },
): Promise<Map<string, SlackStandIn>> {
  const { base, grants, ...rest } = shared;
  const started = new Map<string, SlackStandIn>();
  for (const one of teams) {
    const isPart = enterprise?.teams.includes(one.teamId) ?? false;
    const isInstalled = (): boolean => grants.isInstalled({ kind: 'enterprise', id: enterprise?.id ?? '' });
    const part = isPart && enterprise ? { enterprise: { ...enterprise, isInstalled } } : {};
    const own = { ...one, ...part, ...rest, base: `${base}/${one.teamId}` };
    started.set(one.teamId, await startSlackStandIn(own));
  }
  return started;
}

function choicesOf({ enterprise }: ManyOptions, teams: ReadonlyMap<string, SlackStandIn>): Choice[] {
  const each = [...teams.values()].map(
    ({ teamId: id, teamName: name, botUserId }): Choice => ({ kind: 'team', id, name, botUserId }),
  );
  if (!enterprise) return each;
  return [...each, { kind: 'enterprise', id: enterprise.id, name: enterprise.name, botUserId: 'W0SCHAKEL' }];
}

/** An event that concerns no workspace, or several, comes straight from the organisation and names no workspace. */
function wholeEvent(enterprise: Organisation | undefined, event: Json, id: string, now: number): Json {
  return {
    enterprise_id: enterprise?.id,
    api_app_id: 'A0SCHAKEL',
    event,
    type: 'event_callback',
    event_id: id,
    event_time: Math.floor(now / 1000),
  };
}
