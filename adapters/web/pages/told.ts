import type { Message } from '../../../src/domain/messages/index.ts';
import type { HistoryItem } from '../../../src/ports/web.ts';
import { compose } from '../../../src/text/compose.ts';
import { date, dayOf } from '../../../src/text/words/tools.ts';
import { type Pen, renderDocument } from '../render.ts';
import { type Html, html, NOTHING } from '../shell/html.ts';

/** Lists what was told, newest first, each day once above its messages. A message that was answered asks no more. */
export function messageList(some: readonly HistoryItem[], pen: Pen, isOver: (m: Message) => boolean): Html {
  const { reader } = pen;
  const days = some.map((one) => dayOf(reader, one.at));
  return html`<ol class="schakel-history">${some.map(
    (one, i) => html`<li>${
      days[i] === days[i - 1]
        ? NOTHING
        : html`<time datetime="${days[i]}" class="schakel-note">${date(reader, days[i] ?? '')}</time>`
    }
${renderDocument(compose(one.message, { ...reader, room: 'page', ...(isOver(one.message) ? { past: true } : {}) }), pen)}</li>`,
  )}</ol>`;
}
