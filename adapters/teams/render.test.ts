import * as AdaptiveCards from 'adaptivecards';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/domain/messages/index.ts';
import type { Action, Document, Form, Inline } from '../../src/ports/document.ts';
import { compose } from '../../src/text/compose.ts';
import { EXAMPLES } from '../../test/fixtures/messages.ts';
import { READERS } from '../../test/fixtures/reading.ts';
import { readPressed } from './incoming/form-state.ts';
import type { AdaptiveCard, CardElement } from './outgoing/card.ts';
import { LIMITS } from './outgoing/limits.ts';
import { renderForm } from './outgoing/render-form.ts';
import { renderMessage } from './render.ts';

const AAD = '6f1c2a34-0000-4000-8000-00000000000a';
const PERSON = { id: '00000000-0000-4000-8000-000000000001', name: 'Casemanager' };
const said = (text: Inline[]): Document => ({ notification: 'Wilg-27', blocks: [{ kind: 'text', text }] });
const cardOf = (document: Document, mentions: Record<string, string> = {}): AdaptiveCard =>
  renderMessage(document, mentions).attachments[0]?.content as AdaptiveCard;

/** Everything that a card lets Markdown, HTML or a mention be read in. */
function markdown(elements: readonly CardElement[]): string[] {
  return elements.flatMap((e) => (e.type === 'TextBlock' ? [e.text] : 'items' in e ? markdown(e.items) : []));
}

/** Returns what a person reads in a card, one line each. */
function lines(elements: readonly CardElement[]): string[] {
  return elements.flatMap((e) => {
    if (e.type === 'RichTextBlock') return [e.inlines.map((i) => i.text).join('')];
    if (e.type === 'TextBlock') return [e.text];
    if (e.type === 'ActionSet') return [e.actions.map((a) => `[${a.title}]`).join(' ')];
    return 'items' in e ? lines(e.items) : [];
  });
}

describe('a message on Teams', () => {
  it('calls who is asked, in a line of names, and names who is not in the tenant', () => {
    const card = cardOf(said([{ person: PERSON }, ', lukt het?']), { [PERSON.id]: AAD });
    expect(lines(card.body)).toEqual(['Casemanager, lukt het?', 'Genoemd: <at>Casemanager</at>']);
    expect(card.msteams?.entities).toEqual([
      { type: 'mention', text: '<at>Casemanager</at>', mentioned: { id: AAD, name: 'Casemanager' } },
    ]);
    expect(cardOf(said([{ person: PERSON }, ', lukt het?'])).msteams).toBeUndefined();
  });

  it('lets no word of a person come alive: Markdown, HTML and mentions only stand in lines of our own', () => {
    const hostile = '**vet** [klik](https://x.example) <at>Casemanager</at> <img src=x> @everyone';
    const card = cardOf(said([hostile, { bold: hostile }, { person: { ...PERSON, name: `${hostile}!` } }]), {
      [PERSON.id]: AAD,
    });
    const [line, ...others] = markdown(card.body);
    expect(others).toEqual([]);
    expect(line).toMatch(/^Genoemd: <at>[^<>*[\]()]*<\/at>$/);
  });

  it('keeps a few buttons in sight and the others one press away', () => {
    const actions = Array.from(
      { length: 10 },
      (_, i): Action => ({
        label: `Knop ${i}`,
        does: i % 2 ? { form: 'agreement.stuck' } : { command: 'agreement.reportDone' },
        args: { agreementId: 'x' },
      }),
    );
    const card = cardOf({ notification: 'x', blocks: [{ kind: 'actions', actions }] });
    expect(lines(card.body)).toEqual([
      '[Knop 0] [Knop 1] [Knop 2] [Meer …]',
      '[Knop 3] [Knop 4] [Knop 5] [Knop 6] [Knop 7]',
      '[Knop 8] [Knop 9]',
    ]);
  });

  it('asks first where something is final, with a yes that does it and a no that closes it', () => {
    const confirm = { title: 'Stoppen?', text: 'Dit kan niet terug.', yes: 'Ja, stoppen', no: 'Nee' };
    const action: Action = {
      label: 'Stoppen',
      does: { command: 'agreement.end' },
      args: { agreementId: 'x' },
      confirm,
    };
    const card = cardOf({ notification: 'x', blocks: [{ kind: 'actions', actions: [action] }] });
    expect(lines(card.body)).toEqual(['[Stoppen]', 'Stoppen?', 'Dit kan niet terug.', '[Ja, stoppen] [Nee]']);
    expect(card.body[1]).toMatchObject({ isVisible: false });
  });

  it('gives back what a button does, and nothing for what is not ours', () => {
    expect(readPressed('command:agreement.reportDone', { schakel: { agreementId: 'x' } })).toEqual({
      kind: 'command',
      name: 'agreement.reportDone',
      args: { agreementId: 'x' },
    });
    for (const data of [null, 'x', {}, { schakel: 'x' }, { schakel: { a: { b: 1 } } }])
      expect(readPressed('command:agreement.reportDone', data)).toBeNull();
  });

  it('says how much did not fit', () => {
    const blocks = Array.from({ length: 60 }, () => ({ kind: 'text' as const, text: ['a'.repeat(2_900)] }));
    const message = renderMessage({ notification: 'x', blocks }, {});
    expect(JSON.stringify(message).length).toBeLessThanOrEqual(LIMITS.message);
    expect(lines(cardOf({ notification: 'x', blocks }).body).at(-1)).toMatch(/^… \(\+\d+\)$/);
  });
});

describe.each(Object.entries(EXAMPLES))('%s', (_type, example) => {
  it('is a card that Teams accepts, in both languages and registers', () => {
    for (const reader of READERS) {
      const message = renderMessage(compose(example as Message, reader), { [PERSON.id]: AAD });
      const card = new AdaptiveCards.AdaptiveCard();
      const context = new AdaptiveCards.SerializationContext();
      card.parse(message.attachments[0]?.content, context);
      const events = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
      expect(events).toEqual([]);
      expect(card.validateProperties().validationEvents.map((e) => e.message)).toEqual([]);
    }
  });
});

/** Texts as people paste them, and as somebody who means ill types them. */
const TEXT = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        '<at>',
        '</at>',
        '**',
        '[x](',
        'https://x.example',
        '![',
        '`',
        '<',
        '&lt;',
        '\n',
        '👩‍👧',
        '\u202e',
        'a'.repeat(500),
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join('')),
);
const INLINE = fc.oneof(
  TEXT,
  TEXT.map((bold) => ({ bold })),
  TEXT.map((name) => ({ person: { ...PERSON, name } })),
);
const RUNS = Math.ceil(Number(process.env.TEXTS ?? 100_000) / 20);

it(`${RUNS * 20} texts: never over the limit, and nothing of a person comes alive`, () => {
  const documents = fc.array(fc.array(INLINE, { maxLength: 10 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(documents, (texts) => {
      const blocks = texts.map((text, i) => ({
        kind: i % 3 === 2 ? ('note' as const) : ('text' as const),
        text,
      }));
      const message = renderMessage({ notification: 'Wilg-27', blocks }, { [PERSON.id]: AAD });
      const card = message.attachments[0]?.content as AdaptiveCard;
      const live = markdown(card.body).filter(
        (text) => !/^(Genoemd|Named): (<at>[^<>*_`[\]()]{1,80}<\/at> ?)+$/.test(text),
      );
      return JSON.stringify(message).length <= LIMITS.message && live.length === 0;
    }),
    { numRuns: RUNS },
  );
}, 240_000);

it('finds everybody of the tenant in a form, also who is not in the conversation yet', () => {
  const form: Form = {
    ...{ id: 'participant.add', command: 'participant.add' as const, args: {} },
    ...{ title: 'Iemand toevoegen', submit: 'Toevoegen', cancel: 'Annuleren' },
    fields: [{ kind: 'member', name: 'member', label: 'Wie?' } as const],
  };
  const { body } = renderForm(form, null);
  const found = body.find((e) => 'choices.data' in e);
  expect(found).toMatchObject({
    'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
  });
});
