import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../index.ts';
import { actions, button, clientOf, refusal, section, USERS, words } from '../support.ts';
import type { Json } from '../types.ts';
import { checkBlocks, checkView } from './block-kit.ts';

const x = (count: number): string => 'x'.repeat(count);
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const option = (text: string, value = text) => ({ text: words(text), value });
const select = (more: Json) => actions({ type: 'static_select', action_id: 's', ...more } as never);
const confirm = (more: Json) =>
  actions({
    ...button('Stop'),
    confirm: { title: words('t'), text: words('x'), confirm: words('Ja'), deny: words('Nee'), ...more },
  } as never);
const input = (element: Json, more: Json = {}) => ({ type: 'input', label: words('Wat'), element, ...more });

const GOOD: readonly (readonly [string, Json[]])[] = [
  ['fifty blocks', many(50, () => section('x'))],
  ['a section of 3000 characters', [section(x(3000))]],
  ['ten fields of 2000 characters', [{ type: 'section', fields: many(10, () => mrkdwn(x(2000))) }]],
  ['a header of 150 characters', [{ type: 'header', text: words(x(150)) }]],
  ['ten words of context', [{ type: 'context', elements: many(10, () => mrkdwn('x')) }]],
  ['25 buttons', [actions(...many(25, (i) => button(`b${i}`)))]],
  ['a button of 75 characters', [actions(button(x(75), 'a'))]],
  ['a select of 100 options', [select({ options: many(100, (i) => option(`o${i}`)) })]],
  ['the same action id in two blocks', [actions(button('a')), actions(button('a'))]],
  [
    'a picture and a line',
    [{ type: 'divider' }, { type: 'image', image_url: 'https://x.example', alt_text: 'x' }],
  ],
];

const BAD: readonly (readonly [string, Json[], string])[] = [
  ['51 blocks', many(51, () => section('x')), '/blocks]'],
  ['a kind of block that does not exist', [{ type: 'shout' }], 'unsupported type: shout'],
  ['a section without text', [{ type: 'section' }], 'text or fields'],
  ['an empty section', [section('')], 'more than 0 characters'],
  ['a section of 3001 characters', [section(x(3001))], '/blocks/0/text/text'],
  ['eleven fields', [{ type: 'section', fields: many(11, () => mrkdwn('x')) }], '/fields'],
  ['a field of 2001 characters', [{ type: 'section', fields: [mrkdwn(x(2001))] }], '/fields/0'],
  ['a header of 151 characters', [{ type: 'header', text: words(x(151)) }], '/blocks/0/text'],
  ['a header with markup', [{ type: 'header', text: mrkdwn('x') }], 'must be plain_text'],
  ['eleven words of context', [{ type: 'context', elements: many(11, () => mrkdwn('x')) }], '/elements'],
  ['context with nothing in it', [{ type: 'context', elements: [] }], 'at least 1'],
  ['26 buttons', [actions(...many(26, (i) => button(`b${i}`)))], '/elements'],
  ['no buttons', [actions()], 'at least 1'],
  ['a button of 76 characters', [actions(button(x(76), 'a'))], '/elements/0/text'],
  [
    'a button with a value of 2001 characters',
    [actions({ ...button('a'), value: x(2001) } as never)],
    '/value',
  ],
  [
    'a button with an address of 3001 characters',
    [actions({ ...button('a'), url: x(3001) } as never)],
    '/url',
  ],
  ['a button in a colour of its own', [actions({ ...button('a'), style: 'green' } as never)], '/style'],
  ['two buttons with one action id', [actions(button('a'), button('a'))], 'action_id already exists'],
  ['an action id of 256 characters', [actions(button('a', x(256)))], '/action_id'],
  [
    'two blocks with one id',
    many(2, () => ({ ...section('x'), block_id: 'same' })),
    'block_id already exists',
  ],
  ['a block id of 256 characters', [{ ...section('x'), block_id: x(256) }], '/block_id'],
  [
    'a field to type in among buttons',
    [actions({ type: 'plain_text_input', action_id: 'a' } as never)],
    'unsupported',
  ],
  ['101 options', [select({ options: many(101, (i) => option(`o${i}`)) })], '/options'],
  ['no options', [select({ options: [] })], 'at least 1'],
  ['an option of 76 characters', [select({ options: [option(x(76))] })], '/options/0/text'],
  ['an option with a long value', [select({ options: [option('a', x(151))] })], '/options/0/value'],
  [
    'a choice that is not offered',
    [select({ options: [option('a')], initial_option: option('b') })],
    'initial option',
  ],
  [
    'a placeholder of 151 characters',
    [select({ options: [option('a')], placeholder: words(x(151)) })],
    '/placeholder',
  ],
  [
    'six lines in a menu',
    [actions({ type: 'overflow', options: many(6, (i) => option(`o${i}`)) } as never)],
    '/options',
  ],
  ['a dialog with a long title', [confirm({ title: words(x(101)) })], '/confirm/title'],
  ['a dialog with a long text', [confirm({ text: words(x(301)) })], '/confirm/text'],
  ['a dialog with a long button', [confirm({ confirm: words(x(31)) })], '/confirm/confirm'],
  ['a dialog without a way back', [confirm({ deny: undefined })], '/confirm/deny'],
  ['a date that is none', [input({ type: 'datepicker', initial_date: 'vrijdag' })], '/initial_date'],
  ['a label of 2001 characters', [input({ type: 'datepicker' }, { label: words(x(2001)) })], '/label'],
  ['a button to fill in', [input(button('a'))], 'unsupported type: button'],
  ['a picture without words', [{ type: 'image', image_url: 'https://x.example' }], '/alt_text'],
];

const MODAL = { type: 'modal', title: words('Afspraak'), submit: words('Opslaan'), blocks: [section('x')] };
const BAD_VIEWS: readonly (readonly [string, Json, string])[] = [
  ['a title of 25 characters', { ...MODAL, title: words(x(25)) }, '/view/title'],
  ['no title', { ...MODAL, title: undefined }, '/view/title'],
  ['a send button of 25 characters', { ...MODAL, submit: words(x(25)) }, '/view/submit'],
  ['a close button of 25 characters', { ...MODAL, close: words(x(25)) }, '/view/close'],
  [
    'fields without a send button',
    { ...MODAL, submit: undefined, blocks: [input({ type: 'datepicker' })] },
    'required',
  ],
  ['101 blocks', { ...MODAL, blocks: many(101, () => section('x')) }, '/blocks'],
  ['3001 characters of private metadata', { ...MODAL, private_metadata: x(3001) }, '/private_metadata'],
  ['a callback id of 256 characters', { ...MODAL, callback_id: x(256) }, '/callback_id'],
  ['another kind of view', { ...MODAL, type: 'window' }, '/view/type'],
];

describe('what fits in Block Kit', () => {
  it.each(GOOD)('takes %s', (_, blocks) => {
    expect(checkBlocks(blocks, 'message')).toEqual([]);
  });

  it.each(BAD)('refuses %s', (_, blocks, reason) => {
    expect(checkBlocks(blocks, 'message').join('\n')).toContain(reason);
  });

  it('takes a hundred blocks in a form', () => {
    expect(checkView({ ...MODAL, blocks: many(100, () => section('x')) })).toEqual([]);
  });

  it.each(BAD_VIEWS)('refuses a form with %s', (_, view, reason) => {
    expect(checkView(view).join('\n')).toContain(reason);
  });
});

describe('what the app hears', () => {
  let slack: SlackStandIn;
  let client: WebClient;

  beforeAll(async () => {
    slack = await startSlackStandIn({ users: USERS, pace: false });
    client = clientOf(slack);
    await client.conversations.create({ name: 'wilg', is_private: true });
  });

  afterAll(() => slack.close());

  it('is invalid_blocks with the reason, and nothing is posted', async () => {
    const blocks = [actions(button(x(76), 'a'))];
    const failed = await client.chat
      .postMessage({ channel: 'wilg', text: 'x', blocks })
      .catch((error) => error.data);
    expect(failed.error).toBe('invalid_blocks');
    expect(failed.response_metadata.messages[0]).toContain('/blocks/0/elements/0/text');
    expect(slack.history('wilg')).toEqual([]);
  });

  it('is the same for a message that is changed and for one that only one person sees', async () => {
    const channel = slack.channelByName('wilg')!.id;
    const { ts } = await client.chat.postMessage({ channel, text: 'x' });
    const blocks = [section(x(3001))];
    expect(await refusal(client.chat.update({ channel, ts: ts!, text: 'x', blocks }))).toBe('invalid_blocks');
    const whisper = client.chat.postEphemeral({ channel, user: slack.botUserId, text: 'x', blocks });
    expect(await refusal(whisper)).toBe('invalid_blocks');
    expect(await refusal(client.apiCall('chat.postMessage', { channel, text: 'x', blocks: '[{' }))).toBe(
      'invalid_blocks_format',
    );
  });

  it('is invalid_arguments for Home, and view_too_large above 250 kB', async () => {
    const publish = (blocks: Json[]) =>
      refusal(client.views.publish({ user_id: 'U0LEAD', view: { type: 'home', blocks } as never }));
    expect(await publish([section('')])).toBe('invalid_arguments');
    expect(await publish(many(90, () => section(x(2900))))).toBe('view_too_large');
    expect(await publish([section('x')])).toBe('ok');
  });
});
