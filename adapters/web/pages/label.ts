import type { Reader } from '../../../src/ports/document.ts';
import { word } from '../../../src/text/words/tools.ts';
import { type Html, html, NOTHING } from '../shell/html.ts';

/** The name under the code, on this person's own pages. */
export function labelLine(reader: Reader, caseId: string, label: string | null | undefined): Html {
  return html`<p class="utrecht-paragraph schakel-note">${label ? html`<strong>${label}</strong> ` : NOTHING}${label === null ? html`${word(reader, 'own.unreadable')} ` : NOTHING}<a class="utrecht-link schakel-noprint" href="/c/${caseId}/label">${word(reader, label ? 'own.change' : 'own.give')}</a></p>`;
}
