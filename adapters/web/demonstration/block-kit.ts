import type { Action } from '../../../src/ports/document.ts';
import { type Html, html, NOTHING } from '../shell/html.ts';
import { type Drawing, inside, type JsonPart, words } from './drawing.ts';

/** Blocks of Slack as HTML, near to how Slack shows them. Drawn from the JSON that is really sent there. */
export function drawBlocks(blocks: readonly object[], drawing: Drawing): Html {
  return html`${blocks.map((block) => drawBlock(block as JsonPart, drawing))}`;
}

function drawBlock(block: JsonPart, drawing: Drawing): Html {
  switch (block.type) {
    case 'header':
      return html`<p class="demo-slack__header">${words(block.text)}</p>`;
    case 'rich_text':
      return html`<p class="demo-words">${inside(block, 'elements')
        .flatMap((section) => inside(section, 'elements'))
        .map((one) => inline(one, drawing))}</p>`;
    case 'context':
      return html`<p class="demo-words demo-note">${inside(block, 'elements').map(words).join(' ')}</p>`;
    case 'actions':
      return html`<div class="demo-actions">${inside(block, 'elements').map((one) => button(one, drawing))}</div>`;
    case 'divider':
      return html`<hr>`;
    default:
      return NOTHING;
  }
}

function inline(element: JsonPart, drawing: Drawing): Html {
  if (element.type === 'user')
    return html`<span class="demo-slack__user">@${drawing.nameOf(String(element.user_id))}</span>`;
  const text = String(element.text ?? '');
  const isBold = (element.style as JsonPart | undefined)?.bold === true;
  return isBold ? html`<strong>${text}</strong>` : html`${text}`;
}

/** Our own ids: what it does before the `#`, with what in its value. */
function button(element: JsonPart, { press }: Drawing): Html {
  const [kind = '', name = ''] = String(element.action_id).split('#')[0]?.split(':') ?? [];
  const confirm = element.confirm as JsonPart | undefined;
  const look = element.style ? ` demo-slack__button--${String(element.style)}` : '';
  const action: Action = {
    label: words(element.text),
    does: (kind === 'form' ? { form: name } : { command: name }) as Action['does'],
    args: JSON.parse(String(element.value ?? '{}')) as Action['args'],
  };
  const asked = confirm && { text: words(confirm.text), yes: words(confirm.confirm) };
  return press(action, `demo-slack__button${look}`, asked);
}
