import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { says } from '../../test/fixtures/shown.ts';
import { type OpenedTeams, openTeams, TEAMS_PEOPLE } from '../../test/support/adapters/teams-adapter.ts';

let opened: OpenedTeams;
const lead = TEAMS_PEOPLE.lead.aadObjectId;
const teacher = TEAMS_PEOPLE.teacher.aadObjectId;
const requests = () => opened.useCases.inbound.map((one) => one.request);
const away = () => Promise.reject(new Error('database away'));
const sayInRoom = (text: string) => opened.tenant.teams.say(lead, opened.channel, text, { mention: true });
const chatOf = async (user: string): Promise<readonly string[]> => {
  await opened.tenant.teams.personal(user);
  return opened.tenant.written(user);
};

beforeAll(async () => {
  opened = await openTeams();
});
afterAll(() => opened?.close());
beforeEach(() => {
  opened.useCases.answer({});
  opened.useCases.inbound.length = 0;
  opened.useCases.notices.length = 0;
  opened.tenant.teams.heal();
});

describe('what happens in Teams by itself', () => {
  const notices = () =>
    opened.useCases.notices
      .filter(({ what }) => what !== 'workspace_seen' && what !== 'member_named')
      .map(({ key: _, platform: __, workspaceExternalId: ___, ...rest }) => rest);
  const update = (more: object) =>
    opened.tenant.teams.activity(lead, opened.channel, { type: 'conversationUpdate', ...more });
  const inChannel = (eventType: string, more: object = {}) =>
    update({ channelData: { eventType, channel: { id: opened.channel, ...more } } });

  it('is the name of who does something, told when it is new', async () => {
    const named = () => opened.useCases.notices.flatMap((n) => (n.what === 'member_named' ? [n.name] : []));
    const them = opened.tenant.teams.users.find((one) => one.aadObjectId === lead);
    const old = them?.name;
    await sayInRoom('hulp');
    opened.useCases.notices.length = 0;
    for (const name of ['Casemanager Nieuw', 'Casemanager Nieuw', old]) {
      Object.assign(them ?? {}, { name });
      await sayInRoom('hulp');
    }
    expect(named()).toEqual(['Casemanager Nieuw', old]);
  });

  it('is told to the application: renamed, deleted, restored, joined, left, taken out', async () => {
    await inChannel('channelRenamed', { name: 'Wilg-27 anders' });
    await inChannel('channelDeleted');
    await inChannel('channelRestored');
    await update({ membersAdded: [{ id: `29:${teacher}`, aadObjectId: teacher }] });
    await update({ membersRemoved: [{ id: `29:${teacher}`, aadObjectId: teacher }] });
    await update({ membersRemoved: [{ id: opened.tenant.teams.botId }] });
    const { channel } = opened;
    expect(notices()).toEqual([
      { what: 'room_renamed', channel, name: 'Wilg-27 anders' },
      { what: 'room_gone', channel },
      { what: 'room_unarchived', channel },
      { what: 'member_joined', channel, user: teacher },
      { what: 'member_left', channel, user: teacher },
      { what: 'bot_removed', channel },
    ]);
  });

  it('comes again when the application had no time for it, and then counts once', async () => {
    opened.useCases.answer(away);
    expect((await inChannel('channelRenamed', { name: 'Wilg-27 opnieuw' })).status).toBe(500);
    expect(notices()).toEqual([]);
    opened.useCases.answer({});
    expect((await opened.tenant.teams.redeliver()).status).toBe(200);
    const before = opened.useCases.effects.length;
    await opened.tenant.teams.redeliver();
    expect(opened.useCases.effects).toHaveLength(before);
    expect(notices()[0]).toMatchObject({ what: 'room_renamed', name: 'Wilg-27 opnieuw' });
  });

  it('includes the app taken out of the team and put back, and a welcome for who adds it', async () => {
    const team = { team: { id: opened.tenant.teams.team.id } };
    const installed = (action: string) => ({ type: 'installationUpdate', action, channelData: team });
    await opened.tenant.teams.activity(lead, opened.channel, installed('remove'));
    await opened.tenant.teams.activity(lead, opened.channel, installed('add'));
    expect(notices()).toEqual([{ what: 'app_uninstalled' }, { what: 'app_installed' }]);
    opened.useCases.answer({ home: says('Welkom. Dit staat voor je open.') });
    await opened.tenant.teams.happens(teacher, await opened.tenant.teams.personal(teacher), 'install');
    expect(requests()).toEqual([{ type: 'home' }]);
    expect((await chatOf(teacher)).at(-1)).toBe('Welkom. Dit staat voor je open.');
  });
});
