import type { Region } from '../../../domain/region/region.ts';
import type { RegionFile } from '../../../domain/region/region-file.ts';
import type { PlainDate, Uuid } from '../../../domain/vocabulary.ts';
import type { Store } from '../../../ports/database/index.ts';
import type { Reader } from '../../../ports/document.ts';
import type { Reading } from '../../../ports/web.ts';
import type { WhomToCall } from '../../../text/compose/region/directory.ts';
import { type Deps, readerOf, situationOf } from '../../request-context.ts';

/** The pages of a region that everybody in one of its cases may read; for anybody else they do not exist: null. */
export interface GuidancePages {
  /** The list of who can help. */
  directory(personId: Uuid, regionKey: string): Promise<DirectoryPage | null>;
}

interface GuidancePage {
  readonly file: RegionFile;
  readonly reader: Reader;
  readonly today: PlainDate;
}

export interface DirectoryPage extends GuidancePage {
  readonly call: readonly WhomToCall[];
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
    return { region, isHere, file: region.file, reader: readerOf(deps, region, person, true), today };
  };
  return {
    directory: async (personId, key) => {
      const page = await pageFor(personId, key);
      if (!page) return null;
      // A person who was taken out of everything was perhaps invited by mistake: they read no name of anybody.
      const call = page.isHere ? await whomToCall(deps.store, page.region) : [];
      return { file: page.file, reader: page.reader, today: page.today, call };
    },
  };
}

/** The coordinators of a region, as it calls them. */
export async function whomToCall(store: Pick<Store, 'people'>, region: Region): Promise<WhomToCall[]> {
  const people = await store.people(region.coordinatorPersonIds, region.id);
  return people.map(({ name, phone }) => ({ name, phone }));
}
