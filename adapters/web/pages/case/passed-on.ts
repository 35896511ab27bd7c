import type { PassedOn, SaidWhen } from '../../../../src/app/pages/case/passed-on.ts';
import type { Look } from '../../../../src/app/pages/looks.ts';
import type { Reader } from '../../../../src/ports/document.ts';
import { compose } from '../../../../src/text/compose.ts';
import { word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { heading, renderDocument } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';
import { isUuid } from './case.ts';
import { moment as when } from './earlier.ts';

/** "Was it passed on?" has one answer, without blame: who said what, what arrived where, and when. */
export const passedOnRoutes = [route('get', '/c/:caseId/passed-on', 'signedIn', showPassedOn)];

async function showPassedOn(visit: Visit<'signedIn'>): Promise<Response> {
  const caseId = visit.c.req.param('caseId') ?? '';
  const page = isUuid(caseId)
    ? await visit.deps.pages.passedOn(visit.visitor.session.personId, caseId)
    : null;
  if (!page) return problem(visit, 404, 'notFound');
  const title = word(page.reader, 'passed.title', { code: page.code });
  return show(visit, page.reader, { title, body: body(page, title, visit.visitor.formToken) });
}

function body(page: PassedOn, title: string, formToken: string): Html {
  const { reader } = page;
  return html`${heading(title, 1)}
<p class="utrecht-paragraph"><a class="utrecht-link schakel-noprint" href="/c/${page.caseId}">${word(reader, 'table.toCase', { code: page.code })}</a></p>
<section>${heading(word(reader, 'passed.answers'), 2)}
${page.agreements.length === 0 ? html`<p class="utrecht-paragraph">${word(reader, 'passed.none')}</p>` : page.agreements.map((a) => answers(a, reader))}</section>
<section>${heading(word(reader, 'passed.told'), 2)}${passedOnList(page, formToken)}</section>
${looks(page)}`;
}

function answers(a: PassedOn['agreements'][number], reader: Reader): Html {
  const line = ({ who, what, at, by }: SaidWhen): Html => {
    const phone = by ? ` (${word(reader, 'passed.byPhone', { by: by.name })})` : '';
    const moment = at ? ` – ${when(reader, at)}` : '';
    return html`<li class="utrecht-unordered-list__item"><strong>${who.name}</strong> ${word(reader, `passed.${what}` as TextKey)}${phone}${moment}</li>`;
  };
  return html`${heading(`${a.number}. ${a.title}`, 3)}<ul class="utrecht-unordered-list">${a.said.map(line)}</ul>`;
}

function passedOnList({ told: all, reader }: PassedOn, formToken: string): Html {
  if (all.length === 0) return html`<p class="utrecht-paragraph">${word(reader, 'web.historyNone')}</p>`;
  const pen = { reader, formToken, headings: 3, mayDo: () => false } as const;
  return html`<ol class="schakel-history">${all.map(
    (one) => html`<li>${renderDocument(compose(one.message, { ...reader, room: 'page' }), pen)}
<p class="utrecht-paragraph schakel-note">${one.arrived
      .map(({ platform, at }) => `${word(reader, `passed.in.${platform}` as TextKey)}: ${when(reader, at)}`)
      .join(' · ')}</p></li>`,
  )}</ol>`;
}

function looks({ looked, reader }: PassedOn): Html {
  if (looked === null) return NOTHING;
  return html`<section>${heading(word(reader, 'passed.looked'), 2)}<p class="utrecht-paragraph">${word(reader, 'passed.lookedText')}</p>
<ul class="utrecht-unordered-list">${looked.people.map((one) => look(one, reader))}
${looked.others ? html`<li class="utrecht-unordered-list__item">${word(reader, 'passed.others', { when: when(reader, looked.others) })}</li>` : NOTHING}
${looked.exported ? html`<li class="utrecht-unordered-list__item">${word(reader, 'passed.exported', { when: when(reader, looked.exported) })}</li>` : NOTHING}</ul></section>`;
}

function look({ person, as, at }: Look, reader: Reader): Html {
  const what = as === 'present' ? NOTHING : html` (${word(reader, `passed.as.${as}`)})`;
  const moment = at ? word(reader, 'passed.last', { when: when(reader, at) }) : word(reader, 'passed.never');
  return html`<li class="utrecht-unordered-list__item"><strong>${person.name}</strong>${what} – ${moment}</li>`;
}
