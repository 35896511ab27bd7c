import type { App, RespondFn } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SmallApp, startApp, type Way } from '../events/bolt-app.ts';
import { type SlackStandIn, startSlackStandIn } from '../index.ts';
import { actions, button, clientOf, refusal, section, USERS, words } from '../support.ts';

const FORM: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: words('Formulier'),
  submit: words('Verder'),
  blocks: [
    {
      type: 'input',
      block_id: 'what',
      label: words('Wat'),
      element: { type: 'plain_text_input', action_id: 'a' },
    },
  ],
};

let slack: SlackStandIn;
let small: SmallApp | null = null;
let now = 0;

async function start(
  listen: (app: App) => void,
  way: Way = 'signed HTTP',
  ackWithinMs = 3000,
): Promise<void> {
  slack = await startSlackStandIn({ users: USERS, pace: false, now: () => now, ackWithinMs });
  await slack.as('U0LEAD').createChannel('wilg');
  small = await startApp(slack, way, listen);
  await slack.as('U0LEAD').invite('wilg', slack.botUserId, 'U0TEACHER');
  await slack.settled();
}

beforeEach(() => {
  // Bolt checks signatures on the real clock.
  now = Date.now();
});

afterEach(async () => {
  await small?.close();
  small = null;
  await slack.close();
});

describe('the three seconds', () => {
  it.each<Way>(['signed HTTP', 'Socket Mode'])(
    'tells the person when the app does not answer over %s',
    async (way) => {
      await start((app) => app.command('/schakel', async () => undefined), way, 60);
      const got = await slack.as('U0LEAD').command('wilg', '/schakel hoi');
      expect(got).toMatchObject({ status: 0, acknowledgedInTime: false });
      expect(slack.readBy('U0LEAD', 'wilg').at(-1)).toMatchObject({
        author: 'USLACKBOT',
        text: '/schakel failed with the error "operation_timeout"',
      });
    },
  );

  it('hears an app that is not there, and says so', async () => {
    await start(() => undefined);
    slack.connect('http://127.0.0.1:1/slack/events');
    expect(await slack.as('U0LEAD').command('wilg', '/schakel hoi')).toMatchObject({
      status: 0,
      acknowledgedInTime: false,
    });
  });

  it('is not acknowledged by an error', async () => {
    await start((app) =>
      app.command('/schakel', async () => {
        throw new Error('kapot');
      }),
    );
    const got = await slack.as('U0LEAD').command('wilg', '/schakel hoi');
    expect(got).toMatchObject({ status: 500, acknowledgedInTime: false });
  });

  it('does not show an answer that Block Kit refuses', async () => {
    await start((app) => app.command('/schakel', ({ ack }) => ack({ blocks: [section('x'.repeat(3001))] })));
    const got = await slack.as('U0LEAD').command('wilg', '/schakel hoi');
    expect(got).toMatchObject({ acknowledgedInTime: true, refused: 'invalid_blocks' });
    expect(slack.readBy('U0LEAD', 'wilg')).toEqual([]);
  });

  it('shows an answer to everybody when the app says in_channel', async () => {
    await start((app) =>
      app.command('/schakel', ({ ack }) => ack({ text: 'Voor ons allen', response_type: 'in_channel' })),
    );
    await slack.as('U0LEAD').command('wilg', '/schakel hoi');
    expect(slack.readBy('U0TEACHER', 'wilg').at(-1)?.text).toBe('Voor ons allen');
  });
});

describe('signatures', () => {
  it('are refused by Bolt when the secret is another, or the clock is six minutes behind', async () => {
    const other = await startSlackStandIn({ users: USERS, pace: false, signingSecret: 'another secret' });
    await start((app) => app.command('/schakel', ({ ack }) => ack('hier')));
    await slack.as('U0LEAD').command('wilg', '/schakel');
    const url = small!.url;
    other.connect(url);
    await other.as('U0LEAD').createChannel('wilg');
    expect((await other.as('U0LEAD').command('wilg', '/schakel')).status).toBe(401);
    now -= 6 * 60_000;
    expect((await slack.as('U0LEAD').command('wilg', '/schakel')).status).toBe(401);
    await other.close();
  });
});

describe('opening a form', () => {
  const triggers: string[] = [];
  const keep = (app: App): void =>
    app.command('/schakel', async ({ ack, command }) => {
      triggers.push(command.trigger_id);
      await ack();
    });
  const open = (trigger_id: string, view = FORM) => refusal(clientOf(slack).views.open({ trigger_id, view }));

  it('works once, within three seconds of the click', async () => {
    await start(keep);
    await slack.as('U0LEAD').command('wilg', '/schakel');
    expect(await open(triggers.at(-1)!)).toBe('ok');
    expect(await open(triggers.at(-1)!)).toBe('exchanged_trigger_id');
    await slack.as('U0LEAD').command('wilg', '/schakel');
    now += 3001;
    expect(await open(triggers.at(-1)!)).toBe('expired_trigger_id');
    expect(await open('1.2.3')).toBe('invalid_trigger_id');
  });

  it('is refused for a form against the rules, and the trigger is still good', async () => {
    await start(keep);
    await slack.as('U0LEAD').command('wilg', '/schakel');
    const bad: ModalView = { ...FORM, title: words('x'.repeat(25)) };
    expect(await open(triggers.at(-1)!, bad)).toBe('invalid_arguments');
    expect(() => slack.as('U0LEAD').openView()).toThrow('no form open');
    expect(await open(triggers.at(-1)!)).toBe('ok');
  });

  it('shows other content when the app updates it, unless the app saw an old version', async () => {
    await start(keep);
    await slack.as('U0LEAD').command('wilg', '/schakel');
    await open(triggers.at(-1)!, { ...FORM, external_id: 'een' });
    const client = clientOf(slack);
    const { id, hash } = slack.as('U0LEAD').openView();
    const view: ModalView = { ...FORM, title: words('Anders') };
    await client.views.update({ view_id: id, hash, view });
    expect(slack.as('U0LEAD').openView().title).toMatchObject({ text: 'Anders' });
    expect(await refusal(client.views.update({ view_id: id, hash, view }))).toBe('hash_conflict');
    expect(await refusal(client.views.update({ view_id: 'V0NONE', view }))).toBe('not_found');
  });

  it('stacks no more than three', async () => {
    await start((app) => {
      keep(app);
      app.view('form', ({ ack }) => ack({ response_action: 'push', view: FORM }));
    });
    const lead = slack.as('U0LEAD');
    await lead.command('wilg', '/schakel');
    await open(triggers.at(-1)!);
    await lead.submit({ Wat: 'x' });
    expect((await lead.submit({ Wat: 'x' })).refused).toBeUndefined();
    expect((await lead.submit({ Wat: 'x' })).refused).toBe('push_limit_reached');
    await lead.closeView();
    expect(lead.hasView()).toBe(true);
  });

  it('stays open with an error at a field, and Slack refuses an error at a field that is not there', async () => {
    let where = 'what';
    await start((app) => {
      keep(app);
      app.view('form', ({ ack }) => ack({ response_action: 'errors', errors: { [where]: 'Kan niet' } }));
    });
    const lead = slack.as('U0LEAD');
    await lead.command('wilg', '/schakel');
    await open(triggers.at(-1)!);
    expect(await lead.submit({ Wat: 'x' })).toMatchObject({ errors: { what: 'Kan niet' } });
    where = 'elders';
    expect((await lead.submit({})).refused).toBe('no input block elders');
    expect(lead.hasView()).toBe(true);
  });

  it('stays open when the app does not answer', async () => {
    await start(keep, 'Socket Mode', 60);
    const lead = slack.as('U0LEAD');
    await lead.command('wilg', '/schakel');
    await open(triggers.at(-1)!);
    expect((await lead.submit({ Wat: 'x' })).acknowledgedInTime).toBe(false);
    expect(lead.hasView()).toBe(true);
  });
});

describe('the address to answer to', () => {
  let answer: RespondFn | undefined;
  const said = async (what: Parameters<RespondFn>[0]): Promise<number | undefined> => {
    const got = await (answer!(what) as Promise<unknown>).then(
      (value) => value,
      (error: unknown) => error,
    );
    return (
      (got as { status?: number; response?: { status: number } }).response?.status ??
      (got as { status?: number })?.status
    );
  };
  const keep = (app: App): void => {
    app.command('/schakel', async ({ ack, respond }) => {
      answer = respond;
      await ack();
    });
    app.action(/.*/, async ({ ack, respond }) => {
      answer = respond;
      await ack();
    });
  };
  const texts = () => slack.readBy('U0LEAD', 'wilg').map((message) => message.text);

  it('takes five answers', async () => {
    await start(keep);
    await slack.as('U0LEAD').command('wilg', '/schakel');
    for (let turn = 1; turn <= 6; turn += 1) await said(`antwoord ${turn}`);
    expect(texts()).toEqual(['antwoord 1', 'antwoord 2', 'antwoord 3', 'antwoord 4', 'antwoord 5']);
  });

  it('is closed after half an hour', async () => {
    await start(keep);
    await slack.as('U0LEAD').command('wilg', '/schakel');
    now += 30 * 60_000 + 1;
    await said('te laat');
    expect(texts()).toEqual([]);
  });

  it('replaces or takes away the message that was pressed, also one that only one person sees', async () => {
    await start(keep);
    const client = clientOf(slack);
    const channel = slack.channelByName('wilg')!.id;
    const content = { text: 'kies', blocks: [section('kies'), actions(button('Ja'))] };
    await client.chat.postMessage({ channel, ...content });
    await client.chat.postEphemeral({ channel, user: 'U0LEAD', ...content });
    const [everybody, whisper] = slack.readBy('U0LEAD', 'wilg');
    await slack.as('U0LEAD').click(everybody!, 'Ja');
    await said({ replace_original: true, text: 'gekozen' });
    expect(slack.history('wilg')).toMatchObject([{ text: 'gekozen', blocks: [], edited: true }]);
    await slack.as('U0LEAD').click(whisper!, 'Ja');
    await said({ replace_original: true, text: 'fluister' });
    expect(texts()).toEqual(['gekozen', 'fluister']);
    await said({ delete_original: true });
    expect(texts()).toEqual(['gekozen']);
  });

  it('refuses what Block Kit refuses', async () => {
    await start(keep);
    await slack.as('U0LEAD').command('wilg', '/schakel');
    await said({ blocks: [section('')] });
    expect(texts()).toEqual([]);
  });
});

describe('events that were not acknowledged', () => {
  it('come again at once, after a minute and after five, and then no more', async () => {
    const seen: { id: string; retry: number | undefined }[] = [];
    await start((app) => {
      app.event('group_rename', async () => undefined);
      app.use(async ({ body, context, next }) => {
        seen.push({ id: String((body as { event_id?: string }).event_id), retry: context.retryNum });
        await next();
      });
    });
    seen.length = 0;
    const url = small!.url;
    slack.connect('http://127.0.0.1:1/slack/events');
    await slack.as('U0LEAD').rename('wilg', 'linde');
    await slack.settled();
    expect(await slack.retryDue()).toMatchObject([{ acknowledgedInTime: false }]);
    expect(await slack.retryDue()).toEqual([]);
    now += 60_000;
    expect(await slack.retryDue()).toMatchObject([{ acknowledgedInTime: false }]);
    now += 4 * 60_000;
    expect(await slack.retryDue()).toEqual([]);
    slack.connect(url);
    now += 60_000;
    expect(await slack.retryDue()).toMatchObject([{ acknowledgedInTime: true }]);
    expect(seen).toEqual([{ id: expect.stringMatching(/^Ev/), retry: 3 }]);
    now += 3_600_000;
    expect(await slack.retryDue()).toEqual([]);
  });
});

describe('an app of two processes', () => {
  it('hears by turns', async () => {
    const heard: string[] = [];
    const listen = (name: string) => (app: App) =>
      app.command('/schakel', async ({ ack }) => {
        heard.push(name);
        await ack();
      });
    await start(listen('een'));
    const first = small!.url;
    const second = await startApp(slack, 'signed HTTP', listen('twee'));
    slack.connect(first, second.url);
    for (let turn = 0; turn < 4; turn += 1) await slack.as('U0LEAD').command('wilg', '/schakel');
    expect(heard.toSorted()).toEqual(['een', 'een', 'twee', 'twee']);
    await second.close();
  });
});
