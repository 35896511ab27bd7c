import type { Address } from '../../src/ports/chat.ts';
import type { Block, Document, Inline, RichText } from '../../src/ports/document.ts';
import { cut, plain } from '../../src/text/words/plain.ts';
import { say } from '../../src/text/words/translate.ts';
import {
  type Attachment,
  adaptiveCard,
  type CardElement,
  cardAttachment,
  type MentionEntity,
} from './outgoing/card.ts';
import { LIMITS } from './outgoing/limits.ts';
import { actionElements } from './outgoing/render-actions.ts';
import { heading, inlineText, type Pen, textBlock } from './outgoing/render-text.ts';

/** Entra object ids by person id: who is mentioned; everybody else is only named. */
export type Mentions = Address['mentions'];

export interface TeamsMessage {
  /** The notification, and what a screen reader says first. */
  readonly summary: string;
  readonly attachments: readonly Attachment[];
}

/**
 * A document as a Teams message with one Adaptive Card. Everything people typed lands in text runs, and those who are
 * asked something are called in a line of names alone (docs/decisions/chat-platforms.md#text-runs-on-teams). What does
 * not fit is left out from the end, and the last line says how much that was.
 */
export function renderMessage(document: Document, mentions: Mentions): TeamsMessage {
  const pen: Pen = { count: 0, more: say(document.language ?? 'nl', 'button.more') };
  const called = calls(document, mentions);
  const elements = document.blocks.map((block) => renderBlock(block, pen)).filter((e) => e.length > 0);
  let shown = elements.length;
  const make = (): TeamsMessage => {
    const left = elements.length - shown;
    const body = [
      ...elements.slice(0, shown).flat(),
      ...(left > 0 ? [textBlock([`… (+${left})`], true)] : []),
      ...called.line,
    ];
    return {
      summary: summaryOf(document),
      attachments: [cardAttachment(adaptiveCard(body, called.entities))],
    };
  };
  let message = make();
  while (shown > 0 && JSON.stringify(message).length > LIMITS.message) {
    shown -= 1;
    message = make();
  }
  return message;
}

function summaryOf(document: Document): string {
  return cut(plain(document.notification), LIMITS.notification) || 'Schakel';
}

function renderBlock(block: Block, pen: Pen): CardElement[] {
  switch (block.kind) {
    case 'heading':
      return block.text.trim() === '' ? [] : [heading(block.text)];
    case 'text':
      return lines(block.text, false);
    case 'note':
      return lines(block.text, true);
    case 'facts':
      return block.facts.map((fact, i) => ({
        ...textBlock([{ bold: `${fact.label.replace(/:$/, '')}:` }, ' ', ...fact.value.map(unmarked)], false),
        ...(i > 0 ? { spacing: 'None' as const } : {}),
      }));
    case 'actions':
      return actionElements(block.actions, pen);
    case 'divider':
      return [{ type: 'Container', items: [], separator: true }];
  }
}

/** Beside a label in bold a name is plain, so that the two can be told apart. */
function unmarked(inline: Inline): Inline {
  return typeof inline !== 'string' && 'person' in inline ? inline.person.name : inline;
}

/** A text run breaks no lines by itself: each line is a block of its own. */
function lines(text: RichText, subtle: boolean): CardElement[] {
  const broken: Inline[][] = [[]];
  for (const inline of text) {
    if (typeof inline !== 'string') {
      broken.at(-1)?.push(inline);
      continue;
    }
    inline.split('\n').forEach((part, i) => {
      if (i > 0) broken.push([]);
      if (part !== '') broken.at(-1)?.push(part);
    });
  }
  return broken
    .filter((line) => line.map(inlineText).join('').trim() !== '')
    .map((line, i) => ({ ...textBlock(line, subtle), ...(i > 0 ? { spacing: 'None' as const } : {}) }));
}

const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Signs that Markdown or a mention's own marks could be made of. */
const MARKS = /[\\`*_{}[\]()#+!<>|~&]/g;

/** People whom a sentence names are called; a person who only stands in a list of facts is not. */
function calls(
  { blocks, language = 'nl' }: Document,
  mentions: Mentions,
): { line: CardElement[]; entities: MentionEntity[] } {
  const people = new Map<string, MentionEntity>();
  for (const inline of blocks.flatMap((b) => (b.kind === 'text' ? b.text : []))) {
    if (typeof inline === 'string' || !('person' in inline)) continue;
    const id = Object.hasOwn(mentions, inline.person.id) ? mentions[inline.person.id] : undefined;
    if (!id || !OBJECT_ID.test(id)) continue;
    const name = cut(plain(inline.person.name).replace(MARKS, ' ').trim(), 80) || '–';
    people.set(id, { type: 'mention', text: `<at>${name}</at>`, mentioned: { id, name } });
  }
  const entities = [...people.values()];
  if (entities.length === 0) return { line: [], entities };
  const text = say(language, 'teams.called', { names: entities.map((e) => e.text).join(' ') });
  return { line: [{ type: 'TextBlock', text, wrap: true, isSubtle: true, size: 'Small' }], entities };
}
