import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Uuid } from '../../src/domain/vocabulary.ts';
import type { Block, Document, Inline } from '../../src/ports/document.ts';
import { checkBlocks } from '../../test/fakes/slack/block-kit/block-kit.ts';
import { reading } from '../../test/fakes/slack/index.ts';
import { TooLarge } from './outgoing/render-actions.ts';
import { renderHome, renderMessage } from './render.ts';

const KNOWN = '00000000-0000-4000-8000-000000000001' as Uuid;
const UNKNOWN = '00000000-0000-4000-8000-000000000002' as Uuid;
const MENTIONS = { [KNOWN]: 'U0TEACHER' };

const of = (...blocks: Block[]): Document => ({ notification: 'Wilg-27: nieuwe afspraak', blocks });

describe('a message', () => {
  it('shows what was typed as it was typed, whatever Slack would make of it', () => {
    const typed = '*let op* <!channel> @here <@U0LEAD> :tada: ~weg~ `code`\n> citaat';
    const { blocks } = renderMessage(of({ kind: 'text', text: [typed] }), {});
    expect(reading(blocks as never)).toBe(typed);
    expect(JSON.stringify(blocks)).not.toContain('mrkdwn');
  });

  it('mentions only who is known here, and names everybody else', () => {
    const text: Inline[] = [
      { person: { id: KNOWN, name: 'De mentor' } },
      ' vraagt ',
      { person: { id: UNKNOWN, name: 'De ouder' } },
    ];
    expect(renderMessage(of({ kind: 'text', text }), MENTIONS).blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'user', user_id: 'U0TEACHER' },
              { type: 'text', text: ' vraagt ' },
              { type: 'text', text: 'De ouder', style: { bold: true } },
            ],
          },
        ],
      },
    ]);
  });

  it('makes no mention of an id that is not one of Slack', () => {
    const text: Inline[] = [{ person: { id: KNOWN, name: 'De mentor' } }];
    const { blocks } = renderMessage(of({ kind: 'text', text }), { [KNOWN]: '!channel' });
    expect(reading(blocks as never)).toBe('De mentor');
  });

  it('puts facts under each other, each behind its label', () => {
    const { blocks } = renderMessage(
      of({
        kind: 'facts',
        facts: [
          { label: 'Wie', value: ['De mentor'] },
          { label: 'Wanneer', value: ['dinsdag'] },
        ],
      }),
      {},
    );
    expect(blocks).toHaveLength(1);
    expect(reading(blocks as never).replaceAll('\n', '')).toBe('Wie: De mentorWanneer: dinsdag');
  });

  it('escapes the notification, the one text that Slack reads as markup', () => {
    const { text } = renderMessage({ notification: '<!here> & <https://kwaad.example>', blocks: [] }, {});
    expect(text).not.toMatch(/[<>]/);
    expect(text).toContain('&lt;!here&gt; &amp; &lt;');
  });

  it('says how much is left out when there is more than Slack takes', () => {
    const many = Array.from({ length: 70 }, (_, n): Block => ({ kind: 'note', text: [`regel ${n + 1}`] }));
    const { blocks } = renderMessage(of(...many), {});
    expect(blocks).toHaveLength(50);
    expect(reading(blocks.slice(-1) as never)).toBe('… (+21)');
    expect(renderHome(of(...many)).blocks).toHaveLength(70);
  });

  it('stays below what all texts of a message may be together', () => {
    const long = Array.from({ length: 20 }, (): Block => ({ kind: 'text', text: ['woord '.repeat(1000)] }));
    const { blocks } = renderMessage(of(...long), {});
    expect(reading(blocks as never).length).toBeLessThan(13_200);
    expect(reading(blocks.slice(-1) as never)).toBe('… (+16)');
  });
});

describe('a button', () => {
  const pressed = (args: Record<string, string | number>): Block => ({
    kind: 'actions',
    actions: [
      { label: 'Klaar', does: { command: 'agreement.reportDone' }, args, style: 'primary' },
      {
        label: 'Stoppen',
        does: { form: 'agreement.end' },
        args,
        style: 'danger',
        confirm: { title: 'Stoppen?', text: 'Dit kan niet terug.', yes: 'Ja, stoppen', no: 'Nee' },
      },
    ],
  });

  it('carries what it does in its id and with what in its value, and asks first where that is final', () => {
    const [block] = renderMessage(of(pressed({ agreementId: 'a1' })), {}).blocks as unknown as [
      { elements: Record<string, unknown>[] },
    ];
    expect(block.elements[0]).toMatchObject({
      action_id: 'command:agreement.reportDone#0',
      value: '{"agreementId":"a1"}',
      style: 'primary',
    });
    expect(block.elements[1]).toMatchObject({ action_id: 'form:agreement.end#1', style: 'danger' });
    expect(block.elements[1]).toHaveProperty('confirm.title.text', 'Stoppen?');
  });

  it('stands among a few; many are calmer behind one of them, which carries them all', () => {
    const many = (n: number, args: Record<string, string>): Block => ({
      kind: 'actions',
      actions: Array.from({ length: n }, (_, i) => ({
        label: `Knop ${i}`,
        does: { command: 'agreement.reportDone' },
        args,
      })),
    });
    const labels = (block: Block): string =>
      reading(renderMessage(of(block), {}).blocks as never).replaceAll('\n', ' ');
    const args = { agreementId: 'a1' };
    expect(labels(many(5, args))).toBe('Knop 0 Knop 1 Knop 2 Knop 3 Knop 4');
    expect(labels(many(6, args))).toBe('Knop 0 Knop 1 Knop 2 Meer …');
    // More than a button can carry: then all of them are in sight.
    expect(labels(many(6, { text: 'x'.repeat(900) }))).toBe('Knop 0 Knop 1 Knop 2 Knop 3 Knop 4 Knop 5');
  });

  it('is not sent half when what it carries is too much for Slack', () => {
    expect(() => renderMessage(of(pressed({ text: 'x'.repeat(2000) })), {})).toThrow(TooLarge);
  });

  it('has its place when there are more than Slack puts in one row', () => {
    const [action] = (pressed({}) as Extract<Block, { kind: 'actions' }>).actions;
    const { blocks } = renderMessage(
      of({ kind: 'actions', actions: Array.from({ length: 60 }, () => action!) }),
      {},
    );
    expect(blocks).toHaveLength(3);
    expect(checkBlocks(blocks, 'message')).toEqual([]);
  });
});

/** Texts that people could type to do harm, and some that merely look strange. */
const FRAGMENTS = [
  '<!channel>',
  '<!here|hier>',
  '<!everyone>',
  '<@U0LEAD>',
  '<@W0ADMIN|baas>',
  '<#C0GENERAL>',
  '<!subteam^S1>',
  '@channel',
  '@here',
  '@everyone',
  '<https://kwaad.example|klik>',
  'https://kwaad.example',
  'http://1.2.3.4/x',
  'www.kwaad.example',
  'kwaad.example/pad',
  'naam@kwaad.example',
  'mailto:a@b.nl',
  'tel:0612345678',
  '*vet*',
  '_schuin_',
  '~weg~',
  '`code`',
  '```',
  '> citaat',
  '- lijst',
  ':rotating_light:',
  '&lt;!channel&gt;',
  '&amp;',
  '\\',
  '<',
  '>',
  '&',
  '"',
  '{',
  '}',
  '\u202e',
  '\u2066',
  '\u0000',
  '\ud800',
  '\udc00',
  '\u200b',
  '👨‍👩‍👧‍👦',
  'é',
  '\n\n',
  ' ',
  '',
];
const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...FRAGMENTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(...FRAGMENTS).map((one) => one.repeat(400)) },
);
const typed = fc.array(word, { maxLength: 6 }).map((words) => words.join(''));
const person = fc.record({ id: fc.constantFrom(KNOWN, UNKNOWN), name: typed });
const inline: fc.Arbitrary<Inline> = fc.oneof(
  typed,
  fc.record({ bold: typed }),
  person.map((one) => ({ person: one })),
);
const rich = fc.array(inline, { maxLength: 4 });
const action = fc.record({
  label: typed,
  does: fc.constant({ command: 'agreement.reportDone' }),
  args: fc.constant({ agreementId: 'a1' }),
  confirm: fc.record({ title: typed, text: typed, yes: typed, no: typed }),
});
const block: fc.Arbitrary<Block> = fc.oneof(
  typed.map((text): Block => ({ kind: 'heading', text })),
  rich.map((text): Block => ({ kind: 'text', text })),
  rich.map((text): Block => ({ kind: 'note', text })),
  fc
    .array(fc.record({ label: typed, value: rich }), { maxLength: 3 })
    .map((facts): Block => ({ kind: 'facts', facts })),
  fc.array(action, { maxLength: 3 }).map((actions): Block => ({ kind: 'actions', actions })),
);

const LIVE = /https?:\/\/|mailto:[\p{L}\p{N}]|tel:\d|[\p{L}\p{N}]@[\p{L}\p{N}]|\p{L}\.\p{L}{2}/u;
const HIDDEN = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** Every part of a rendered message that is not a plain text, and every text that a program would make live. */
function alive(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => alive(item, `${path}/${index}`));
  if (typeof value !== 'object' || value === null) return [];
  const part = value as Record<string, unknown>;
  const bad: string[] = [];
  if (['mrkdwn', 'link', 'broadcast', 'channel', 'usergroup', 'team', 'emoji'].includes(String(part.type)))
    bad.push(path);
  if (part.type === 'user' && part.user_id !== MENTIONS[KNOWN]) bad.push(path);
  if (typeof part.text === 'string') {
    if (LIVE.test(part.text) || HIDDEN.test(part.text) || !part.text.isWellFormed())
      bad.push(`${path}: ${part.text}`);
  }
  return [...bad, ...Object.entries(part).flatMap(([key, item]) => alive(item, `${path}/${key}`))];
}

describe('whatever people type', () => {
  it('no mention or link comes alive and no limit of Slack is passed, in 100,000 generated texts', () => {
    let texts = 0;
    const counted = (value: unknown): void => {
      if (typeof value === 'string') texts += 1;
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(counted);
    };
    let seed = 0;
    while (texts < 100_000) {
      seed += 1;
      fc.assert(
        fc.property(typed, fc.array(block, { maxLength: 12 }), (notification, blocks) => {
          counted(blocks);
          const message = renderMessage({ notification, blocks }, MENTIONS);
          expect(alive(message.blocks)).toEqual([]);
          expect(checkBlocks(message.blocks, 'message')).toEqual([]);
          expect(reading(message.blocks as never).length).toBeLessThan(13_200);
          expect(message.text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
          expect(message.text).not.toMatch(LIVE);
        }),
        { numRuns: 500, seed },
      );
    }
    expect(texts).toBeGreaterThanOrEqual(100_000);
  });
});
