import { createHash } from 'node:crypto';

/**
 * Stands for what is on somebody's page, so that an open page can hear that it changed and learns nothing of what else
 * does: not even that it did, as the version of the case would tell.
 */
export function tokenOf(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 22);
}

/** The parts of a page that count when it shows only somebody's own agreements. */
type Own = {
  readonly overview: { readonly [part in 'status' | 'lead' | 'leadDeputy']: unknown } & {
    readonly of?: unknown;
  };
} & { readonly [part in 'asked' | 'open' | 'closed' | 'people' | 'consents']: unknown };

/**
 * Makes the token of a page with only somebody's own agreements: from what it shows, so not from the case's clock.
 */
export function tokenOfOwn(page: Own): string {
  const { overview, asked, open, closed, people, consents } = page;
  const { status, lead, leadDeputy, of } = overview;
  return tokenOf({ status, lead, leadDeputy, of, asked, open, closed, people, consents });
}
