import type { Block, Reader } from '../../../../src/ports/document.ts';
import { directoryBlocks } from '../../../../src/text/compose/region/directory.ts';
import { date, word } from '../../../../src/text/words/tools.ts';
import { heading, renderBlocks } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';

/** The pages of a region for everybody in one of its cases: who can help. They print as they are. */
export const guidanceRoutes = [route('get', '/who-can-help/:region', 'signedIn', showDirectory)];

async function showDirectory(visit: Visit<'signedIn'>): Promise<Response> {
  const { personId } = visit.visitor.session;
  const page = await visit.deps.guidance.directory(personId, visit.c.req.param('region') ?? '');
  if (!page) return problem(visit, 404, 'notFound');
  const title = word(page.reader, 'directory.title');
  const body = guidanceBody(title, page, directoryBlocks(page.file, page.reader, page.call));
  return show(visit, page.reader, { title, body });
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

/** Links to these pages, on one's own page and on that of a case. */
export function guidanceLinks(region: string, reader: Reader): Html {
  return html`<ul class="utrecht-unordered-list schakel-noprint"><li class="utrecht-unordered-list__item"><a class="utrecht-link" href="/who-can-help/${region}">${word(reader, 'directory.title')}</a></li></ul>`;
}
