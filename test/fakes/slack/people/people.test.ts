import type { App, BlockAction } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SmallApp, startApp } from '../events/bolt-app.ts';
import { type SlackStandIn, startSlackStandIn } from '../index.ts';
import { actions, button, clientOf, refusal, section, USERS, words } from '../support.ts';
import type { Json } from '../types.ts';

let slack: SlackStandIn;
let small: SmallApp;
let heard: Json[];

/** Remembers everything the app hears, and acknowledges it. */
function listen(app: App): void {
  app.use(async ({ body, next }) => {
    heard.push(body as unknown as Json);
    await next();
  });
  app.command(/.*/, ({ ack }) => ack());
  app.action(/^(?!more:)/, ({ ack }) => ack());
  // Behind "More" is a form with what its id says.
  app.action<BlockAction>(/^more:/, async ({ ack, body, client }) => {
    const { action_id: id } = body.actions[0] as { action_id: string };
    const blocks = [actions(button(id.slice('more:'.length), 'behind'))];
    const view = { type: 'modal', title: { type: 'plain_text', text: 'More' }, blocks } as never;
    await client.views.open({ trigger_id: body.trigger_id, view });
    await ack();
  });
  for (const type of ['group_archive', 'group_unarchive', 'group_rename', 'group_left', 'user_change']) {
    app.event(type, async () => undefined);
  }
  for (const type of ['member_joined_channel', 'member_left_channel', 'channel_shared', 'channel_unshared']) {
    app.event(type, async () => undefined);
  }
  for (const type of ['tokens_revoked', 'app_uninstalled', 'shared_channel_invite_accepted']) {
    app.event(type, async () => undefined);
  }
}

beforeEach(async () => {
  heard = [];
  slack = await startSlackStandIn({ users: USERS, pace: false });
  await slack.as('U0LEAD').createChannel('wilg');
  await slack.as('U0LEAD').invite('wilg', slack.botUserId, 'U0TEACHER', 'U0PARENT');
  small = await startApp(slack, 'signed HTTP', listen);
});

afterEach(async () => {
  await small.close();
  await slack.close();
});

const channel = (): string => slack.channelByName('wilg')!.id;
const events = (): Json[] => heard.map((body) => body.event as Json).filter((event) => event !== undefined);
const types = (): unknown[] => events().map((event) => event.type);

describe('a person who does not see a button', () => {
  it('looks behind one that says there is more, from the newest message on', async () => {
    const post = (...blocks: Json[]) =>
      clientOf(slack).chat.postMessage({ channel: channel(), text: 'kaart', blocks: blocks as never });
    await post(actions(button('Meer …', 'more:Stoppen')));
    await post(actions(button('Meer …', 'more:Pauze')));
    const lead = slack.as('U0LEAD');
    await lead.click({ channel: 'wilg' }, 'Stoppen');
    const pressed = () => heard.flatMap((body) => (body.actions ?? []) as Json[]).map((one) => one.action_id);
    expect(pressed()).toEqual(['more:Pauze', 'more:Stoppen', 'behind']);
    expect(JSON.stringify(lead.openView().blocks)).toContain('Stoppen');
  });

  it('looks no further when it is in sight, and closes again what has it not', async () => {
    const blocks = [actions(button('Klaar', 'done'), button('Meer …', 'more:Pauze'))];
    await clientOf(slack).chat.postMessage({ channel: channel(), text: 'kaart', blocks });
    const lead = slack.as('U0LEAD');
    await lead.click({ channel: 'wilg' }, 'Klaar');
    expect(heard).toHaveLength(1);
    await expect(lead.click({ channel: 'wilg' }, 'Stoppen')).rejects.toThrow('Stoppen is not there');
    expect(lead.hasView()).toBe(false);
  });
});

describe('what a person cannot do', () => {
  it('press what is not there', async () => {
    const lead = slack.as('U0LEAD');
    await expect(lead.click({ channel: 'wilg' }, 'Klaar')).rejects.toThrow('reads no such message');
    await clientOf(slack).chat.postMessage({
      channel: channel(),
      text: 'x',
      blocks: [section('x'), actions(button('Ja'))],
    });
    await expect(lead.click({ channel: 'wilg' }, 'Klaar')).rejects.toThrow(
      'Klaar is not there in "x\nJa"; there is: "Ja"',
    );
    await expect(lead.click('home', 'Klaar')).rejects.toThrow('has no Home');
    await expect(lead.click('modal', 'Klaar')).rejects.toThrow('no form open');
    await expect(lead.submit({})).rejects.toThrow('no form open');
  });

  it('press a button that was on an earlier version of the message', async () => {
    const client = clientOf(slack);
    const blocks = [actions(button('Ja'))];
    const { ts } = await client.chat.postMessage({ channel: channel(), text: 'vraag', blocks });
    const [before] = slack.history('wilg');
    await client.chat.update({ channel: channel(), ts: ts!, text: 'klaar' });
    await expect(slack.as('U0LEAD').click(before!, 'Ja')).rejects.toThrow('Ja is not there');
    await client.chat.delete({ channel: channel(), ts: ts! });
    await expect(slack.as('U0LEAD').click(before!, 'Ja')).rejects.toThrow('not there any more');
  });

  it('press one of two buttons with the same words, unless they say which', async () => {
    const blocks = [
      section('Bellen'),
      actions(button('Klaar', 'a')),
      section('Mailen'),
      actions(button('Klaar', 'b')),
    ];
    await clientOf(slack).chat.postMessage({ channel: channel(), text: 'lijst', blocks });
    const lead = slack.as('U0LEAD');
    await expect(lead.click({ channel: 'wilg' }, 'Klaar')).rejects.toThrow('is there 2 times');
    await lead.click({ channel: 'wilg' }, 'Klaar', { near: 'Mailen' });
    expect((heard.at(-1)!.actions as Json[])[0]).toMatchObject({ action_id: 'b' });
  });

  it('read or use a channel they are not in', async () => {
    await slack.as('U0TEACHER').leave('wilg');
    expect(() => slack.readBy('U0TEACHER', 'wilg')).toThrow('cannot read wilg');
    await expect(slack.as('U0TEACHER').command('wilg', '/schakel')).rejects.toThrow('is not in wilg');
    await expect(slack.as('U0TEACHER').click({ channel: 'wilg' }, 'Ja')).rejects.toThrow('is not in wilg');
    await expect(slack.as('U0TEACHER').say('wilg', 'hoi')).rejects.toThrow('is not in wilg');
  });

  it('type a slash command as a guest or from another workspace', async () => {
    await expect(slack.as('U0PARENT').command('wilg', '/schakel')).rejects.toThrow('no slash commands');
    await expect(slack.as('U0STRANGER').command('wilg', '/schakel')).rejects.toThrow('no slash commands');
  });

  it('do anything when deactivated', async () => {
    await slack.deactivateUser('U0TEACHER');
    await expect(slack.as('U0TEACHER').command('wilg', '/schakel')).rejects.toThrow('deactivated');
    await expect(slack.as('U0TEACHER').openHome()).rejects.toThrow('deactivated');
  });

  it('write in an archived channel', async () => {
    await slack.as('U0LEAD').archive('wilg');
    await expect(slack.as('U0LEAD').command('wilg', '/schakel')).rejects.toThrow('archived');
    await expect(slack.as('U0LEAD').say('wilg', 'hoi')).rejects.toThrow('is_archived');
  });

  it('be somebody who does not exist, or act before an app is connected', async () => {
    await expect(slack.as('U0NOBODY').openHome()).rejects.toThrow('nobody with id U0NOBODY');
    const lonely = await startSlackStandIn({ users: USERS });
    await lonely.as('U0LEAD').createChannel('wilg');
    await expect(lonely.as('U0LEAD').command('wilg', '/schakel')).rejects.toThrow('No app is connected');
    expect(() => lonely.history('linde')).toThrow('no channel linde');
    await lonely.close();
  });
});

describe('what the app hears of people', () => {
  it('is a slash command without the name of a private channel', async () => {
    await slack.as('U0LEAD').command('wilg', '/schakel afspraak  bellen voor vrijdag');
    expect(heard.at(-1)).toMatchObject({
      command: '/schakel',
      text: 'afspraak  bellen voor vrijdag',
      channel_id: channel(),
      channel_name: 'privategroup',
      user_id: 'U0LEAD',
      team_id: slack.teamId,
    });
    await slack.as('U0LEAD').command('dm', '/schakel');
    expect(heard.at(-1)).toMatchObject({ channel_name: 'directmessage' });
  });

  it('is a click with the message, but without it when only that person saw it', async () => {
    const client = clientOf(slack);
    const content = { text: 'x', blocks: [actions({ ...button('Ja'), value: 'v1' } as never)] };
    await client.chat.postMessage({
      channel: channel(),
      ...content,
      metadata: { event_type: 'm', event_payload: {} },
    });
    await slack.as('U0PARENT').click({ channel: 'wilg' }, 'Ja');
    expect(heard.at(-1)).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0PARENT' },
      container: { type: 'message', is_ephemeral: false },
      message: { text: 'x', bot_id: 'B0SCHAKEL' },
      actions: [{ action_id: 'Ja', value: 'v1', type: 'button' }],
    });
    expect(heard.at(-1)!.message).not.toHaveProperty('metadata');
    await client.chat.postEphemeral({
      channel: channel(),
      user: 'U0LEAD',
      text: 'y',
      blocks: [actions(button('Goed'))],
    });
    await slack.as('U0LEAD').click({ channel: 'wilg' }, 'Goed');
    expect(heard.at(-1)).toMatchObject({ container: { is_ephemeral: true } });
    expect(heard.at(-1)).not.toHaveProperty('message');
  });

  it('is a choice from a menu, a list or a calendar', async () => {
    const option = (text: string, value: string) => ({ text: words(text), value });
    const elements = [
      { type: 'overflow', action_id: 'more', options: [option('Pauze', 'pause'), option('Stop', 'stop')] },
      {
        type: 'static_select',
        action_id: 'why',
        placeholder: words('Waarom'),
        options: [option('Ziek', 'ill')],
      },
      { type: 'datepicker', action_id: 'when' },
      { type: 'users_select', action_id: 'who' },
    ];
    const blocks = [{ type: 'actions', elements }] as never;
    await clientOf(slack).chat.postMessage({ channel: channel(), text: 'x', blocks });
    const lead = slack.as('U0LEAD');
    const target = { channel: 'wilg' };
    const last = () => (heard.at(-1)!.actions as Json[])[0];
    await lead.click(target, 'Stop');
    expect(last()).toMatchObject({ action_id: 'more', selected_option: { value: 'stop' } });
    await lead.select(target, 'Waarom', 'Ziek');
    expect(last()).toMatchObject({ action_id: 'why', selected_option: { value: 'ill' } });
    await lead.select(target, 'when', '2026-11-27');
    expect(last()).toMatchObject({ selected_date: '2026-11-27' });
    await lead.select(target, 'who', 'U0TEACHER');
    expect(last()).toMatchObject({ selected_user: 'U0TEACHER' });
    await expect(lead.select(target, 'Waarom', 'Moe')).rejects.toThrow(
      '"Moe" is not a choice; there is: Ziek',
    );
    await expect(lead.click(target, 'when')).rejects.toThrow('when is a datepicker');
  });

  it('is who comes and who goes, and that the app itself was removed', async () => {
    await slack.as('U0TEACHER').leave('wilg');
    await slack.as('U0LEAD').invite('wilg', 'U0TEACHER');
    await slack.as('U0LEAD').removeBot('wilg');
    await slack.settled();
    expect(events()).toMatchObject([
      { type: 'member_left_channel', user: 'U0TEACHER', channel: channel() },
      { type: 'member_joined_channel', user: 'U0TEACHER', inviter: 'U0LEAD' },
      { type: 'member_left_channel', user: slack.botUserId },
      { type: 'group_left', channel: channel() },
    ]);
    expect(await refusal(clientOf(slack).chat.postMessage({ channel: channel(), text: 'x' }))).toBe(
      'channel_not_found',
    );
  });

  it('is that a channel was renamed, archived and brought back', async () => {
    const lead = slack.as('U0LEAD');
    await lead.rename('wilg', 'linde');
    await lead.archive('linde');
    await lead.unarchive('linde');
    await slack.settled();
    expect(types()).toEqual(['group_rename', 'group_archive', 'group_unarchive']);
    expect(events()[0]).toMatchObject({ channel: { name: 'linde' } });
    expect(slack.channelByName('linde')).toMatchObject({ isArchived: false });
  });

  it('is that somebody was deactivated, or moved to another time zone', async () => {
    await slack.deactivateUser('U0TEACHER');
    await slack.changeUser('U0LEAD', { tz: 'America/Curacao', locale: 'en-GB' });
    expect(events()).toMatchObject([
      { type: 'user_change', user: { id: 'U0TEACHER', deleted: true } },
      { type: 'user_change', user: { id: 'U0LEAD', deleted: false, tz: 'America/Curacao', locale: 'en-GB' } },
    ]);
  });

  it('is that its token was taken back and that it was removed', async () => {
    await slack.revokeToken();
    await slack.uninstall();
    expect(types()).toEqual(['tokens_revoked', 'app_uninstalled']);
  });

  it('is that a channel is shared with another workspace, and no longer', async () => {
    await clientOf(slack).conversations.inviteShared({
      channel: channel(),
      emails: ['stranger@care.example'],
    });
    await slack.as('U0STRANGER').joinShared('wilg');
    slack.unshare('wilg', 'T0CARE');
    await slack.settled();
    expect(types()).toEqual([
      'shared_channel_invite_accepted',
      'channel_shared',
      'member_joined_channel',
      'channel_unshared',
    ]);
  });

  it('is nothing that it did not subscribe to', async () => {
    const deaf = await startSlackStandIn({ users: USERS, pace: false, events: ['user_change'] });
    const other = await startApp(deaf, 'signed HTTP', listen);
    await deaf.as('U0LEAD').createChannel('wilg');
    await deaf.as('U0LEAD').invite('wilg', deaf.botUserId);
    await deaf.deactivateUser('U0TEACHER');
    await deaf.settled();
    expect(types()).toEqual(['user_change']);
    await other.close();
    await deaf.close();
  });
});
