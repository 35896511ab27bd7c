import { coordinatorsOf } from '../app/coordinators.ts';
import { reachedAt, regionNews } from '../app/outgoing/region-news.ts';
import type { Deps } from '../app/request-context.ts';
import type { Person } from '../domain/case/state.ts';
import {
  type ContactToCheck,
  contactQuestions,
  contactsToCheck,
} from '../domain/manage/contacts-to-check.ts';
import type { ContactCheck, ContactsToCheck, PersonRef } from '../domain/messages/index.ts';
import type { Region } from '../domain/region/region.ts';
import type { NewMessage } from '../ports/database/index.ts';

type CheckDeps = Pick<Deps, 'store' | 'newId' | 'entryMeans'>;

interface Asking {
  readonly deps: CheckDeps;
  readonly region: Region;
  readonly today: string;
  readonly now: string;
  /** The people by their key in the region's file. */
  readonly people: ReadonlyMap<string, Person>;
}

/**
 * Half a year after somebody last asked: is this contact point still right? With the round of a working day, whoever is
 * behind it is asked where they are reached, all of theirs in one message. The coordinators get one message for what
 * nobody answers, at most once a month; a month later it is asked again while it stands.
 */
export async function askAboutContacts(
  deps: CheckDeps,
  region: Region,
  today: string,
  now: string,
): Promise<void> {
  if (contactsToCheck(region.file, today).length === 0) return;
  if (await deps.store.roundClosed(region.id, today)) return;
  const known = new Map(
    (await deps.store.people(Object.values(region.personIds), region.id)).map((p) => [p.id, p]),
  );
  const people = new Map(
    Object.entries(region.personIds).flatMap(([key, id]) => {
      const person = known.get(id);
      return person ? [[key, person] as const] : [];
    }),
  );
  const asking: Asking = { deps, region, today, now, people };
  const { ofContacts, ofCoordinators } = contactQuestions(
    region.file,
    today,
    await deps.store.contactsAsked(region.id),
    (key) => isReached(asking, key),
  );
  const messages = [...toContacts(asking, ofContacts), ...toCoordinators(asking, ofCoordinators)];
  if (messages.length === 0) return;
  const contactsAsked = ofContacts.map(({ organisation, point }) => ({
    regionId: region.id,
    organisation: organisation.key,
    role: point.role,
    person: point.person,
    askedOn: today,
  }));
  await deps.store.commit({ now, cases: [], messages, contactsAsked });
}

/** Somewhere they look; and not away without a day on which they are back. */
function isReached({ deps, region, today, people }: Asking, key: string): boolean {
  const person = people.get(key);
  if (!person || reachedAt(region, person, deps.entryMeans?.can) === null) return false;
  return !person.absences.some((a) => a.from <= today && a.until === null);
}

function toContacts(asking: Asking, points: readonly ContactToCheck[]): NewMessage[] {
  const { deps, region, today, now, people } = asking;
  return [...Map.groupBy(points, ({ point }) => point.person)].flatMap(([key, theirs]) => {
    const person = people.get(key);
    const place = person && reachedAt(region, person, deps.entryMeans?.can);
    if (!person || !place) return [];
    const message: ContactCheck = {
      type: 'ContactCheck',
      region: region.key,
      regionName: region.name,
      points: theirs.map(({ organisation, point }) => ({
        organisation,
        role: point.role,
        deputy: ref(asking, point.deputy),
      })),
    };
    const telling = { region, now, newId: deps.newId, key: `contact:${region.id}:${person.id}:${today}` };
    return regionNews(telling, message, [place], [person]);
  });
}

function toCoordinators(
  asking: Asking,
  points: ReturnType<typeof contactQuestions>['ofCoordinators'],
): NewMessage[] {
  const { deps, region, today, now } = asking;
  if (points.length === 0) return [];
  const message: ContactsToCheck = {
    type: 'ContactsToCheck',
    region: region.key,
    points: points.map(({ organisation, point, why }) => ({
      organisation,
      role: point.role,
      person: ref(asking, point.person) ?? { id: '', name: '–' },
      deputy: ref(asking, point.deputy),
      why,
    })),
  };
  const everybody = [...asking.people.values()];
  const telling = { region, now, newId: deps.newId, key: `contacts:${region.id}:${today.slice(0, 7)}` };
  return regionNews(telling, message, coordinatorsOf(region, everybody), everybody);
}

function ref({ people }: Asking, key: string | undefined): PersonRef | null {
  const person = people.get(key ?? '');
  return person ? { id: person.id, name: person.name } : null;
}
