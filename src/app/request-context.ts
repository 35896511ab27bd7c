import { localDate } from '../domain/calendar/index.ts';
import type { Reply, Situation } from '../domain/case/decision.ts';
import { participantOfPerson } from '../domain/case/participants.ts';
import type { CaseState, Person } from '../domain/case/state.ts';
import type { LetterWay } from '../domain/contact-details.ts';
import type { Region } from '../domain/region/region.ts';
import type { Substance } from '../domain/substance/substance.ts';
import { viewOf } from '../domain/views/limited-view.ts';
import type { Uuid } from '../domain/vocabulary.ts';
import type { Clock } from '../ports/clock.ts';
import type { Context, ContextQuery, Store } from '../ports/database/index.ts';
import type { SubstanceBook } from '../ports/database/substance.ts';
import type { Directory } from '../ports/directory.ts';
import type { Reader } from '../ports/document.ts';
import type { EntryBook, Sealing } from '../ports/entry.ts';
import type { RegionFiles } from '../ports/region-files.ts';
import type { Inbound } from './inbound.ts';

/** The parts that the use cases are built on. */
export interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  /** Platforms' member lists, by platform name. */
  readonly directories: Readonly<Record<string, Directory>>;
  readonly files: RegionFiles;
  /** How people without a workspace are let in; left out: they are not. */
  readonly entryMeans?: EntryMeans;
  /** Words about families; left out: nobody writes or reads any. */
  readonly substance?: SubstanceBook;
  readonly webUrl: string | null;
  /** Counts and names only; never a text or a name. */
  readonly log: Log;
}

/** The parts for letting people in by a link, and the ways by which letters can be sent here. */
export interface EntryMeans {
  readonly book: EntryBook;
  readonly sealing: Sealing;
  readonly can: Readonly<Record<LetterWay, boolean>>;
}

/** The type `T`, unless words of substance are in it: then nothing fits. */
type WithoutSubstance<T> = T extends Substance
  ? never
  : T extends object
    ? { readonly [K in keyof T]: WithoutSubstance<T[K]> }
    : T;

export interface Log {
  info<T extends Readonly<Record<string, unknown>>>(what: T & WithoutSubstance<T>, message: string): void;
  warn<T extends Readonly<Record<string, unknown>>>(what: T & WithoutSubstance<T>, message: string): void;
  error<T extends Readonly<Record<string, unknown>>>(what: T & WithoutSubstance<T>, message: string): void;
}

/** One request with what was loaded for it: who asks, where, about which case, and when. */
export interface RequestContext {
  readonly inbound: Inbound;
  readonly loaded: Context;
  readonly workspaceId: Uuid;
  readonly region: Region;
  readonly actor: Person;
  readonly state: CaseState | null;
  /** The case as the one who asks may see it: what is shown is read from this. */
  readonly view: CaseState | null;
  readonly situation: Situation;
  readonly reader: Reader;
}

/** Thrown with the words for the person: nothing was done. */
export class Stop extends Error {
  override readonly name = 'Stop';
  readonly reply: Reply;
  readonly reader: Reader;
  constructor(reply: Reply, reader: Reader) {
    super(reply.key);
    this.reply = reply;
    this.reader = reader;
  }
}

/** Loads what a request is about, in one query, and refuses who is unknown here. */
export async function openContext(
  deps: Deps,
  inbound: Inbound,
  find: ContextQuery['find'],
): Promise<RequestContext | { handledBefore: unknown }> {
  const context = await deps.store.context({
    platform: inbound.platform,
    workspaceExternalId: inbound.workspaceExternalId,
    userExternalId: inbound.userExternalId,
    inboundKey: inbound.key,
    find: find ?? (inbound.channel ? { channel: inbound.channel } : null),
  });
  if (context.handledBefore) return { handledBefore: context.handledBefore.reply };
  const stranger = strangerReader(inbound, inbound.userLanguage ?? 'nl');
  const { workspace, actor, case: state } = context;
  if (!workspace || workspace.disabled || workspace.regionIds.length === 0)
    throw new Stop({ key: 'refused.workspaceUnknown' }, stranger);
  if (!actor) throw new Stop({ key: 'refused.personUnknown' }, stranger);
  const region = await regionFor(deps, context, actor);
  if (!region) throw new Stop({ key: 'refused.personUnknown' }, stranger);
  return {
    inbound,
    loaded: context,
    workspaceId: workspace.id,
    region,
    actor,
    state,
    view: state && viewOf(state, region, actor.id),
    situation: { ...situationOf(deps, region, actor, state), ofOtherFamilies: context.ofOtherFamilies },
    reader: {
      ...readerOf(deps, region, actor, workspace.titlesInChat),
      ...(state ? { leads: state.case.leadId !== null } : {}),
      typed: typedBefore(inbound),
    },
  };
}

/** Somebody whom Schakel does not know there. */
export function strangerReader(inbound: Inbound, language: Reader['language']): Reader {
  return { language, formal: true, titles: false, place: 'direct', typed: typedBefore(inbound) };
}

/**
 * How somebody types a command there: Teams has no slash commands everywhere, and in a channel one names the bot. Null:
 * on the web nothing can be typed.
 */
export function typedBefore(inbound: Pick<Inbound, 'platform' | 'channel'>): string | null {
  if (inbound.platform === 'web') return null;
  if (inbound.platform !== 'teams') return '/schakel ';
  return inbound.channel === null ? '' : '@Schakel ';
}

/**
 * The region of the case; without one, the region of this workspace that knows the person best: the one they coordinate,
 * else the one in which they take part in a case.
 */
async function regionFor(deps: Deps, context: Context, actor: Person): Promise<Region | null> {
  if (context.case) return deps.store.region(context.case.case.regionId);
  const ids = context.workspace?.regionIds ?? [];
  const regions = (await Promise.all(ids.map((id) => deps.store.region(id)))).filter((r) => r !== null);
  const coordinated = regions.find((r) => r.coordinatorPersonIds.includes(actor.id));
  if (coordinated || regions.length <= 1) return coordinated ?? regions[0] ?? null;
  const states = await deps.store.cases(await deps.store.openCaseIdsOf([actor.id]));
  return regions.find((r) => states.some((state) => state.case.regionId === r.id)) ?? regions[0] ?? null;
}

export function situationOf(
  deps: Pick<Deps, 'clock' | 'newId' | 'entryMeans'>,
  region: Region,
  actor: Person | null,
  state: CaseState | null,
): Situation {
  const now = deps.clock.now().toISOString();
  return {
    region,
    now,
    today: localDate(region.calendar.zone, now),
    newId: deps.newId,
    ...(deps.entryMeans ? { letters: deps.entryMeans.can } : {}),
    actor: actor && { personId: actor.id, participant: state ? participantOfPerson(state, actor.id) : null },
  };
}

/** The same moment and actor where another region is: it has its own days and hours. */
export function inRegion(s: Situation, region: Region): Situation {
  return { ...s, region, today: localDate(region.calendar.zone, s.now) };
}

export function readerOf(
  deps: Pick<Deps, 'webUrl'>,
  region: Region,
  person: Person,
  titles: boolean,
): Reader {
  return {
    language: person.language ?? region.language,
    formal: person.address === 'family' || (person.address === 'called' && !runs(region, person.id)),
    titles,
    place: 'direct',
    webUrl: deps.webUrl,
    zone: region.calendar.zone,
  };
}

/** The same on a page of one case. */
export function readerIn(
  deps: Pick<Deps, 'webUrl'>,
  region: Region,
  person: Person,
  { case: row }: CaseState,
): Reader {
  return { ...readerOf(deps, region, person, true), leads: row.leadId !== null };
}

/** A person asked in with "u" is answered so; not one who runs the region, which is work with Schakel. */
function runs({ coordinatorPersonIds, administratorPersonIds }: Region, personId: Uuid): boolean {
  return coordinatorPersonIds.includes(personId) || administratorPersonIds.includes(personId);
}
