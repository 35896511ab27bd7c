import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DirectoryUnavailable } from '../../src/ports/directory.ts';
import { says, searchFrom } from '../../test/contract/platform-under-test.ts';
import { type Opened, openSlack } from '../../test/support/adapters/slack-adapter.ts';
import { createRespond } from './client.ts';
import { SCOPES } from './install/manifest.ts';

const workspace = { id: randomUUID(), externalId: 'T0STANDIN', settings: {} };
let opened: Opened;
let room: string;
beforeAll(async () => {
  opened = await openSlack('signed HTTP', { botScopes: SCOPES });
  const made = await opened.app.platform.openRoom(workspace, 'Wilg-27', 'Regie: niemand');
  room = made.ok ? made.value.externalId : '';
});
afterAll(() => opened.close());

const inRoom = () => ({ workspace, target: { room }, mentions: {} });
const called = (method: string) => opened.slack.calls().filter((one) => one.method === method);

describe('sending on Slack', () => {
  it('needs no more rights than the manifest asks for', async () => {
    const { platform } = opened.app;
    const posted = await platform.post(inRoom(), says('Overzicht'), randomUUID());
    const ref = posted.ok ? posted.value : '';
    const direct = { ...inRoom(), target: { person: 'U0TEACHER' } };
    const results = [
      posted,
      await platform.update(inRoom(), ref, says('Overzicht')),
      await platform.pin(inRoom(), ref),
      await platform.setTopic(inRoom(), 'Regie: de mentor'),
      await platform.invite(inRoom(), 'U0TEACHER'),
      await platform.remove(inRoom(), 'U0TEACHER'),
      await platform.post(direct, says('Lukt het?'), randomUUID()),
      await platform.find(direct, randomUUID(), searchFrom(opened.clock.now())),
      await platform.find(inRoom(), randomUUID(), searchFrom(opened.clock.now())),
    ];
    expect(results.filter((one) => !one.ok)).toEqual([]);
  });

  it('asks once for the direct conversation with a person', async () => {
    const direct = { ...inRoom(), target: { person: 'U0LEAD' } };
    await opened.app.platform.post(direct, says('Een'), randomUUID());
    await opened.app.platform.post(direct, says('Twee'), randomUUID());
    expect(called('conversations.open').filter((one) => one.args.users === 'U0LEAD')).toHaveLength(1);
  });

  it('never sends a message twice by itself', async () => {
    const before = called('chat.postMessage').length;
    opened.slack.fail({ kind: '503', method: 'chat.postMessage' });
    const got = await opened.app.platform.post(inRoom(), says('Een keer'), randomUUID());
    expect(got).toMatchObject({ ok: false, failure: { kind: 'perhaps', cause: 'http 503' } });
    expect(called('chat.postMessage')).toHaveLength(before + 1);
  });

  it('mentions a member by their id in that workspace', async () => {
    const id = randomUUID();
    const document = {
      notification: 'Wilg-27',
      blocks: [{ kind: 'text' as const, text: [{ person: { id, name: 'De mentor' } }, ' doet mee'] }],
    };
    await opened.app.platform.post({ ...inRoom(), mentions: { [id]: 'U0TEACHER' } }, document, randomUUID());
    expect(JSON.stringify(opened.slack.history(room).at(-1)?.blocks)).toContain('"user_id":"U0TEACHER"');
  });

  it('makes a lowercase channel name of a code', () => {
    expect(opened.slack.channelByName('wilg-27')?.topic).not.toBe('');
  });

  it('makes nothing live of what stands in a topic', async () => {
    await opened.app.platform.setTopic(inRoom(), '<!channel> <https://kwaad.example|klik> & meer');
    expect(opened.slack.channelByName('wilg-27')?.topic).not.toMatch(/<|https:\/\//);
  });
});

describe('who somebody is', () => {
  it('is told by Slack: name, address, language, guest, gone, and who runs the workspace', async () => {
    const describeMember = (id: string) => opened.app.directory.describe('T0STANDIN', id);
    expect(await describeMember('U0LEAD')).toEqual({
      name: 'De regiehouder',
      email: 'lead@school.example',
      language: 'nl',
      guest: false,
      deactivated: false,
      bot: false,
      administrator: false,
    });
    expect(await describeMember('U0TEACHER')).toMatchObject({ language: 'en' });
    expect(await describeMember('U0PARENT')).toMatchObject({ guest: true });
    expect(await describeMember('U0GONE')).toMatchObject({ deactivated: true });
    expect(await describeMember('U0NOBODY')).toBeNull();
  });

  it('is not guessed when Slack cannot answer', async () => {
    opened.slack.fail({ kind: 'destroyed-before', method: 'users.info' });
    await expect(opened.app.directory.describe('T0STANDIN', 'U0LEAD')).rejects.toThrow(DirectoryUnavailable);
  });
});

describe('whose token it is', () => {
  it('is told by Slack', async () => {
    expect(await opened.app.identify()).toEqual([{ teamId: 'T0STANDIN', teamName: 'Stand-in' }]);
  });
});

describe('an address to answer to', () => {
  it('is used only when it is of Slack', async () => {
    const respond = createRespond({ apiUrl: null });
    const elsewhere = [
      opened.url,
      'http://hooks.slack.com/actions/1',
      'https://hooks.slack.com.kwaad.example/1',
      'https://hooks.slack.com@kwaad.example/1',
      'https://hooks.slack.com:8443/1',
      'https://kwaad.example/hooks.slack.com',
      'file:///etc/passwd',
      'hooks.slack.com',
      '',
    ];
    for (const url of elsewhere) await expect(respond(url, {}), url).rejects.toThrow('not of Slack');
    expect(opened.useCases.inbound).toEqual([]);
  });
});
