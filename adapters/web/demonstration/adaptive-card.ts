import type { Action } from '../../../src/ports/document.ts';
import { type Html, html, NOTHING } from '../shell/html.ts';
import { type Drawing, inside, type JsonPart } from './drawing.ts';

/** An Adaptive Card as HTML, near to how Teams shows it. Drawn from the JSON that is really sent there. */
export function drawCard(card: object, drawing: Drawing): Html {
  const body = inside(card as JsonPart, 'body');
  const pen: Pen = { ...drawing, byId: new Map(body.map((part) => [part.id, part])) };
  return html`${body.filter((part) => part.isVisible !== false).map((part) => drawElement(part, pen))}`;
}

interface Pen extends Drawing {
  /** The parts that open at a press, by their id. */
  readonly byId: ReadonlyMap<unknown, JsonPart>;
}

function drawElement(part: JsonPart, pen: Pen): Html {
  switch (part.type) {
    case 'RichTextBlock':
      return html`<p class="demo-words${part.spacing === 'None' ? ' demo-tight' : ''}">${inside(part, 'inlines').map(run)}</p>`;
    case 'TextBlock':
      return html`<p class="demo-words demo-note">${called(String(part.text ?? ''))}</p>`;
    case 'ActionSet':
      return html`<div class="demo-actions">${inside(part, 'actions').map((action) => button(action, pen))}</div>`;
    case 'Container':
      return html`${part.separator ? html`<hr>` : NOTHING}${inside(part, 'items').map((item) => drawElement(item, pen))}`;
    default:
      return NOTHING;
  }
}

function run(text: JsonPart): Html {
  const words = String(text.text ?? '');
  if (text.weight === 'Bolder') return html`<strong>${words}</strong>`;
  return text.isSubtle ? html`<span class="demo-note">${words}</span>` : html`${words}`;
}

/** Names between the marks of a mention. */
function called(text: string): Html {
  return html`${text.split(/<at>|<\/at>/).map((part, i) => (i % 2 === 1 ? html`<span class="demo-teams__user">${part}</span>` : part))}`;
}

/** Our own ids: what it does in its verb or data, with what in its data. */
function button(part: JsonPart, pen: Pen): Html {
  const look = `demo-teams__button${part.style ? ` demo-teams__button--${String(part.style)}` : ''}`;
  if (part.type === 'Action.ToggleVisibility') return opens(part, look, pen);
  const { schakel } = part.data as { schakel: JsonPart };
  const isForm = part.type === 'Action.Submit';
  const action: Action = {
    label: String(part.title),
    does: (isForm
      ? { form: schakel.form }
      : { command: String(part.verb).replace('command:', '') }) as Action['does'],
    args: (isForm ? schakel.args : schakel) as Action['args'],
  };
  return pen.press(action, look);
}

/** A button holds the part that it opens; a second button that only closes it again is not needed then. */
function opens(part: JsonPart, look: string, pen: Pen): Html {
  const shown = (part.targetElements as readonly string[])
    .map((id) => pen.byId.get(id))
    .filter((one) => one !== undefined);
  const within: Pen = { ...pen, byId: new Map([...pen.byId].filter(([, one]) => !shown.includes(one))) };
  if (shown.length === 0) return NOTHING;
  return html`<details class="demo-ask"><summary class="demo-button ${look}">${String(part.title)}</summary>${shown.map((one) => drawElement(one, within))}</details>`;
}
