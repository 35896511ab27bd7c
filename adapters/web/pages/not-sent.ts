import type { Document, Reader } from '../../../src/ports/document.ts';
import type { UnsentForm } from '../../../src/ports/web.ts';
import { word } from '../../../src/text/words/tools.ts';
import { typedFields } from '../forms/typed-fields.ts';
import { heading, renderDocument } from '../render.ts';
import type { Visit } from '../routes.ts';
import { type Html, html } from '../shell/html.ts';
import { show, strangerOf } from '../shell/page.ts';

/** A visitor reads as on their own pages, anybody else as a stranger. */
export async function readerFor(visit: Visit): Promise<Reader> {
  return (
    (visit.visitor && (await visit.deps.pages.reader(visit.visitor.session.personId))) ?? strangerOf(visit)
  );
}

/** Says why, and shows what was typed to its writer, in this answer alone. `below`: what can be done about it. */
export function notSent(
  visit: Visit,
  reader: Reader,
  page: { readonly title: string; readonly why: Html; readonly form: UnsentForm; readonly below: Html },
  status: 200 | 401 | 403 | 404 | 422 | 503,
): Promise<Response> {
  const body = html`${heading(page.title, 1)}${page.why}
${typedFields(page.form, reader)}
${page.below}`;
  return show(visit, reader, { title: page.title, body }, status);
}

/** Stands above a form that came to nothing for a reason that is no field's, with the button that would help. */
export function refusedAbove(reader: Reader, reply: Document, formToken: string): Html {
  return html`<div class="utrecht-alert utrecht-alert--error" role="alert" id="errors" tabindex="-1" autofocus><div>
${heading(word(reader, 'unsent.title'), 2)}
${renderDocument(reply, { reader, formToken, headings: 3 })}</div></div>`;
}
