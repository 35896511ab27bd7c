import { randomUUID } from 'node:crypto';
import { checkName, checkRoom } from './graph-names.ts';
import {
  type Answer,
  type Ask,
  bad,
  type Channel,
  filterValue,
  memberFrom,
  memberJson,
  notFound,
  Refusal,
  type Routes,
  type Team,
  threadId,
} from './graph-world.ts';

/** Channels of a team, as Graph v1.0 has them. */
export const CHANNEL_ROUTES: Routes = {
  'GET /teams/:/installedApps': teamApps,
  'GET /teams/:': (ask) => {
    const { id, isArchived } = teamOf(ask);
    return { status: 200, body: { id, isArchived } };
  },
  'GET /teams/:/channels': (ask) => ({
    status: 200,
    body: {
      value: teamOf(ask)
        .channels.filter((c) => c.visible)
        .map(channelJson),
    },
  }),
  'POST /teams/:/channels': createChannel,
  'GET /teams/:/operations/:': lookAtOperation,
  'GET /teams/:/channels/:': (ask) => ({ status: 200, body: channelJson(channelOf(ask)) }),
  'PATCH /teams/:/channels/:': changeChannel,
  'DELETE /teams/:/channels/:': deleteChannel,
  'POST /teams/:/channels/:/archive': (ask) => archive(ask, true),
  'POST /teams/:/channels/:/unarchive': (ask) => archive(ask, false),
  'GET /teams/:/channels/:/members': (ask) => listMembers(ask, membersOf(ask)),
  'GET /teams/:/channels/:/allMembers': (ask) => listMembers(ask, everybodyOf(ask)),
  'POST /teams/:/channels/:/members': addMember,
  'PATCH /teams/:/channels/:/members/:': changeRoles,
  'DELETE /teams/:/channels/:/members/:': removeMember,
  'GET /teams/:/channels/:/sharedWithTeams': sharedWithTeams,
  'GET /teams/:/channels/:/enabledApps': (ask) => ({
    status: 200,
    body: { value: [...channelOf(ask).apps].map((id) => ({ id })) },
  }),
  'POST /teams/:/channels/:/enabledApps/$ref': enableApp,
};

function channelJson({ id, displayName, description, membershipType, isArchived }: Channel): object {
  return { id, displayName, description, membershipType, isArchived };
}

function teamOf({ world, ids }: Ask): Team {
  const team = world.teams.get(ids[0] ?? '');
  if (!team) throw notFound('the team');
  return team;
}

function channelOf(ask: Ask): Channel {
  const channel = teamOf(ask).channels.find((c) => c.visible && c.id === ask.ids[1]);
  if (!channel) throw notFound('the channel');
  return channel;
}

function createChannel(ask: Ask): Answer {
  const { world, body } = ask;
  const team = teamOf(ask);
  const displayName = checkName(body.displayName);
  checkRoom(team, displayName, world.now());
  const { membershipType = 'standard', description = '' } = body as Record<string, string>;
  if (description.length > 1024) throw bad('The description is too long.');
  const members = ((body.members ?? []) as unknown[]).map((m) => memberFrom(world, m));
  const owners = members.filter((m) => m.roles.includes('owner'));
  if (membershipType === 'shared' && owners.length !== 1)
    throw bad('A shared channel is made with one owner.');
  const channel: Channel = {
    ...{ id: threadId('tacv2'), displayName, membershipType, description, isArchived: false },
    ...{
      members,
      apps: new Set<string>(),
      sharedWith: new Set<string>(),
      visible: membershipType === 'standard',
    },
  };
  team.channels.push(channel);
  return channel.visible ? { status: 201, body: channelJson(channel) } : begin(ask, team, channel);
}

/** 202 has no body: only the address at which to ask whether it is done. */
function begin({ world }: Ask, team: Team, channel: Channel): Answer {
  const operation = { id: randomUUID(), team, channel, looksLeft: world.looks, failure: null };
  world.operations.set(operation.id, operation);
  const address = `/teams('${team.id}')/operations('${operation.id}')`;
  return { status: 202, headers: { location: address, 'content-location': `/teams('${team.id}')` } };
}

function lookAtOperation(ask: Ask): Answer {
  const team = teamOf(ask);
  const operation = ask.world.operations.get(ask.ids[1] ?? '');
  if (!operation) throw notFound('the operation');
  const { id, channel, failure } = operation;
  const base = { id, operationType: 'createChannel', attemptsCount: 1 };
  if (operation.looksLeft-- > 0) return { status: 200, body: { ...base, status: 'inProgress' } };
  if (failure !== null) {
    team.channels.splice(team.channels.indexOf(channel), 1);
    return { status: 200, body: { ...base, status: 'failed', error: { code: failure, message: failure } } };
  }
  channel.visible = true;
  const targetResourceLocation = `/teams('${team.id}')/channels('${channel.id}')`;
  return {
    status: 200,
    body: { ...base, status: 'succeeded', targetResourceId: channel.id, targetResourceLocation },
  };
}

/** A channel that is archived, by itself or with its team, is read only. */
function writable(ask: Ask): Channel {
  const channel = channelOf(ask);
  if (channel.isArchived || teamOf(ask).isArchived)
    throw new Refusal(403, 'Forbidden', 'The channel is archived.');
  return channel;
}

function changeChannel(ask: Ask): Answer {
  const channel = writable(ask);
  const { description } = ask.body;
  if (typeof description === 'string' && description.length > 1024) throw bad('The description is too long.');
  if (typeof description === 'string') channel.description = description;
  return { status: 204 };
}

function deleteChannel(ask: Ask): Answer {
  const { channels } = teamOf(ask);
  channels.splice(channels.indexOf(channelOf(ask)), 1);
  return { status: 204 };
}

function archive(ask: Ask, isArchived: boolean): Answer {
  const channel = channelOf(ask);
  if (channel.isArchived === isArchived) throw new Refusal(409, 'Conflict', 'It is so already.');
  channel.isArchived = isArchived;
  return { status: 202, headers: { location: `/teams('${ask.ids[0]}')/operations('${randomUUID()}')` } };
}

/** A standard channel is read by the whole team, so its people are the team's. */
function membersOf(ask: Ask): Channel['members'] {
  const channel = channelOf(ask);
  return channel.membershipType === 'standard' ? teamOf(ask).members : channel.members;
}

/** The members are counted with the people of each team that it is shared with. */
function everybodyOf(ask: Ask): Channel['members'] {
  const { world } = ask;
  const indirect = [...channelOf(ask).sharedWith].flatMap((team) =>
    Array.from({ length: world.peopleIn.get(team) ?? 0 }, (_, n) => ({
      id: `${team}-${n}`,
      userId: `${team.slice(0, 24)}${String(n).padStart(12, '0')}`,
      tenantId: world.tenantId,
      roles: [],
      visibleHistoryStartDateTime: null,
    })),
  );
  return [...membersOf(ask), ...indirect];
}

/** Members come in pages when asked for: the next has an address of its own. */
function listMembers({ world, query, address }: Ask, all: Channel['members']): Answer {
  const size = Number(query.get('$top') ?? 100);
  const from = Number(query.get('$skiptoken') ?? 0);
  const value = all.slice(from, from + size).map((m) => memberJson(world, m));
  const more = `${address}?$top=${size}&$skiptoken=${from + size}`;
  return { status: 200, body: { value, ...(from + size < all.length ? { '@odata.nextLink': more } : {}) } };
}

/** A shared channel lists its teams, and the one that it is in is among them; any other is refused. */
function sharedWithTeams(ask: Ask): Answer {
  const channel = channelOf(ask);
  if (channel.membershipType !== 'shared') throw bad('Only shared channels are shared with teams.');
  const { tenantId } = ask.world;
  const host = { id: teamOf(ask).id, tenantId, isHostTeam: true };
  const others = [...channel.sharedWith].map((id) => ({ id, tenantId, isHostTeam: false }));
  return { status: 200, body: { value: [host, ...others] } };
}

function addMember(ask: Ask): Answer {
  const channel = writable(ask);
  if (channel.membershipType === 'standard')
    throw bad('Members are added to private and shared channels only.');
  const member = memberFrom(ask.world, ask.body);
  const user = ask.world.users.find((u) => u.id === member.userId);
  if (user?.userType === 'Guest') throw bad('A guest cannot be in a shared channel.');
  if (channel.members.some((m) => m.userId === member.userId)) throw bad('The user is a member already.');
  channel.members.push(member);
  return { status: 201, body: memberJson(ask.world, member) };
}

function changeRoles(ask: Ask): Answer {
  const { members } = channelOf(ask);
  const at = members.findIndex((m) => m.id === ask.ids[2]);
  const member = members[at];
  if (!member) throw notFound('the member');
  const roles = ask.body.roles;
  members[at] = { ...member, roles: Array.isArray(roles) ? roles.map(String) : [] };
  return { status: 200, body: memberJson(ask.world, members[at]) };
}

function removeMember(ask: Ask): Answer {
  const { members } = channelOf(ask);
  const at = members.findIndex((m) => m.id === ask.ids[2]);
  const owners = members.filter((m) => m.roles.includes('owner'));
  if (at < 0) throw notFound('the member');
  if (owners.length === 1 && owners[0] === members[at]) throw bad('The last owner cannot be removed.');
  members.splice(at, 1);
  return { status: 204 };
}

function teamApps(ask: Ask): Answer {
  const { world, query } = ask;
  const asked = filterValue(query, 'teamsApp/externalId');
  const isThere = teamOf(ask).appInstalled && asked === world.externalAppId;
  const teamsApp = { id: world.catalogAppId, externalId: world.externalAppId };
  return { status: 200, body: { value: isThere ? [{ id: randomUUID(), teamsApp }] : [] } };
}

/** An app is enabled in a shared channel of a team that has it; a private channel is not offered in v1.0. */
function enableApp(ask: Ask): Answer {
  const channel = channelOf(ask);
  const id = /\/appCatalogs\/teamsApps\/([^/]+)$/.exec(String(ask.body['@odata.id']))?.[1];
  if (channel.membershipType !== 'shared') throw bad('Apps are enabled in shared channels only.');
  if (id !== ask.world.catalogAppId || !teamOf(ask).appInstalled) throw notFound('the app');
  if (channel.apps.has(id)) throw new Refusal(409, 'Conflict', 'The app is enabled already.');
  channel.apps.add(id);
  return { status: 204 };
}
