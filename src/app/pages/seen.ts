import { createHash } from 'node:crypto';
import type { CasePage } from './case/case-page.ts';

/**
 * Stands for what is on somebody's page, so that an open page can hear that it changed and learns nothing of what else
 * does: not even that it did, as the version of the case would tell.
 */
export function tokenOf(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 22);
}

/** Of a page with only somebody's own agreements: what it shows, and not the clock of the case, which it does not. */
export function tokenOfOwn(page: Omit<CasePage, 'seen' | 'history' | 'forYou'>): string {
  const { overview, asked, open, closed, people, consents } = page;
  const { status, lead, leadDeputy, of } = overview;
  return tokenOf({ status, lead, leadDeputy, of, asked, open, closed, people, consents });
}
