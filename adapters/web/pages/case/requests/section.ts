import type { CasePage } from '../../../../../src/app/pages/case/case-page.ts';
import { askButton, requestsPath } from '../../../../../src/text/compose/case/requests.ts';
import { word } from '../../../../../src/text/words/tools.ts';
import { type Pen, renderBlocks } from '../../../render.ts';
import { type Html, html, NOTHING } from '../../../shell/html.ts';

/** The way to that page, from the page of the case: how many wait, and a button for who asks. */
export function requestSection({ caseId, reader, requests }: CasePage, pen: Pen): Html {
  const n = requests.requests.length;
  if (n === 0 && !requests.mayAsk) return NOTHING;
  const open = requests.requests.filter(({ status }) => status === 'open' || status === 'by_phone').length;
  return html`<section aria-labelledby="requests" class="schakel-noprint"><h2 class="utrecht-heading-2" id="requests">${word(reader, 'request.heading')}</h2>
<p class="utrecht-paragraph">${word(reader, 'request.count', { n, open, own: requests.ofOwn ? 'yes' : 'no' })}${n > 0 ? html` <a class="utrecht-link" href="${requestsPath(caseId)}">${word(reader, 'request.page')}</a>` : NOTHING}</p>
${renderBlocks(askButton(requests, reader), pen)}</section>`;
}
