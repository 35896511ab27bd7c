import type { Person } from '../../domain/case/state.ts';
import type { Uuid } from '../../domain/vocabulary.ts';

/**
 * How the file of a region calls somebody whom another region's file made, and their number there. It stands with the
 * region's key for them and holds in that region alone. Nobody is let in by it, and no letter goes there.
 */
export interface NameInRegion {
  readonly name: string;
  readonly phone: string | null;
}

/** A key of a region for somebody; `words` where the region has its own. */
export interface Named {
  readonly regionId: Uuid;
  readonly personId: Uuid;
  readonly words?: NameInRegion & { readonly key: string };
}

/** The fields of `Named` as JSON, from a row of "regionPerson": most have no words, and then say nothing of them. */
export const NAMED_JSON = `CASE
  WHEN "name" IS NULL THEN json_build_object(
    'regionId', "regionId",
    'personId', "personId"
  )
  ELSE json_build_object(
    'regionId', "regionId",
    'personId', "personId",
    'words', json_build_object('key', "key", 'name', "name", 'phone', "phone")
  )
END`;

/** Everybody for whom a region has words, each once: under several keys the first one counts, as in `inRegion`. */
export function namesInRegion(region: string): string {
  return `(
    SELECT DISTINCT ON ("personId") "personId", "name", "phone"
    FROM "regionPerson"
    WHERE "regionId" = ${region}
      AND "name" IS NOT NULL
    ORDER BY "personId", "key" COLLATE "C"
  )`;
}

/** The same for one person, as JSON: a look in the index of who is named where. */
export function nameInRegion(region: string, person: string): string {
  return `(
    SELECT json_build_object('name', n."name", 'phone', n."phone")
    FROM "regionPerson" n
    WHERE n."personId" = ${person}
      AND n."regionId" = ${region}
      AND n."name" IS NOT NULL
    ORDER BY n."key" COLLATE "C"
    LIMIT 1
  )`;
}

/** Returns the people whom this region calls otherwise than they are called elsewhere. */
export function inRegion(
  all: readonly Named[],
  people: ReadonlyMap<Uuid, Person>,
): ReadonlyMap<Uuid, Person> {
  const first = new Map<Uuid, NonNullable<Named['words']>>();
  for (const { personId, words } of all) {
    const before = first.get(personId);
    if (words && (!before || words.key < before.key)) first.set(personId, words);
  }
  return new Map(
    [...first].flatMap(([id, words]) => {
      const person = people.get(id);
      return person ? [[id, withNameInRegion(person, words)] as const] : [];
    }),
  );
}

export function withNameInRegion(person: Person, words: NameInRegion | null): Person {
  return words ? { ...person, name: words.name, phone: words.phone } : person;
}
