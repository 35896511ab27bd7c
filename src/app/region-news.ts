import { nextContactWindow } from '../domain/calendar.ts';
import type { Person } from '../domain/case-state.ts';
import type { Message } from '../domain/messages.ts';
import type { Uuid } from '../domain/names.ts';
import type { Region } from '../domain/region.ts';
import { calendarOf } from '../domain/who.ts';
import type { ConversationKey, NewMessage } from '../ports/store.ts';
import { whereReachable } from './enqueue.ts';

interface Telling {
  readonly region: Region;
  readonly now: string;
  readonly newId: () => Uuid;
  /** Same key, same message: it is written once for each place. */
  readonly key: string;
}

/**
 * A message about a region and no single case, to the people who do something for it: in the coordinators' channels
 * where there are any and it is meant for them, else to each of them where they can be reached. Within contact hours.
 */
export function toRegion(
  telling: Telling,
  message: Message,
  people: readonly Person[],
  inChannel: boolean,
): NewMessage[] {
  const { region } = telling;
  const channels = region.workspaces.filter((w) => inChannel && w.coordinatorChannel && !w.disabled);
  if (channels.length > 0)
    return channels.map((w) =>
      row(telling, message, { workspaceId: w.id, channelId: w.coordinatorChannel as string }, null),
    );
  return people.flatMap((person) => {
    const workspaceId = whereReachable({ state: { rooms: [] }, region }, person);
    return workspaceId ? [row(telling, message, { workspaceId, personId: person.id }, person)] : [];
  });
}

function row(
  { region, now, newId, key }: Telling,
  message: Message,
  conversation: ConversationKey,
  person: Person | null,
): NewMessage {
  const target = 'personId' in conversation ? conversation.personId : JSON.stringify(conversation);
  const hours = nextContactWindow(region.calendar, person ? calendarOf(person) : null, now);
  return {
    id: newId(),
    dedupeKey: `${key}>${conversation.workspaceId}:${target}`,
    conversation,
    regionId: region.id,
    caseId: null,
    recipientId: person?.id ?? null,
    isCard: false,
    type: message.type,
    payload: message,
    notBefore: hours.from,
    notAfter: hours.to,
  };
}
