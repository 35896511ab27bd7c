import { addDays, localDate } from '../../domain/calendar/index.ts';
import type { Instant, Language, Uuid } from '../../domain/vocabulary.ts';
import type { Store } from '../../ports/database/index.ts';
import type { Demonstration, Demonstrations, Sent, Turned } from '../../ports/demonstration.ts';
import type { UseCases } from '../inbound.ts';
import { act, caseOf, momentOf, sayIn } from './scene.ts';
import { BEGIN, type Chapter, regionOf, STORY } from './story.ts';

/** Leads a visitor through the demonstration: begins it, turns its clock, lets its people act. */
export interface Guide {
  /** How it stands; null: this database holds no demonstration. As this process knows it, without asking. */
  now(): DemonstrationNow | null;
  /** Reads how it stands, at the start and when another process changed it. */
  refresh(): Promise<void>;
  /** `false`: there is something real in this database, and the demonstration is refused. */
  begin(language: Language): Promise<boolean>;
  /** Turns the clock; `from` is where the visitor saw it, so that a press that comes twice turns it once. */
  turn(step: Step, from: Instant): Promise<void>;
  /** Throws it all away. */
  end(): Promise<void>;
  /** Returns what Schakel sent in the case and to this person, newest first. */
  sent(caseId: Uuid | null, personId: Uuid): Promise<Sent[]>;
}

/** `event`: to the next chapter. `day`: to nine o'clock of the next day. `quiet`: a day in which nobody does anything. */
export type Step = 'event' | 'day' | 'quiet';

export interface DemonstrationNow extends Demonstration {
  readonly caseId: Uuid | null;
  /** The chapter that was played when the clock was turned last, and the next one; null: none. */
  readonly here: Chapter | null;
  readonly next: Chapter | null;
  /** The people who got something of their own since then. */
  readonly told: readonly Uuid[];
  /** Nothing that was agreed is open any more. */
  readonly isDone: boolean;
}

export interface GuideDeps {
  readonly store: Store;
  readonly useCases: UseCases;
  readonly demonstrations: Demonstrations;
  /** Makes the clock of this process stand at an instant, or run again. */
  readonly standAt: (instant: Instant | null) => void;
  /** Lets everything happen that is due now. */
  readonly settle: () => Promise<void>;
}

const ZONE = 'Europe/Amsterdam';
const MOST_SENT = 30;

export function createGuide(deps: GuideDeps): Guide {
  const { store, useCases, demonstrations, standAt, settle } = deps;
  let current: DemonstrationNow | null = null;
  let line: Promise<unknown> = Promise.resolve();
  /** One after the other: two visitors, or two presses, are not at work in the story at once. */
  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = line.then(work);
    line = turn.catch(() => undefined);
    return turn;
  };
  const refresh = async (): Promise<void> => {
    const demo = await demonstrations.current();
    standAt(demo?.now ?? null);
    const state = demo && (await caseOf(store, demo.regionId));
    current = demo && {
      ...demo,
      caseId: state?.case.id ?? null,
      isDone:
        state !== null && !state.agreements.some((a) => a.status === 'open' || a.status === 'reported_done'),
      here: demo.played === null ? null : (STORY[demo.played] ?? null),
      next: STORY[demo.chapter] ?? null,
      told: await demonstrations.toldSince(demo.before),
    };
  };
  const put = async (to: Turned): Promise<void> => {
    if (current) await demonstrations.turn(current.now, to);
    await refresh();
    await settle();
  };
  /** Turns the clock to where it has to be, with nine o'clock of every day between: each day has its own round. */
  const turnTo = async (to: Turned): Promise<void> => {
    const { now: from, chapter } = current ?? to;
    for (const morning of morningsBetween(from, to.now)) await put({ ...to, now: morning, chapter });
    await put(to);
  };
  /** A chapter is over when all was done: until then it would be played again after a crash, and nothing be done twice. */
  const play = async (chapter: Chapter, number: number, before: Instant): Promise<void> => {
    const there: Turned = { now: momentOf(chapter), before, chapter: number, played: number };
    await turnTo(there);
    for (const [i, one] of chapter.acts.entries()) {
      if (current) await act(store, useCases, current, one, `${chapter.id}:${i}`);
      await settle();
    }
    await put({ ...there, chapter: number + 1 });
  };
  /** Does what the story still had to do here. A day in which nobody does anything leaves it undone. */
  const finish = async (): Promise<void> => {
    const here = current?.here;
    for (const [i, one] of here?.left?.entries() ?? []) {
      if (current) await act(store, useCases, current, one, `${here?.id}:left:${i}`);
      await settle();
    }
  };
  /** Chapters up to an instant are played on the way. */
  const playUntil = async (to: Instant, before: Instant): Promise<void> => {
    await finish();
    for (let next = current?.next; next && momentOf(next) <= to; next = current?.next) {
      await play(next, current?.chapter ?? 0, before);
      // Only the last of several in one turn waits for the visitor.
      if (current?.next && momentOf(current.next) <= to) await finish();
    }
  };
  const aDay = async (from: Instant, isQuiet: boolean): Promise<void> => {
    const now = momentOf({ date: addDays(localDate(ZONE, from), 1), time: '09:00' });
    if (isQuiet) return turnTo({ now, before: from, chapter: firstAfter(now), played: null });
    const known = current?.chapter;
    await playUntil(now, from);
    const { chapter = 0, played = null } = current ?? {};
    await turnTo({ now, before: from, chapter, played: chapter === known ? null : played });
  };
  return {
    now: () => current,
    refresh: () => inLine(refresh),
    begin: (language) =>
      inLine(async () => {
        const say = sayIn(language);
        if (!(await demonstrations.begin(regionOf(say, language), language, momentOf(BEGIN)))) return false;
        await refresh();
        await settle();
        const [first] = STORY;
        if (first) await play(first, 0, momentOf(BEGIN));
        return true;
      }),
    turn: (step, from) =>
      inLine(async () => {
        if (current?.now !== from) return;
        if (step === 'event' && current.next) await playUntil(momentOf(current.next), from);
        else await aDay(from, step === 'quiet');
        await refresh();
      }),
    end: () =>
      inLine(async () => {
        await settle();
        await demonstrations.end();
        await refresh();
      }),
    sent: (caseId, personId) => demonstrations.sent(caseId, personId, MOST_SENT),
  };
}

/** Nine o'clock of each day between two instants. */
function morningsBetween(from: Instant, to: Instant): Instant[] {
  const mornings: Instant[] = [];
  for (let date = localDate(ZONE, from); date <= localDate(ZONE, to); date = addDays(date, 1)) {
    const at = momentOf({ date, time: '09:00' });
    if (at > from && at < to) mornings.push(at);
  }
  return mornings;
}

/** Passes over what was to happen until then and did not. */
function firstAfter(at: Instant): number {
  const next = STORY.findIndex((chapter) => momentOf(chapter) > at);
  return next === -1 ? STORY.length : next;
}
