import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Opened, openSlack } from '../../../test/support/adapters/slack-adapter.ts';

let opened: Opened;
beforeEach(async () => {
  opened = await openSlack('Socket Mode');
});
afterEach(() => opened.close());

const isBack = async (): Promise<void> => {
  await expect.poll(() => opened.app.connected(), { timeout: 10_000 }).toBe(true);
  expect((await opened.slack.as('U0LEAD').openHome()).acknowledgedInTime).toBe(true);
};
const isGone = () => expect.poll(() => opened.app.connected(), { timeout: 10_000 }).toBe(false);

describe('a Socket Mode connection', () => {
  it('comes back at once when it drops without a word', async () => {
    const connections = () =>
      opened.slack.calls().filter((one) => one.method === 'apps.connections.open').length;
    opened.slack.dropSocket('rude');
    await expect.poll(connections, { timeout: 10_000 }).toBe(2);
    await isBack();
  });

  it('comes back when Slack asks to connect anew', async () => {
    const connections = () =>
      opened.slack.calls().filter((one) => one.method === 'apps.connections.open').length;
    opened.slack.dropSocket('polite');
    await expect.poll(connections, { timeout: 10_000 }).toBe(2);
    await isBack();
  });

  it('comes back after Slack was away for a while, trying ever less often', async () => {
    opened.slack.fail({ kind: '503', method: 'apps.connections.open', times: 3 });
    opened.slack.dropSocket('rude');
    await isGone();
    for (const wait of [500, 1000, 2000]) {
      await opened.clock.asleep();
      opened.clock.turn(wait);
    }
    await isBack();
  });

  it('tells plainly that the token is refused, goes on running, and works again when it does', async () => {
    opened.slack.fail({ kind: 'error', error: 'invalid_auth', method: 'apps.connections.open' });
    opened.slack.dropSocket('rude');
    await opened.clock.asleep();
    expect(opened.app.connected()).toBe(false);
    expect(opened.log.filter((line) => line.level === 'error')).toMatchObject([
      { what: { cause: 'invalid_auth' }, message: expect.stringContaining('SLACK_APP_TOKEN') },
    ]);
    opened.clock.turn(500);
    await isBack();
  });

  it('stays closed when it was closed', async () => {
    await opened.app.stop();
    expect(opened.app.connected()).toBe(false);
    expect(opened.slack.calls().filter((one) => one.method === 'apps.connections.open')).toHaveLength(1);
  });
});
