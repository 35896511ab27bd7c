import { termBlocks } from '../../../../../src/text/compose/case/terms.ts';
import { date, word } from '../../../../../src/text/words/tools.ts';
import { heading, type Pen, renderBlocks } from '../../../render.ts';
import { route, type Visit } from '../../../routes.ts';
import { html } from '../../../shell/html.ts';
import { problem, show } from '../../../shell/page.ts';
import { isUuid } from '../case.ts';

/** The terms of a case as a page of their own, which prints as it is. */
export const termRoutes = [route('get', '/c/:caseId/terms', 'signedIn', showTerms)];

async function showTerms(visit: Visit<'signedIn'>): Promise<Response> {
  const caseId = visit.c.req.param('caseId') ?? '';
  const { personId } = visit.visitor.session;
  const page = isUuid(caseId) ? await visit.deps.pages.case(personId, caseId) : null;
  if (!page || !('terms' in page) || page.overview.of !== undefined) return problem(visit, 404, 'notFound');
  const { reader, overview } = page;
  const title = word(reader, 'term.heading');
  const pen: Pen = { reader, formToken: visit.visitor.formToken, headings: 2, mayDo: page.mayDo };
  const body = html`${heading(title, 1)}
<p class="utrecht-paragraph schakel-noprint"><a class="utrecht-link" href="/c/${page.caseId}">${word(reader, 'table.toCase', { code: overview.code })}</a></p>
<p class="utrecht-paragraph schakel-note schakel-printed">${overview.code}. ${word(reader, 'web.printed', { date: date(reader, page.today) })}</p>
${renderBlocks(termBlocks(page.terms, reader), pen)}`;
  return show(visit, reader, { title, body });
}
