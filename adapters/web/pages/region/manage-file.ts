import type { FileCheck, SetupPage } from '../../../../src/app/pages/region/manage.ts';
import { LARGEST_REGION_FILE } from '../../../../src/domain/region/region-file.ts';
import { word } from '../../../../src/text/words/tools.ts';
import { hasText } from '../../../../src/text/words/translate.ts';
import { heading } from '../../render.ts';
import { carrying, route, type Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem } from '../../shell/page.ts';
import { setupFor } from './manage.ts';
import { alert, confirm, fileOf, moreOf, noFile, upload, uploadPage } from './upload.ts';

/** A region as a file: to keep, to change and to read again; looked at first, and nothing done when a line is wrong. */
export const manageFileRoutes = [
  route('get', '/manage/:region/file', 'signedIn', showFile),
  route('get', '/manage/:region/region.yaml', 'signedIn', download),
  route('post', '/manage/:region/file', 'signedIn', checkFile, carrying(LARGEST_REGION_FILE), fileTooLarge),
];

async function showFile(visit: Visit<'signedIn'>): Promise<Response> {
  const setup = await setupFor(visit);
  if (!setup) return problem(visit, 404, 'notFound');
  return page(visit, setup, NOTHING);
}

async function download(visit: Visit<'signedIn'>): Promise<Response> {
  const { c, deps, visitor } = visit;
  const key = c.req.param('region') ?? '';
  const text = await deps.manage.file(visitor.session.personId, key);
  if (text === null) return problem(visit, 404, 'notFound');
  return c.body(text, 200, {
    'content-type': 'application/yaml; charset=utf-8',
    'content-disposition': `attachment; filename="${key}.yaml"`,
  });
}

async function checkFile(visit: Visit<'signedIn'>): Promise<Response> {
  const setup = await setupFor(visit);
  const posted = await fileOf(visit, LARGEST_REGION_FILE);
  if (posted === 'forged') return problem(visit, 403, 'forged');
  if (!setup?.isAdministrator) return problem(visit, 404, 'notFound');
  const { reader } = setup;
  if (typeof posted === 'string')
    return page(visit, setup, NOTHING, 422, noFile(reader, posted, LARGEST_REGION_FILE));
  const { text } = posted;
  const check = await visit.deps.manage.checkFile(visit.visitor.session.personId, setup.file.key, text);
  if (!check) return problem(visit, 404, 'notFound');
  return page(visit, setup, outcome(visit, setup, text, check), check.ok ? 200 : 422);
}

/** Far more than that was sent; where the page is not theirs, no more is said than that. */
async function fileTooLarge(visit: Visit<'signedIn'>): Promise<Response> {
  const setup = await setupFor(visit);
  if (!setup?.isAdministrator) return problem(visit, 413, 'tooLarge');
  return page(visit, setup, NOTHING, 413, noFile(setup.reader, 'tooLarge', LARGEST_REGION_FILE));
}

function page(
  visit: Visit<'signedIn'>,
  setup: SetupPage,
  above: Html,
  status: 200 | 413 | 422 = 200,
  error?: string,
): Promise<Response> {
  const { reader, file } = setup;
  const sections = html`<section class="schakel-card">${heading(word(reader, 'manage.fileGet'), 2)}
<p class="utrecht-paragraph">${word(reader, setup.differsFromFile ? 'manage.fileDiffers' : 'manage.fileWins')}</p>
<p><a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--secondary-action" href="/manage/${file.key}/region.yaml" download>${word(reader, 'manage.b.download')}</a></p></section>
${
  setup.isAdministrator
    ? html`<section class="schakel-card">${heading(word(reader, 'manage.fileRead'), 2)}
<p class="utrecht-paragraph">${word(reader, 'manage.fileReadText')}</p>
${upload(visit, `/manage/${file.key}/file`, '.yaml,.yml', word(reader, 'manage.f.file'), word(reader, 'manage.b.look'), error)}</section>`
    : NOTHING
}`;
  return uploadPage(visit, setup, 'manage.part.file', above, sections, status);
}

function outcome(visit: Visit<'signedIn'>, setup: SetupPage, text: string, check: FileCheck): Html {
  const { reader, file, version } = setup;
  if (!check.ok)
    return html`${alert(word(reader, 'manage.fileWrong', { n: check.total }))}
<ul class="utrecht-unordered-list">${check.errors.map(
      (e) =>
        html`<li class="utrecht-unordered-list__item">${word(reader, 'manage.line', { line: e.line })}: ${e.path ? html`<code>${e.path}</code> ` : NOTHING}${e.message}</li>`,
    )}</ul>${moreOf(reader, check.total - check.errors.length)}`;
  if (check.isOtherRegion) return alert(word(reader, 'refused.manageOtherRegion', { what: file.key }));
  if (check.changed.length === 0)
    return html`<p class="schakel-said" role="status">${word(reader, 'manage.fileSame')}</p>`;
  const names = check.changed.map((part) => {
    const key = `manage.in.${part}`;
    return hasText(key) ? word(reader, key) : part;
  });
  return html`<section class="schakel-card schakel-card--asked" role="status">${heading(word(reader, 'manage.fileRight'), 2)}
<p class="utrecht-paragraph">${word(reader, 'manage.fileChanges', { parts: names.join(', ') })}</p>
${confirm(visit, 'manage.file', file.key, { text, version: String(version) }, word(reader, 'manage.b.read'))}</section>`;
}
