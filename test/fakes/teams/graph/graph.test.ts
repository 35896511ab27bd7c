import { ClientSecretCredential } from '@azure/identity';
import { Client, GraphError, ResponseType } from '@microsoft/microsoft-graph-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GraphTenant, openTenant } from './graph-tenant.ts';
import type { Team } from './graph-world.ts';

/** The stand-in, as Microsoft's own libraries meet it, with everything they do by themselves. */
let tenant: GraphTenant;
let now = Date.parse('2026-11-24T09:00:00Z');
let team: Team;
let channels: string;

beforeAll(async () => {
  tenant = await openTenant(() => new Date(now));
});
afterAll(() => tenant.close());
beforeEach(() => {
  const { standIn } = tenant;
  standIn.calls.splice(0);
  standIn.world.looks = 0;
  team = standIn.team();
  team.channels.splice(0);
  team.deleted.splice(0);
  channels = `/teams/${team.id}/channels`;
});

function library(customHosts = ['127.0.0.1']): Client {
  const { url, app } = tenant.standIn;
  const credential = new ClientSecretCredential(app.tenantId, app.appId, app.password, {
    authorityHost: url,
    disableInstanceDiscovery: true,
  });
  const getAccessToken = async () => (await credential.getToken(`${url}/.default`)).token;
  return Client.initWithMiddleware({
    authProvider: { getAccessToken },
    baseUrl: url,
    customHosts: new Set(customHosts),
  });
}

async function refusal(
  work: Promise<unknown>,
): Promise<{ status: number; code: string | null; words: string }> {
  const error = await work.then(
    () => expect.unreachable('it was done'),
    (e: unknown) => e,
  );
  if (!(error instanceof GraphError)) throw error;
  return { status: error.statusCode, code: error.code, words: error.message };
}

const owner = (id: string) => ({
  '@odata.type': '#microsoft.graph.aadUserConversationMember',
  'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${id}')`,
  roles: ['owner'],
});

describe('who may ask', () => {
  it('is an app with a token, which the library gives only where it is told to', async () => {
    expect(await refusal(library([]).api(channels).get())).toMatchObject({
      ...{ status: 401, code: 'InvalidAuthenticationToken' },
    });
    expect(await library().api(channels).get()).toEqual({ value: [] });
  });

  it('has a token for an hour', async () => {
    const client = library();
    await client.api(channels).get();
    now += 3_600_000;
    expect(await refusal(client.api(channels).get())).toMatchObject({ status: 401 });
  });
});

describe('the name of a channel', () => {
  it.each([
    ...[...'~#%&*{}+/\\:<>?|\'",'].map((sign) => `a${sign}b`),
    ...['a..b', '_a', '.a', 'a.', 'CON', 'lpt1', 'desktop.ini', 'forms', 'a\u0007b', '', ' ', 'x'.repeat(51)],
  ])('is not %j', async (displayName) => {
    expect(await refusal(library().api(channels).post({ displayName }))).toMatchObject({
      ...{ status: 400, code: 'BadRequest' },
    });
    expect(team.channels).toEqual([]);
  });

  it('is free again thirty days after its channel was deleted', async () => {
    const open = (displayName: string) => library().api(channels).post({ displayName });
    expect(await open('Wilg-27')).toMatchObject({ displayName: 'Wilg-27', membershipType: 'standard' });
    const taken = { status: 400, code: 'BadRequest', words: expect.stringContaining('already existed') };
    expect(await refusal(open('WILG-27'))).toMatchObject(taken);
    team.deleted.push({ displayName: 'Wilg-27', at: new Date(now) });
    team.channels.splice(0);
    now += 30 * 86_400_000 - 1;
    expect(await refusal(open('Wilg-27'))).toMatchObject(taken);
    now += 1;
    expect(await open('Wilg-27')).toMatchObject({ displayName: 'Wilg-27' });
  });

  it('has no place when the team has a thousand, deleted ones included', async () => {
    const at = new Date(now);
    team.deleted.push(...Array.from({ length: 999 }, (_, i) => ({ displayName: `Kanaal ${i}`, at })));
    await library().api(channels).post({ displayName: 'Wilg-27' });
    expect(await refusal(library().api(channels).post({ displayName: 'Eik-8' }))).toMatchObject({
      status: 400,
    });
  });
});

describe('a shared channel', () => {
  const shared = (...owners: string[]) => ({
    ...{ displayName: 'Wilg-27', membershipType: 'shared', members: owners.map(owner) },
  });

  it('is made with exactly one owner', async () => {
    const { coordinator, mentor } = tenant.people;
    for (const owners of [[], [coordinator, mentor]])
      expect(
        await refusal(
          library()
            .api(channels)
            .post(shared(...owners)),
        ),
      ).toMatchObject({ status: 400 });
  });

  it('is there, and in the list, only when its operation is done', async () => {
    tenant.standIn.world.looks = 1;
    const client = library();
    const begun = await client
      .api(channels)
      .responseType('raw' as never)
      .post(shared(tenant.people.coordinator));
    expect(begun.status).toBe(202);
    expect(await begun.text()).toBe('');
    const operation = begun.headers.get('location') ?? '';
    expect(await client.api(operation).get()).toMatchObject({ status: 'inProgress' });
    expect(await client.api(channels).get()).toEqual({ value: [] });
    expect(await refusal(client.api(channels).post({ displayName: 'Wilg-27' }))).toMatchObject({
      status: 400,
    });
    const { status, targetResourceId } = await client.api(operation).get();
    expect(status).toBe('succeeded');
    expect(await client.api(`${channels}/${targetResourceId}`).get()).toMatchObject({
      displayName: 'Wilg-27',
    });
  });

  it('is archived and brought back', async () => {
    const client = library();
    const { id } = await client.api(channels).post({ displayName: 'Wilg-27' });
    await client.api(`${channels}/${id}/archive`).post({});
    expect(await client.api(`${channels}/${id}`).get()).toMatchObject({ isArchived: true });
    await client.api(`${channels}/${id}/unarchive`).post({});
    expect(await client.api(`${channels}/${id}`).get()).toMatchObject({ isArchived: false });
  });
});

describe('a group chat', () => {
  const group = (more: object) => ({
    chatType: 'group',
    members: [owner(tenant.people.coordinator)],
    ...more,
  });
  const made = async () =>
    `/chats/${
      (
        await library()
          .api('/chats')
          .post(group({ topic: 'Wilg-27' }))
      ).id
    }`;
  const as = (id: string, roles: readonly string[], more: object = {}) => ({ ...owner(id), roles, ...more });

  it.each([
    ['a colon', 'Wilg: 27'],
    ['more than 250 characters', 'x'.repeat(251)],
  ])('has no title with %s', async (_, topic) => {
    expect(await refusal(library().api('/chats').post(group({ topic })))).toMatchObject({ status: 400 });
  });

  it('is not made without anybody', async () => {
    const nobody = group({ topic: 'Wilg-27', members: [] });
    expect(await refusal(library().api('/chats').post(nobody))).toMatchObject({ status: 400 });
  });

  it('has owners, and guests of the tenant as guests; nobody without a role', async () => {
    const members = `${await made()}/members`;
    const { mentor, guest } = tenant.people;
    for (const wrong of [as(mentor, []), as(mentor, ['guest']), as(guest, ['owner'])])
      expect(await refusal(library().api(members).post(wrong))).toMatchObject({ status: 400 });
    await library()
      .api(members)
      .post(as(mentor, ['owner']));
    await library()
      .api(members)
      .post(as(guest, ['guest']));
    expect((await library().api(members).get()).value).toHaveLength(3);
  });

  it('lets somebody of another tenant in with that tenant given, and where both tenants allow it', async () => {
    const members = `${await made()}/members`;
    const { id, tenantId } = tenant.people.neighbour;
    expect(await refusal(library().api(members).post(owner(id)))).toMatchObject({ status: 404 });
    tenant.standIn.world.externalAccess = false;
    expect(
      await refusal(
        library()
          .api(members)
          .post(as(id, ['owner'], { tenantId })),
      ),
    ).toMatchObject({
      status: 403,
    });
    tenant.standIn.world.externalAccess = true;
    await library()
      .api(members)
      .post(as(id, ['owner'], { tenantId }));
  });

  it('shows what was said before only to who was let in with it', async () => {
    const members = `${await made()}/members`;
    const visibleHistoryStartDateTime = '0001-01-01T00:00:00Z';
    const answers = [
      await library().api(members).post(owner(tenant.people.mentor)),
      await library()
        .api(members)
        .post({ ...owner(tenant.people.parent), visibleHistoryStartDateTime }),
    ];
    expect(answers.map((a) => a.visibleHistoryStartDateTime)).toEqual([null, visibleHistoryStartDateTime]);
  });

  it('has an app only when it is added, once, and when that app asks for nothing there', async () => {
    const apps = `${await made()}/installedApps`;
    const bind = (id: string) => ({
      'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${id}`,
    });
    const { world } = tenant.standIn;
    expect(await refusal(library().api(apps).post(bind(tenant.people.nobody)))).toMatchObject({
      status: 404,
    });
    world.appAsksInChats = true;
    expect(await refusal(library().api(apps).post(bind(world.catalogAppId)))).toMatchObject({ status: 403 });
    world.appAsksInChats = false;
    await library().api(apps).post(bind(world.catalogAppId));
    expect(await refusal(library().api(apps).post(bind(world.catalogAppId)))).toMatchObject({ status: 409 });
  });

  it('cannot be archived, and has no description', async () => {
    const chat = await made();
    expect(await refusal(library().api(`${chat}/archive`).post({}))).toMatchObject({ status: 400 });
    expect(await library().api(chat).get()).not.toHaveProperty('description');
  });

  it('has at most 250 people', async () => {
    const path = await made();
    const chat = tenant.standIn.world.chats.get(path.slice('/chats/'.length));
    const [first] = chat?.members ?? [];
    for (let n = 0; n < 249; n++) chat?.members.push({ ...first!, id: `m${n}`, userId: `u${n}` });
    expect(
      await refusal(
        library()
          .api(`${path}/members`)
          .post(as(tenant.people.mentor, ['owner'])),
      ),
    ).toMatchObject({ status: 400 });
  });
});

describe('what goes wrong', () => {
  it('happens once and is written down; by itself the library sends a post again', async () => {
    const fault = { status: 503, retryAfter: '0', done: true } as const;
    tenant.standIn.fault({ method: 'POST', path: /\/channels$/, what: fault });
    expect(await refusal(library().api(channels).post({ displayName: 'Wilg-27' }))).toMatchObject({
      status: 400,
    });
    expect(tenant.standIn.calls).toMatchObject([
      { method: 'POST', path: channels, body: { displayName: 'Wilg-27' }, status: 503 },
      { method: 'POST', path: channels, status: 400 },
    ]);
  });

  it('is a request that this stand-in does not know', async () => {
    expect(await refusal(library().api('/me').get())).toMatchObject({ status: 400 });
  });
});

describe('an app of another tenant', () => {
  const someone = () => `/users/${tenant.people.mentor}`;
  beforeEach(() => {
    tenant.standIn.world.consent = 'all';
  });
  afterAll(() => {
    tenant.standIn.world.consent = 'all';
  });

  it('is given no token before an administrator consented', async () => {
    tenant.standIn.world.consent = 'none';
    await expect(library().api(someone()).get()).rejects.toThrow('AADSTS700016');
  });

  it('may nothing when it is known without its permissions', async () => {
    tenant.standIn.world.consent = 'without permissions';
    expect(await refusal(library().api(someone()).get())).toMatchObject({
      ...{ status: 403, code: 'Authorization_RequestDenied' },
    });
  });

  it('has a token for the connector that Graph does not take, and one for Graph that the connector does not', async () => {
    const { url, app, tokens } = tenant.standIn;
    const credential = new ClientSecretCredential(app.tenantId, app.appId, app.password, {
      ...{ authorityHost: url, disableInstanceDiscovery: true },
    });
    const { token: toWrite } = await credential.getToken('https://api.botframework.com/.default');
    const { token: toAsk } = await credential.getToken(`${url}/.default`);
    const host = new URL(url).host;
    expect([toWrite, toAsk].map((one) => tokens.isForConnector(`Bearer ${one}`))).toEqual([true, false]);
    expect([toWrite, toAsk].map((one) => tokens.isValid(`Bearer ${one}`, host))).toEqual([false, true]);
    expect(tokens.isForConnector(undefined)).toBe(false);
  });
});

describe('who can read a channel', () => {
  it('is told with those who are in it by a team, whom the list of its own members leaves out', async () => {
    const body = {
      ...{ displayName: 'Wilg-31', membershipType: 'shared', members: [owner(tenant.people.mentor)] },
    };
    await library().api(channels).responseType(ResponseType.RAW).post(body);
    const shared = team.channels.find((c) => c.displayName === 'Wilg-31');
    if (!shared) throw new Error('no channel');
    shared.visible = true;
    const neighbours = '11111111-2222-4333-8444-555555555556';
    shared.sharedWith.add(neighbours);
    tenant.standIn.world.peopleIn.set(neighbours, 3);
    const own = await library().api(`${channels}/${shared.id}/members`).get();
    const all = await library().api(`${channels}/${shared.id}/allMembers`).get();
    expect([own.value.length, all.value.length]).toEqual([1, 4]);
  });
});

describe('with which teams a channel is shared', () => {
  it('is told of a shared channel, the team it is in among them, and asked of no other', async () => {
    const body = {
      ...{ displayName: 'Wilg-28', membershipType: 'shared', members: [owner(tenant.people.mentor)] },
    };
    await library().api(channels).responseType(ResponseType.RAW).post(body);
    const [shared] = team.channels;
    if (!shared) throw new Error('no channel');
    shared.visible = true;
    shared.sharedWith.add('11111111-2222-4333-8444-555555555555');
    const { value } = await library().api(`${channels}/${shared.id}/sharedWithTeams`).get();
    expect(value).toMatchObject([
      { id: team.id, isHostTeam: true },
      { id: '11111111-2222-4333-8444-555555555555', isHostTeam: false },
    ]);
    await library().api(channels).post({ displayName: 'Wilg-29' });
    const standard = team.channels.find((c) => c.displayName === 'Wilg-29');
    expect(await refusal(library().api(`${channels}/${standard?.id}/sharedWithTeams`).get())).toMatchObject({
      status: 400,
    });
  });
});
