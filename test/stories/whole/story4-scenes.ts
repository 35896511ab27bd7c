import { peopleInSlack } from '../../support/people/actor.ts';
import { IN_SLACK } from '../../support/people/in-slack.ts';
import { type RoomKinds, startInThreePlaces } from '../../support/people/in-three-places.ts';
import { startSchakel } from '../../support/schakel/start-schakel.ts';
import { onTheWebAlone } from './story4-on-the-web.ts';
import { type Scene, STORY_START, type Stage } from './story4-script.ts';

async function inSlack(transport: 'http' | 'socket'): Promise<Scene> {
  const schakel = await startSchakel({
    ...IN_SLACK,
    slack: { ...IN_SLACK.slack, transport },
    start: STORY_START,
  });
  const { slack, settle, at, stop } = schakel;
  const stage: Stage = { ...peopleInSlack(slack), language: 'nl', channel: '', settle };
  return {
    stage,
    at,
    settle,
    rooms: () => (stage.channel ? [slack.read(stage.channel)] : []),
    written: slack.written,
    topics: () => [slack.channelByName(stage.channel)?.topic ?? ''],
    overview: () => overviewIn(stage.channel ? slack.read(stage.channel) : []),
    stop,
  };
}

/** The school in one Teams tenant, the municipality in another, the others in Slack. */
async function inThreePlaces(rooms?: RoomKinds): Promise<Scene> {
  const here = await startInThreePlaces(STORY_START, rooms);
  const { slack, teams, people, newest, settle, at, written, stop } = here;
  const stage: Stage = { people, newest, language: 'nl', channel: '', settle };
  const tenants = Object.values(teams);
  return {
    stage,
    at,
    settle,
    rooms: () =>
      stage.channel
        ? [slack.read(stage.channel), ...tenants.map((tenant) => tenant.read(tenant.channel(stage.channel)))]
        : [],
    written,
    topics: () => [
      slack.channelByName(stage.channel)?.topic ?? '',
      // A group chat has a title, and nothing besides it.
      ...tenants.flatMap(({ graph }) => graph.team().channels.map(({ description }) => description)),
    ],
    overview: () => overviewIn(stage.channel ? slack.read(stage.channel) : []),
    stop,
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
