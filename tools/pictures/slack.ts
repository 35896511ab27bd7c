import { readMenu, renderMenu } from '../../adapters/slack/incoming/menu.ts';
import { MORE } from '../../adapters/slack/outgoing/render-actions.ts';
import { renderForm } from '../../adapters/slack/outgoing/render-form.ts';
import { renderMessage } from '../../adapters/slack/render.ts';
import type { Document, Form } from '../../src/ports/document.ts';

/** Blocks of Slack as HTML, as near to Slack's own look as a picture needs. What is not drawn here is not in use. */
type Part = Readonly<Record<string, unknown>>;

/** Members by person: everybody in a message is called. */
export interface People {
  readonly ids: Readonly<Record<string, string>>;
  readonly nameOf: (memberId: string) => string;
}

export function slackMessage(document: Document, people: People): string {
  const { blocks } = renderMessage(document, people.ids);
  const body = blocks.map((block) => drawn(block as unknown as Part, people)).join('');
  return `<div class="s-message"><div class="s-icon">S</div><div><p class="s-name"><b>Schakel</b> <i>APP</i> <small>09:00</small></p>${body}</div></div>`;
}

/** Draws what opens behind the button with the others. */
export function slackMenu(document: Document): string {
  const { blocks } = renderMessage(document, {});
  const all = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  const more = all.find((one) => one.action_id?.startsWith(`${MORE}#`)) as { value?: string } | undefined;
  const menu = readMenu(more?.value);
  if (!menu) throw new Error('nothing is behind a button');
  const view = renderMenu(menu, null);
  const body = view.blocks.map((block) => drawn(block as unknown as Part, NOBODY)).join('');
  return `<div class="s-modal"><h3>${escaped(words(view.title))}<span>×</span></h3>${body}</div>`;
}

const NOBODY: People = { ids: {}, nameOf: (id) => id };

export function slackForm(form: Form, people: People): string {
  const view = renderForm(form, null);
  const body = view.blocks.map((block) => drawn(block as unknown as Part, people)).join('');
  return `<div class="s-modal"><h3>${escaped(words(view.title))}<span>×</span></h3>${body}<p class="s-foot">${button(words(view.close), '')}${button(words(view.submit), 'primary')}</p></div>`;
}

function drawn(block: Part, people: People): string {
  switch (block.type) {
    case 'header':
      return `<h4>${escaped(words(block.text))}</h4>`;
    case 'rich_text':
      return `<p class="s-text">${inside(block)
        .flatMap(inside)
        .map((one) => inline(one, people))
        .join('')}</p>`;
    case 'context':
      return `<p class="s-note">${escaped(inside(block).map(words).join(' '))}</p>`;
    case 'divider':
      return '<hr>';
    case 'actions':
      return `<p class="s-actions">${inside(block)
        .map((one) => button(words(one.text), String(one.style ?? '')))
        .join('')}</p>`;
    case 'input':
      return input(block);
    default:
      throw new Error(`a block of type ${String(block.type)} is not drawn`);
  }
}

function inline(element: Part, people: People): string {
  if (element.type === 'user')
    return `<b class="s-user">@${escaped(people.nameOf(String(element.user_id)))}</b>`;
  const text = escaped(String(element.text ?? '')).replaceAll('\n', '<br>');
  return (element.style as Part | undefined)?.bold === true ? `<b>${text}</b>` : text;
}

function input(block: Part): string {
  const element = block.element as Part;
  const optional = block.optional === true ? ' <small>(optional)</small>' : '';
  const hint = block.hint ? `<p class="s-note">${escaped(words(block.hint))}</p>` : '';
  return `<label>${escaped(words(block.label))}${optional}</label>${control(element)}${hint}`;
}

function control(element: Part): string {
  const options = (element.options ?? []) as readonly Part[];
  const chosen = String(element.initial_value ?? '') || words(element.initial_option ?? '');
  const shown = chosen || words(element.placeholder ?? '');
  switch (element.type) {
    case 'plain_text_input':
      return `<p class="s-input${element.initial_value ? '' : ' empty'}${element.multiline ? ' tall' : ''}">${escaped(shown)}</p>`;
    case 'radio_buttons':
    case 'checkboxes':
      return options
        .map((one) => `<p class="s-choice">${mark(element, one)} ${escaped(words(one.text))}</p>`)
        .join('');
    case 'datepicker':
      return '<p class="s-input empty">▾</p>';
    default:
      return `<p class="s-input empty">${escaped(shown)}<span>▾</span></p>`;
  }
}

/** A circle or a box, with something in it when it is chosen. */
function mark(element: Part, option: Part): string {
  const chosen = [element.initial_option ?? [], element.initial_options ?? []].flat() as unknown as Part[];
  const isChosen = chosen.some(({ value }) => value === option.value);
  if (element.type === 'checkboxes') return isChosen ? '☑' : '☐';
  return isChosen ? '◉' : '○';
}

function button(label: string, style: string): string {
  return `<button class="${style}">${escaped(label)}</button>`;
}

function inside(part: Part): readonly Part[] {
  return (part.elements ?? []) as readonly Part[];
}

function words(part: unknown): string {
  if (typeof part === 'string') return part;
  const text = (part as Part | null | undefined)?.text;
  return typeof text === 'string' ? text : text ? words(text) : '';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
