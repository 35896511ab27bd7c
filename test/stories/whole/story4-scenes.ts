import { onSlack } from '../../support/people/actor.ts';
import { openDistrict } from '../../support/people/in-three-places.ts';
import type { RoomKinds } from '../../support/people/three-places.ts';
import { openTown } from '../../support/schakel/start-schakel.ts';
import { onTheWebAlone } from './story4-on-the-web.ts';
import { type Scene, STORY_START, type Stage } from './story4-script.ts';

async function inSlack(transport: 'http' | 'socket'): Promise<Scene> {
  const town = await openTown({ transport, start: STORY_START });
  const { slack, settle, at, direct, close } = town;
  const stage: Stage = { ...onSlack(slack), language: 'nl', channel: '', settle };
  return {
    stage,
    at,
    settle,
    rooms: () => (stage.channel ? [town.channel(stage.channel)] : []),
    direct,
    topics: () => [slack.channelByName(stage.channel)?.topic ?? ''],
    overview: () => overviewIn(stage.channel ? town.channel(stage.channel) : []),
    close,
  };
}

/** The school in one Teams tenant, the municipality in another, the others in Slack. */
async function inThreePlaces(rooms?: RoomKinds): Promise<Scene> {
  const here = await openDistrict(STORY_START, rooms);
  const { slack, school, municipality, people, newest, settle, at, direct, close } = here;
  const stage: Stage = { people, newest, language: 'nl', channel: '', settle };
  const tenants = [school, municipality];
  return {
    stage,
    at,
    settle,
    rooms: () =>
      stage.channel
        ? [here.channel(stage.channel), ...tenants.map((town) => town.read(town.channel(stage.channel)))]
        : [],
    direct,
    topics: () => [
      slack.channelByName(stage.channel)?.topic ?? '',
      // A group chat has a title, and nothing besides it.
      ...tenants.flatMap(({ graph }) => graph.team().channels.map(({ description }) => description)),
    ],
    overview: () => overviewIn(stage.channel ? here.channel(stage.channel) : []),
    close,
  };
}

function overviewIn(room: readonly string[]): string {
  return room.find((one) => one.includes(': overzicht')) ?? '';
}

export const SCENES: readonly { readonly where: string; open(): Promise<Scene> }[] = [
  { where: 'in Slack, over http', open: () => inSlack('http') },
  { where: 'in Slack, over a socket', open: () => inSlack('socket') },
  { where: 'on two Teams tenants and Slack', open: () => inThreePlaces() },
  {
    where: 'in Slack, a chat and an open channel',
    open: () => inThreePlaces({ school: 'chat', municipality: 'standard' }),
  },
  { where: 'on the web alone, in browsers', open: onTheWebAlone },
];
