import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../index.ts';
import { clientOf } from '../support.ts';
import { type SmallApp, startApp, type Way } from './bolt-app.ts';

const USERS = [
  { id: 'U0LEAD', name: 'lead', realName: 'De regiehouder', email: 'lead@school.example' },
  { id: 'U0TEACHER', name: 'teacher', realName: 'De mentor' },
  { id: 'U0PARENT', name: 'parent', realName: 'De ouder', isGuest: true },
] as const;

const card = (words: string) => [
  { type: 'section', text: { type: 'mrkdwn', text: words } },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'done', value: 'a1', text: { type: 'plain_text', text: 'Klaar' } },
      {
        type: 'button',
        action_id: 'end',
        value: 'a1',
        text: { type: 'plain_text', text: 'Stoppen' },
        confirm: {
          title: { type: 'plain_text', text: 'Stoppen?' },
          text: { type: 'plain_text', text: 'Dit kan niet terug.' },
          confirm: { type: 'plain_text', text: 'Ja' },
          deny: { type: 'plain_text', text: 'Nee' },
        },
      },
    ],
  },
];

const FORM: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: { type: 'plain_text', text: 'Afspraak' },
  submit: { type: 'plain_text', text: 'Opslaan' },
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'title',
      label: { type: 'plain_text', text: 'Wat' },
      element: { type: 'plain_text_input', action_id: 'value', max_length: 20 },
    },
    {
      type: 'input',
      block_id: 'due',
      optional: true,
      label: { type: 'plain_text', text: 'Wanneer' },
      element: { type: 'datepicker', action_id: 'value' },
    },
    {
      type: 'input',
      block_id: 'kind',
      label: { type: 'plain_text', text: 'Soort' },
      element: {
        type: 'static_select',
        action_id: 'value',
        initial_option: { text: { type: 'plain_text', text: 'Afspraak' }, value: 'agreement' },
        options: [
          { text: { type: 'plain_text', text: 'Afspraak' }, value: 'agreement' },
          { text: { type: 'plain_text', text: 'Besluit' }, value: 'decision' },
        ],
      },
    },
  ],
};

/** A small app that does a bit of everything. */
function listen(app: App): void {
  app.command('/schakel', async ({ ack, command, client, respond }) => {
    if (command.text === 'formulier') {
      await client.views.open({ trigger_id: command.trigger_id, view: FORM });
      return ack();
    }
    if (command.text === 'later') {
      await ack();
      await respond({ text: 'Dat kwam later', response_type: 'ephemeral' });
      return;
    }
    await ack(`Je typte: ${command.text}`);
  });
  app.action('done', async ({ ack, body, client }) => {
    const { channel, message } = body as BlockAction<ButtonAction>;
    await ack();
    await client.chat.update({
      channel: channel!.id,
      ts: message!.ts,
      text: `Klaar, zegt <@${body.user.id}>`,
    });
  });
  app.action('end', async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, text: 'Gestopt' });
  });
  app.view('form', async ({ ack, view, client }) => {
    const title = view.state.values.title?.value?.value ?? '';
    if (title === 'fout') return ack({ response_action: 'errors', errors: { title: 'Dat kan niet' } });
    const due = view.state.values.due?.value?.selected_date ?? 'geen dag';
    const kind = view.state.values.kind?.value?.selected_option?.value;
    await ack();
    await client.chat.postMessage({ channel: 'U0LEAD', text: `${title} / ${due} / ${kind}` });
  });
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, client }) => {
    await ack();
    await client.chat.postMessage({ channel: 'U0LEAD', text: 'Formulier gesloten' });
  });
  app.shortcut('make_agreement', async ({ ack, shortcut, client }) => {
    await ack();
    if (shortcut.type !== 'message_action') return;
    await client.chat.postMessage({
      channel: shortcut.channel.id,
      text: `Afspraak van: ${shortcut.message.text}`,
    });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: card('Mijn afspraken') },
    });
  });
  app.event('member_joined_channel', async ({ event, client, body }) => {
    if (event.user === 'U0SCHAKEL') return;
    const count = `${body.event_id}`;
    await client.chat.postMessage({ channel: event.channel, text: `Welkom <@${event.user}> (${count})` });
  });
}

describe.each<Way>(['signed HTTP', 'Socket Mode'])('a real Bolt app over %s', (way) => {
  let slack: SlackStandIn;
  let small: SmallApp;

  beforeAll(async () => {
    slack = await startSlackStandIn({ users: USERS, pace: false });
    small = await startApp(slack, way, listen);
    await slack.as('U0LEAD').createChannel('wilg-27');
    await slack.as('U0LEAD').invite('wilg-27', slack.botUserId, 'U0TEACHER', 'U0PARENT');
    await slack.settled();
  });

  afterAll(async () => {
    await small.close();
    await slack.close();
  });

  const post = (words: string) =>
    clientOf(slack).chat.postMessage({ channel: 'wilg-27', text: words, blocks: card(words) });

  it('answers a slash command to the person only', async () => {
    const got = await slack.as('U0LEAD').command('wilg-27', '/schakel klaar 3');
    expect(got).toMatchObject({ status: 200, acknowledgedInTime: true });
    expect(slack.readBy('U0LEAD', 'wilg-27').at(-1)).toMatchObject({
      text: 'Je typte: klaar 3',
      ephemeralFor: 'U0LEAD',
    });
    expect(slack.readBy('U0TEACHER', 'wilg-27').some((message) => message.text.startsWith('Je typte'))).toBe(
      false,
    );
    expect(slack.history('wilg-27').some((message) => message.text.startsWith('Je typte'))).toBe(false);
  });

  it('answers later through the response address', async () => {
    await slack.as('U0LEAD').command('wilg-27', '/schakel later');
    await expect.poll(() => slack.readBy('U0LEAD', 'wilg-27').at(-1)?.text).toBe('Dat kwam later');
  });

  it('lets a guest press the button of a posted message, which then changes for everybody', async () => {
    await post('Mentor belt de school');
    const got = await slack.as('U0PARENT').click({ channel: 'wilg-27', text: 'Mentor belt' }, 'Klaar');
    expect(got.acknowledgedInTime).toBe(true);
    await expect
      .poll(() => slack.history('wilg-27').at(-1))
      .toMatchObject({
        text: 'Klaar, zegt <@U0PARENT>',
        blocks: [],
        edited: true,
      });
  });

  it('shows the dialog of a final button, and sends nothing to who does not agree', async () => {
    await post('Iemand regelt vervoer');
    const target = { channel: 'wilg-27', text: 'vervoer' };
    const no = await slack.as('U0LEAD').click(target, 'Stoppen', { agree: false });
    expect(no.dialog).toMatchObject({ title: 'Stoppen?', confirm: 'Ja', deny: 'Nee' });
    expect(slack.history('wilg-27').at(-1)?.text).toBe('Iemand regelt vervoer');
    await slack.as('U0LEAD').click(target, 'Stoppen');
    await expect.poll(() => slack.history('wilg-27').at(-1)?.text).toBe('Gestopt');
  });

  it('opens a form, refuses what its fields would not take, and sends what was filled in', async () => {
    const lead = slack.as('U0LEAD');
    await lead.command('wilg-27', '/schakel formulier');
    expect(lead.openView().callback_id).toBe('form');
    await expect(lead.submit({})).rejects.toThrow('empty: Wat');
    await expect(lead.submit({ Waar: 'hier' })).rejects.toThrow('"Waar" is not in the form');
    await expect(lead.submit({ Wat: 'x'.repeat(21) })).rejects.toThrow('too long');
    await expect(lead.submit({ Soort: 'Wens' })).rejects.toThrow('not a choice');
    await expect(lead.submit({ Wanneer: 'vrijdag' })).rejects.toThrow('not a date');
    const wrong = await lead.submit({ Wat: 'fout' });
    expect(wrong.errors).toEqual({ title: 'Dat kan niet' });
    expect(lead.hasView()).toBe(true);
    await lead.submit({ Wat: 'Bellen', Wanneer: '2026-11-27', Soort: 'Besluit' });
    expect(lead.hasView()).toBe(false);
    await expect.poll(() => slack.dm('U0LEAD').at(-1)?.text).toBe('Bellen / 2026-11-27 / decision');
  });

  it('tells the app that a form was closed', async () => {
    const lead = slack.as('U0LEAD');
    await lead.command('wilg-27', '/schakel formulier');
    const got = await lead.closeView();
    expect(got?.acknowledgedInTime).toBe(true);
    await expect.poll(() => slack.dm('U0LEAD').at(-1)?.text).toBe('Formulier gesloten');
  });

  it('carries a message shortcut', async () => {
    const said = await slack.as('U0TEACHER').say('wilg-27', 'Ik bel morgen');
    await slack.as('U0TEACHER').shortcut('make_agreement', said);
    await expect.poll(() => slack.history('wilg-27').at(-1)?.text).toBe('Afspraak van: Ik bel morgen');
  });

  it('shows the Home that the app publishes, and its buttons can be pressed', async () => {
    await slack.as('U0LEAD').openHome();
    await expect.poll(() => slack.home('U0LEAD')?.blocks.length).toBe(2);
    const got = await slack.as('U0LEAD').click('home', 'Stoppen', { agree: false });
    expect(got.dialog?.title).toBe('Stoppen?');
  });

  it('delivers an event again with the same event id', async () => {
    await slack.as('U0LEAD').remove('wilg-27', 'U0TEACHER');
    await slack.as('U0LEAD').invite('wilg-27', 'U0TEACHER');
    await slack.settled();
    const welcomes = () =>
      slack.history('wilg-27').filter((message) => message.text.includes('Welkom <@U0TEACHER>'));
    await expect.poll(() => welcomes().length).toBe(2);
    await slack.redeliver('events_api');
    await expect.poll(() => welcomes().length).toBe(3);
    expect(welcomes().at(-1)?.text).toBe(welcomes().at(-2)?.text);
  });
});
