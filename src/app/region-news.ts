import { nextContactWindow } from '../domain/calendar.ts';
import type { Person } from '../domain/case-state.ts';
import type { Message } from '../domain/messages.ts';
import type { Uuid } from '../domain/names.ts';
import type { Region } from '../domain/region.ts';
import { calendarOf } from '../domain/who.ts';
import type { ConversationKey, NewMessage } from '../ports/store.ts';

interface Telling {
  readonly region: Region;
  readonly now: string;
  readonly newId: () => Uuid;
  /** Same key, same message: it is written once for each place. */
  readonly key: string;
}

/** Rows for a message about a region and no single case: one for each place, within the contact hours of who is there. */
export function regionNews(
  { region, now, newId, key }: Telling,
  message: Message,
  places: readonly ConversationKey[],
  people: readonly Person[],
): NewMessage[] {
  return places.map((conversation) => {
    const recipientId = 'personId' in conversation ? conversation.personId : null;
    const person = people.find((p) => p.id === recipientId) ?? null;
    const hours = nextContactWindow(region.calendar, person && calendarOf(person), now);
    return {
      id: newId(),
      dedupeKey: `${key}>${JSON.stringify(conversation)}`,
      conversation,
      regionId: region.id,
      caseId: null,
      recipientId,
      isCard: false,
      type: message.type,
      payload: message,
      notBefore: hours.from,
      notAfter: hours.to,
    };
  });
}
