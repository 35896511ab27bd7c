import type { Person } from '../domain/case/state.ts';
import type { Region } from '../domain/region/region.ts';
import type { Uuid } from '../domain/vocabulary.ts';
import type { ConversationKey } from '../ports/database/index.ts';

/** Where a region's coordinators are told what is about no case: their channels, else each of them where they are. */
export function coordinatorsOf(
  region: Region,
  people: readonly Pick<Person, 'id' | 'identities'>[],
  exceptWorkspace: Uuid | null = null,
): ConversationKey[] {
  const usable = region.workspaces.filter((w) => w.id !== exceptWorkspace && !w.disabled);
  const channels = usable.flatMap((w) =>
    w.coordinatorChannel ? [{ workspaceId: w.id, channelId: w.coordinatorChannel }] : [],
  );
  if (channels.length > 0) return channels;
  return eachOf(region, region.coordinatorPersonIds, people, exceptWorkspace);
}

/** Where each administrator of a region is told about messages and connections: never in a channel. */
export function administratorsOf(
  region: Region,
  people: readonly Pick<Person, 'id' | 'identities'>[],
  exceptWorkspace: Uuid | null,
): ConversationKey[] {
  return eachOf(region, region.administratorPersonIds, people, exceptWorkspace);
}

function eachOf(
  region: Region,
  ids: readonly Uuid[],
  people: readonly Pick<Person, 'id' | 'identities'>[],
  exceptWorkspace: Uuid | null,
): ConversationKey[] {
  const usable = region.workspaces.filter((w) => w.id !== exceptWorkspace && !w.disabled);
  const them = people.filter((p) => ids.includes(p.id));
  return them.flatMap((person): ConversationKey[] => {
    // The order is that of the region's workspaces: the web is last.
    const there = usable.find((w) => person.identities.some((i) => i.workspaceId === w.id));
    return there ? [{ workspaceId: there.id, personId: person.id }] : [];
  });
}
