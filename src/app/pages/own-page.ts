import { localDate } from '../../domain/calendar/index.ts';
import { participantOfPerson } from '../../domain/case/participants.ts';
import type { CaseState, Person } from '../../domain/case/state.ts';
import type { Region } from '../../domain/region/region.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { Action } from '../../ports/document.ts';
import { aboutOf } from '../permissions/authorise.ts';
import { maySee } from './find-case.ts';
import {
  type ForYou,
  forYou,
  inOrder,
  NOTHING_FOR_YOU,
  seenNow,
  TOLD_SHOWN,
  whoDoNotCome,
} from './for-you.ts';
import { type HomePage, homePage } from './home-page.ts';
import type { PageTools } from './page-tools.ts';
import { tokenOf } from './seen.ts';

/** The number of closed cases on somebody's own page. */
const CLOSED = 50;

/** Returns what was told to them in these cases; it counts as seen when `noteSeen` says so. */
export async function toldTo(
  { deps, reading }: PageTools,
  personId: Uuid,
  states: readonly CaseState[],
  regions: readonly Region[],
): Promise<ForYou> {
  const told = await reading.toldTo(personId, TOLD_SHOWN);
  const came = await reading.cameSince(whoDoNotCome(told));
  return forYou(told, { personId, states, regions, now: deps.clock.now().toISOString(), came });
}

/** Notes that what is shown now has been seen. */
export function noteSeen({ deps, reading }: PageTools, shown: ForYou): Promise<void> {
  return reading.noteSeen(seenNow(shown), deps.clock.now().toISOString());
}

/** Somebody's own page over these cases; `isShown`: also what was told to them, which counts as seen then. */
export async function ownPage(
  tools: PageTools,
  personId: Uuid,
  states: readonly CaseState[],
  isShown: boolean,
): Promise<HomePage | null> {
  const { deps } = tools;
  const [person] = await deps.store.people([personId]);
  const { regions, first } = await regionsOf(tools, personId, states);
  if (!person || !first) return null;
  const told = isShown ? await toldTo(tools, personId, states, regions) : NOTHING_FOR_YOU;
  await noteSeen(tools, told);
  const all = regions.length === 0 ? [first] : regions;
  return homePage(deps, person, states, regions, first, told, await besideOpen(tools, person, all));
}

/** A person who has no part in anything any more still has a page of their own, and reads there what came of it. */
async function regionsOf(
  { deps, reading }: PageTools,
  personId: Uuid,
  states: readonly CaseState[],
): Promise<{ readonly regions: readonly Region[]; readonly first: Region | null }> {
  const ofCases = states.map((state) => state.case.regionId);
  const ids = [...new Set([...(await reading.regionsOf(personId)), ...ofCases])];
  const regions = (await Promise.all(ids.map((id) => deps.store.region(id)))).filter((r) => r !== null);
  const before = regions.length === 0 ? await reading.regionBefore(personId) : null;
  return { regions, first: regions[0] ?? (before ? await deps.store.region(before) : null) };
}

/** Returns what is closed, and whom to call where nothing is open any more. */
async function besideOpen(
  { deps, reading }: PageTools,
  person: Person,
  regions: readonly Region[],
): Promise<Parameters<typeof homePage>[6]> {
  const runs = regions.filter((r) => r.coordinatorPersonIds.includes(person.id)).map((r) => r.id);
  const closed = await reading.closedOf(person.id, runs, CLOSED);
  const reports = runs.length > 0 ? await deps.store.waitingReports(runs) : [];
  const zoneOf = (id: Uuid): string =>
    (regions.find((r) => r.id === id) ?? regions[0])?.calendar.zone ?? 'UTC';
  const ids = regions.flatMap((r) => r.coordinatorPersonIds);
  const knowsThem = closed.length > 0 || regions.some((r) => Object.values(r.personIds).includes(person.id));
  const coordinators = await deps.store.people([...new Set(ids)], regions[0]?.id);
  return {
    reports,
    closed: closed.map(({ at, regionId, ...one }) => ({ ...one, closedOn: localDate(zoneOf(regionId), at) })),
    // A person who was taken out of everything was perhaps invited by mistake: they read no name of anybody.
    call: knowsThem ? coordinators.map(({ name, phone }) => ({ name, phone })) : [],
  };
}

/** A coordinator is told of cases in which they take no part, and reads and answers that too. */
export async function caseIdsOf({ deps, reading }: PageTools, personId: Uuid): Promise<Uuid[]> {
  const ids = await Promise.all([
    deps.store.openCaseIdsOf([personId]),
    deps.store.calledCaseIds(personId),
    reading.toldAbout(personId, TOLD_SHOWN),
  ]);
  return [...new Set(ids.flat())];
}

/** Returns those of the cases that are theirs to see. */
export async function casesOf(tools: PageTools, personId: Uuid, ids: readonly Uuid[]): Promise<CaseState[]> {
  const all = await tools.deps.store.cases(ids);
  return (await Promise.all(all.map((one) => isTheirCase(tools, one, personId)))).flat();
}

/** A call that stands in the table may be over all the same, or kept from them by the family's answer. */
async function isTheirCase({ deps }: PageTools, state: CaseState, personId: Uuid): Promise<CaseState[]> {
  if (participantOfPerson(state, personId)) return [state];
  const region = await deps.store.region(state.case.regionId);
  return region && maySee(state, region, personId) ? [state] : [];
}

/** Their cases; that they looked is written down first. */
export async function lookedAt(tools: PageTools, personId: Uuid): Promise<CaseState[]> {
  const states = await casesOf(tools, personId, await caseIdsOf(tools, personId));
  await tools.noteRead(
    personId,
    'read.home',
    states.map((state) => state.case.id),
  );
  return states;
}

type Home = HomePage & { readonly seen: string };

/**
 * The pages of one parent in several cases, as one (C44): what is asked is counted and folded over all of them. Each case
 * stays as its own person there may see it; the words are those of the page they came in at.
 */
export function homeTogether(own: Home, others: readonly Home[]): Home {
  if (others.length === 0) return own;
  const all = [own, ...others];
  const regions = new Map(all.flatMap((page) => page.regions).map((region) => [region.id, region]));
  const calls = new Map(all.flatMap((page) => page.call).map((one) => [`${one.name} ${one.phone}`, one]));
  return {
    ...own,
    forYou: forYouTogether(all.map((page) => page.forYou)),
    // What names no case would be done as whoever came in.
    cases: [
      ...own.cases,
      ...others.flatMap((page) =>
        page.cases.map((one) => ({
          ...one,
          mayDo: (action: Action) => aboutOf(action.args) !== null && one.mayDo(action),
        })),
      ),
    ],
    closed: all.flatMap((page) => page.closed).sort((a, b) => (a.closedOn < b.closedOn ? 1 : -1)),
    reports: all.flatMap((page) => page.reports),
    call: [...calls.values()],
    regions: [...regions.values()],
    seen: tokenOf(all.map((page) => page.seen)),
  };
}

/** Each list comes newest first, as it is told, and is put in the order in which it is read once more. */
function forYouTogether(parts: readonly ForYou[]): ForYou {
  const newest = (which: keyof ForYou) =>
    parts.flatMap((part) => part[which]).sort((a, b) => (a.at < b.at ? 1 : -1));
  return inOrder({ asks: newest('asks'), tells: newest('tells'), before: newest('before') });
}
