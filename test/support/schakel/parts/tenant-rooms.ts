import type { StandInGraph } from '../../../fakes/teams/graph/graph.ts';
import type { OtherRoom } from '../../../fakes/teams/index.ts';

/** Returns what was made through Graph, as Teams shows it: who reads along depends on the kind of room. */
export function roomMade(graph: StandInGraph, id: string): OtherRoom | undefined {
  const chat = graph.world.chats.get(id);
  if (chat)
    return {
      id,
      kind: 'groupChat',
      name: chat.topic,
      members: () => chat.members.map((m) => m.userId),
      hasBot: () => chat.apps.size > 0,
    };
  const team = graph.team();
  const channel = team.channels.find((c) => c.id === id);
  const isStandard = channel?.membershipType === 'standard';
  return (
    channel && {
      id,
      kind: 'channel',
      name: channel.displayName,
      members: () => (isStandard ? team : channel).members.map((m) => m.userId),
      hasBot: () => (isStandard ? team.appInstalled : channel.apps.size > 0),
      isArchived: () => channel.isArchived,
    }
  );
}

/** The id of the room that goes by this name, whatever its kind; throws when there is none. */
export function roomNamed(graph: StandInGraph, name: string): string {
  const rooms = [
    ...graph.team().channels.map(({ id, displayName }) => ({ id, title: displayName })),
    ...[...graph.world.chats.values()].map(({ id, topic }) => ({ id, title: topic })),
  ];
  const found = rooms.find(({ title }) => title.toLowerCase() === name.toLowerCase());
  if (!found) throw new Error(`there is no room ${name}`);
  return found.id;
}
