import type { Agent, IncomingMessage, ServerResponse } from 'node:http';
import { text } from '../events/read.ts';
import { refuse } from '../front.ts';
import type { SlackStandIn } from '../index.ts';
import type { Json } from '../types.ts';
import { argsOf, bodyOf, tokenOf } from '../web-api/web-api.ts';
import { pass } from './forward.ts';
import type { Grants, Place } from './grants.ts';
import type { OAuth, Shown } from './oauth.ts';

/** One call on the whole of Slack. */
export interface ManyCall {
  readonly method: string;
  readonly token: string;
  /** The workspace it was about; empty when it was about none. */
  readonly team: string;
  readonly args: Json;
  /** The error of a call that was refused before a workspace saw it. */
  readonly error?: string;
}

/** An organisation, and its workspaces. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly teams: readonly string[];
}

/** The gate before the workspaces knows whose token it is, and answers what concerns none of them. */
export interface Gate {
  readonly teams: ReadonlyMap<string, SlackStandIn>;
  readonly grants: Grants;
  readonly oauth: OAuth;
  readonly enterprise: Organisation | null;
  /** The workspaces of the organisation that the app may be in. */
  readonly granted: Set<string>;
  readonly calls: ManyCall[];
  /** Each for the next call, or for the next that renews the token of this workspace. */
  readonly breaks: { readonly how: 'before' | 'after'; readonly of: string | null }[];
  /** While set, calls of `oauth.v2.access` wait for it. */
  held: { arrived: number; readonly until: Promise<void> } | null;
  readonly agent: Agent;
}

export async function serve(gate: Gate, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://local');
  if (pathname === '/oauth/v2/authorize') return show(response, gate.oauth.page(searchParams));
  if (pathname === '/oauth/v2/decide') return show(response, gate.oauth.decide(searchParams));
  const body = await bodyOf(request);
  const [, first = '', ...rest] = pathname.split('/');
  if (first === 'api') return called(gate, request, response, rest.join('/'), body);
  const team = gate.teams.get(first);
  if (!team) return void response.writeHead(404).end();
  pass(
    gate.agent,
    { incoming: request, body, to: new URL(`/${rest.join('/')}`, team.apiUrl).href },
    response,
  );
}

function show(response: ServerResponse, { status, html, location }: Shown): void {
  response.writeHead(status, {
    ...(location ? { location } : {}),
    'content-type': 'text/html; charset=utf-8',
  });
  response.end(html);
}

/** Takes the first break that is for this call. */
function nextBreak({ breaks }: Gate, refresh: string): 'before' | 'after' | undefined {
  const at = breaks.findIndex(({ of }) => of === null || refresh.includes(of));
  return at < 0 ? undefined : breaks.splice(at, 1)[0]?.how;
}

async function called(
  gate: Gate,
  request: IncomingMessage,
  response: ServerResponse,
  method: string,
  body: string,
): Promise<void> {
  const args = argsOf(request, body);
  const token = tokenOf(request, args);
  const keep = (more: Partial<ManyCall>): void =>
    void gate.calls.push({ method, token, team: '', args, ...more });
  const answer = (said: Json): void => {
    keep(said.ok === true ? {} : { error: text(said.error) });
    const headers = { 'content-type': 'application/json', 'x-oauth-scopes': gate.grants.scopeOf(token) };
    response.writeHead(200, headers).end(JSON.stringify(said));
  };
  if (method === 'oauth.v2.access') {
    if (gate.held) {
      gate.held.arrived += 1;
      await gate.held.until;
    }
    const breaks = nextBreak(gate, text(args.refresh_token ?? ''));
    const said = breaks === 'before' ? refuse('destroyed') : gate.oauth.access(args);
    if (breaks === undefined) return answer(said);
    keep({ error: `destroyed ${breaks}` });
    request.socket.destroy();
    return;
  }
  const place = token === '' ? 'not_authed' : gate.grants.find(token);
  if (typeof place === 'string') return answer(refuse(place));
  if (method === 'auth.teams.list') return answer(teamsList(gate, place));
  if (place.kind === 'enterprise' && method === 'auth.test') return answer(wholeTest(gate));
  const team = place.kind === 'team' ? place.id : teamMeant(gate, args);
  const standIn = gate.teams.get(team);
  if (!standIn) return answer(refuse(team));
  keep({ team });
  const to = new URL(method, standIn.apiUrl).href;
  pass(gate.agent, { incoming: request, body, to, token: standIn.botToken }, response);
}

/**
 * The workspace a call with an organisation's token is about, or the error. Slack needs `team_id` where nothing else
 * says it; this one understands a channel too, and asks for `team_id` otherwise (the strict side).
 */
function teamMeant({ enterprise, teams, granted }: Gate, args: Json): string {
  const channel = text(args.channel);
  const holds = (id: string): boolean => teams.get(id)?.channelByName(channel)?.id === channel;
  const team =
    text(args.team_id) || (channel === '' ? '' : (enterprise?.teams.find(holds) ?? 'channel_not_found'));
  if (team === '') return 'missing_argument';
  if (enterprise?.teams.includes(team) && !granted.has(team)) return 'team_access_not_granted';
  return teams.has(team) && !enterprise?.teams.includes(team) ? 'team_not_found' : team;
}

function teamsList({ teams, granted }: Gate, place: Place): Json {
  const ids = place.kind === 'team' ? [place.id] : [...granted];
  return { ok: true, teams: ids.map((id) => ({ id, name: teams.get(id)?.teamName ?? '' })) };
}

function wholeTest({ enterprise }: Gate): Json {
  return {
    ok: true,
    url: 'https://stand-in.enterprise.slack.com/',
    team: enterprise?.name,
    team_id: enterprise?.id,
    user_id: 'W0SCHAKEL',
    bot_id: 'B0WHOLE',
    enterprise_id: enterprise?.id,
    is_enterprise_install: true,
  };
}
