import { participant } from '../../domain/case/participants.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { LetterWay } from '../../domain/contact-details.ts';
import type { LetterFrom } from '../../domain/messages/index.ts';
import type { Region } from '../../domain/region/region.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { EntryBook } from '../../ports/entry.ts';
import type { Reading } from '../../ports/web.ts';
import { leadOf } from '../outgoing/web-letter.ts';
import type { Deps } from '../request-context.ts';

/** The person who can give somebody a code to come in with, told by role: nobody is named, and no case. */
export type Helper =
  | ({ readonly who: 'lead' } & NonNullable<LetterFrom['lead']>)
  | { readonly who: 'coordinator'; readonly region: string; readonly phone: string | null }
  /** Nobody here can: whoever is at the terminal makes a link. `key`: of this person in the region's file. */
  | { readonly who: 'operator'; readonly key: string | null };

/** The one way in of somebody who has no second step of their own, and what would be one. */
export interface OnlyWay {
  /** Null: nothing can be sent to them, so a link and a code are given each time. */
  readonly has: LetterWay | null;
  /** The other way of sending is set up here: an address or number of that kind would do. */
  readonly canAdd: boolean;
  readonly helper: Helper;
}

export interface WayBack {
  helperOf(personId: Uuid): Promise<Helper>;
  /**
   * Null: they come in again by themselves, or not by a link. `how`: they came in now; a link that is made at the
   * terminal asks for no second step.
   */
  onlyWayOf(personId: Uuid, how: string): Promise<OnlyWay | null>;
}

export interface BackDeps extends Pick<Deps, 'store'> {
  readonly book: EntryBook;
  readonly can: Readonly<Record<LetterWay, boolean>>;
  readonly reading: Pick<Reading, 'regionsOf' | 'regionBefore'>;
}

const OTHER = { email: 'sms', sms: 'email' } as const;

export function createWayBack(deps: BackDeps): WayBack {
  return {
    helperOf: (personId) => helperOf(deps, personId),
    onlyWayOf: async (personId, how) => {
      const [reach, factors] = await Promise.all([deps.book.reachOf(personId), deps.book.factors(personId)]);
      if (!reach || factors.length > 0) return null;
      const has = { email: reach.email, sms: reach.phone };
      const [way, ...more] = (['email', 'sms'] as const).filter((one) => deps.can[one] && has[one]);
      if (more.length > 0 || (!way && how !== 'link') || !(await comesByLink(deps, personId))) return null;
      const canAdd = way !== undefined && deps.can[OTHER[way]];
      return { has: way ?? null, canAdd, helper: await helperOf(deps, personId) };
    },
  };
}

/** A person who has an account elsewhere signs in with that. */
async function comesByLink(deps: BackDeps, personId: Uuid): Promise<boolean> {
  const [person] = await deps.store.people([personId]);
  const regions = await regionsOf(deps, personId);
  const webs = new Set(
    regions.flatMap((r) => r.workspaces.filter((w) => w.platform === 'web').map((w) => w.id)),
  );
  return person?.identities.every((one) => webs.has(one.workspaceId)) ?? false;
}

/** The lead of a case of theirs who gave a number, else whoever coordinates a region of theirs, with a number first. */
async function helperOf(deps: BackDeps, personId: Uuid): Promise<Helper> {
  const states = await deps.store.cases(await deps.store.openCaseIdsOf([personId]));
  const [lead] = states.flatMap((state) => (leads(state, personId) ? [] : (leadOf(state) ?? [])));
  if (lead) return { who: 'lead', ...lead };
  const regions = await regionsOf(deps, personId);
  const found = (await Promise.all(regions.map((region) => coordinatorsOf(deps, region, personId)))).flat();
  const coordinator = found.find(({ phone }) => phone !== null) ?? found[0];
  if (coordinator) return coordinator;
  const keys = regions.flatMap((r) => Object.entries(r.personIds).filter(([, id]) => id === personId));
  return { who: 'operator', key: keys[0]?.[0] ?? null };
}

function leads(state: CaseState, personId: Uuid): boolean {
  return participant(state, state.case.leadId)?.personId === personId;
}

async function coordinatorsOf({ store }: BackDeps, region: Region, personId: Uuid) {
  const others = region.coordinatorPersonIds.filter((id) => id !== personId);
  const people = others.length === 0 ? [] : await store.people(others, region.id);
  return people.map(({ phone }) => ({ who: 'coordinator' as const, region: region.file.name, phone }));
}

/** Returns their regions; for somebody who takes part in nothing any more, the last one. */
async function regionsOf({ store, reading }: BackDeps, personId: Uuid): Promise<Region[]> {
  const now = await reading.regionsOf(personId);
  const before = now.length === 0 ? await reading.regionBefore(personId) : null;
  const regions = await Promise.all((before ? [before] : now).map((id) => store.region(id)));
  return regions.filter((region) => region !== null);
}
