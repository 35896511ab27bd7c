import { coordinatorsOf } from '../app/coordinators.ts';
import type { Deps } from '../app/desk.ts';
import { regionNews } from '../app/region-news.ts';
import { contactsToCheck } from '../domain/manage/contacts-to-check.ts';
import type { ContactsToCheck, PersonRef } from '../domain/messages.ts';
import type { Region } from '../domain/region.ts';

type CheckDeps = Pick<Deps, 'store' | 'newId'>;

/**
 * Half a year after somebody last asked: is this contact point still right? One message for all of them, to the
 * coordinators, on a working day with the round, at most once a month; a month later it is asked again while it stands.
 */
export async function askAboutContacts(
  deps: CheckDeps,
  region: Region,
  today: string,
  now: string,
): Promise<void> {
  const due = contactsToCheck(region.file, today);
  if (due.length === 0 || (await deps.store.roundClosed(region.id, today))) return;
  const people = new Map((await deps.store.people(Object.values(region.personIds))).map((p) => [p.id, p]));
  const ref = (key: string | undefined): PersonRef | null => {
    const id = region.personIds[key ?? ''];
    const name = id ? people.get(id)?.name : undefined;
    return id && name ? { id, name } : null;
  };
  const message: ContactsToCheck = {
    type: 'ContactsToCheck',
    region: region.key,
    points: due.flatMap(({ organisation, point }) => {
      const person = ref(point.person);
      return person ? [{ organisation, role: point.role, person, deputy: ref(point.deputy) }] : [];
    }),
  };
  const everybody = [...people.values()];
  const messages = regionNews(
    { region, now, newId: deps.newId, key: `contacts:${region.id}:${today.slice(0, 7)}` },
    message,
    coordinatorsOf(region, everybody),
    everybody,
  );
  if (messages.length > 0) await deps.store.commit({ now, cases: [], messages });
}
