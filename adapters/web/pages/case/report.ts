import type { ReportPage } from '../../../../src/app/pages/case/report-page.ts';
import { reopen } from '../../../../src/text/compose/case/case.ts';
import { reportBlocks } from '../../../../src/text/compose/case/report.ts';
import { word } from '../../../../src/text/words/tools.ts';
import { heading, type Pen, renderActions, renderBlocks } from '../../render.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { forYouSection } from '../for-you.ts';

/** A report, for whoever made it and for the coordinators: what was said, in their own words, and what happens next. */
export function reportBody(page: ReportPage, formToken: string): Html {
  const { reader, report, words } = page;
  const pen: Pen = { reader, formToken, headings: 3, mayDo: page.mayDo };
  return html`${heading(word(reader, 'report.of', { code: page.code }), 1)}
${forYouSection({
  ...{ reader, formToken, forYou: page.forYou, asked: [], mayConsent: [] },
  codeOf: () => null,
  mayDo: (_caseId, action) => page.mayDo(action),
})}
<section aria-labelledby="report"><h2 class="utrecht-heading-2" id="report">${word(reader, 'report.heading')}</h2>
${renderBlocks(reportBlocks(report, reader), pen)}
${page.reach ? html`<p class="utrecht-paragraph">${word(reader, 'report.reach')}: <strong>${page.reach}</strong></p>` : NOTHING}
${words ? html`<h3 class="utrecht-heading-3">${word(reader, 'report.words')}</h3><p class="utrecht-paragraph schakel-words" dir="auto">${words.words ?? word(reader, 'report.wordsGone')}</p>` : NOTHING}
${report.isOpen ? NOTHING : renderActions([reopen(page.caseId, reader)], pen)}</section>`;
}
