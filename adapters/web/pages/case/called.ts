import type { CalledFor, CalledPage } from '../../../../src/app/pages/case/called-page.ts';
import { agreementCard } from '../../../../src/text/compose/agreements/agreement.ts';
import { askedBlocks } from '../../../../src/text/compose/asked.ts';
import { compose } from '../../../../src/text/compose.ts';
import { word } from '../../../../src/text/words/tools.ts';
import { heading, type Pen, renderBlocks, renderDocument } from '../../render.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { messageList } from '../told.ts';

/** Shows to the person who was asked for help what is asked, how that agreement stands and what was told about it. */
export function calledBody(page: CalledPage, formToken: string): Html {
  const { reader, code, calls, requests } = page;
  const pen: Pen = { reader, formToken, headings: 2 };
  return html`${heading(code, 1)}
<p class="utrecht-paragraph">${word(reader, calls.length > 0 ? 'called.text' : 'request.called')}</p>
${
  requests.length > 0
    ? html`${renderBlocks(
        requests.flatMap((one) => askedBlocks(one, page.caseId, reader)),
        pen,
      )}`
    : NOTHING
}
${calls.map((call) => html`${callCard(call, pen)}${agreement(code, call, pen)}`)}`;
}

/** A person who said already that they are on it is not asked that again. */
function callCard({ brief, isAcknowledged }: CalledFor, pen: Pen): Html {
  const mayDo: Pen['mayDo'] = ({ does }) => !(isAcknowledged && 'command' in does);
  return html`<section class="schakel-card schakel-card--asked">${renderDocument(compose(brief, pen.reader), { ...pen, mayDo })}</section>`;
}

function agreement(code: string, { agreement: a, told }: CalledFor, pen: Pen): Html {
  if (!a) return NOTHING;
  const { reader } = pen;
  const reading: Pen = { ...pen, headings: 3, mayDo: () => false };
  return html`<section>${heading(word(reader, 'called.stands'), 2)}
<article class="schakel-card">${renderDocument(agreementCard(code, a, reader), reading)}</article></section>
<section class="schakel-noprint">${heading(word(reader, 'called.told'), 2)}
${told.length === 0 ? html`<p class="utrecht-paragraph">${word(reader, 'web.historyNone')}</p>` : messageList(told, reading, () => a.status !== 'reported_done')}</section>`;
}
