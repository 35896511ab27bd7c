import { randomUUID } from 'node:crypto';
import { text } from '../events/read.ts';
import { refuse } from '../front.ts';
import type { Json } from '../types.ts';
import type { Grants, Place, Tokens } from './grants.ts';

/** The app as Slack knows it. */
export interface RegisteredApp {
  readonly appId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  redirectUrls: readonly string[];
}

/** A place somebody may install the app in, as Slack's page names it. */
export interface Choice extends Place {
  readonly name: string;
  readonly botUserId: string;
}

interface Code {
  readonly choice: Choice;
  readonly scope: string;
  readonly redirectUri: string;
  readonly until: number;
  used: boolean;
}

/** The answer that a browser gets. */
export interface Shown {
  readonly status: number;
  readonly html?: string;
  readonly location?: string;
}

export interface OAuth {
  /** Slack's own page: what the app asks for, and a link for each place. */
  page(query: URLSearchParams): Shown;
  /** Somebody pressed "Allow" in a place, or went back. */
  decide(query: URLSearchParams): Shown;
  /** `oauth.v2.access`: a code or a refresh token for tokens. */
  access(args: Json): Json;
}

/** Ten minutes (docs.slack.dev, installing with OAuth). */
const CODE_MS = 600_000;

export function createOAuth(
  app: RegisteredApp,
  choices: readonly Choice[],
  grants: Grants,
  now: () => number,
): OAuth {
  const codes = new Map<string, Code>();
  return {
    page: (query) => {
      const wrong = wrongWith(app, query);
      if (wrong) return { status: 400, html: `<h1>Something went wrong</h1><p>${wrong}</p>` };
      const link = (words: string, place: string): string => {
        const to = new URLSearchParams([...query, ['place', place]]);
        return `<p><a href="/oauth/v2/decide?${to.toString().replaceAll('&', '&amp;')}">${words}</a></p>`;
      };
      const links = choices.map((one) => link(`Allow in ${one.name}`, `${one.kind}:${one.id}`));
      return { status: 200, html: `<h1>Schakel</h1>${links.join('')}${link('Cancel', '')}` };
    },
    decide: (query) => {
      const back = new URL(query.get('redirect_uri') ?? app.redirectUrls[0] ?? '');
      const choice = choices.find((one) => `${one.kind}:${one.id}` === query.get('place'));
      if (choice) {
        const code = `code-${randomUUID()}`;
        const scope = query.get('scope') ?? '';
        const redirectUri = query.get('redirect_uri') ?? '';
        codes.set(code, { choice, scope, redirectUri, until: now() + CODE_MS, used: false });
        back.searchParams.set('code', code);
      } else back.searchParams.set('error', 'access_denied');
      back.searchParams.set('state', query.get('state') ?? '');
      return { status: 302, location: back.href };
    },
    access: (args) => {
      if (args.client_id !== app.clientId) return refuse('invalid_client_id');
      if (args.client_secret !== app.clientSecret) return refuse('bad_client_secret');
      if (args.grant_type === 'refresh_token') {
        const tokens = grants.refresh(text(args.refresh_token));
        return tokens ? told(app, tokens, choices) : refuse('invalid_refresh_token');
      }
      const code = codes.get(text(args.code));
      if (!code || now() > code.until) return refuse('invalid_code');
      if (code.used) return refuse('code_already_used');
      if (text(args.redirect_uri) !== code.redirectUri) return refuse('bad_redirect_uri');
      code.used = true;
      return told(app, grants.install(code.choice, code.scope), choices);
    },
  };
}

function wrongWith(app: RegisteredApp, query: URLSearchParams): string | null {
  if (query.get('client_id') !== app.clientId) return 'Invalid client_id parameter';
  if (!query.get('scope')) return 'Invalid scope parameter';
  const redirect = query.get('redirect_uri');
  if (redirect !== null && !app.redirectUrls.some((one) => redirect.startsWith(one)))
    return 'redirect_uri did not match any configured URIs';
  return null;
}

/** The answer of `oauth.v2.access` (docs.slack.dev; that of an organisation has no team). */
function told(app: RegisteredApp, tokens: Tokens, choices: readonly Choice[]): Json {
  const { place, scope, token, refresh, seconds } = tokens;
  const choice = choices.find((one) => one.kind === place.kind && one.id === place.id);
  const named = { id: place.id, name: choice?.name };
  const isWhole = place.kind === 'enterprise';
  return {
    ok: true,
    access_token: token,
    token_type: 'bot',
    scope,
    bot_user_id: choice?.botUserId,
    app_id: app.appId,
    team: isWhole ? null : named,
    enterprise: isWhole ? named : null,
    is_enterprise_install: isWhole,
    authed_user: { id: `U0INSTALLER${place.id}` },
    ...(refresh === null ? {} : { refresh_token: refresh, expires_in: seconds }),
  };
}
