import { type MadeDigest, makeDigest } from '../app/outgoing/digest.ts';
import { type Deps, situationOf } from '../app/request-context.ts';
import { changeOf, type Written, written } from '../app/write/decide-and-write.ts';
import { instantAt, isWorkingDay, localDate, nextContactWindow, worksOn } from '../domain/calendar/index.ts';
import { CASE_ERASED } from '../domain/case/erase.ts';
import { calendarOf } from '../domain/case/participants.ts';
import type { CaseState, Person } from '../domain/case/state.ts';
import type { Region } from '../domain/region/region.ts';
import { whatTimeBrings } from '../domain/timers/due.ts';
import type { Caseload } from '../ports/caseload.ts';
import type { Change } from '../ports/database/index.ts';
import { askToCall } from './ask-to-call.ts';
import { tellConsentDefault } from './consent-default.ts';
import { askAboutContacts } from './contacts-check.ts';
import { inLanes, letOthersIn, type OneAtATime } from './lanes.ts';
import { sendMondayList } from './monday.ts';

/** Cases per write: large enough to be quick, small enough that a command never waits long behind one of them. */
const CHUNK = 50;
/** Cases, or people, asked for at a time. */
const AHEAD = 400;
/** How often one case may come back in a round: a conflict now and then, not for ever. */
const MOST_RETURNS = 10;

export interface RoundCount {
  readonly cases: number;
  readonly digests: number;
}

type RoundDeps = Pick<Deps, 'store' | 'clock' | 'newId' | 'log' | 'entryMeans'> & {
  readonly caseload: Caseload;
};

/**
 * Does what the day brings in one region: every timer that is due, in chunks; then one digest for each person; then
 * the round of this date is closed; and in a new week the coordinators get their list. Safe to run at any moment,
 * twice, and in several processes: what is done is in the rows, guarded by the version of the case and the one digest
 * per person and date.
 */
export async function runRound(deps: RoundDeps, regionId: string): Promise<RoundCount> {
  const region = await deps.store.region(regionId);
  if (!region) return { cases: 0, digests: 0 };
  const cases = await fireTimers(deps, region);
  const digests = await sendDigests(deps, region);
  const { now, today } = situationOf(deps, region, null, null);
  if (isWorkingDay(region.calendar, today) && now >= nudgeMoment(region, today))
    await askToCall(deps, region, today);
  if (now >= nudgeMoment(region, today)) {
    if (isWorkingDay(region.calendar, today)) {
      await tellConsentDefault(deps, region, now);
      await askAboutContacts(deps, region, today, now);
    }
    await deps.store.closeRound(region.id, today, now, cases);
  }
  await sendMondayList(deps, region);
  return { cases, digests };
}

async function fireTimers(deps: RoundDeps, region: Region): Promise<number> {
  let count = 0;
  const turns = new Map<string, number>();
  for (;;) {
    const now = deps.clock.now().toISOString();
    const ids = await deps.store.dueCaseIds(region.id, now, AHEAD);
    if (ids.length === 0) return count;
    if (ids.some((id) => stuck(turns, id))) {
      deps.log.error(
        { region: region.key, cases: ids.length },
        'timers of a case stay due after they fired; left for the next round',
      );
      return count;
    }
    count += await inLanes(ids, CHUNK, (chunk, oneAtATime) => fireChunk(deps, region, chunk, oneAtATime));
  }
}

/** A timer that fires moves or goes. One that stays would keep the round busy for ever: after some turns it is left. */
function stuck(turns: Map<string, number>, id: string): boolean {
  const turn = (turns.get(id) ?? 0) + 1;
  turns.set(id, turn);
  return turn > MOST_RETURNS;
}

/**
 * A chunk is one write. When somebody changed one of its cases meanwhile, each is written by itself. What another process
 * did meanwhile is not due any more.
 */
async function fireChunk(
  deps: RoundDeps,
  region: Region,
  ids: readonly string[],
  oneAtATime: OneAtATime,
): Promise<number> {
  const now = deps.clock.now().toISOString();
  const states = (await deps.store.cases(ids)).filter((st) => st.timers.some((t) => t.fireAt <= now));
  if (states.length === 0) return 0;
  const result = await deps.store.commit(await oneAtATime(() => chunkOf(deps, region, states)));
  if (result.result !== 'conflict') return states.length;
  if (ids.length === 1) return 0;
  let count = 0;
  for (const id of ids) count += await fireChunk(deps, region, [id], oneAtATime);
  return count;
}

/** Decides on what is due in each case, to be written together. */
async function chunkOf(deps: RoundDeps, region: Region, states: readonly CaseState[]): Promise<Change> {
  const decided: Written[] = [];
  for (const before of states) {
    const situation = situationOf(deps, region, null, before);
    decided.push(written({ before, decision: whatTimeBrings(before, situation), situation }));
    await letOthersIn();
  }
  const gone = decided.flatMap(({ case: { after, audit } }) =>
    audit.some((event) => event.action === CASE_ERASED) ? [{ caseId: after.case.id }] : [],
  );
  const rest = { now: deps.clock.now().toISOString(), messages: [] };
  return changeOf(decided, gone.length > 0 ? { ...rest, erased: gone, emptied: gone } : rest);
}

function nudgeMoment(region: Region, today: string): string {
  return instantAt(region.calendar.zone, today, region.calendar.nudgeTime);
}

/** After all timers of the day, so that a person's one message holds all that is asked of them. */
async function sendDigests(deps: RoundDeps, region: Region): Promise<number> {
  const now = deps.clock.now().toISOString();
  const today = localDate(region.calendar.zone, now);
  if (!isWorkingDay(region.calendar, today) || now < nudgeMoment(region, today)) return 0;
  let count = 0;
  for (let after: string | null = null; ; ) {
    const groups = await deps.store.undigested(region.id, today, AHEAD, after);
    if (groups.length === 0) return count;
    after = groups.at(-1)?.personId ?? null;
    count += await inLanes(groups, CHUNK, (some, oneAtATime) =>
      digestGroup(deps, { region, today, now }, some, oneAtATime),
    );
  }
}

/** They work today, and their hours are not over: what would reach them tomorrow is asked tomorrow, of that day. */
function mayBeAskedToday({ calendar }: Region, who: Person, today: string, now: string): boolean {
  const own = calendarOf(who);
  if (!worksOn(calendar, own, today)) return false;
  return localDate(calendar.zone, nextContactWindow(calendar, own, now).from) === today;
}

type Groups = readonly Awaited<ReturnType<Deps['store']['undigested']>>[number][];

async function digestGroup(
  deps: RoundDeps,
  { region, today, now }: { region: Region; today: string; now: string },
  groups: Groups,
  oneAtATime: OneAtATime,
): Promise<number> {
  const caseIds = [...new Set(groups.flatMap((g) => g.nudges.map((n) => n.caseId)))];
  const [people, cases] = await Promise.all([
    deps.store.people(
      groups.map((g) => g.personId),
      region.id,
    ),
    deps.store.cases(caseIds),
  ]);
  const persons = new Map(people.map((p) => [p.id, p]));
  const states = new Map(cases.map((st) => [st.case.id, st]));
  const made: MadeDigest[] = [];
  const digests: NonNullable<Change['digests']>[number][] = [];
  await oneAtATime(async () => {
    for (const { personId, nudges } of groups) {
      await letOthersIn();
      const who = persons.get(personId);
      if (!who || !mayBeAskedToday(region, who, today, now)) continue;
      const own = [...new Set(nudges.map((n) => n.caseId))].flatMap((id) => states.get(id) ?? []);
      const digest = makeDigest({ region, today, now, newId: deps.newId }, who, own, nudges);
      if (digest) made.push(digest);
      // Nothing left to ask: the nudges are settled without a message, and the day's one message stays free.
      digests.push({
        id: digest?.digestId ?? null,
        personId,
        date: today,
        nudgeIds: nudges.map((n) => n.id),
      });
    }
  });
  if (digests.length === 0) return 0;
  const result = await deps.store.commit({
    now,
    cases: [],
    messages: made.flatMap((d) => d.messages),
    digests,
  });
  if (result.result === 'conflict')
    deps.log.info({ region: region.key }, 'another process wrote these digests');
  return result.result === 'done' ? made.length : 0;
}
