import type { Document, Reader } from '../../src/ports/document.ts';
import type { TextKey } from '../../src/text/translate.ts';
import { word } from '../../src/text/words.ts';
import { type Html, html } from './html.ts';
import { layout, type PageContent } from './layout.ts';
import { heading } from './render.ts';
import type { Ask } from './routes.ts';

/** For somebody we know nothing of yet: the browser's language, and the polite form. */
export function strangerOf({ c }: Ask): Reader {
  const wanted = c.req.header('accept-language') ?? '';
  const language = /^\s*en\b/i.test(wanted) ? 'en' : 'nl';
  return { language, formal: true, titles: false, place: 'direct' };
}

/** Sends a page, with the answer to what was done last; that is shown once. */
export async function show(
  ask: Ask,
  reader: Reader,
  page: PageContent,
  status: 200 | 422 = 200,
): Promise<Response> {
  const { visitor, parts } = ask;
  const said = visitor?.session.said ?? null;
  if (visitor && said) await parts.sessions.say(visitor.token, null);
  return send(ask, reader, page, said, status);
}

/** What to show when something is not there, not allowed or not possible now: what it is, and what to do. */
export function problem(
  ask: Ask,
  status: 400 | 401 | 403 | 404 | 410 | 429 | 503,
  what: 'notFound' | 'signIn' | 'forged' | 'later' | 'link',
  reader = strangerOf(ask),
): Promise<Response> {
  const title = word(reader, `web.problem.${what}` as TextKey);
  const body = html`${heading(title, 1)}<p class="utrecht-paragraph">${word(reader, `web.problemText.${what}` as TextKey)}</p>
<p><a class="utrecht-link" href="/">${word(reader, 'web.home')}</a></p>`;
  return send(ask, reader, { title, body }, null, status);
}

async function send(
  ask: Ask,
  reader: Reader,
  page: PageContent,
  said: Document | null,
  status: 200 | 400 | 401 | 403 | 404 | 410 | 422 | 429 | 503,
): Promise<Response> {
  const frame = {
    assets: ask.assets,
    reader,
    formToken: ask.visitor?.formToken ?? null,
    menu: [{ href: '/', label: 'web.home' as const }],
    said,
  };
  const content: Html = layout(frame, page);
  return ask.c.html(await content, status);
}
