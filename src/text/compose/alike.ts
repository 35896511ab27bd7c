import type { Message } from '../../domain/messages/index.ts';
import { receives } from '../../domain/messages/recipients.ts';
import {
  type Action,
  type Block,
  type Document,
  inlineWords,
  type Reader,
  type RichText,
} from '../../ports/document.ts';
import { compose } from '../compose.ts';
import { buttons, command, note, ownAddress, sentence, text, word } from '../words/tools.ts';

/** Cases with all their buttons; the others have one each, so that all of them fit on the narrowest platform. */
const IN_FULL = 14;
const LETTERS = 7000;
const IN_ROW = 5;

interface OfOne {
  readonly code: string;
  readonly blocks: readonly Block[];
  /** One button named by the code of the case, in place of all where there is no room for them. */
  readonly short: Action | null;
}

/**
 * The same in many cases as one message: thirty of them on one morning hide everything else. Each case has its code and
 * its own buttons, and what stands alike below each stands there once.
 */
export function composeAlike(messages: readonly [Message, ...Message[]], reader: Reader): Document {
  const documents = messages.map((m) => compose(m, reader));
  const each = messages.map((m, i) => ofOne(m, documents[i] as Document, reader));
  const whole = each.slice(0, howMany(each));
  const codes = new Set(each.map(({ code }) => code));
  const heading = word(reader, 'alike.heading', { n: codes.size, code: each[0]?.code ?? '' });
  return {
    language: reader.language,
    notification: word(reader, 'push.digest'),
    blocks: [
      { kind: 'heading', text: heading },
      ...withoutRepeats(whole.flatMap(({ blocks }) => blocks)),
      ...shortly(each.slice(whole.length), reader),
      ...sameNotes(documents),
      ...(reader.webUrl ? [note(sentence(reader, 'alike.page', ownAddress(reader.webUrl)))] : []),
    ],
  };
}

/** The same buttons below each of several lines stand below the last of them. */
function withoutRepeats(blocks: readonly Block[]): Block[] {
  const shown = (block: Block | undefined): string =>
    block?.kind === 'actions' ? JSON.stringify(block.actions) : '';
  return blocks.filter((block, i) => block.kind !== 'actions' || shown(block) !== shown(blocks[i + 2]));
}

function howMany(each: readonly OfOne[]): number {
  let letters = 0;
  const tooMany = each.slice(0, IN_FULL).findIndex(({ blocks }) => {
    letters += blocks.reduce(
      (sum, block) => sum + (block.kind === 'text' ? wordsOf(block.text).length : 0),
      0,
    );
    return letters > LETTERS;
  });
  return tooMany < 0 ? IN_FULL : tooMany;
}

const wordsOf = (words: RichText): string => words.map(inlineWords).join('');

function ofOne(m: Message, { blocks }: Document, reader: Reader): OfOne {
  const code = 'code' in m ? (m.code ?? '') : '';
  const texts = blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []));
  const actions = blocks.flatMap((block) => (block.kind === 'actions' ? block.actions : []));
  // A message that is answered only after it was read as a whole: a button leads to it.
  const isWhole = receives(m).amongMany !== 'opened';
  const own = isWhole ? actions : opening(m, reader);
  const words = (isWhole ? texts : texts.slice(0, 1)).flatMap(
    (one, i): RichText => (i === 0 ? one : [' ', ...one]),
  );
  return {
    code,
    blocks: [text(named(words, code)), ...(own.length > 0 ? [buttons(...own)] : [])],
    short:
      (isWhole ? actions.find(({ does }) => 'form' in does) : undefined) ?? opening(m, reader)[0] ?? null,
  };
}

/** All that is open in that case, with its buttons, as an answer to who asks. */
function opening(m: Message, reader: Reader): Action[] {
  if (!('caseId' in m)) return [];
  const args = { caseId: m.caseId };
  return m.type === 'LeadAsked'
    ? [command(reader, 'button.lead', 'lead.show', args)]
    : [command(reader, 'button.list', 'agreement.list', args)];
}

function named(words: RichText, code: string): RichText {
  return wordsOf(words).includes(code) ? words : [{ bold: code }, ': ', ...words];
}

/** The button's own word stands above the codes. */
function shortly(rest: readonly OfOne[], reader: Reader): Block[] {
  const byLabel = Map.groupBy(rest, ({ short }) => short?.label ?? '');
  return [...byLabel].flatMap(([label, some]): Block[] => {
    const actions = some.flatMap(({ code, short }) => (short ? [{ ...plainly(short), label: code }] : []));
    const rows = Array.from({ length: Math.ceil(actions.length / IN_ROW) }, (_, i) =>
      buttons(...actions.slice(i * IN_ROW, (i + 1) * IN_ROW)),
    );
    const codes = some.map(({ code }) => code).join(', ');
    return label === ''
      ? [text(sentence(reader, 'alike.codes', { codes }))]
      : [text(sentence(reader, 'alike.rest', { label })), ...rows];
  });
}

/** Takes the style off: of many buttons none is the first. */
function plainly({ style: _, ...action }: Action): Action {
  return action;
}

function sameNotes(documents: readonly Document[]): Block[] {
  const notesOf = ({ blocks }: Document): string[] =>
    blocks.flatMap((block) => (block.kind === 'note' ? [JSON.stringify(block)] : []));
  const [first, ...others] = documents.map(notesOf);
  return (first ?? [])
    .filter((one) => others.every((notes) => notes.includes(one)))
    .map((one) => JSON.parse(one) as Block);
}
