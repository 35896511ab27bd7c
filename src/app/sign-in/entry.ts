import { type LetterWay, readEmail, readNumber } from '../../domain/contact-details.ts';
import type { Message } from '../../domain/messages/index.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { EntryLink, Factor } from '../../ports/entry.ts';
import type { LinkedPeople } from '../../ports/sign-in.ts';
import type { SecondStep } from '../../ports/web.ts';
import type { Deps } from '../request-context.ts';
import { alike } from './second-steps.ts';
import { keyOfAddress, letterTo, MINUTE, SENDS, TRIES } from './sign-in-letters.ts';
import { totpStep } from './totp.ts';
import { type BackDeps, createWayBack, type WayBack } from './way-back.ts';

/**
 * Entry takes a link and a second step that goes another way than the link. Nothing here says whether an address is
 * known, and whoever has no link learns nothing at all.
 */
export interface Entry extends WayBack {
  /** Tells what a link is and how one may go on. Checking changes nothing. */
  check(token: string): Promise<Seen>;
  /** They pressed the button: a code goes out where there is another way to send it. */
  begin(token: string): Promise<Seen>;
  /** A code that was typed: one that was sent, one that was read out, or one of an app. */
  tryCode(token: string, typed: string): Promise<Tried>;
  /** A passkey was shown and its signature is right: in. Null when the link was used meanwhile. */
  enter(token: string): Promise<Uuid | null>;
  /**
   * A fresh link for an address or number that somebody typed. Answers nothing, so it gives nothing away. `by`: who is
   * signed in and asks for another page of theirs, and needs no letter for this one.
   */
  sendAgain(typed: string, from: string, by?: Uuid): Promise<'asked' | 'slow' | 'unreadable'>;
  /** A fresh link in the place of one that ended, the same way. */
  renew(token: string): Promise<'asked' | 'slow' | 'unknown'>;
}

export type Seen =
  | { readonly state: 'unknown' | 'used' | 'over' | 'blocked' | 'slow' }
  | {
      readonly state: 'open';
      readonly link: EntryLink;
      readonly ways: Ways;
    };

/** The second steps there are for somebody, now. None: only the lead can help. */
export interface Ways {
  /** The way by which a code can be sent, or was. */
  readonly sent: LetterWay | null;
  readonly spoken: boolean;
  readonly app: boolean;
  readonly passkeys: readonly Factor[];
}

export type Tried =
  | {
      readonly result: 'in';
      readonly personId: Uuid;
      readonly isFirst: boolean;
      readonly step: SecondStep;
    }
  | { readonly result: 'wrong' | 'slow' | 'blocked' | 'over' | 'used' | 'unknown' };

export interface EntryDeps extends BackDeps, Pick<Deps, 'clock' | 'newId' | 'log'> {
  readonly linked: LinkedPeople;
  /** Milliseconds to wait; 0 goes on. Holds across processes. */
  readonly pace: (keys: readonly { key: string; everyMs: number; burst: number }[]) => Promise<number>;
}

/** A person who asks from one place may ask for several people. */
const ASKS = { everyMs: 2 * MINUTE, burst: 10 };

export function createEntry(deps: EntryDeps): Entry {
  const now = (): string => deps.clock.now().toISOString();
  const check = async (token: string): Promise<Seen> => {
    const link = await deps.book.link(token, now());
    if (!link || link.via === 'console' || link.state === 'ended') return { state: 'unknown' };
    // A link that was shown has no way by which another one can be sent.
    if (link.state !== 'open') return { state: link.via === 'shown' ? 'unknown' : link.state };
    return { state: 'open', link, ways: await waysOf(deps, link, now()) };
  };
  return {
    ...createWayBack(deps),
    check,
    begin: async (token) => {
      const seen = await check(token);
      if (seen.state !== 'open' || !seen.ways.sent) return seen;
      const wait = await deps.pace([{ key: `code:${seen.link.personId}`, ...SENDS }]);
      if (wait > 0) return seen.link.codeSent ? seen : { state: 'slow' };
      const { link, ways } = seen;
      const { personId, hash } = link;
      await send(deps, { personId, way: seen.ways.sent }, `code:${hash}`, { type: 'SignInCode', link: hash });
      return { state: 'open', link, ways };
    },
    tryCode: (token, typed) => tryCode(deps, check, token, typed),
    enter: async (token) => {
      const seen = await check(token);
      return seen.state === 'open' ? deps.book.useLink(seen.link.hash, now()) : null;
    },
    sendAgain: async (typed, from, by) => {
      const [email, phone] = [readEmail(typed), readNumber(typed)];
      const address = email ?? phone;
      if (!address) return 'unreadable';
      const key = keyOfAddress(address);
      const wait = await deps.pace([
        { key, ...SENDS },
        { key: `asks:${from}`, ...ASKS },
        ...(by === undefined ? [] : [{ key: `together:${by}`, ...SENDS }]),
      ]);
      if (wait > 0) return 'slow';
      const way = email ? 'email' : 'sms';
      const found = await deps.book.peopleAt({ email, phone });
      const people = by === undefined ? await onePerPage(deps, found) : found.filter((id) => id !== by);
      const messages = await Promise.all(
        people.map((personId) => letterTo(deps, { personId, way }, onceAMinute(deps, key, personId), AGAIN)),
      );
      // One write, whether somebody is known there or not.
      await deps.store.commit({
        now: now(),
        inbound: { key: `again:${deps.newId()}`, reply: null },
        cases: [],
        messages: deps.can[way] ? messages : [],
      });
      return 'asked';
    },
    renew: async (token) => {
      const link = await deps.book.link(token, now());
      if (!link || link.via === 'console' || link.via === 'shown') return 'unknown';
      if (link.state === 'open' || link.state === 'ended') return 'unknown';
      const wait = await deps.pace([{ key: `again:${link.personId}`, ...SENDS }]);
      if (wait > 0) return 'slow';
      const { personId, via: way, hash } = link;
      await send(deps, { personId, way }, `renew:${hash}`, AGAIN);
      return 'asked';
    },
  };
}

const AGAIN = { type: 'SignInLink', purpose: 'signIn' } as const;

/** Somebody whose pages stand together needs one letter: each of these lets them in at all of them. */
async function onePerPage(deps: EntryDeps, found: readonly Uuid[]): Promise<Uuid[]> {
  const asked: Uuid[] = [];
  const opened = new Set<Uuid>();
  for (const id of found) {
    if (opened.has(id)) continue;
    asked.push(id);
    const others = (await deps.linked.of(id)).filter((one) => found.includes(one));
    for (const other of await alike(deps, id, others)) opened.add(other);
  }
  return asked;
}

async function waysOf(deps: EntryDeps, link: EntryLink, now: string): Promise<Ways> {
  const { personId, via } = link;
  const [reach, factors, spoken] = await Promise.all([
    deps.book.reachOf(personId),
    deps.book.factors(personId),
    deps.book.hasSpokenCode(personId, now),
  ]);
  const has = { sms: reach?.phone, email: reach?.email };
  const others = (['sms', 'email'] as const).filter((way) => way !== via && deps.can[way] && has[way]);
  return {
    sent: others[0] ?? null,
    spoken,
    app: factors.some((f) => f.kind === 'totp'),
    passkeys: factors.filter((f) => f.kind === 'passkey'),
  };
}

async function tryCode(deps: EntryDeps, check: Entry['check'], token: string, typed: string): Promise<Tried> {
  const now = deps.clock.now().toISOString();
  const seen = await check(token);
  if (seen.state !== 'open') return { result: seen.state };
  const { link, ways } = seen;
  const { hash, personId } = link;
  // Over all links of a person together: a new link gives no new guesses.
  if ((await deps.pace([{ key: `tries:${personId}`, ...TRIES }])) > 0) return { result: 'slow' };
  if (!(await deps.book.countTry(hash, now))) return { result: 'blocked' };
  const isApp = await isOfApp(deps, personId, typed);
  const right = isApp || (await deps.book.isCode(hash, personId, typed, now));
  if (!right) return (await check(token)).state === 'blocked' ? { result: 'blocked' } : { result: 'wrong' };
  const entered = await deps.book.useLink(hash, now);
  if (!entered) return { result: 'used' };
  if (ways.spoken) await deps.book.forgetSpokenCode(personId);
  const isFirst = ways.spoken && !ways.app && ways.passkeys.length === 0;
  return { result: 'in', personId: entered, isFirst, step: isApp ? 'app' : 'code' };
}

/** A code of an app serves once, in its half minute. */
async function isOfApp(deps: EntryDeps, personId: Uuid, typed: string): Promise<boolean> {
  const apps = (await deps.book.factors(personId)).filter((f) => f.kind === 'totp');
  for (const app of apps) {
    const step = totpStep(String(app.secret), typed, deps.clock.now());
    if (step !== null && (await deps.book.moveCounter(app.id, step))) return true;
  }
  return false;
}

async function send(
  deps: EntryDeps,
  to: { readonly personId: Uuid; readonly way: LetterWay },
  key: string,
  message: Message,
): Promise<void> {
  const messages = [await letterTo(deps, to, onceAMinute(deps, key, to.personId), message)];
  await deps.store.commit({ now: deps.clock.now().toISOString(), cases: [], messages });
}

/** A second press within the minute is the same message. */
function onceAMinute({ clock }: EntryDeps, key: string, personId: Uuid): string {
  return `${key}:${personId}:${Math.floor(clock.now().getTime() / MINUTE)}`;
}
