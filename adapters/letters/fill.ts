import type { Clock } from '../../src/ports/clock.ts';
import type { Action, Document } from '../../src/ports/document.ts';
import type { EntryBook } from '../../src/ports/entry.ts';
import type { LinkPurpose } from '../../src/ports/web.ts';
import { CODE, FORMER, LINK } from '../../src/text/compose/entry.ts';

export interface LetterDeps {
  readonly book: EntryBook;
  readonly clock: Clock;
  /** Address of the web, without a slash at the end. */
  readonly base: () => string;
}

/** Stands for a letter's own name where none went: there was nothing left to send it for. */
export const NOTHING_SENT = '';

/** How long each link is good: short, and long enough to be read by who does not look every hour. */
const HOURS: Readonly<Record<string, number>> = {
  invitation: 72,
  notice: 24,
  signIn: 0.5,
  address: 24,
  report: 72,
};

const WAITING_LETTERS: Readonly<Record<string, Filled['isNotice']>> = {
  notice: 'day',
  invitation: 'invitation',
};

/** A letter with what only its reader gets. */
export interface Filled {
  readonly to: string;
  readonly subject: string;
  /** Paragraphs; the link or code is one of its own, where there is one. */
  readonly words: readonly string[];
  readonly secret: string | null;
  readonly notes: readonly string[];
  /** They are waited for: whether they come to look is counted. `day`: it was the one notice of the day. */
  readonly isNotice: 'day' | 'invitation' | null;
}

/**
 * Makes the link or the code of a letter, now that it goes: what waits in the outbox gives nobody a way in, and a link
 * lives from when it is sent. Null: there is nothing left to send it for. `nowhere`: there is no address.
 */
export async function fill(
  deps: LetterDeps,
  personId: string,
  via: 'email' | 'sms',
  document: Document,
): Promise<Filled | 'nowhere' | null> {
  const [action] = document.blocks.flatMap((b) => (b.kind === 'actions' ? b.actions : []));
  const made = await address(deps, personId, via, action);
  if (made === null || made === 'nowhere') return made;
  return {
    ...made,
    subject: document.notification,
    words: textsOf(document, 'text'),
    notes: textsOf(document, 'note'),
    isNotice: WAITING_LETTERS[String(action?.args.purpose)] ?? null,
  };
}

/** Where it goes, and what is in it for its reader alone. */
async function address(
  deps: LetterDeps,
  personId: string,
  via: 'email' | 'sms',
  action: Action | undefined,
): Promise<Pick<Filled, 'to' | 'secret'> | 'nowhere' | null> {
  const { book, clock } = deps;
  const now = clock.now();
  const does = action && 'command' in action.does ? action.does.command : '';
  const args = action?.args ?? {};
  if (does === CODE && args.proves) return book.makeProof(String(args.link), now.toISOString());
  if (does === FORMER) {
    const former = await book.formerAddress(String(args.change));
    return former === null ? null : { to: former, secret: null };
  }
  const reach = await book.reachOf(personId);
  const to = via === 'email' ? reach?.email : reach?.phone;
  if (!to) return 'nowhere';
  if (!action) return { to, secret: null };
  const secret =
    does === LINK
      ? await link(deps, personId, via, args, now)
      : await book.makeCode(String(args.link), now.toISOString());
  return secret === null ? null : { to, secret };
}

async function link(
  deps: LetterDeps,
  personId: string,
  via: 'email' | 'sms',
  args: Action['args'],
  now: Date,
): Promise<string | null> {
  const purpose = String(args.purpose);
  const about = typeof args.about === 'string' ? args.about : null;
  const expiresAt = new Date(now.getTime() + (HOURS[purpose] ?? 0.5) * 3_600_000).toISOString();
  const made = { personId, purpose: purpose as LinkPurpose, via, expiresAt, about };
  const token = await deps.book.makeLink(made, now.toISOString());
  return token && `${deps.base()}/in/${token}`;
}

function textsOf(document: Document, kind: 'text' | 'note'): string[] {
  return document.blocks.flatMap((block) =>
    block.kind === kind ? [block.text.map((part) => (typeof part === 'string' ? part : '')).join('')] : [],
  );
}
