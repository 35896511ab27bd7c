import { randomUUID } from 'node:crypto';
import type { SetupPage } from '../../../../src/app/pages/region/manage.ts';
import type { Reader } from '../../../../src/ports/document.ts';
import { fileText } from '../../../../src/text/files/file-text.ts';
import { word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { wrongState } from '../../forms/render-form.ts';
import { heading } from '../../render.ts';
import type { Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { show } from '../../shell/page.ts';
import { isOwnForm } from '../../visitor.ts';
import { backLink } from './manage.ts';

/** The pages on which a file is handed over, looked at, and only then used have this in common. */

/** Shows a page with what came of the file above it, and what the page is for below. */
export function uploadPage(
  visit: Visit<'signedIn'>,
  { reader, file }: SetupPage,
  title: TextKey,
  above: Html,
  sections: Html,
  status: 200 | 413 | 422 = 200,
): Promise<Response> {
  const name = word(reader, title);
  const body = html`${backLink(reader, file.key)}${heading(name, 1)}
${above}
${sections}`;
  return show(visit, reader, { title: name, body }, status);
}

/** The text that was posted, as a file or typed, or why there is none. */
export type Sent<T> = T | NoFile | 'forged';
export type NoFile = 'none' | 'tooLarge' | 'noText';

/** The text of a posted file. */
export async function fileOf(
  visit: Visit<'signedIn'>,
  largest: number,
): Promise<Sent<{ readonly text: string }>> {
  const body = await visit.c.req.parseBody();
  if (!isOwnForm(visit.visitor, body.token)) return 'forged';
  const { file } = body;
  if (!(file instanceof File) || file.size === 0) return 'none';
  if (file.size > largest) return 'tooLarge';
  const text = fileText(new Uint8Array(await file.arrayBuffer()));
  return text === null ? 'noText' : { text };
}

/** Why there is no text to look at, for beside the field in which a file is chosen. */
export function noFile(reader: Reader, why: NoFile, largest: number): string {
  const keys = {
    none: 'manage.fileNone',
    tooLarge: 'manage.fileTooLarge',
    noText: 'manage.fileNoText',
  } as const;
  return word(reader, keys[why], { max: largest / 1000 });
}

export function alert(text: string): Html {
  return html`<p class="utrecht-alert utrecht-alert--error" role="alert">${text}</p>`;
}

/** How many mistakes there are beside those that are told. */
export function moreOf(reader: Reader, n: number): Html {
  return n > 0 ? html`<p class="utrecht-paragraph">${word(reader, 'manage.fileMore', { n })}</p>` : NOTHING;
}

export function upload(
  visit: Visit<'signedIn'>,
  to: string,
  accept: string,
  label: string,
  submit: string,
  error?: string,
): Html {
  const told = error
    ? html`<p class="utrecht-form-field-error-message" id="file-error" role="alert">${error}</p>`
    : NOTHING;
  const state = error ? wrongState('file-error') : NOTHING;
  return html`<form method="post" action="${to}" enctype="multipart/form-data" class="utrecht-form">
<input type="hidden" name="token" value="${visit.visitor.formToken}">
<div class="utrecht-form-field${error ? ' utrecht-form-field--invalid' : ''}"><label class="utrecht-form-label" for="file">${label}</label>
${told}<input type="file" id="file" name="file" accept="${accept}" required${state}></div>
<div class="schakel-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${submit}</button></div></form>`;
}

/** A text that was looked at is sent again, whole, to be done; as a file is sent, so that no letter becomes three. */
export function confirm(
  visit: Visit<'signedIn'>,
  command: string,
  region: string,
  values: Readonly<Record<string, string>>,
  label: string,
): Html {
  return html`<form method="post" action="/form/${command}" enctype="multipart/form-data"><input type="hidden" name="token" value="${visit.visitor.formToken}">
<input type="hidden" name="once" value="${randomUUID()}"><input type="hidden" name="args" value="{}"><input type="hidden" name="region" value="${region}">
${Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="utrecht-button utrecht-button--primary-action" type="submit">${label}</button></form>`;
}
