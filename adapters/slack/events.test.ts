import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Opened, openSlack, WAYS } from '../../test/support/adapters/slack-adapter.ts';

describe.each(WAYS)('over %s', (way) => {
  let opened: Opened;
  let channel: string;
  const workspace = { id: 'w', externalId: 'T0STANDIN', settings: {} };
  beforeAll(async () => {
    opened = await openSlack(way);
    const room = await opened.app.platform.openRoom(workspace, 'Wilg-27', '');
    if (!room.ok) throw new Error('no room');
    channel = room.value.externalId;
    const toRoom = { workspace, target: { room: channel }, mentions: {} };
    for (const person of ['U0LEAD', 'U0TEACHER']) await opened.app.platform.invite(toRoom, person);
    await opened.slack.settled();
  });
  afterAll(() => opened.close());
  beforeEach(() => {
    opened.useCases.answer({});
    opened.useCases.notices.length = 0;
    opened.slack.heal();
  });
  const lead = () => opened.slack.as('U0LEAD');

  describe('what happens in Slack by itself', () => {
    it('is told to the application: renamed, left, archived, taken out', async () => {
      await lead().rename(channel, 'wilg-27-anders');
      await opened.slack.as('U0TEACHER').leave(channel);
      await opened.slack.settled();
      await opened.slack.deactivateUser('U0GONE');
      await lead().removeBot(channel);
      await opened.slack.settled();
      expect(
        opened.useCases.notices.map(({ key: _, platform: __, workspaceExternalId, ...rest }) => rest),
      ).toEqual(
        expect.arrayContaining([
          { what: 'room_renamed', channel, name: 'wilg-27-anders' },
          { what: 'member_left', channel, user: 'U0TEACHER' },
          { what: 'user_deactivated', user: 'U0GONE', name: 'De vertrokkene' },
          { what: 'bot_removed', channel },
        ]),
      );
      await lead().invite(channel, opened.slack.botUserId, 'U0TEACHER');
      await opened.slack.settled();
    });

    it('comes again when the application had no time for it, and then counts once', async () => {
      opened.useCases.answer(() => Promise.reject(new Error('database away')));
      await lead().rename(channel, 'wilg-27-opnieuw');
      await opened.slack.settled();
      expect(opened.useCases.notices).toEqual([]);
      opened.useCases.answer({});
      const before = opened.useCases.effects.length;
      await opened.slack.retryDue();
      expect(opened.useCases.notices).toMatchObject([{ what: 'room_renamed', name: 'wilg-27-opnieuw' }]);
      await opened.slack.redeliver('events_api');
      expect(opened.useCases.effects).toHaveLength(before + 1);
    });

    it('includes the end of the connection', async () => {
      await opened.slack.revokeToken();
      await opened.slack.uninstall();
      opened.slack.reinstall();
      expect(opened.useCases.notices.map((one) => one.what)).toEqual(['token_revoked', 'app_uninstalled']);
    });
  });
});
