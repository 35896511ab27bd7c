import { localDate } from '../../domain/calendar/index.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { type ForOne, forOne, type MessageToOne } from '../../domain/for-you/for-one.ts';
import { together } from '../../domain/for-you/message-parts.ts';
import { keysAsked } from '../../domain/for-you/standing.ts';
import type { Region } from '../../domain/region/region.ts';
import { viewOf } from '../../domain/views/limited-view.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { WaitingItemFacts } from '../../domain/waiting-for.ts';

/** A busy coordinator is told this many in two months; what is older stands in the case itself. */
export const TOLD_SHOWN = 120;
/** A person who opens a page twice in a row still sees what was new the first time. */
const NEW_FOR_MS = 10 * 60_000;

/** Messages to somebody and what they may still read of them, for their own pages; the newest first. */
export interface ForYou {
  /** Still asks something. */
  readonly asks: readonly ForYouItem[];
  /** Good to know, and asks nothing. */
  readonly tells: readonly ForYouItem[];
  /** Answered, overtaken or long ago. */
  readonly before: readonly ForYouItem[];
}

export interface ForYouItem extends ForOne {
  /** They had not seen it before. */
  readonly isNew: boolean;
}

export const NOTHING_FOR_YOU: ForYou = { asks: [], tells: [], before: [] };

interface Knowing {
  readonly personId: Uuid;
  readonly states: readonly CaseState[];
  readonly regions: readonly Region[];
  readonly now: Instant;
  /** The people whom somebody was asked to call because they did not look, and who have looked since. */
  readonly came: ReadonlySet<Uuid>;
}

/** Lists the people of whom it was told that they do not come to look. */
export function whoDoNotCome(told: readonly MessageToOne[]): Uuid[] {
  const ids = told.flatMap(({ message }) =>
    message.type === 'CallAsked' && message.why === 'unread' ? [message.person.id] : [],
  );
  return [...new Set(ids)];
}

/** Somebody is told of the cases and regions that they may see now, and of no others. */
export function forYou(
  told: readonly MessageToOne[],
  { personId, states, regions, now, came }: Knowing,
): ForYou {
  const known = new Map<Uuid, ReturnType<typeof factsOf>>();
  const factsOf = (whole: CaseState) => {
    const region = regions.find((r) => r.id === whole.case.regionId);
    if (!region) return null;
    const today = localDate(region.calendar.zone, now);
    const state = viewOf(whole, region, personId);
    return { state, whole, region, personId, today, came, asked: keysAsked(state, region, personId, today) };
  };
  const ofCase = (caseId: Uuid) => {
    const whole = states.find((one) => one.case.id === caseId);
    if (!whole) return null;
    if (!known.has(caseId)) known.set(caseId, factsOf(whole));
    return known.get(caseId) ?? null;
  };
  const ofRegion = (regionId: Uuid | null) => {
    const region = regions.find((r) => r.id === regionId);
    if (!region) return null;
    const today = localDate(region.calendar.zone, now);
    return { state: null, whole: null, region, personId, today, asked: new Set<string>() };
  };
  const all = forOne(told, (caseId, regionId) => (caseId ? ofCase(caseId) : ofRegion(regionId))).map(
    (one) => ({
      ...one,
      isNew: one.seenAt === null || Date.parse(now) - Date.parse(one.seenAt) < NEW_FOR_MS,
    }),
  );
  const which = (standing: ForOne['standing']) => all.filter((one) => one.standing === standing);
  return { asks: which('asks'), tells: which('tells'), before: which('over') };
}

/** Puts each message once in the order in which it is read: the oldest question first, of the rest the newest. */
export function inOrder({ asks, tells, before }: ForYou): ForYou {
  return { asks: joined(asks).toReversed(), tells: joined(tells), before: joined(before) };
}

/** Parts of one message that stand alike are read together. */
function joined(some: readonly ForYouItem[]): ForYouItem[] {
  return [...Map.groupBy(some, (one) => one.id).values()].map((parts): ForYouItem => {
    const [first, ...rest] = parts as [ForYouItem, ...ForYouItem[]];
    return {
      ...first,
      caseId: parts.every((one) => one.caseId === first.caseId) ? first.caseId : null,
      message: together([first.message, ...rest.map((one) => one.message)]),
      keys: parts.flatMap((one) => one.keys),
    };
  });
}

/** The same, of one case alone. */
export function ofCase({ asks, tells, before }: ForYou, caseId: Uuid): ForYou {
  const own = (some: readonly ForYouItem[]) => some.filter((one) => one.caseId === caseId);
  return { asks: own(asks), tells: own(tells), before: own(before) };
}

/** Returns what a case asks of somebody and nobody told them yet: a message does not ask the same a second time. */
export function notYetTold(asked: readonly WaitingItemFacts[], { asks }: ForYou): WaitingItemFacts[] {
  const told = new Set(asks.flatMap((one) => one.keys));
  return asked.filter((one) => !told.has(one.key));
}

/** Messages of which something stands open on the page that is shown now. */
export function seenNow({ asks, tells }: ForYou): Uuid[] {
  return [...new Set([...asks, ...tells].filter((one) => one.seenAt === null).map((one) => one.id))];
}
