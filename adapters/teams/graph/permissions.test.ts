import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Address, WorkspaceRef } from '../../../src/ports/chat.ts';
import { createDirectory } from '../directory.ts';
import { TEAM_PERMISSIONS, teamsManifest } from '../install/manifest.ts';
import { createRooms } from '../outgoing/rooms.ts';
import type { Graph } from './graph.ts';

const SOMEBODY = '00000000-0000-4000-8000-000000000001';

/**
 * The permission that Microsoft names for each request of an app without a person (Graph reference, v1.0): the least,
 * or where another request needs more of the same anyhow, that.
 */
const LEAST: Readonly<Record<string, string>> = {
  'POST /teams/*/channels': 'Channel.Create.Group',
  // Asking how the creation goes is part of it.
  'GET /teams/*/operations/*': 'Channel.Create.Group',
  'GET /teams/*/channels': 'ChannelSettings.ReadWrite.Group',
  'GET /teams/*/channels/*': 'ChannelSettings.ReadWrite.Group',
  'PATCH /teams/*/channels/*': 'ChannelSettings.ReadWrite.Group',
  'DELETE /teams/*/channels/*': 'Channel.Delete.Group',
  'POST /teams/*/channels/*/archive': 'ChannelSettings.ReadWrite.All',
  'GET /teams/*/channels/*/members': 'ChannelMember.ReadWrite.Group',
  'POST /teams/*/channels/*/members': 'ChannelMember.ReadWrite.Group',
  'PATCH /teams/*/channels/*/members/*': 'ChannelMember.ReadWrite.Group',
  'DELETE /teams/*/channels/*/members/*': 'ChannelMember.ReadWrite.Group',
  'GET /teams/*/channels/*/sharedWithTeams': 'ChannelMember.ReadWrite.Group',
  'GET /teams/*/channels/*/allMembers': 'ChannelMember.ReadWrite.Group',
  'GET /teams/*/installedApps': 'TeamsAppInstallation.Read.Group',
  'GET /teams/*/channels/*/enabledApps': 'TeamsAppInstallation.Read.Group',
  'POST /teams/*/channels/*/enabledApps/$ref': 'TeamsAppInstallation.ManageSelectedForTeam.All',
  'GET /teams/*': 'TeamSettings.Read.Group',
  'GET /users/*': 'User.Read.All',
  'POST /chats': 'Chat.Create',
  'GET /appCatalogs/teamsApps': 'AppCatalog.Read.All',
  'GET /chats/*/installedApps': 'TeamsAppInstallation.ReadWriteSelfForChat.All',
  'POST /chats/*/installedApps': 'TeamsAppInstallation.ReadWriteSelfForChat.All',
  'GET /chats/*/members': 'ChatMember.ReadWrite.All',
  'POST /chats/*/members': 'ChatMember.ReadWrite.All',
  'DELETE /chats/*/members/*': 'ChatMember.ReadWrite.All',
};

/** Named for a request that the one in the team is enough for by the reference, and is not by what others have seen. */
const BESIDE = ['ChannelMember.ReadWrite.All'];

const CHANNEL = '19:room@thread.tacv2';
const CHAT = '19:room@thread.v2';
const ROOMS = { shared: CHANNEL, standard: CHANNEL, chat: CHAT };

/** A Graph that writes down what is asked, and does it, but for one request that it refuses. */
function graphThat(
  asked: Set<string>,
  refuses?: { readonly request: string; readonly status: number },
  alone = false,
): Graph {
  const note = (method: string, path: string): string => {
    const bare = path
      .replace(/\?.*$/, '')
      .replace(/(teams|channels|chats|members|operations|users)\/[^/]+/g, '$1/*');
    const request = `${method.toUpperCase()} ${bare}`;
    asked.add(request);
    if (request === refuses?.request)
      throw Object.assign(new Error('refused'), { statusCode: refuses.status });
    return request;
  };
  return {
    ask: async (_tenant, method, path) => {
      if (note(method, path) === 'POST /teams/*/channels')
        return { status: 202, location: '/teams/t/operations/o', body: null };
      const id = path === '/chats' ? CHAT : CHANNEL;
      const body = { id, displayName: 'Wilg-27', status: 'succeeded', targetResourceId: CHANNEL };
      return { status: 200, location: null, body };
    },
    list: async <T>(_tenant: string, path: string) => {
      note('get', path);
      // The only owner is the one who goes, so that somebody else takes the room over.
      if (path.endsWith('/members'))
        return [{ id: 'm', userId: SOMEBODY, roles: ['owner'] }, ...(alone ? [] : [{ id: 'n' }])] as T[];
      return (path.includes('channels?') ? [] : [{ id: 'app', teamsApp: { id: 'app' } }]) as T[];
    },
    isLetIn: async () => true,
    addressOf: (path) => path,
    appId: () => 'app',
  };
}

/** Everything there is to do with rooms and people, in each kind of room. True: all of it succeeded. */
async function everything(graph: Graph): Promise<boolean> {
  const done: boolean[] = [];
  for (const [kind, room] of Object.entries(ROOMS)) {
    const rooms = createRooms(graph);
    const workspace: WorkspaceRef = { id: 'w', externalId: 't', settings: { teamId: 't', rooms: kind } };
    const to: Address = { workspace, target: { room }, mentions: {} };
    const results = [
      await rooms.openRoom(workspace, 'Wilg-27', 'Wilg-27', { id: 'opening', owner: SOMEBODY }),
      await rooms.setTopic(to, 'Wilg-27'),
      await rooms.invite(to, SOMEBODY),
      await rooms.sharedWith(to),
      await rooms.othersIn(to, [SOMEBODY]),
      await rooms.isArchived(to),
      await rooms.remove(to, SOMEBODY),
      await rooms.archive(to),
    ];
    done.push(...results.map(({ ok }) => ok));
  }
  await createDirectory(graph)
    .describe('t', SOMEBODY)
    .catch(() => null);
  return done.every((ok) => ok);
}

/** Everything that is ever asked of Graph, also after any one of it was refused. */
async function everythingAsked(): Promise<string[]> {
  const asked = new Set<string>();
  expect(await everything(graphThat(asked))).toBe(true);
  expect(await everything(graphThat(asked, undefined, true))).toBe(true);
  for (const request of asked)
    for (const status of [404, 409]) await everything(graphThat(asked, { request, status }));
  return [...asked];
}

const needed = everythingAsked().then((asked) => {
  for (const request of asked) expect(Object.keys(LEAST)).toContain(request);
  return [...new Set(asked.map((request) => LEAST[request] ?? ''))];
});
const inTeam = (name: string): boolean => name.endsWith('.Group');

/** Names in the first column of the tables in the guide for administrators. */
const guide = readFileSync(new URL('../../../docs/teams.md', import.meta.url), 'utf8');
const listed = [...guide.matchAll(/^\| `([A-Z][A-Za-z]+\.[A-Za-z.]+)` \|/gm)].map(([, name]) => name ?? '');

it('asks in a team for the permissions that are used, and for no others', async () => {
  const asked = TEAM_PERMISSIONS.map(({ name }) => name);
  expect([...asked].sort()).toEqual((await needed).filter(inTeam).sort());
  const manifest = teamsManifest({ appId: 'a', botId: 'a', publicUrl: 'https://a.example', language: 'nl' });
  expect(manifest).toHaveProperty(
    'authorization.permissions.resourceSpecific',
    asked.map((name) => ({ name, type: 'Application' })),
  );
});

it('tells administrators of the same permissions, in a team and in the tenant', async () => {
  expect(listed.filter(inTeam)).toEqual(TEAM_PERMISSIONS.map(({ name }) => name));
  expect(listed.filter((name) => !inTeam(name)).sort()).toEqual(
    [...(await needed), ...BESIDE].filter((name) => !inTeam(name)).sort(),
  );
});

it('asks nowhere to read or write messages as if it were a person', async () => {
  expect((await needed).filter((name) => name.includes('Message'))).toEqual([]);
});
