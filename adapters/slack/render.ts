import type { ContextBlock, HomeView, KnownBlock, RichTextBlock, RichTextElement } from '@slack/types';
import type { Address } from '../../src/ports/chat.ts';
import {
  type Block,
  type Document,
  type Inline,
  inlineWords,
  type RichText,
} from '../../src/ports/document.ts';
import { cut, plain } from '../../src/text/words/plain.ts';
import { say } from '../../src/text/words/translate.ts';
import { LIMITS } from './outgoing/limits.ts';
import { escapeMarkup, plainText } from './outgoing/plain.ts';
import { actionBlocks, type Row } from './outgoing/render-actions.ts';

/** Slack user ids by person id: who is mentioned; everybody else is named. */
export type Mentions = Address['mentions'];

/**
 * A document as a Slack message. `text` is what a phone is pushed, and what a screen reader reads instead of the blocks:
 * neutral words when it is new, all its words when it pushes nothing. Everything to see is in `blocks`. What people
 * typed lands in plain_text and rich_text, which Slack shows as it is: no mention, link or markup in it comes alive.
 * Only `person` inlines become mentions, and only of known members. Throws `TooLarge`.
 */
export function renderMessage(
  document: Document,
  mentions: Mentions,
  pushes: 'pushes' | 'pushes nothing' = 'pushes',
): { text: string; blocks: KnownBlock[] } {
  const text =
    pushes === 'pushes'
      ? cut(plain(document.notification), LIMITS.notification)
      : cut(wordsOfAll(document), LIMITS.readOut);
  return {
    text: escaped(text) || 'Schakel',
    blocks: renderBlocks(document, mentions, LIMITS.messageBlocks),
  };
}

/** The signs that stand for markup count as well. */
function escaped(text: string): string {
  const markup = escapeMarkup(text);
  return markup.length <= LIMITS.readOutEscaped ? markup : escapeMarkup(cut(text, LIMITS.readOut / 5));
}

/** Everything in it, line by line, as it is read out; what can be pressed stands between brackets. */
function wordsOfAll({ blocks }: Document): string {
  return blocks.flatMap(linesOf).join('\n');
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [plain(block.text)];
    case 'text':
    case 'note':
      return [shownOf(block.text)];
    case 'facts':
      return block.facts.map(({ label, value }) => `${plain(label.replace(/:$/, ''))}: ${shownOf(value)}`);
    case 'actions':
      return [block.actions.map(({ label }) => `[${plain(label)}]`).join(' ')];
    case 'divider':
      return [];
  }
}

export function renderHome(document: Document): HomeView {
  return { type: 'home', blocks: renderBlocks(document, {}, LIMITS.viewBlocks) };
}

/**
 * Returns at most `most` blocks, and no more characters than a message takes. Blocks that do not fit are left out
 * from the end, and the last block says how many those were.
 */
export function renderBlocks(
  { blocks, language = 'nl' }: Pick<Document, 'blocks' | 'language'>,
  mentions: Mentions,
  most: number,
): KnownBlock[] {
  let buttons = 0;
  const pen: Pen = {
    ...{ mentions, left: LIMITS.messageText, title: 'Schakel', more: say(language, 'button.more') },
    next: () => buttons++,
  };
  const kept: KnownBlock[] = [];
  let leftOut = 0;
  for (const block of blocks.flatMap((one) => renderBlock(one, pen))) {
    const size = characters(block);
    if (leftOut > 0 || size > pen.left) {
      leftOut += 1;
    } else {
      kept.push(block);
      pen.left -= size;
    }
  }
  if (leftOut === 0 && kept.length <= most) return kept;
  const shown = kept.slice(0, most - 1);
  const hidden = leftOut + kept.length - shown.length;
  return [...shown, { type: 'context', elements: [plainText(`… (+${hidden})`, 20)] }];
}

interface Pen extends Row {
  readonly mentions: Mentions;
  /** The last heading so far. */
  title: string;
  /** Characters left. */
  left: number;
}

/** Everything a person would read in a block. */
function characters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + characters(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (key === 'text' && typeof item === 'string' ? item.length : characters(item)),
    0,
  );
}

function renderBlock(block: Block, pen: Pen): KnownBlock[] {
  switch (block.kind) {
    case 'heading':
      return heading(block.text, pen);
    case 'text':
      return rich([block.text], pen);
    case 'facts':
      return rich(
        block.facts.map((fact) => [{ bold: `${fact.label.replace(/:$/, '')}:` }, ' ', ...fact.value]),
        pen,
      );
    case 'note':
      return note(block.text);
    case 'actions':
      return actionBlocks(block.actions, pen);
    case 'divider':
      return [{ type: 'divider' }];
  }
}

function heading(text: string, pen: Pen): KnownBlock[] {
  if (text.trim() === '') return [];
  pen.title = text;
  return [{ type: 'header', text: plainText(text, LIMITS.heading) }];
}

/** One rich_text block, a line for each of the given texts. */
function rich(lines: readonly RichText[], pen: Pen): RichTextBlock[] {
  const inlines = lines.flatMap((line, index): RichText => (index === 0 ? line : ['\n', ...line]));
  const elements: RichTextElement[] = [];
  let room: number = LIMITS.blockText;
  for (const inline of inlines) {
    if (room <= 0) break;
    const element = richElement(inline, pen.mentions, room);
    if (element === null) continue;
    room -= element.type === 'text' ? element.text.length : element.type === 'link' ? element.url.length : 1;
    elements.push(element);
  }
  if (elements.length === 0) return [];
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}

/** A mention is whole or not there; a text is cut. */
function richElement(inline: Inline, mentions: Mentions, room: number): RichTextElement | null {
  const member = mentionOf(inline, mentions);
  if (member) return { type: 'user', user_id: member };
  if (typeof inline !== 'string' && 'address' in inline)
    return inline.address.length > room ? null : { type: 'link', url: inline.address };
  const text = cut(plain(inlineText(inline)), room);
  if (text === '') return null;
  return { type: 'text', text, ...(typeof inline === 'string' ? {} : { style: { bold: true } }) };
}

/** The platform's id of a person, when it is one; nothing else may become a mention. */
function mentionOf(inline: Inline, mentions: Mentions): string | null {
  if (typeof inline === 'string' || !('person' in inline)) return null;
  const member = Object.hasOwn(mentions, inline.person.id) ? mentions[inline.person.id] : undefined;
  return member && /^[UW][A-Z0-9]{2,20}$/.test(member) ? member : null;
}

/** Typed words give no program an address, also where two parts of them meet; our own addresses stay whole. */
function shownOf(text: RichText): string {
  const shown: string[] = [];
  let typed = '';
  for (const inline of text) {
    if (typeof inline === 'string' || !('address' in inline)) {
      typed += inlineText(inline);
      continue;
    }
    shown.push(plain(typed), inline.address);
    typed = '';
  }
  return [...shown, plain(typed)].join('');
}

function inlineText(inline: Inline): string {
  return inlineWords(inline);
}

/** Small and grey. Names instead of mentions: a note asks nobody. */
function note(text: RichText): ContextBlock[] {
  const words = shownOf(text).trim();
  if (words === '') return [];
  return [
    { type: 'context', elements: [{ type: 'plain_text', text: cut(words, LIMITS.blockText), emoji: false }] },
  ];
}
