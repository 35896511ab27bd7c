import { randomUUID } from 'node:crypto';
import { LARGEST_FILE } from '../../../src/app/commands/manage/file.ts';
import type { FileCheck, SetupPage } from '../../../src/app/pages/manage.ts';
import { hasText } from '../../../src/text/translate.ts';
import { word } from '../../../src/text/words.ts';
import { type Html, html, NOTHING } from '../html.ts';
import { problem, show } from '../page.ts';
import { heading } from '../render.ts';
import { type Ask, route } from '../routes.ts';
import { isOwnForm } from '../visitor.ts';
import { backLink, setupFor } from './manage.ts';

/** A region as a file: to keep, to change and to read again; looked at first, and nothing done when a line is wrong. */
export const manageFileRoutes = [
  route('get', '/manage/:region/file', 'signedIn', showFile),
  route('get', '/manage/:region/region.yaml', 'signedIn', download),
  route('post', '/manage/:region/file', 'signedIn', checkFile),
];

async function showFile(ask: Ask<'signedIn'>): Promise<Response> {
  const setup = await setupFor(ask);
  if (!setup) return problem(ask, 404, 'notFound');
  return page(ask, setup, NOTHING);
}

async function download(ask: Ask<'signedIn'>): Promise<Response> {
  const { c, parts, visitor } = ask;
  const key = c.req.param('region') ?? '';
  const text = await parts.manage.file(visitor.session.personId, key);
  if (text === null) return problem(ask, 404, 'notFound');
  return c.body(text, 200, {
    'content-type': 'application/yaml; charset=utf-8',
    'content-disposition': `attachment; filename="${key}.yaml"`,
  });
}

async function checkFile(ask: Ask<'signedIn'>): Promise<Response> {
  const setup = await setupFor(ask);
  const posted = await fileOf(ask, LARGEST_FILE);
  if (posted === 'forged') return problem(ask, 403, 'forged');
  if (!setup?.isAdministrator) return problem(ask, 404, 'notFound');
  const { reader } = setup;
  if (posted === null) return page(ask, setup, alert(word(reader, 'manage.fileNone')), 422);
  const check = await ask.parts.manage.checkFile(ask.visitor.session.personId, setup.file.key, posted);
  if (!check) return problem(ask, 404, 'notFound');
  return page(ask, setup, outcome(ask, setup, posted, check), check.ok ? 200 : 422);
}

/** The text of a posted file. Null: none, or one that is too large. Line ends and a mark of the byte order are nobody's. */
export async function fileOf(ask: Ask<'signedIn'>, largest: number): Promise<string | null | 'forged'> {
  const body = await ask.c.req.parseBody();
  if (!isOwnForm(ask.visitor, body.token)) return 'forged';
  const { file } = body;
  if (!(file instanceof File) || file.size === 0 || file.size > largest) return null;
  return (await textOf(file)).replace(/^\uFEFF/, '');
}

/** What is no UTF-8 was saved by a spreadsheet in the letters of Windows. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export function alert(text: string): Html {
  return html`<p class="utrecht-alert utrecht-alert--error" role="alert">${text}</p>`;
}

function page(
  ask: Ask<'signedIn'>,
  setup: SetupPage,
  above: Html,
  status: 200 | 422 = 200,
): Promise<Response> {
  const { reader, file } = setup;
  const title = word(reader, 'manage.part.file');
  const body = html`${backLink(reader, file.key)}${heading(title, 1)}
${above}
<section class="schakel-card">${heading(word(reader, 'manage.fileGet'), 2)}
<p class="utrecht-paragraph">${word(reader, setup.differsFromFile ? 'manage.fileDiffers' : 'manage.fileWins')}</p>
<p><a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--secondary-action" href="/manage/${file.key}/region.yaml" download>${word(reader, 'manage.b.download')}</a></p></section>
${
  setup.isAdministrator
    ? html`<section class="schakel-card">${heading(word(reader, 'manage.fileRead'), 2)}
<p class="utrecht-paragraph">${word(reader, 'manage.fileReadText')}</p>
${upload(ask, `/manage/${file.key}/file`, '.yaml,.yml', word(reader, 'manage.f.file'), word(reader, 'manage.b.look'))}</section>`
    : NOTHING
}`;
  return show(ask, reader, { title, body }, status);
}

export function upload(
  ask: Ask<'signedIn'>,
  to: string,
  accept: string,
  label: string,
  submit: string,
): Html {
  return html`<form method="post" action="${to}" enctype="multipart/form-data" class="utrecht-form">
<input type="hidden" name="token" value="${ask.visitor.formToken}">
<div class="utrecht-form-field"><label class="utrecht-form-label" for="file">${label}</label>
<input type="file" id="file" name="file" accept="${accept}" required></div>
<div class="schakel-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${submit}</button></div></form>`;
}

function outcome(ask: Ask<'signedIn'>, setup: SetupPage, text: string, check: FileCheck): Html {
  const { reader, file, version } = setup;
  if (!check.ok)
    return html`${alert(word(reader, 'manage.fileWrong', { n: check.errors.length }))}
<ul class="utrecht-unordered-list">${check.errors.map(
      (e) =>
        html`<li class="utrecht-unordered-list__item">${word(reader, 'manage.line', { line: e.line })}: ${e.path ? html`<code>${e.path}</code> ` : NOTHING}${e.message}</li>`,
    )}</ul>`;
  if (check.isOtherRegion) return alert(word(reader, 'refused.manageOtherRegion', { what: file.key }));
  if (check.changed.length === 0)
    return html`<p class="schakel-said" role="status">${word(reader, 'manage.fileSame')}</p>`;
  const names = check.changed.map((part) => {
    const key = `manage.in.${part}`;
    return hasText(key) ? word(reader, key) : part;
  });
  return html`<section class="schakel-card schakel-card--asked" role="status">${heading(word(reader, 'manage.fileRight'), 2)}
<p class="utrecht-paragraph">${word(reader, 'manage.fileChanges', { parts: names.join(', ') })}</p>
${confirm(ask, 'manage.file', file.key, { text, version: String(version) }, word(reader, 'manage.b.read'))}</section>`;
}

/** What was looked at is sent again, whole, to be done. */
export function confirm(
  ask: Ask<'signedIn'>,
  command: string,
  region: string,
  values: Readonly<Record<string, string>>,
  label: string,
): Html {
  return html`<form method="post" action="/form/${command}"><input type="hidden" name="token" value="${ask.visitor.formToken}">
<input type="hidden" name="once" value="${randomUUID()}"><input type="hidden" name="args" value="{}"><input type="hidden" name="region" value="${region}">
${Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="utrecht-button utrecht-button--primary-action" type="submit">${label}</button></form>`;
}
