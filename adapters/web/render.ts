import { randomUUID } from 'node:crypto';
import type { Action, Block, Document, Inline, Reader, RichText } from '../../src/ports/document.ts';
import { word } from '../../src/text/words/tools.ts';
import { type Html, html, NOTHING } from './shell/html.ts';

/** How a document is put on a page. */
export interface Pen {
  readonly reader: Reader;
  readonly formToken: string;
  /** Level of a heading inside it, so that the page's outline holds. */
  readonly headings: 2 | 3 | 4;
  /** The number of buttons that stand open, the others behind "more"; left out: all. */
  readonly first?: number;
  /** Whether this visitor may press that; left out: everything. */
  readonly mayDo?: (action: Action) => boolean;
}

/** A document as HTML. What people typed is escaped where it lands; nothing in it becomes markup or a link. */
export function renderDocument(document: Document, pen: Pen): Html {
  return renderBlocks(document.blocks, pen);
}

export function renderBlocks(blocks: readonly Block[], pen: Pen): Html {
  return html`${blocks.map((block) => renderBlock(block, pen))}`;
}

function renderBlock(block: Block, pen: Pen): Html {
  switch (block.kind) {
    case 'heading':
      return heading(block.text, pen.headings);
    case 'text':
      return html`<p class="utrecht-paragraph schakel-words" dir="auto">${rich(block.text)}</p>`;
    case 'note':
      return html`<p class="utrecht-paragraph schakel-note schakel-words" dir="auto">${rich(block.text)}</p>`;
    case 'facts':
      return html`<dl class="schakel-facts">${block.facts.map(
        (fact) => html`<dt>${fact.label.replace(/:$/, '')}</dt><dd dir="auto">${rich(fact.value)}</dd>`,
      )}</dl>`;
    case 'actions':
      return renderActions(block.actions, pen);
    case 'divider':
      return html`<hr class="utrecht-separator">`;
  }
}

/** `id`: so that a section can be named by its heading. */
export function heading(text: string, level: 1 | 2 | 3 | 4, id?: string): Html {
  const named = id ? html` id="${id}"` : NOTHING;
  switch (level) {
    case 1:
      return html`<h1 class="utrecht-heading-1"${named}>${text}</h1>`;
    case 2:
      return html`<h2 class="utrecht-heading-2"${named}>${text}</h2>`;
    case 3:
      return html`<h3 class="utrecht-heading-3"${named}>${text}</h3>`;
    case 4:
      return html`<h4 class="utrecht-heading-4"${named}>${text}</h4>`;
  }
}

export function rich(text: RichText): Html {
  return html`${text.map(inline)}`;
}

/** Words that somebody typed keep their own direction, and turn nothing around them. */
function inline(part: Inline): Html {
  if (typeof part === 'string') return html`${part}`;
  if ('bold' in part) return html`<strong><bdi>${part.bold}</bdi></strong>`;
  if ('address' in part) return html`<a class="utrecht-link" href="${part.address}">${part.address}</a>`;
  return html`<bdi class="schakel-person">${part.person.name}</bdi>`;
}

/**
 * Buttons: a command is sent with a form of its own, a form is a page of its own. What must be sure is asked first,
 * without a script.
 */
export function renderActions(given: readonly Action[], pen: Pen): Html {
  const actions = given.filter((action) => pen.mayDo?.(action) ?? true);
  if (actions.length === 0) return NOTHING;
  const most = pen.first ?? actions.length;
  // One behind "more" takes as much room as "more" itself.
  const open = actions.length > most + 1 ? actions.slice(0, most) : actions;
  const folded = actions.slice(open.length);
  return html`<div class="schakel-actions">${open.map((action) => button(action, pen))}
${folded.length > 0 ? html`<details class="schakel-more"><summary class="utrecht-button utrecht-button--subtle">${word(pen.reader, 'web.more')}</summary><div class="schakel-actions">${folded.map((action) => button(action, pen))}</div></details>` : NOTHING}</div>`;
}

function button(action: Action, pen: Pen): Html {
  if ('form' in action.does) {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(action.args)) query.set(name, String(value));
    return html`<a class="utrecht-button-link utrecht-button-link--html-a ${buttonClass(action)}" href="/form/${action.does.form}?${query.toString()}">${action.label}</a>`;
  }
  if (!action.confirm) return press(action, pen, action.label);
  return html`<details><summary class="utrecht-button ${buttonClass(action)}">${action.label}</summary>
<p class="utrecht-paragraph">${action.confirm.text}</p>${press(action, pen, action.confirm.yes)}</details>`;
}

function press(action: Action, pen: Pen, label: string): Html {
  const name = 'command' in action.does ? action.does.command : '';
  return html`<form method="post" action="/do">
<input type="hidden" name="token" value="${pen.formToken}"><input type="hidden" name="once" value="${randomUUID()}">
<input type="hidden" name="args" value="${JSON.stringify(action.args)}">
<button class="utrecht-button ${buttonClass(action)}" type="submit" name="command" value="${name}">${label}</button></form>`;
}

function buttonClass(action: Action): string {
  if (action.style === 'primary') return 'utrecht-button--primary-action';
  return action.style === 'danger'
    ? 'utrecht-button--secondary-action utrecht-button--danger'
    : 'utrecht-button--secondary-action';
}
