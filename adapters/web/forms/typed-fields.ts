import type { Reader } from '../../../src/ports/document.ts';
import type { UnsentForm } from '../../../src/ports/web.ts';
import { word } from '../../../src/text/words/tools.ts';
import { heading } from '../render.ts';
import { type Html, html } from '../shell/html.ts';
import { missedTexts } from './unsent.ts';

/** Shows words that somebody typed and could not send, in fields that can be read and copied and not changed. */
export function typedFields(form: UnsentForm, reader: Reader): Html {
  return html`${heading(word(reader, 'unsent.typed'), 2, 'typed')}
${missedTexts(form).map(field)}`;
}

function field(typed: string): Html {
  const rows = Math.min(12, typed.split('\n').length + Math.floor(typed.length / 60));
  return html`<p><textarea class="utrecht-textarea utrecht-textarea--html-textarea" rows="${rows}" dir="auto" readonly aria-labelledby="typed">${typed}</textarea></p>`;
}
