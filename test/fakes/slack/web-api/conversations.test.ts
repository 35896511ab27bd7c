import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../index.ts';
import { clientOf, refusal, USERS } from '../support.ts';

let slack: SlackStandIn;
let client: WebClient;
let count = 0;

beforeAll(async () => {
  slack = await startSlackStandIn({ users: USERS, pace: false });
  client = clientOf(slack);
});

afterAll(() => slack.close());

async function ownRoom(): Promise<string> {
  count += 1;
  const made = await client.conversations.create({ name: `eigen-${count}`, is_private: true });
  return made.channel!.id!;
}

describe('channels', () => {
  it.each([
    ['', 'invalid_name_required'],
    ['Wilg-27', 'invalid_name_specials'],
    ['wilg 27', 'invalid_name_specials'],
    ['wilg.27', 'invalid_name_specials'],
    ['--', 'invalid_name_punctuation'],
    ['w'.repeat(81), 'invalid_name_maxlength'],
  ])('refuses the name "%s" with %s', async (name, error) => {
    expect(await refusal(client.conversations.create({ name, is_private: true }))).toBe(error);
  });

  it('refuses a name that is taken, also when renaming', async () => {
    const room = await ownRoom();
    await client.conversations.create({ name: 'linde-3', is_private: true });
    expect(await refusal(client.conversations.create({ name: 'linde-3', is_private: true }))).toBe(
      'name_taken',
    );
    expect(await refusal(client.conversations.rename({ channel: room, name: 'linde-3' }))).toBe('name_taken');
  });

  it('does not know a private channel that the app is not in', async () => {
    const room = await slack.as('U0LEAD').createChannel('zonder-app');
    expect(await refusal(client.conversations.info({ channel: room.id }))).toBe('channel_not_found');
    expect(await refusal(client.chat.postMessage({ channel: room.id, text: 'hoi' }))).toBe(
      'channel_not_found',
    );
    expect(await refusal(client.conversations.history({ channel: room.id }))).toBe('channel_not_found');
  });

  it('lets the app look into a public channel it is not in, and not write there', async () => {
    const room = await slack.as('U0LEAD').createChannel('plein', { isPrivate: false });
    expect(await refusal(client.conversations.info({ channel: room.id }))).toBe('ok');
    expect(await refusal(client.chat.postMessage({ channel: room.id, text: 'hoi' }))).toBe('not_in_channel');
    expect(await refusal(client.conversations.invite({ channel: room.id, users: 'U0TEACHER' }))).toBe(
      'not_in_channel',
    );
  });

  it('refuses a topic or purpose of more than 250 characters, and keeps a shorter one', async () => {
    const channel = await ownRoom();
    expect(await refusal(client.conversations.setTopic({ channel, topic: 'x'.repeat(251) }))).toBe(
      'too_long',
    );
    expect(await refusal(client.conversations.setPurpose({ channel, purpose: 'x'.repeat(251) }))).toBe(
      'too_long',
    );
    await client.conversations.setTopic({ channel, topic: 'Wilg-27' });
    expect(slack.channels().find((one) => one.id === channel)?.topic).toBe('Wilg-27');
    expect(slack.history(channel)).toEqual([]);
    expect(slack.notes(channel).map((note) => note.subtype)).toEqual(['group_topic']);
  });

  it('refuses everything that writes in an archived channel, and archiving it twice', async () => {
    const channel = await ownRoom();
    const { ts } = await client.chat.postMessage({ channel, text: 'hoi' });
    await client.conversations.archive({ channel });
    expect(await refusal(client.conversations.archive({ channel }))).toBe('already_archived');
    expect(await refusal(client.chat.postMessage({ channel, text: 'hoi' }))).toBe('is_archived');
    expect(await refusal(client.chat.update({ channel, ts: ts!, text: 'dag' }))).toBe('is_archived');
    expect(await refusal(client.conversations.invite({ channel, users: 'U0LEAD' }))).toBe('is_archived');
    expect(await refusal(client.conversations.setTopic({ channel, topic: 'x' }))).toBe('is_archived');
    await client.conversations.unarchive({ channel });
    expect(await refusal(client.chat.postMessage({ channel, text: 'hoi' }))).toBe('ok');
  });

  it('keeps a bookmark, and refuses one that is no link', async () => {
    const channel_id = await ownRoom();
    const link = { channel_id, title: 'Overzicht', type: 'link' } as const;
    expect(await refusal(client.bookmarks.add({ ...link, link: 'overzicht' }))).toBe('invalid_link');
    await client.bookmarks.add({ ...link, link: 'https://schakel.example' });
    expect(slack.channels().find((one) => one.id === channel_id)?.bookmarks).toHaveLength(1);
  });
});

describe('people in channels', () => {
  it('brings people in, and refuses who is there already, the app itself and who does not exist', async () => {
    const channel = await ownRoom();
    const invite = (users: string) => refusal(client.conversations.invite({ channel, users }));
    expect(await invite('U0LEAD')).toBe('ok');
    expect(await invite('U0LEAD')).toBe('already_in_channel');
    expect(await invite(slack.botUserId)).toBe('cant_invite_self');
    expect(await invite('U0NOBODY')).toBe('user_not_found');
    expect(await invite('U0GONE')).toBe('user_not_found');
    expect(await invite('')).toBe('no_user');
    expect((await client.conversations.members({ channel })).members).toEqual([slack.botUserId, 'U0LEAD']);
  });

  it('brings in nobody when one of them cannot come', async () => {
    const channel = await ownRoom();
    expect(await refusal(client.conversations.invite({ channel, users: 'U0LEAD,U0NOBODY' }))).toBe(
      'user_not_found',
    );
    expect((await client.conversations.members({ channel })).members).toEqual([slack.botUserId]);
  });

  it('refuses more than a hundred people at once', async () => {
    const channel = await ownRoom();
    const users = Array.from({ length: 101 }, (_, index) => `U${index}`).join(',');
    expect(await refusal(client.conversations.invite({ channel, users }))).toBe('too_many_users');
  });

  it('takes a guest of many channels, and a guest of one channel only once', async () => {
    const [first, second] = [await ownRoom(), await ownRoom()];
    for (const channel of [first, second]) {
      expect(await refusal(client.conversations.invite({ channel, users: 'U0PARENT' }))).toBe('ok');
    }
    expect(await refusal(client.conversations.invite({ channel: first, users: 'U0SINGLE' }))).toBe('ok');
    expect(await refusal(client.conversations.invite({ channel: second, users: 'U0SINGLE' }))).toBe(
      'ura_max_channels',
    );
  });

  it('sends somebody out, but not who is not there', async () => {
    const channel = await ownRoom();
    await client.conversations.invite({ channel, users: 'U0LEAD' });
    expect(await refusal(client.conversations.kick({ channel, user: 'U0LEAD' }))).toBe('ok');
    expect(await refusal(client.conversations.kick({ channel, user: 'U0LEAD' }))).toBe('user_not_in_channel');
  });

  it('opens one direct conversation with a person, and none with who left', async () => {
    const first = await client.conversations.open({ users: 'U0LEAD' });
    const second = await client.conversations.open({ users: 'U0LEAD' });
    expect(second.channel!.id).toBe(first.channel!.id);
    expect(await refusal(client.conversations.open({ users: 'U0GONE' }))).toBe('user_disabled');
    expect(await refusal(client.conversations.open({ users: 'U0NOBODY' }))).toBe('user_not_found');
    expect(await refusal(client.apiCall('conversations.open'))).toBe('users_list_not_supplied');
  });

  it('does not bring in somebody of another workspace before they accepted an invitation', async () => {
    const channel = await ownRoom();
    const invite = () => refusal(client.conversations.invite({ channel, users: 'U0STRANGER' }));
    expect(await invite()).toBe('cant_invite');
    expect(await refusal(client.conversations.open({ users: 'U0STRANGER' }))).toBe(
      'invalid_user_combination',
    );
    await expect(slack.as('U0STRANGER').joinShared(channel)).rejects.toThrow('no invitation');
    const { invite_id } = await client.conversations.inviteShared({
      channel,
      emails: ['stranger@care.example'],
    });
    expect(invite_id).toBeTruthy();
    await slack.as('U0STRANGER').joinShared(channel);
    expect(slack.channels().find((one) => one.id === channel)).toMatchObject({ isShared: true });
    expect(await refusal(client.users.info({ user: 'U0STRANGER' }))).toBe('ok');
    slack.unshare(channel, 'T0CARE');
    expect(slack.channels().find((one) => one.id === channel)?.members).not.toContain('U0STRANGER');
  });

  it('refuses an invitation over Slack Connect to nobody, to two at once, or to something that is no address', async () => {
    const channel = await ownRoom();
    const share = (emails: string[]) =>
      refusal(client.conversations.inviteShared({ channel, emails } as never));
    expect(await share([])).toBe('recipients_not_specified');
    expect(await share(['a@care.example', 'b@care.example'])).toBe('too_many_emails');
    expect(await share(['aan de overkant'])).toBe('invalid_email');
    await client.conversations.archive({ channel });
    expect(await share(['a@care.example'])).toBe('channel_archived');
  });

  it('has no Slack Connect without a paid plan', async () => {
    const free = await startSlackStandIn({ users: USERS, pace: false, paidPlan: false });
    const made = await clientOf(free).conversations.create({ name: 'wilg', is_private: true });
    const call = clientOf(free).conversations.inviteShared({
      channel: made.channel!.id!,
      emails: ['a@care.example'],
    });
    expect(await refusal(call)).toBe('not_paid');
    await free.close();
  });
});
