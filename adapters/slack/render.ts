import type { KnownBlock } from '@slack/types';
import type { Uuid } from '../../src/domain/names.ts';
import type { Action, Block, Document, Inline, RichText } from '../../src/ports/document.ts';
import { cut, LIMITS } from './limits.ts';

/** Slack user ids by person id: who is mentioned; everybody else is named. */
export type Mentions = Readonly<Record<Uuid, string>>;

/**
 * A document as Block Kit. Words go out as rich-text elements, which Slack does not parse: nothing a person typed can
 * become a mention, a link or a format. Only `person` inlines become mentions, and only of known members.
 */
export function renderMessage(
  document: Document,
  mentions: Mentions,
): { text: string; blocks: KnownBlock[] } {
  return {
    text: notification(document),
    blocks: renderBlocks(document.blocks, mentions, LIMITS.messageBlocks),
  };
}

export function renderHome(document: Document, mentions: Mentions): { type: 'home'; blocks: KnownBlock[] } {
  return { type: 'home', blocks: renderBlocks(document.blocks, mentions, LIMITS.viewBlocks) };
}

/** The push text is parsed by Slack, so it is escaped; it holds the code and a neutral word. */
function notification(document: Document): string {
  const escaped = document.notification.replace(
    /[<>&]/g,
    (c) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[c] ?? c,
  );
  return cut(escaped, 300) || 'Schakel';
}

export function renderBlocks(blocks: readonly Block[], mentions: Mentions, max: number): KnownBlock[] {
  const rendered = blocks.flatMap((block, index) => renderBlock(block, mentions, index));
  if (rendered.length <= max) return rendered;
  return [
    ...rendered.slice(0, max - 1),
    { type: 'context', elements: [{ type: 'plain_text', text: '…', emoji: false }] },
  ];
}

function renderBlock(block: Block, mentions: Mentions, index: number): KnownBlock[] {
  switch (block.kind) {
    case 'heading':
      return block.text === '' ? [] : [{ type: 'header', text: plain(block.text, LIMITS.header) }];
    case 'text':
      return richText([section(block.text, mentions)]);
    case 'note':
      return note(block.text);
    case 'facts':
      return richText(block.facts.map((f) => section([{ bold: f.label }, ' ', ...f.value], mentions)));
    case 'actions':
      return actions(block.actions, index);
    case 'divider':
      return [{ type: 'divider' }];
  }
}

type Section = { type: 'rich_text_section'; elements: RichPart[] };
type RichPart = { type: 'text'; text: string; style?: { bold: true } } | { type: 'user'; user_id: string };

function richText(sections: Section[]): KnownBlock[] {
  const filled = separated(sections.filter((s) => s.elements.length > 0));
  return filled.length === 0 ? [] : ([{ type: 'rich_text', elements: filled }] as KnownBlock[]);
}

/** Lines of one block: every section but the last ends in a new line. */
function separated(sections: Section[]): Section[] {
  return sections.map((s, i) =>
    i === sections.length - 1 ? s : { ...s, elements: [...s.elements, { type: 'text', text: '\n' }] },
  );
}

/** The parts within the limit of a block; the part that goes over it is cut, a mention is kept or left out whole. */
function section(text: RichText, mentions: Mentions): Section {
  let room: number = LIMITS.richText;
  const elements: RichPart[] = [];
  for (const inline of text) {
    if (room <= 1) break;
    const part = inlinePart(inline, mentions, room);
    if (part === null) continue;
    room -= part.type === 'text' ? part.text.length : 20;
    elements.push(part);
  }
  return { type: 'rich_text_section', elements };
}

function inlinePart(inline: Inline, mentions: Mentions, room: number): RichPart | null {
  if (typeof inline === 'string') return inline === '' ? null : { type: 'text', text: cut(inline, room) };
  if ('bold' in inline)
    return inline.bold === '' ? null : { type: 'text', text: cut(inline.bold, room), style: { bold: true } };
  const member = mentions[inline.person.id];
  return member
    ? { type: 'user', user_id: member }
    : { type: 'text', text: cut(inline.person.name, room), style: { bold: true } };
}

/** Small and grey. Names instead of mentions: a note asks nobody. */
function note(text: RichText): KnownBlock[] {
  const words = flatten(text);
  return words === '' ? [] : [{ type: 'context', elements: [plain(words, LIMITS.contextText)] }];
}

export function flatten(text: RichText): string {
  return text.map((i) => (typeof i === 'string' ? i : 'bold' in i ? i.bold : i.person.name)).join('');
}

function actions(all: readonly Action[], index: number): KnownBlock[] {
  const buttons = all
    .slice(0, LIMITS.actionsElements)
    .flatMap((action, i) => button(action, `${index}-${i}`));
  return buttons.length === 0 ? [] : ([{ type: 'actions', elements: buttons }] as unknown as KnownBlock[]);
}

/** What a button does stands in its id, with what in its value. Both are claims, checked again by the house. */
function button(action: Action, place: string): Record<string, unknown>[] {
  const value = JSON.stringify(action.args);
  if (value.length > LIMITS.buttonValue) return [];
  const what = 'command' in action.does ? `command:${action.does.command}` : `form:${action.does.form}`;
  return [
    {
      type: 'button',
      text: plain(action.label, LIMITS.button),
      action_id: cut(`${what}:${place}`, LIMITS.id),
      value,
      ...(action.style ? { style: action.style } : {}),
      ...(action.confirm ? { confirm: confirm(action.confirm) } : {}),
    },
  ];
}

function confirm(c: NonNullable<Action['confirm']>): Record<string, unknown> {
  return {
    title: plain(c.title, LIMITS.confirmTitle),
    text: plain(c.text, LIMITS.confirmText),
    confirm: plain(c.yes, LIMITS.confirmButton),
    deny: plain(c.no, LIMITS.confirmButton),
  };
}

/** Slack refuses empty texts; a dash says that there is nothing. */
export function plain(text: string, max: number): { type: 'plain_text'; text: string; emoji: false } {
  return { type: 'plain_text', text: cut(text, max) || '–', emoji: false };
}
