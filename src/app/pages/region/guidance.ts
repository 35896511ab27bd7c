import { addDays } from '../../../domain/calendar/index.ts';
import type { Person } from '../../../domain/case/state.ts';
import type { Region } from '../../../domain/region/region.ts';
import type { RegionFile } from '../../../domain/region/region-file.ts';
import type { PlainDate, Uuid } from '../../../domain/vocabulary.ts';
import type { Store } from '../../../ports/database/index.ts';
import type { Reader } from '../../../ports/document.ts';
import type { Reading } from '../../../ports/web.ts';
import type { WhomToCall } from '../../../text/compose/region/directory.ts';
import type { WorkingMethod } from '../../../text/compose/region/working-method.ts';
import { type Deps, readerOf, situationOf } from '../../request-context.ts';

/** The pages of a region that everybody in one of its cases may read; for anybody else they do not exist: null. */
export interface GuidancePages {
  /** The list of who can help. */
  directory(personId: Uuid, regionKey: string): Promise<DirectoryPage | null>;
  /**
   * How the region works; the one page that anybody may read where the region says so, then without a name on it and as
   * nobody in particular (`reader` is null).
   */
  method(personId: Uuid | null, regionKey: string): Promise<MethodPage | null>;
}

interface GuidancePage {
  readonly file: RegionFile;
  readonly reader: Reader;
  readonly today: PlainDate;
}

export interface DirectoryPage extends GuidancePage {
  readonly call: readonly WhomToCall[];
}

export interface MethodPage extends WorkingMethod {
  readonly reader: Reader | null;
  readonly today: PlainDate;
  /** The one open case in which the reader takes part as one of the family. */
  readonly ownCase: Uuid | null;
}

export function createGuidancePages(
  deps: Deps,
  reading: Pick<Reading, 'regionsOf' | 'regionBefore'>,
): GuidancePages {
  const pageFor = async (personId: Uuid, key: string) => {
    const [region, [person]] = await Promise.all([
      deps.store.regionByKey(key),
      deps.store.people([personId]),
    ]);
    if (!region || !person) return null;
    const isHere = (await reading.regionsOf(personId)).includes(region.id);
    if (!isHere && (await reading.regionBefore(personId)) !== region.id) return null;
    const { today } = situationOf(deps, region, person, null);
    return { region, person, isHere, file: region.file, reader: readerOf(deps, region, person, true), today };
  };
  return {
    directory: async (personId, key) => {
      const page = await pageFor(personId, key);
      if (!page) return null;
      // A person who was taken out of everything was perhaps invited by mistake: they read no name of anybody.
      const call = page.isHere ? await whomToCall(deps.store, page.region) : [];
      return { file: page.file, reader: page.reader, today: page.today, call };
    },
    method: async (personId, key) => {
      const page = personId === null ? null : await pageFor(personId, key);
      if (page?.isHere)
        return {
          ...methodOf(page.region, page.today, await whomToCall(deps.store, page.region), page.reader),
          ownCase: await ownCaseOf(deps, page.person),
        };
      const region = page ? page.region : await deps.store.regionByKey(key);
      if (!region || !(page || region.file.public?.workingMethod)) return null;
      const { today } = situationOf(deps, region, null, null);
      return methodOf(region, today, null, page ? page.reader : null);
    },
  };
}

/** The case of a family, for one of them; null: they are in none, or in several, and find each on their own page. */
async function ownCaseOf(
  { store }: Pick<Deps, 'store'>,
  { id, address }: Person,
): Promise<MethodPage['ownCase']> {
  if (address !== 'family') return null;
  const [first, ...others] = await store.openCaseIdsOf([id]);
  return first && others.length === 0 ? first : null;
}

/** The page of how a region works, for who reads it as `call` says. */
function methodOf(
  region: Region,
  today: PlainDate,
  call: WorkingMethod['call'],
  reader: Reader | null,
): MethodPage {
  return { ...workingMethodOf(region, today, call), reader, today, ownCase: null };
}

/** The facts of which the page of how a region works is made; days off are those of the coming year. */
export function workingMethodOf(
  region: Region,
  today: PlainDate,
  call: WorkingMethod['call'],
): WorkingMethod {
  const until = addDays(today, 365);
  const daysOff = Object.entries(region.calendar.offDays)
    .map(([date, name]) => ({ date, name }))
    .filter(({ date }) => date >= today && date < until)
    .sort((a, b) => a.date.localeCompare(b.date));
  return { file: region.file, daysOff, call };
}

/** The coordinators of a region, as it calls them. */
export async function whomToCall(store: Pick<Store, 'people'>, region: Region): Promise<WhomToCall[]> {
  const people = await store.people(region.coordinatorPersonIds, region.id);
  return people.map(({ name, phone }) => ({ name, phone }));
}
