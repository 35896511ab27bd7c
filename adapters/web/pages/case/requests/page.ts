import type { RequestsPage } from '../../../../../src/app/pages/case/request-words.ts';
import { askButton, requestBlocks, requestsIntro } from '../../../../../src/text/compose/case/requests.ts';
import { word } from '../../../../../src/text/words/tools.ts';
import { heading, type Pen, renderBlocks } from '../../../render.ts';
import { route, type Visit } from '../../../routes.ts';
import { type Html, html, NOTHING } from '../../../shell/html.ts';
import { problem, show } from '../../../shell/page.ts';
import { isUuid } from '../case.ts';

/** The page of what parties were asked and answered: the one place where the words stand. */
export const requestRoutes = [route('get', '/c/:caseId/requests', 'signedIn', showRequests)];

async function showRequests(visit: Visit<'signedIn'>): Promise<Response> {
  const caseId = visit.c.req.param('caseId') ?? '';
  const page = isUuid(caseId)
    ? await visit.deps.pages.requests(visit.visitor.session.personId, caseId)
    : null;
  if (!page) return problem(visit, 404, 'notFound');
  const title = word(page.reader, 'request.heading');
  return show(visit, page.reader, { title, body: body(page, title, visit.visitor.formToken) });
}

function body(page: RequestsPage, title: string, formToken: string): Html {
  const { reader, facts, mayDo } = page;
  const pen: Pen = { reader, formToken, headings: 2, mayDo };
  return html`${heading(title, 1)}
<p class="utrecht-paragraph schakel-noprint"><a class="utrecht-link" href="/c/${facts.caseId}">${word(reader, 'table.toCase', { code: facts.code })}</a></p>
${renderBlocks([...requestsIntro(facts, reader), ...askButton(facts, reader)], pen)}
${facts.requests.map(
  (one) => html`<section class="schakel-card">${heading(one.party, 2)}
${words(page, one.id)}
${renderBlocks(requestBlocks(one, facts, reader), pen)}</section>`,
)}`;
}

function words({ words: all, reader }: RequestsPage, id: string): Html {
  const { questions, answer } = all.get(id) ?? { questions: null, answer: null };
  const asked = questions
    ? html`<ol class="utrecht-ordered-list">${questions.map((one) => html`<li class="schakel-words" dir="auto">${one}</li>`)}</ol>`
    : html`<p class="utrecht-paragraph schakel-note">${word(reader, 'request.notYours')}</p>`;
  return html`${asked}
${answer ? html`<p class="utrecht-paragraph"><strong>${word(reader, 'request.answer')}</strong></p><p class="utrecht-paragraph schakel-words" dir="auto">${answer}</p>` : NOTHING}`;
}
