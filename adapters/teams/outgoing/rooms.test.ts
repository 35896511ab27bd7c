import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Opening, Result, WorkspaceRef } from '../../../src/ports/chat.ts';
import { type GraphTenant, openTenant } from '../../../test/fakes/teams/graph/graph-tenant.ts';
import type { Channel, Chat } from '../../../test/fakes/teams/graph/graph-world.ts';
import { createRooms, type Rooms } from './rooms.ts';

let tenant: GraphTenant;
let rooms: Rooms;
let shared: WorkspaceRef;

beforeAll(async () => {
  tenant = await openTenant();
});
afterAll(() => tenant.close());
beforeEach(() => {
  tenant.standIn.world.looks = 0;
  tenant.standIn.team().appInstalled = true;
  tenant.standIn.team().channels.splice(0);
  tenant.standIn.calls.splice(0);
  rooms = createRooms(tenant.graph);
  shared = tenant.workspace('shared');
});

const opening = (): Opening => ({ id: randomUUID(), owner: tenant.people.coordinator });
const channels = (): readonly Channel[] => tenant.standIn.team().channels;
const channel = (id: string): Channel => channels().find((c) => c.id === id) as Channel;
const chat = (id: string): Chat => tenant.standIn.world.chats.get(id) as Chat;
const asked = (): string[] => tenant.standIn.calls.map((c) => `${c.method} ${c.path.replace(/.*\//, '')}`);
const peopleIn = ({ members }: Channel | Chat): string[] => members.map((m) => m.userId);

async function must<T>(result: Promise<Result<T>>): Promise<T> {
  const got = await result;
  if (!got.ok) throw new Error(JSON.stringify(got.failure));
  return got.value;
}

async function failure(result: Promise<Result<unknown>>): Promise<unknown> {
  const got = await result;
  return got.ok ? 'it succeeded' : got.failure;
}

describe('opening a room', () => {
  it('makes a shared channel in which the app is, and of the people only the first of the case', async () => {
    const opened = await must(rooms.openRoom(shared, 'Wilg-27', 'Regie: nog niemand', opening()));
    const made = channel(opened.externalId);
    expect(opened).toEqual({ externalId: made.id, name: 'Wilg-27' });
    expect(made).toMatchObject({ displayName: 'Wilg-27', membershipType: 'shared' });
    expect(made.description).toMatch(/^Regie: nog niemand · Schakel [0-9a-f-]{36}$/);
    expect(peopleIn(made)).toEqual([tenant.people.coordinator]);
    expect([...made.apps]).toEqual([tenant.standIn.world.catalogAppId]);
  });

  it('makes a standard channel, where the app is already because it is in the team', async () => {
    const opened = await must(rooms.openRoom(tenant.workspace('standard'), 'Wilg-27', '', opening()));
    expect(channel(opened.externalId)).toMatchObject({ membershipType: 'standard', members: [] });
    expect(asked()).not.toContain('POST $ref');
  });

  it('makes a group chat with the code for a title, in which the app is', async () => {
    const opened = await must(rooms.openRoom(tenant.workspace('chat'), 'Wilg: 27', 'Regie', opening()));
    const made = chat(opened.externalId);
    expect(made).toMatchObject({ topic: 'Wilg 27', apps: new Set([tenant.standIn.world.catalogAppId]) });
    expect(peopleIn(made)).toEqual([tenant.people.coordinator]);
  });

  it('gives a room with a taken name a number, also when the name is that of a deleted channel', async () => {
    const { channels: all, deleted } = tenant.standIn.team();
    const names: string[] = [];
    for (let i = 0; i < 3; i++) names.push((await must(rooms.openRoom(shared, 'Eik-8', '', opening()))).name);
    expect(names).toEqual(['Eik-8', 'Eik-8-2', 'Eik-8-3']);
    deleted.push(...all.splice(0, 2).map(({ displayName }) => ({ displayName, at: new Date() })));
    expect((await must(rooms.openRoom(shared, 'eik-8', '', opening()))).name).toBe('eik-8-4');
  });

  it.each([
    'a/b\\c:d*e?f"g<h>i|j#k%l&m{n}o+p~q\'r,s..t\u0007u',
    '_..vooraan en achteraan..',
    `Één lange naam ${'lang '.repeat(40)}`,
    'lpt1',
    '...',
    `${'x'.repeat(45)}😀😀`,
  ])('opens a room whatever signs its name has: %j', async (name) => {
    const opened = await must(rooms.openRoom(shared, name, '', opening()));
    expect(channel(opened.externalId).displayName).toBe(opened.name);
    expect(opened.name).toMatch(/\p{L}/u);
  });

  it('leaves nothing behind when the app is not in the team, and says so', async () => {
    tenant.standIn.team().appInstalled = false;
    expect(await failure(rooms.openRoom(shared, 'Wilg-27', '', opening()))).toEqual({
      ...{ kind: 'never', reason: 'not_allowed', cause: 'the app is not in the team' },
    });
    expect(channels()).toEqual([]);
  });

  it('refuses a room that would have no owner, or no team', async () => {
    const refused = { kind: 'never', reason: 'refused' };
    expect(await failure(rooms.openRoom(shared, 'Wilg-27', ''))).toMatchObject(refused);
    const nowhere = { ...shared, settings: { rooms: 'shared' } };
    expect(await failure(rooms.openRoom(nowhere, 'Wilg-27', '', opening()))).toMatchObject(refused);
    expect(channels()).toEqual([]);
  });

  it('gives up when the team has no place for another channel', async () => {
    const full = Array.from({ length: 1000 }, (_, i) => ({ displayName: `Kanaal ${i}`, at: new Date() }));
    const { deleted } = tenant.standIn.team();
    const before = deleted.splice(0, deleted.length, ...full);
    const got = await failure(rooms.openRoom(shared, 'Wilg-27', '', opening()));
    deleted.splice(0, deleted.length, ...before);
    expect(got).toEqual({ kind: 'never', reason: 'refused', cause: 'http 400 BadRequest' });
    expect(channels()).toEqual([]);
  });
});

describe('a shared channel that takes its time', () => {
  it('is asked for once, and looked at again each time the outbox comes back', async () => {
    tenant.standIn.world.looks = 2;
    const once = opening();
    const open = () => rooms.openRoom(shared, 'Wilg-27', '', once);
    const again = { kind: 'again', afterMs: null };
    expect(await failure(open())).toMatchObject(again);
    expect(await failure(open())).toMatchObject(again);
    const opened = await must(open());
    expect(channel(opened.externalId).apps.size).toBe(1);
    expect(asked().filter((a) => a === 'POST channels')).toHaveLength(1);
    expect(channels()).toHaveLength(1);
  });

  it('is begun anew when Graph could not make it', async () => {
    tenant.standIn.world.looks = 1;
    const once = opening();
    await failure(rooms.openRoom(shared, 'Wilg-27', '', once));
    for (const operation of tenant.standIn.world.operations.values()) operation.failure = 'Conflict';
    expect(await failure(rooms.openRoom(shared, 'Wilg-27', '', once))).toMatchObject({ kind: 'again' });
    tenant.standIn.world.looks = 0;
    expect((await must(rooms.openRoom(shared, 'Wilg-27', '', once))).name).toBe('Wilg-27');
    expect(channels()).toHaveLength(1);
  });
});

describe('an opening that may have arrived', () => {
  it.each(['lost-after', 'lost-before'] as const)(
    '%s: is perhaps, and the same opening has one channel',
    async (what) => {
      tenant.standIn.fault({ method: 'POST', path: /\/channels$/, what });
      const once = opening();
      expect(await failure(rooms.openRoom(shared, 'Wilg-27', '', once))).toMatchObject({ kind: 'perhaps' });
      for (const made of channels()) made.visible = true;
      const opened = await must(rooms.openRoom(shared, 'Wilg-27', '', once));
      expect(opened.name).toBe('Wilg-27');
      expect(channels()).toHaveLength(1);
      expect(channel(opened.externalId).apps.size).toBe(1);
    },
  );

  it('is found by another process, after the app could not be made present', async () => {
    tenant.standIn.fault({ method: 'POST', path: /\$ref$/, what: { status: 502 } });
    const once = opening();
    expect(await failure(rooms.openRoom(shared, 'Wilg-27', '', once))).toMatchObject({ kind: 'perhaps' });
    const opened = await must(createRooms(tenant.anotherGraph()).openRoom(shared, 'Wilg-27', '', once));
    expect(channels().map((c) => c.id)).toEqual([opened.externalId]);
    expect(channel(opened.externalId).apps.size).toBe(1);
  });

  it('never takes over the channel of another case with the same code, whoever made it', async () => {
    tenant.standIn.fault({ method: 'POST', path: /\/channels$/, what: 'lost-after' });
    await failure(rooms.openRoom(shared, 'Wilg-27', '', opening()));
    for (const made of channels()) made.visible = true;
    const other = await must(rooms.openRoom(shared, 'Wilg-27', '', opening()));
    expect(other.name).toBe('Wilg-27-2');
    expect(channel(other.externalId)).not.toBe(channels()[0]);
  });

  it('does not take over a channel that more people read than this case may be read by', async () => {
    const once = opening();
    await must(rooms.openRoom(tenant.workspace('standard'), 'Wilg-27', '', once));
    expect((await must(rooms.openRoom(shared, 'Wilg-27', '', once))).name).toBe('Wilg-27-2');
  });

  it('goes on with the same chat when the app could not be made present', async () => {
    const workspace = tenant.workspace('chat');
    const before = tenant.standIn.world.chats.size;
    tenant.standIn.fault({ method: 'POST', path: /installedApps$/, what: { status: 503 } });
    const once = opening();
    expect(await failure(rooms.openRoom(workspace, 'Wilg-27', '', once))).toMatchObject({ kind: 'perhaps' });
    const opened = await must(rooms.openRoom(workspace, 'Wilg-27', '', once));
    expect(chat(opened.externalId).apps.size).toBe(1);
    expect(tenant.standIn.world.chats.size).toBe(before + 1);
  });

  it('is no mistake when the app turns out to be present already', async () => {
    tenant.standIn.fault({ method: 'POST', path: /\$ref$/, what: 'lost-after' });
    const once = opening();
    await failure(rooms.openRoom(shared, 'Wilg-27', '', once));
    await must(rooms.openRoom(shared, 'Wilg-27', '', once));
    tenant.standIn.fault({ method: 'POST', path: /installedApps$/, what: 'lost-after' });
    await failure(rooms.openRoom(tenant.workspace('chat'), 'Wilg-27', '', once));
    await must(rooms.openRoom(tenant.workspace('chat'), 'Wilg-27', '', once));
  });
});

describe('a group chat', () => {
  it('that the app cannot be in is told as not allowed, and is no room', async () => {
    tenant.standIn.world.appAsksInChats = true;
    const opened = rooms.openRoom(tenant.workspace('chat'), 'Wilg-27', '', opening());
    expect(await failure(opened)).toMatchObject({ kind: 'never', reason: 'not_allowed' });
    tenant.standIn.world.appAsksInChats = false;
  });

  it('lets nobody in from a tenant that is not allowed, and says so of that person', async () => {
    const workspace = tenant.workspace('chat');
    const { externalId } = await must(rooms.openRoom(workspace, 'Wilg-27', '', opening()));
    const { id, tenantId } = tenant.people.neighbour;
    tenant.standIn.world.externalAccess = false;
    const refused = await failure(rooms.invite(tenant.at(workspace, externalId), id, tenantId));
    tenant.standIn.world.externalAccess = true;
    expect(refused).toMatchObject({ kind: 'never', reason: 'not_allowed' });
    expect(peopleIn(chat(externalId))).toEqual([tenant.people.coordinator]);
  });
});

describe.each(['shared', 'chat'] as const)('the people of a room of kind %s', (kind) => {
  const open = async () => {
    const workspace = tenant.workspace(kind);
    const { externalId } = await must(rooms.openRoom(workspace, 'Beuk-3', '', opening()));
    const people = () => peopleIn(kind === 'chat' ? chat(externalId) : channel(externalId));
    return { to: tenant.at(workspace, externalId), people };
  };

  it('come in once and go out once, however often that is asked', async () => {
    const { to, people } = await open();
    const { coordinator, mentor } = tenant.people;
    for (let i = 0; i < 2; i++) await must(rooms.invite(to, mentor));
    expect(people()).toEqual([coordinator, mentor]);
    for (let i = 0; i < 2; i++) await must(rooms.remove(to, mentor));
    expect(people()).toEqual([coordinator]);
  });

  it('never lets in somebody who left, or whom the tenant does not know', async () => {
    const { to } = await open();
    for (const person of [tenant.people.left, tenant.people.nobody])
      expect(await failure(rooms.invite(to, person))).toMatchObject({
        ...{ kind: 'never', reason: 'person_unreachable' },
      });
  });

  it('may be of another tenant, when that is given with them', async () => {
    const { to, people } = await open();
    const { id, tenantId } = tenant.people.neighbour;
    expect(await failure(rooms.invite(to, id))).toMatchObject({ reason: 'person_unreachable' });
    await must(rooms.invite(to, id, tenantId));
    expect(people()).toContain(id);
  });

  it('are not brought in where no room is', async () => {
    const { to } = await open();
    const nowhere = { ...to, target: { room: `19:gone@thread.${kind === 'chat' ? 'v2' : 'tacv2'}` } };
    const gone = { kind: 'never', reason: 'room_gone' };
    expect(await failure(rooms.invite(nowhere, tenant.people.mentor))).toMatchObject(gone);
    expect(await failure(rooms.remove(nowhere, tenant.people.mentor))).toMatchObject(gone);
  });

  it('simply tries again where doing it twice does no harm', async () => {
    const { to, people } = await open();
    for (const what of ['lost-after', 'lost-before', { status: 502 }] as const) {
      tenant.standIn.fault({ method: 'POST', path: /members$/, what });
      expect(await failure(rooms.invite(to, tenant.people.parent))).toMatchObject({ kind: 'again' });
    }
    await must(rooms.invite(to, tenant.people.parent));
    expect(people().filter((p) => p === tenant.people.parent)).toHaveLength(1);
  });
});

describe('who is in which kind of room', () => {
  it('lets a guest into a chat as a guest, and into no shared channel', async () => {
    const workspace = tenant.workspace('chat');
    const { externalId } = await must(rooms.openRoom(workspace, 'Beuk-3', '', opening()));
    await must(rooms.invite(tenant.at(workspace, externalId), tenant.people.guest));
    expect(chat(externalId).members.at(-1)).toMatchObject({
      roles: ['guest'],
      visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
    });
    const opened = await must(rooms.openRoom(shared, 'Beuk-3', '', opening()));
    expect(
      await failure(rooms.invite(tenant.at(shared, opened.externalId), tenant.people.guest)),
    ).toMatchObject({
      ...{ kind: 'never', reason: 'not_allowed' },
    });
  });

  it('deletes a shared channel when the last of its people goes: its last owner cannot be taken out', async () => {
    const { externalId } = await must(rooms.openRoom(shared, 'Wilg-27', '', opening()));
    const to = tenant.at(shared, externalId);
    await must(rooms.remove(to, tenant.people.coordinator));
    expect(channels().map((c) => c.id)).not.toContain(externalId);
  });

  it('gives a shared channel another owner when the one it had goes', async () => {
    const { externalId } = await must(rooms.openRoom(shared, 'Beuk-3', '', opening()));
    const to = tenant.at(shared, externalId);
    await must(rooms.invite(to, tenant.people.mentor));
    await must(rooms.remove(to, tenant.people.coordinator));
    expect(channel(externalId).members).toMatchObject([{ userId: tenant.people.mentor, roles: ['owner'] }]);
  });

  it('brings nobody into a standard channel and takes nobody out: that is the team', async () => {
    const workspace = tenant.workspace('standard');
    const { externalId } = await must(rooms.openRoom(workspace, 'Beuk-3', '', opening()));
    const to = tenant.at(workspace, externalId);
    await must(rooms.invite(to, tenant.people.mentor));
    await must(rooms.remove(to, tenant.people.mentor));
    expect(await failure(rooms.invite(to, tenant.people.parent))).toEqual({
      ...{ kind: 'never', reason: 'person_unreachable', cause: 'not in the team' },
    });
    expect(asked().filter((a) => /^(POST|DELETE) members/.test(a))).toEqual([]);
    expect(tenant.standIn.team().members).toHaveLength(2);
  });
});

describe('what a room says of itself', () => {
  it('is the description of a channel, cut where it is too long', async () => {
    const { externalId } = await must(rooms.openRoom(shared, 'Beuk-3', '', opening()));
    const to = tenant.at(shared, externalId);
    await must(rooms.setTopic(to, 'Regie: de mentor'));
    expect(channel(externalId).description).toBe('Regie: de mentor');
    await must(rooms.setTopic(to, 'regie '.repeat(300)));
    expect(channel(externalId).description).toMatch(/^regie .*…$/);
  });

  it('leaves a chat the code of its case for a title', async () => {
    const workspace = tenant.workspace('chat');
    const { externalId } = await must(rooms.openRoom(workspace, 'Beuk-3', '', opening()));
    await must(rooms.setTopic(tenant.at(workspace, externalId), 'Regie: de mentor'));
    await must(rooms.archive(tenant.at(workspace, externalId)));
    expect(chat(externalId).topic).toBe('Beuk-3');
  });

  it('ends with its archiving, however often that is asked, and nothing is changed after it', async () => {
    const { externalId } = await must(rooms.openRoom(shared, 'Beuk-3', '', opening()));
    const to = tenant.at(shared, externalId);
    for (let i = 0; i < 2; i++) await must(rooms.archive(to));
    expect(channel(externalId).isArchived).toBe(true);
    expect(await failure(rooms.setTopic(to, 'Te laat'))).toMatchObject({ reason: 'room_archived' });
  });

  it('is not there any more when the channel is gone', async () => {
    const to = tenant.at(shared, '19:gone@thread.tacv2');
    const gone = { kind: 'never', reason: 'room_gone' };
    expect(await failure(rooms.setTopic(to, 'Weg'))).toMatchObject(gone);
    expect(await failure(rooms.archive(to))).toMatchObject(gone);
  });
});
