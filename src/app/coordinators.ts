import type { Person } from '../domain/case-state.ts';
import type { Uuid } from '../domain/names.ts';
import type { Region } from '../domain/region.ts';
import type { ConversationKey } from '../ports/store.ts';

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
  const coordinators = people.filter((p) => region.coordinatorPersonIds.includes(p.id));
  return coordinators.flatMap((person): ConversationKey[] => {
    // In the order of the region's workspaces: the web is last.
    const there = usable.find((w) => person.identities.some((i) => i.workspaceId === w.id));
    return there ? [{ workspaceId: there.id, personId: person.id }] : [];
  });
}
