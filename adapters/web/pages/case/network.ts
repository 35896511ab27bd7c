import type { NetworkPage } from '../../../../src/app/pages/case/network-page.ts';
import { withoutBasisWords } from '../../../../src/text/compose/case/basis.ts';
import {
  contactWords,
  fieldName,
  gapWords,
  networkActions,
  ofParty,
  personWords,
  standInWords,
} from '../../../../src/text/compose/case/network.ts';
import { date, sentence, word } from '../../../../src/text/words/tools.ts';
import { heading, type Pen, renderActions, renderBlocks, rich } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';
import { isUuid } from './case.ts';
import { networkChart } from './network-chart.ts';

/** Everybody around one code, on one sheet: who holds which role, who stands in, and who is missing. */
export const networkRoutes = [route('get', '/c/:caseId/who', 'signedIn', showNetworkPage)];

async function showNetworkPage(visit: Visit<'signedIn'>): Promise<Response> {
  const caseId = visit.c.req.param('caseId') ?? '';
  const page = isUuid(caseId) ? await visit.deps.pages.network(visit.visitor.session.personId, caseId) : null;
  if (!page) return problem(visit, 404, 'notFound');
  const title = word(page.reader, 'network.heading', { code: page.map.code });
  return show(visit, page.reader, { title, body: body(page, title, visit.visitor.formToken) });
}

function body(page: NetworkPage, title: string, formToken: string): Html {
  const { reader, map, today } = page;
  const pen: Pen = { reader, formToken, headings: 3, mayDo: page.mayDo };
  return html`${heading(title, 1)}
<p class="utrecht-paragraph"><a class="utrecht-link schakel-noprint" href="/c/${map.caseId}">${word(reader, 'table.toCase', { code: map.code })}</a></p>
<p class="utrecht-paragraph schakel-note schakel-printed">${word(reader, 'web.printed', { date: date(reader, today) })}</p>
${renderBlocks(ofParty(map, reader), pen)}
<div class="schakel-sheet">${networkChart(map, reader)}
<div class="schakel-columns">${map.fields.map(
    ({ field, people }) => html`<section>${heading(fieldName(field, reader), 2)}
${list(people.map((p) => rich(personWords(p, reader))))}</section>`,
  )}
${lines(
  'network.now',
  map.standIns.map((one) => rich(standInWords(one, reader))),
  page,
)}
${lines(
  'network.contacts',
  map.contacts.map((one) => rich(contactWords(one, reader))),
  page,
)}
${lines(
  'basis.heading',
  map.withoutBasis.map((one) => rich(withoutBasisWords(one, reader))),
  page,
)}
${missing(page, pen)}</div></div>`;
}

function missing(page: NetworkPage, pen: Pen): Html {
  const { map, reader } = page;
  const isAll = map.of === undefined && !map.isClosed;
  if (map.gaps.length === 0)
    return isAll
      ? html`<p class="utrecht-paragraph">${rich(sentence(reader, 'network.complete'))}</p>`
      : NOTHING;
  return html`${lines(
    'network.missing',
    map.gaps.map((gap) => rich(gapWords(gap, reader))),
    page,
  )}
${renderActions(networkActions(map, reader), pen)}`;
}

function lines(
  key: 'network.now' | 'network.contacts' | 'network.missing' | 'basis.heading',
  items: readonly Html[],
  { reader }: NetworkPage,
): Html {
  if (items.length === 0) return NOTHING;
  return html`<section>${heading(word(reader, key), 2)}
${list(items)}</section>`;
}

function list(items: readonly Html[]): Html {
  return html`<ul class="utrecht-unordered-list">${items.map((item) => html`<li class="utrecht-unordered-list__item" dir="auto">${item}</li>`)}</ul>`;
}
