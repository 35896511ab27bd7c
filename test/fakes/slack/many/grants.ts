import { randomUUID } from 'node:crypto';

/** Where the app was installed: in one workspace, or in an organisation as a whole. */
export interface Place {
  readonly kind: 'team' | 'enterprise';
  readonly id: string;
}

/** One installation and the tokens that speak for it. */
interface Grant {
  readonly place: Place;
  readonly scope: string;
  /** Works once; null without token rotation. */
  refresh: string | null;
  /** Newest first; at most two are alive. */
  access: { readonly token: string; readonly until: number }[];
  /** Why Slack refuses its tokens now. */
  dead: 'account_inactive' | 'token_revoked' | null;
}

/** The tokens that the app is given for an installation, or for a refresh token. */
export interface Tokens {
  readonly place: Place;
  readonly scope: string;
  readonly token: string;
  readonly refresh: string | null;
  /** Null: it does not end. */
  readonly seconds: number | null;
}

export interface Grants {
  install(place: Place, scope: string): Tokens;
  /** Null when the token was used, or never given. */
  refresh(token: string): Tokens | null;
  /** Returns the place that a token is of, or the error that Slack answers. */
  find(token: string): Place | 'invalid_auth' | 'token_expired' | 'token_revoked' | 'account_inactive';
  /** Returns the scopes that were granted with this token, comma-separated. */
  scopeOf(token: string): string;
  /** Ends every installation in a place. */
  end(place: Place, why: 'account_inactive' | 'token_revoked'): void;
  isInstalled(place: Place): boolean;
}

/** Twelve hours (docs.slack.dev, token rotation). */
const SECONDS = 43_200;
/** After a renewal the token before it still works until it ends, the one before that no more (weak: the strict side). */
const ALIVE = 2;

export function createGrants(now: () => number, rotates: boolean): Grants {
  const grants: Grant[] = [];
  const isSame = (a: Place, b: Place): boolean => a.kind === b.kind && a.id === b.id;
  const given = (grant: Grant): Tokens => {
    const token = `${rotates ? 'xoxe.' : ''}xoxb-${grant.place.id}-${randomUUID()}`;
    const until = rotates ? now() + SECONDS * 1000 : Number.POSITIVE_INFINITY;
    grant.access = [{ token, until }, ...grant.access].slice(0, ALIVE);
    grant.refresh = rotates ? `xoxe-1-${grant.place.id}-${randomUUID()}` : null;
    const { place, scope, refresh } = grant;
    return { place, scope, token, refresh, seconds: rotates ? SECONDS : null };
  };
  const past = new Set<string>();
  return {
    install: (place, scope) => {
      const grant: Grant = { place, scope, refresh: null, access: [], dead: null };
      grants.push(grant);
      return given(grant);
    },
    refresh: (token) => {
      const grant = grants.find((one) => one.refresh === token && one.dead === null);
      if (!grant) return null;
      for (const one of grant.access.slice(ALIVE - 1)) past.add(one.token);
      return given(grant);
    },
    find: (token) => {
      if (past.has(token)) return 'token_revoked';
      const grant = grants.find((one) => one.access.some((a) => a.token === token));
      if (!grant) return 'invalid_auth';
      if (grant.dead) return grant.dead;
      const until = grant.access.find((a) => a.token === token)?.until ?? 0;
      return now() >= until ? 'token_expired' : grant.place;
    },
    scopeOf: (token) => grants.find((one) => one.access.some((a) => a.token === token))?.scope ?? '',
    end: (place, why) => {
      for (const grant of grants) if (isSame(grant.place, place)) grant.dead = why;
    },
    isInstalled: (place) => grants.some((one) => isSame(one.place, place) && one.dead === null),
  };
}
