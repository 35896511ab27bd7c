import type { Block, Reader } from '../../../../src/ports/document.ts';
import { directoryBlocks } from '../../../../src/text/compose/region/directory.ts';
import { workingMethodBlocks } from '../../../../src/text/compose/region/working-method.ts';
import { date, word } from '../../../../src/text/words/tools.ts';
import { heading, renderBlocks } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem, show, strangerOf } from '../../shell/page.ts';

/** The pages of a region for everybody in one of its cases: who can help, and how it works. They print as they are. */
export const guidanceRoutes = [
  route('get', '/who-can-help/:region', 'signedIn', showDirectory),
  route('get', '/how-we-work/:region', 'anyone', showMethod),
];

async function showDirectory(visit: Visit<'signedIn'>): Promise<Response> {
  const { personId } = visit.visitor.session;
  const page = await visit.deps.guidance.directory(personId, visit.c.req.param('region') ?? '');
  if (!page) return problem(visit, 404, 'notFound');
  const title = word(page.reader, 'directory.title');
  const body = guidanceBody(title, page, directoryBlocks(page.file, page.reader, page.call));
  return show(visit, page.reader, { title, body });
}

/** Shows it with names to whom the region knows; to anybody else where the region says so, and without. */
async function showMethod(visit: Visit): Promise<Response> {
  const { visitor, deps, c } = visit;
  const page = await deps.guidance.method(visitor?.session.personId ?? null, c.req.param('region') ?? '');
  // Who is not signed in learns nothing of which regions there are.
  if (!page) return visitor ? problem(visit, 404, 'notFound') : problem(visit, 401, 'signIn');
  const reader = page.reader ?? { ...strangerOf(visit), webUrl: deps.publicUrl };
  const title = word(reader, 'method.title');
  const method = guidanceBody(title, { reader, today: page.today }, workingMethodBlocks(page, reader));
  const body = html`${method}${page.ownCase ? appealsLink(page.ownCase, reader) : NOTHING}`;
  return show(visit, reader, { title, body, isPublic: page.reader === null });
}

/** The way for one of the family to ask for something else in their own case. */
function appealsLink(caseId: string, reader: Reader): Html {
  return html`<p class="utrecht-paragraph schakel-noprint"><a class="utrecht-link" href="/c/${caseId}#appeals">${word(reader, 'button.appeals')}</a></p>`;
}

function guidanceBody(
  title: string,
  { reader, today }: { readonly reader: Reader; readonly today: string },
  blocks: readonly Block[],
): Html {
  return html`${heading(title, 1)}
<p class="utrecht-paragraph schakel-note schakel-printed">${word(reader, 'web.printed', { date: date(reader, today) })}</p>
${renderBlocks(blocks, { reader, formToken: '', headings: 2 })}`;
}

/** Links to these pages, on one's own page, on that of a case and with the guides. */
export function guidanceLinks(region: string, reader: Reader): Html {
  const links = [
    ['who-can-help', 'directory.title'],
    ['how-we-work', 'method.title'],
  ] as const;
  return html`<ul class="utrecht-unordered-list schakel-noprint">${links.map(
    ([path, title]) =>
      html`<li class="utrecht-unordered-list__item"><a class="utrecht-link" href="/${path}/${region}">${word(reader, title)}</a></li>`,
  )}</ul>`;
}
