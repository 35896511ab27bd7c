import type { Log } from '../app/request-context.ts';
import type { Linked } from '../app/sign-in/linked.ts';
import type { CaseState, Person } from '../domain/case/state.ts';
import { isLetterWay } from '../domain/contact-details.ts';
import type { RoomTask } from '../domain/messages/index.ts';
import type { Region } from '../domain/region/region.ts';
import { waitingIds } from '../domain/views/receiver.ts';
import { FAMILY_ROLES } from '../domain/vocabulary.ts';
import type { ChatPlatform, Failure, Pace, Result } from '../ports/chat.ts';
import type { Clock } from '../ports/clock.ts';
import type { Reader, RoomKind } from '../ports/document.ts';
import type { Claimed, DeliveryOutcome, Outbox } from '../ports/outbox.ts';
import { type Found, findSent, patienceLeft, type SlowLines } from './delivery/find-sent.ts';
import { isCovered, tooLate } from './delivery/hours.ts';
import { lineOf, paceKeys } from './delivery/pace.ts';
import { methodOf, type PlatformMethod, type Sent, sendThrough } from './delivery/perform.ts';
import { isSaid, readOut } from './delivery/read-out.ts';
import { alsoAsTheyMay, asTheyMay } from './delivery/receiver.ts';

/**
 * How long a claim holds without a sign of life. A live sender gives one well before, however slow its send is; what a
 * lost one held is taken over after this time at most, or by the next process on its machine at once.
 */
const LEASE_MS = 20_000;
const SIGN_OF_LIFE_MS = 5_000;
/** Conversations at once: enough to keep many channels busy, few enough for one process. */
const BATCH = 32;
/** Backoff doubles from the first to the last. */
const FIRST_BACKOFF_MS = 1_000;
const LAST_BACKOFF_MS = 900_000;
/** No platform asks for more patience than a day; what asks for more is a mistake, and must not silence everything. */
const LONGEST_WAIT_MS = 86_400_000;
/** A message for a workspace that let go of us is kept; connecting again wakes it before this. */
const NOT_CONNECTED_MS = 3_600_000;
/** This many tries in vain are more than a day, longer than a platform is away: then it is a dead letter. */
const MAX_ATTEMPTS = 110;
/** An answer that nobody knows, and that is still the same after so many tries (two and a half hours), is the last word. */
const STRANGE_ATTEMPTS = 20;
/** A platform that does not take what is said in full is left alone for so long. */
const SPEAK_AGAIN_MS = 300_000;
/**
 * A cause that may stand beside a message: codes and words of ours, no markup, nothing that reads like an address.
 */
const OURS = /^[\w .:,;()’'-]{1,200}$/;

export interface DeliveryDeps {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly worker: string;
  readonly platforms: Readonly<Record<string, { readonly chat: ChatPlatform; readonly pace: Pace }>>;
  readonly regionOf: (regionId: string) => Promise<Region | null>;
  readonly personOf: (personId: string) => Promise<Person | null>;
  readonly caseOf: (caseId: string) => Promise<CaseState | null>;
  readonly webUrl: string | null;
  readonly log: Log;
  /** Where this process learned that looking goes slowly. */
  readonly slow: SlowLines;
  /** Whether the letter of the day to somebody may go, or went already from another page of theirs. */
  readonly notice: Linked['notice'];
  /** Told of what can never be delivered: a dead letter, or a workspace that let go of us. */
  readonly onTrouble: (claimed: Claimed, failure: Extract<Failure, { kind: 'never' }>) => Promise<void>;
  /** Told of a letter for which there is no way any more. */
  readonly onUnsent: (claimed: Claimed) => Promise<void>;
  /** Named points for the crash test; does nothing otherwise. */
  readonly point: (name: 'before-send' | 'after-send' | 'after-record') => void;
}

/**
 * One turn of the delivery: claim → commit → send → record. Sends what is due, one message per conversation at a time
 * and conversations side by side. Returns how many messages it handled; 0 means there is nothing to do now.
 */
export async function deliverOnce(deps: DeliveryDeps): Promise<number> {
  const now = deps.clock.now().toISOString();
  const claimed = await deps.outbox.claim(deps.worker, now, LEASE_MS, BATCH, (message, why) =>
    deps.log.error({ message, why }, 'a message cannot be read, and is put aside'),
  );
  // Messages still to be said go before what is said in full.
  if (claimed.length === 0) return readOut(deps);
  const signs = setInterval(() => void stillHere(deps), SIGN_OF_LIFE_MS);
  try {
    const prepared = await Promise.all(claimed.map((one) => prepare(deps, one)));
    const { sends, settled } = await paced(deps, prepared);
    await Promise.all([record(deps, settled), ...sends.map((one) => deliver(deps, one))]);
  } finally {
    clearInterval(signs);
  }
  return claimed.length;
}

/** One that fails is no harm: the next comes long before the lease ends. */
async function stillHere(deps: DeliveryDeps): Promise<void> {
  await deps.outbox.renew(deps.worker, LEASE_MS).catch(() => undefined);
}

type Outcome = DeliveryOutcome extends infer T
  ? T extends unknown
    ? Omit<T, 'messageId' | 'conversationId' | 'revision'>
    : never
  : never;

/** A message that is not sent now, and why. */
interface Settled {
  readonly claimed: Claimed;
  readonly outcome: Outcome;
}

/** A message that may go as soon as its pace allows. */
interface Send {
  readonly claimed: Claimed;
  readonly region: Region | null;
  readonly platform: DeliveryDeps['platforms'][string];
  readonly method: PlatformMethod;
  /** True when it is only looked for: it may have arrived, and is too late to be sent. */
  readonly inDoubt: boolean;
  /** Sent although nobody could see in time whether it stands there. */
  readonly isUnseen: boolean;
}

async function record(deps: DeliveryDeps, settled: readonly Settled[]): Promise<void> {
  if (settled.length === 0) return;
  const outcomes = settled.flatMap(({ claimed, outcome }): DeliveryOutcome[] => [
    {
      messageId: claimed.id,
      conversationId: claimed.conversation.id,
      revision: claimed.revision,
      ...outcome,
    },
    ...saidWith(claimed, outcome),
  ]);
  await deps.outbox.record(deps.worker, deps.clock.now().toISOString(), outcomes);
  deps.point('after-record');
}

/** Messages said in the same one were sent with it; otherwise each of them is as it was. */
function saidWith(claimed: Claimed, { outcome }: Outcome): DeliveryOutcome[] {
  if (outcome !== 'sent' || isSaid(claimed)) return [];
  return (claimed.also ?? []).map(({ id, revision }) => ({
    ...{ messageId: id, conversationId: claimed.conversation.id, revision },
    ...{ outcome, externalRef: null },
  }));
}

async function prepare(deps: DeliveryDeps, claimed: Claimed): Promise<Send | Settled> {
  const platform = deps.platforms[claimed.workspace.platform];
  const region = claimed.regionId ? await deps.regionOf(claimed.regionId) : null;
  const dropped = (error: string): Settled => ({ claimed, outcome: { outcome: 'dropped', error } });
  if (!platform && isLetterWay(claimed.workspace.platform)) {
    await deps.onUnsent(claimed);
    return dropped(`${claimed.workspace.platform} is not set up`);
  }
  if (!platform || claimed.workspace.disabled) {
    const error = 'workspace is not connected';
    const rest = { counts: false, uncertain: claimed.uncertain, error };
    return { claimed, outcome: again(deps, NOT_CONNECTED_MS, rest) };
  }
  const alreadySent: Settled = { claimed, outcome: { outcome: 'sent', externalRef: claimed.externalRef } };
  const why = whyDropped(claimed);
  if (why !== null) return isSaid(claimed) ? alreadySent : dropped(why);
  const payload = asTheyMay(claimed, region, await callsNow(deps, claimed, region));
  if (payload === null) return isSaid(claimed) ? alreadySent : dropped(MAY_NOT);
  const theirs = { ...claimed, payload, also: alsoAsTheyMay(claimed, region) };
  if (isSaid(claimed)) {
    const send = { claimed: theirs, region, platform, method: 'speak' as const };
    return { ...send, inDoubt: false, isUnseen: false };
  }
  const late = await tooLate(claimed, region, deps.clock.now().toISOString(), deps.personOf);
  const inDoubt = late?.outcome === 'overtaken' && claimed.uncertain;
  if (late && !inDoubt) return { claimed, outcome: late };
  if (await isCovered(deps.notice, claimed, region)) return { claimed, outcome: { outcome: 'overtaken' } };
  const method = inDoubt ? 'find' : methodOf(claimed);
  const isUnseen = method === 'find' && isSearchedEnough(deps, claimed, platform.pace);
  if (isUnseen && inDoubt) return { claimed, outcome: { outcome: 'overtaken' } };
  const send = { claimed: theirs, region, platform, inDoubt, isUnseen };
  return { ...send, method: isUnseen ? 'post' : method };
}

/** Where searching is slow there is an end to it: rather there twice than said when nobody needs it any more. */
function isSearchedEnough(deps: DeliveryDeps, claimed: Claimed, pace: Pace): boolean {
  const now = deps.clock.now();
  return deps.slow.isSlow(lineOf(claimed, 'find', pace), now) && patienceLeft(claimed, pace, now) <= 0;
}

/** Takes the tokens of a whole batch at once: what finds none waits, and is written down with what is not sent at all. */
async function paced(
  deps: DeliveryDeps,
  prepared: readonly (Send | Settled)[],
): Promise<{ sends: Send[]; settled: Settled[] }> {
  const ready = prepared.filter((one) => 'method' in one);
  const isSlow = (line: string): boolean => deps.slow.isSlow(line, deps.clock.now());
  const keys = ready.map(({ claimed, method, platform }) => paceKeys(claimed, method, platform.pace, isSlow));
  const waits = await deps.outbox.takePaces(deps.clock.now().toISOString(), keys);
  const waiting = ready.flatMap(({ claimed, method, platform }, i): Settled[] => {
    const rest = { counts: false, uncertain: claimed.uncertain, error: 'pace' };
    const left = method === 'find' ? patienceLeft(claimed, platform.pace, deps.clock.now()) : 0;
    const wait = left > 0 ? Math.min(left, waits[i] ?? 0) : (waits[i] ?? 0);
    return wait > 0 ? [{ claimed, outcome: again(deps, wait, rest) }] : [];
  });
  return {
    sends: ready.filter((_, i) => (waits[i] ?? 0) <= 0),
    settled: [...prepared.filter((one) => 'outcome' in one), ...waiting],
  };
}

async function deliver(deps: DeliveryDeps, send: Send): Promise<void> {
  await record(deps, [{ claimed: send.claimed, outcome: await sendOne(deps, send) }]);
}

async function sendOne(deps: DeliveryDeps, send: Send): Promise<Outcome> {
  const { claimed, region, platform, method, isUnseen } = send;
  if (method === 'find') return searched(deps, send);
  if (method === 'speak') return spoken(deps, send);
  if (isUnseen)
    deps.log.warn(
      { message: claimed.id, type: claimed.payload.type },
      'sent again without having seen whether it arrived: looking goes too slowly there',
    );
  deps.point('before-send');
  const result = await sendThrough(platform.chat, claimed, readerOf(deps, claimed, region));
  deps.point('after-send');
  const outcome = await outcomeOf(deps, claimed, result, lineOf(claimed, method, platform.pace));
  if (outcome.outcome === 'sent') {
    const isNew = outcome.externalRef !== null && outcome.externalRef !== claimed.externalRef;
    return { ...outcome, isUnseen, isUnsaid: isNew && 'speak' in platform.pace.methods };
  }
  return outcome.outcome === 'again' ? { ...outcome, isUnseen } : outcome;
}

/** Replaces what stands there by itself. Whatever comes of it, it was said; what failed is taken up again later. */
async function spoken(deps: DeliveryDeps, { claimed, region, platform }: Send): Promise<Outcome> {
  const result = await sendThrough(platform.chat, claimed, readerOf(deps, claimed, region), true);
  const alreadySent: Outcome = { outcome: 'sent', externalRef: claimed.externalRef };
  if (result.ok || result.failure.kind !== 'again') return alreadySent;
  const wait = Math.min(LONGEST_WAIT_MS, result.failure.afterMs ?? SPEAK_AGAIN_MS);
  const until = new Date(deps.clock.now().getTime() + wait).toISOString();
  await deps.outbox.holdPace(lineOf(claimed, 'speak', platform.pace), until);
  return { ...alreadySent, isUnsaid: true };
}

/** A search has a line of its own, so that nothing waits for it but the message it is about. */
async function searched(deps: DeliveryDeps, send: Send): Promise<Outcome> {
  const { claimed, platform, inDoubt } = send;
  const line = lineOf(claimed, 'find', platform.pace);
  const found = await findSent(platform.chat, claimed, deps.clock.now());
  if (!found.ok) {
    learnPace(deps, found.failure, line, platform.pace);
    return outcomeOf(deps, claimed, found, line);
  }
  const outcome = outcomeOfSearch(deps, claimed, found.value, inDoubt);
  return outcome.outcome === 'sent' ? { ...outcome, isUnsaid: 'speak' in platform.pace.methods } : outcome;
}

function outcomeOfSearch(deps: DeliveryDeps, claimed: Claimed, found: Found, inDoubt: boolean): Outcome {
  // The outcome of the send before still counts when the next one ends in the same way.
  const rest = { counts: false, uncertain: false, error: claimed.lastError ?? 'looked for' };
  if (found === 'not there') return inDoubt ? { outcome: 'overtaken' } : again(deps, 0, rest);
  if ('more' in found) return { ...again(deps, 0, { ...rest, uncertain: true }), lookedTo: found.more };
  const { ref } = found;
  if (claimed.isCard && !inDoubt) return { ...again(deps, 0, rest), externalRef: ref };
  return { outcome: 'sent', externalRef: ref };
}

function learnPace(deps: DeliveryDeps, failure: Failure, line: string, pace: Pace): void {
  const { slow } = pace.methods.find ?? {};
  if (failure.kind !== 'again' || !failure.rateLimited || !slow) return;
  if ((failure.afterMs ?? 0) >= slow.fromMs) deps.slow.learn(line, deps.clock.now());
}

const MAY_NOT = 'may no longer receive this';
const GONE: ReadonlySet<string> = new Set(['room_gone', 'room_archived']);
/** Tasks that a room is still to have when it is archived, or on its way to it. */
const FOR_ARCHIVED: ReadonlySet<string> = new Set(['ArchiveRoom', 'Remove']);

/** Asked again at the moment of sending: who left, or lost the right, gets nothing. */
function whyDropped(claimed: Claimed): string | null {
  const { roomState } = claimed.conversation;
  if (roomState === 'lost' || (roomState === 'archived' && !FOR_ARCHIVED.has(claimed.payload.type)))
    return 'room is gone';
  const { payload } = claimed;
  return payload.type === 'Invite' && !mayComeIn(claimed, payload) ? MAY_NOT : null;
}

/** A person who lost or got back the right to a room since they were asked in does not come in after all. */
function mayComeIn(
  { participantPersonIds, limitedPersonIds, conversation }: Claimed,
  { person }: Extract<RoomTask, { type: 'Invite' }>,
): boolean {
  const isOfParty = conversation.roomAudience === 'party';
  return participantPersonIds.includes(person.id) && limitedPersonIds.includes(person.id) === isOfParty;
}

/** Calls for help and questions to a party are few: whether one still waits is looked up in the case itself. */
async function callsNow(deps: DeliveryDeps, claimed: Claimed, region: Region | null): Promise<string[]> {
  const { payload, caseId, recipientId } = claimed;
  const isCall = payload.type === 'EscalationAlert' || payload.type === 'RequestAsked';
  if (!isCall || !caseId || !recipientId || !region) return [];
  const state = await deps.caseOf(caseId);
  return state ? waitingIds(state, region, recipientId) : [];
}

function readerOf(deps: DeliveryDeps, claimed: Claimed, region: Region | null): Reader {
  const direct = claimed.conversation.personId !== null;
  const own = claimed.conversation.personLanguage;
  const language = direct && (own === 'nl' || own === 'en') ? own : (region?.language ?? 'nl');
  const formal = direct && claimed.recipientRole !== null && FAMILY_ROLES.has(claimed.recipientRole as never);
  return {
    language,
    formal,
    titles: claimed.workspace.titlesInChat,
    place: direct ? 'direct' : 'room',
    ...(direct ? {} : { room: roomKind(claimed.workspace) }),
    webUrl: deps.webUrl,
    ...(region ? { zone: region.calendar.zone } : {}),
  };
}

/** Tells how rooms are made there. `team`: an administrator has declared that everybody in it may read every case. */
function roomKind({ platform, settings }: Claimed['workspace']): RoomKind {
  if (platform === 'web') return 'page';
  if (platform === 'slack') return 'channel';
  if (settings.rooms === 'standard') return 'team';
  return settings.rooms === 'chat' ? 'chat' : 'shareable';
}

async function outcomeOf(
  deps: DeliveryDeps,
  claimed: Claimed,
  result: Result<Sent> | { readonly ok: false; readonly failure: Failure },
  line: string,
): Promise<Outcome> {
  if (result.ok) return { outcome: 'sent', ...result.value };
  const { failure } = result;
  // The reason comes first of what can never be delivered: administrators read it in plain words.
  const kind = failure.kind === 'never' ? failure.reason : failure.kind;
  const error = `${kind}: ${OURS.test(failure.cause) ? failure.cause : 'an answer that cannot be read'}`;
  switch (failure.kind) {
    case 'again': {
      const wait = Math.min(LONGEST_WAIT_MS, failure.afterMs ?? backoff(claimed.attempts));
      if (failure.rateLimited)
        await deps.outbox.holdPace(line, new Date(deps.clock.now().getTime() + wait).toISOString());
      if (!failure.rateLimited && isEnough(claimed, failure, error)) return giveUp(deps, claimed, error);
      return again(deps, wait, { counts: !failure.rateLimited, uncertain: claimed.uncertain, error });
    }
    case 'perhaps':
      if (isEnough(claimed, failure, error)) return giveUp(deps, claimed, error);
      return {
        ...again(deps, backoff(claimed.attempts), { counts: true, uncertain: true, error }),
        doubtTo: deps.clock.now().toISOString(),
      };
    case 'gone':
    case 'known':
      if (isEnough(claimed, failure, error)) return giveUp(deps, claimed, error);
      return again(deps, backoff(claimed.attempts), { counts: true, uncertain: false, error });
    case 'never':
      // We ended it ourselves: that there is nothing left to end is no trouble.
      if (claimed.conversation.roomState === 'archived' && GONE.has(failure.reason))
        return { outcome: 'dropped', error };
      await deps.onTrouble(claimed, failure);
      // Nothing is wrong with the message: it waits with the others until the workspace is connected again.
      if (failure.reason === 'connection')
        return again(deps, NOT_CONNECTED_MS, { counts: false, uncertain: claimed.uncertain, error });
      deps.log.error(
        { message: claimed.id, type: claimed.payload.type, reason: failure.reason },
        'a message can never be delivered',
      );
      return { outcome: 'never', error };
  }
}

/** One odd answer ends nothing, however often something else went wrong before: it has to come twice in a row. */
function isEnough({ attempts, lastError }: Claimed, failure: Failure, error: string): boolean {
  if (attempts + 1 >= MAX_ATTEMPTS) return true;
  return 'isStrange' in failure && attempts + 1 >= STRANGE_ATTEMPTS && lastError === error;
}

async function giveUp(deps: DeliveryDeps, claimed: Claimed, error: string): Promise<Outcome> {
  await deps.onTrouble(claimed, { kind: 'never', reason: 'refused', cause: 'gave up after many tries' });
  deps.log.error(
    { message: claimed.id, type: claimed.payload.type },
    'gave up on a message after many tries',
  );
  return { outcome: 'never', error: `gave_up: ${error}`.slice(0, 500) };
}

function again(
  deps: DeliveryDeps,
  waitMs: number,
  rest: { counts: boolean; uncertain: boolean; error: string },
): Extract<Outcome, { outcome: 'again' }> {
  return { outcome: 'again', at: new Date(deps.clock.now().getTime() + waitMs).toISOString(), ...rest };
}

function backoff(attempts: number): number {
  return Math.min(LAST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempts);
}
