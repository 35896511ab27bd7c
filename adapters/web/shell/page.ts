import type { Document, Reader } from '../../../src/ports/document.ts';
import { word } from '../../../src/text/words/tools.ts';
import type { TextKey } from '../../../src/text/words/translate.ts';
import { aroundDemonstration } from '../demonstration/around.ts';
import { typedFields } from '../forms/typed-fields.ts';
import { formIn, waiting } from '../forms/unsent.ts';
import { heading } from '../render.ts';
import type { Visit } from '../routes.ts';
import { type Html, html, NOTHING } from './html.ts';
import { chosenLanguage, keepLanguage, wantedLanguage } from './language.ts';
import { layout, type PageContent } from './layout.ts';

/** A stranger reads in the language they chose here, else in the browser's, and in the polite form. */
export function strangerOf({ c }: Visit): Reader {
  const language = chosenLanguage({ c }) ?? wantedLanguage({ c });
  return { language, formal: true, titles: false, place: 'direct' };
}

/**
 * Sends a page, with the answer to what was done last; that is shown once, and not to a page that only follows its case:
 * whoever pressed something is on their way to the next.
 */
export async function show(
  visit: Visit,
  reader: Reader,
  page: PageContent,
  status: Status = 200,
): Promise<Response> {
  const { visitor, deps } = visit;
  const follows = visit.c.req.header('x-follows') !== undefined;
  const said = follows ? null : (visitor?.session.said ?? null);
  // A browser in which a language was chosen follows its person, so that it asks in theirs when they come again.
  if (visitor && (chosenLanguage(visit) ?? reader.language) !== reader.language)
    keepLanguage(visit, reader.language);
  if (visitor && said) await deps.sessions.say(visitor.token, null);
  const waits =
    visitor && visit.c.req.method === 'GET' && visit.c.req.path !== '/unsent'
      ? await waiting(deps, visit.c, visitor)
      : [];
  return send(visit, reader, { ...page, waits: waits.length }, said, status);
}

/** The reader: somebody signed in as on their own pages; when nothing can be asked, as somebody we know nothing of. */
async function readerOf(visit: Visit): Promise<Reader> {
  const { visitor, deps } = visit;
  const own = visitor ? await deps.pages.reader(visitor.session.personId).catch(() => null) : null;
  return own ?? strangerOf(visit);
}

export type Problem =
  | 'notFound'
  | 'signIn'
  | 'begin'
  | 'forged'
  | 'later'
  | 'link'
  | 'stranger'
  | 'notVouched'
  | 'doorAway'
  | 'tooOften'
  | 'tooLarge'
  | 'method'
  | 'taken'
  | 'refused';

/** After these one signs in, perhaps once more; one's own page is not there before. */
const TO_SIGN_IN: ReadonlySet<Problem> = new Set(['signIn', 'begin', 'stranger', 'notVouched', 'doorAway']);

/** Shows a page when something is not there, not allowed or not possible now: what it is, and what to do. */
export async function problem(
  visit: Visit,
  status: Status,
  what: Problem,
  known?: Reader,
): Promise<Response> {
  const reader = known ?? (await readerOf(visit));
  const title = word(reader, `web.problem.${what}` as TextKey);
  const { method, path } = visit.c.req;
  const ways = TO_SIGN_IN.has(what)
    ? waysIn(visit, reader, what === 'signIn' && method === 'GET' ? path : '/')
    : NOTHING;
  // Who was let in and sent something that is not there any more finds what they typed.
  const typed = visit.visitor && status === 404 ? await formIn(visit.c).catch(() => null) : null;
  const body = html`${heading(title, 1)}<p class="utrecht-paragraph">${word(reader, `web.problemText.${what}` as TextKey)}</p>${ways}
${typed ? typedFields(typed, reader) : NOTHING}
${what === 'signIn' || what === 'link' ? html`<p class="schakel-actions">${askLink(reader)}</p>` : NOTHING}
${TO_SIGN_IN.has(what) ? NOTHING : html`<p><a class="utrecht-link" href="/">${word(reader, 'web.home')}</a></p>`}`;
  return send(visit, reader, { title, body }, null, status);
}

/** Links to the page where one asks for another link. */
export function askLink(reader: Reader): Html {
  return html`<a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--secondary-action" href="/link">${word(reader, 'in.askTitle')}</a>`;
}

/** Buttons to sign in with the account one works with; those that are configured, `to` where one was going. */
export function waysIn({ providers }: Visit, reader: Reader, to: string): Html {
  if (providers.length === 0) return NOTHING;
  const many = providers.filter((provider) => provider.kind === 'microsoft').length > 1;
  const query = to === '/' ? '' : `?${new URLSearchParams({ to })}`;
  const label = (provider: Visit['providers'][number]): string => {
    const words = word(reader, `door.${provider.kind}`);
    return many && provider.kind === 'microsoft'
      ? `${words} (${/\d*$/.exec(provider.key)?.[0] || '1'})`
      : words;
  };
  return html`<p class="schakel-actions">${providers.map(
    (provider) =>
      html`<a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--primary-action" href="/sign-in/${provider.key}${query}">${label(provider)}</a>`,
  )}</p>`;
}

type Status = 200 | 400 | 401 | 403 | 404 | 405 | 410 | 413 | 422 | 429 | 503;

async function send(
  visit: Visit,
  reader: Reader,
  page: PageContent,
  said: Document | null,
  status: Status,
): Promise<Response> {
  const frame = {
    assets: visit.assets,
    reader,
    formToken: visit.visitor?.formToken ?? null,
    menu: [
      ...(visit.visitor
        ? [
            { href: '/', label: 'web.home' as const },
            { href: '/me', label: 'me.menu' as const },
          ]
        : []),
      { href: '/help', label: 'guide.menu' as const },
    ],
    said,
    demonstration: await aroundDemonstration(visit, reader, page),
  };
  // Whoever hears the title first, or looks at it among their tabs, knows that it is not done yet.
  const isWrong = status === 422 || status === 413 || status === 429;
  const title = isWrong ? word(reader, 'web.errorTitle', { title: page.title }) : page.title;
  const content: Html = layout(frame, { ...page, title });
  return visit.c.html(await content, status);
}
