import type { CasePage } from '../../../../../src/app/pages/case/case-page.ts';
import { termBlocks } from '../../../../../src/text/compose/case/terms.ts';
import { word } from '../../../../../src/text/words/tools.ts';
import { type Pen, renderBlocks } from '../../../render.ts';
import { type Html, html, NOTHING } from '../../../shell/html.ts';

/** Terms as information, and the days that somebody can type. On paper they are a page of their own. */
export function termSection({ reader, caseId, overview, terms }: CasePage, pen: Pen): Html {
  if (overview.of !== undefined || terms.terms.length === 0) return NOTHING;
  return html`<section aria-labelledby="terms" class="schakel-noprint"><h2 class="utrecht-heading-2" id="terms">${word(reader, 'term.heading')}</h2>
<p class="utrecht-paragraph"><a class="utrecht-link" href="/c/${caseId}/terms">${word(reader, 'term.page')}</a></p>
<details><summary>${word(reader, 'term.summary', { n: terms.terms.length })}</summary>${renderBlocks(termBlocks(terms, reader), pen)}</details></section>`;
}
