import type { CasePage } from '../../../../src/app/pages/case/case-page.ts';
import type { InvolvementLine } from '../../../../src/app/pages/case/involvement.ts';
import type { Reader } from '../../../../src/ports/document.ts';
import { levelName } from '../../../../src/text/compose/case/involvement.ts';
import { date, dayOf, form, word } from '../../../../src/text/words/tools.ts';
import { type Pen, renderActions } from '../../render.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';

/** The command whose button stands in this part of the page. */
export const INVOLVEMENT = 'case.setInvolvement';

/** How far the lead and the coordinators go: the level, what it means and why, how it was before, and the way to change it. */
export function involvementSection(page: CasePage, pen: Pen): Html {
  const { reader, caseId, overview, involvement } = page;
  if (overview.of !== undefined || !overview.involvement) return NOTHING;
  const { level } = overview.involvement;
  const change = form(reader, 'button.involvement', INVOLVEMENT, { caseId });
  return html`<section aria-labelledby="involvement"><h2 class="utrecht-heading-2" id="involvement">${word(reader, 'involvement.heading')}</h2>
<p class="utrecht-paragraph"><strong>${levelName(level, reader)}</strong></p>
<p class="utrecht-paragraph">${word(reader, `involvement.means.${level}`)}</p>
${involvement.slice(0, 1).map((one) => html`<p class="utrecht-paragraph schakel-words" dir="auto">${lineOf(one, reader)}</p>`)}
<p class="utrecht-paragraph schakel-note">${word(reader, 'involvement.not')}</p>
${before(involvement.slice(1), reader)}
${renderActions(overview.status === 'closed' ? [] : [change], pen)}</section>`;
}

function before(lines: readonly InvolvementLine[], reader: Reader): Html {
  if (lines.length === 0) return NOTHING;
  return html`<details><summary>${word(reader, 'involvement.history', { n: lines.length })}</summary>
<ul class="utrecht-unordered-list">${lines.map((one) => html`<li class="utrecht-unordered-list__item" dir="auto">${lineOf(one, reader)}</li>`)}</ul></details>`;
}

function lineOf({ at, from, to, by, reason }: InvolvementLine, reader: Reader): string {
  return word(reader, 'involvement.line', {
    date: date(reader, dayOf(reader, at)),
    from: levelName(from, reader),
    to: levelName(to, reader),
    by: by?.name ?? word(reader, 'involvement.byCoordinator'),
    reason,
  });
}
