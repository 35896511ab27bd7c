import { usesOfPerson } from '../../domain/manage/people.ts';
import type { Region } from '../../domain/region/region.ts';
import type { RegionFile } from '../../domain/region/region-file.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { Participation } from '../../ports/database/participations.ts';
import type { Reader } from '../../ports/document.ts';
import { type Deps, readerOf } from '../request-context.ts';

/** The pages of who takes part in a region's open cases, for its coordinators; for others they do not exist: null. */
export interface ParticipationPages {
  all(personId: Uuid, regionKey: string): Promise<ParticipationPage | null>;
  /** One person: who takes part, or could. */
  one(personId: Uuid, regionKey: string, who: Uuid): Promise<OnePage | null>;
}

interface Page {
  readonly file: RegionFile;
  readonly reader: Reader;
}

export interface ParticipationPage extends Page {
  /** People by organisation, in the order of the region; at the end those who take part for none. */
  readonly groups: readonly {
    readonly organisation: string | null;
    readonly people: readonly {
      readonly id: Uuid;
      readonly name: string;
      readonly codes: readonly string[];
    }[];
  }[];
  /** People whom the region names and who take part in no open case. */
  readonly others: readonly { readonly id: Uuid; readonly name: string }[];
}

export interface OnePage extends Page {
  readonly person: { readonly id: Uuid; readonly name: string };
  readonly cases: readonly (Participation & { readonly organisation: string | null })[];
  /** The reasons for which the region names them beside their cases. */
  readonly uses: ReturnType<typeof usesOfPerson>;
}

export function createParticipationPages(deps: Deps): ParticipationPages {
  /** Writes down what is read here before it is shown, as one look at a list of the region (invariant 9). */
  const looked = async (personId: Uuid, key: string) => {
    const { store, clock } = deps;
    const [region, [me]] = await Promise.all([store.regionByKey(key), store.people([personId])]);
    if (!region?.coordinatorPersonIds.includes(personId) || !me) return null;
    const now = clock.now().toISOString();
    await store.noteInRegion({ now, actor: personId, action: 'read.taking_part', regionId: region.id });
    return { region, file: region.file, reader: readerOf(deps, region, me, true) };
  };
  return {
    all: async (personId, key) => {
      const found = await looked(personId, key);
      if (!found) return null;
      const { region, ...page } = found;
      const participations = await deps.store.participations({ regionId: region.id, personId: null });
      const idle = await deps.store.people(
        Object.values(region.personIds).filter((id) => !participations.some((p) => p.personId === id)),
        region.id,
      );
      return {
        ...page,
        groups: groupsOf(region, participations),
        others: idle.map(({ id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name)),
      };
    },
    one: async (personId, key, who) => {
      const found = await looked(personId, key);
      if (!found) return null;
      const { region, ...page } = found;
      const cases = await deps.store.participations({ regionId: region.id, personId: who });
      const named = Object.entries(region.personIds).find(([, id]) => id === who)?.[0];
      const [person] = named || cases.length > 0 ? await deps.store.people([who], region.id) : [];
      if (!person) return null;
      return {
        ...page,
        person: { id: person.id, name: person.name },
        cases: cases.map((one) => ({ ...one, organisation: organisationOf(region, one.organisationKey) })),
        uses: named ? usesOfPerson(region.file, named) : [],
      };
    },
  };
}

function organisationOf(region: Region, key: string | null): string | null {
  return region.organisations.find((o) => o.key === key)?.name ?? null;
}

function groupsOf(region: Region, participations: readonly Participation[]): ParticipationPage['groups'] {
  const known = region.organisations.map((o) => o.key);
  const keyOf = (p: Participation): string | null => known.find((key) => key === p.organisationKey) ?? null;
  const byKey = Map.groupBy(participations, keyOf);
  return [...known, null].flatMap((key) => {
    const people = Map.groupBy(byKey.get(key) ?? [], (p) => p.personId);
    return people.size === 0
      ? []
      : [
          {
            organisation: organisationOf(region, key),
            people: [...people].map(([id, theirs]) => ({
              id,
              name: theirs[0]?.name ?? '',
              codes: theirs.map((one) => one.code),
            })),
          },
        ];
  });
}
