import { nextContactWindow } from '../../domain/calendar/index.ts';
import { calendarOf } from '../../domain/case/participants.ts';
import type { Person } from '../../domain/case/state.ts';
import { isLetterWay, type LetterWay } from '../../domain/contact-details.ts';
import type { Message } from '../../domain/messages/index.ts';
import type { Region } from '../../domain/region/region.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { ConversationKey, NewMessage } from '../../ports/database/index.ts';
import { webLetterFor } from './web-letter.ts';

interface Telling {
  readonly region: Region;
  readonly now: string;
  readonly newId: () => Uuid;
  /** Same key, same message: it is written once for each place. */
  readonly key: string;
}

/**
 * Rows for a message about a region and no single case: one for each place, within the contact hours of who is there.
 * Who is reached on the web hears by a letter that there is something.
 */
export function regionNews(
  { region, now, newId, key }: Telling,
  message: Message,
  places: readonly ConversationKey[],
  people: readonly Person[],
): NewMessage[] {
  const web = region.workspaces.find((w) => w.platform === 'web')?.id;
  return places.flatMap((conversation): NewMessage[] => {
    const recipientId = 'personId' in conversation ? conversation.personId : null;
    const person = people.find((p) => p.id === recipientId) ?? null;
    const hours = nextContactWindow(region.calendar, person && calendarOf(person), now);
    const when = { notBefore: hours.from, notAfter: hours.to };
    const id = newId();
    const letter =
      person && conversation.workspaceId === web
        ? webLetterFor({ region, newId }, person, when, { about: id })
        : null;
    return [
      {
        id,
        dedupeKey: `${key}>${JSON.stringify(conversation)}`,
        conversation,
        regionId: region.id,
        caseId: null,
        recipientId,
        isCard: false,
        payload: message,
        ...when,
      },
      ...(letter ? [letter] : []),
    ];
  });
}

/**
 * Where somebody is told what is theirs and of no case: a workspace of the region, the web last, and there only when a
 * letter can tell them to look. Null: nowhere.
 */
export function reachedAt(
  region: Region,
  person: Person,
  letters: Readonly<Record<LetterWay, boolean>> | undefined,
): (ConversationKey & { readonly personId: Uuid }) | null {
  const here = region.workspaces.find(
    (w) => !w.disabled && person.identities.some((i) => i.workspaceId === w.id),
  );
  const way = person.notice ?? 'email';
  const hearsThatItWaits = isLetterWay(way) && letters?.[way] === true;
  if (!here || (here.platform === 'web' && !hearsThatItWaits)) return null;
  return { workspaceId: here.id, personId: person.id };
}
