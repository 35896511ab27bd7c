import type { Reader } from '../../../src/ports/document.ts';
import type { UnsentForm } from '../../../src/ports/web.ts';
import { word } from '../../../src/text/words/tools.ts';
import { forget, formIn, keepTyped, waiting } from '../forms/unsent.ts';
import { type Ask, route } from '../routes.ts';
import { type Html, html, NOTHING } from '../shell/html.ts';
import { askLink, problem, strangerOf, waysIn } from '../shell/page.ts';
import { isOwnForm } from '../visitor.ts';
import { formAgain } from './act.ts';
import { notSent, readerFor } from './not-sent.ts';

/** Words that somebody typed and could not send are shown again, to send after all or to throw away. */
export const unsentRoutes = [
  route('get', '/unsent', 'signedIn', showWaiting),
  route('post', '/unsent/drop', 'signedIn', drop),
];

/**
 * The reason that a form could not be taken. `kept`: their session is over, and it waits for them in this browser;
 * `old`: from a page of before they signed in; `gone`: it is about nothing of theirs; `later`: the database is away.
 */
type Why = 'kept' | 'old' | 'gone' | 'later';

async function showWaiting(ask: Ask<'signedIn'>): Promise<Response> {
  const [first] = await waiting(ask.deps, ask.c, ask.visitor);
  if (!first) return ask.c.redirect('/', 303);
  const away = html`<form method="post" action="/unsent/drop"><input type="hidden" name="token" value="${ask.visitor.formToken}"><input type="hidden" name="unsent" value="${first.token}">
<button class="utrecht-button utrecht-button--secondary-action" type="submit">${word(strangerOf(ask), 'unsent.drop')}</button></form>`;
  return again(ask, first.form, away, 200);
}

async function drop(ask: Ask<'signedIn'>): Promise<Response> {
  const { token, unsent } = await ask.c.req.parseBody();
  if (!isOwnForm(ask.visitor, token)) return problem(ask, 403, 'forged');
  if (typeof unsent === 'string') await forget(ask.deps, ask.c, unsent);
  return ask.c.redirect('/', 303);
}

/** Nobody is signed in any more: what was typed waits in this browser for the same person. */
export async function signInAgain(ask: Ask): Promise<Response> {
  const form = await keepTyped(ask.deps, ask.c);
  if (!form) return problem(ask, 401, (await ask.deps.beginnings.isEmpty()) ? 'begin' : 'signIn');
  const reader = strangerOf(ask);
  const ways = html`${waysIn(ask, reader, '/')}<p class="schakel-actions">${askLink(reader)}</p>`;
  return unsentPage(ask, 401, 'kept', form, ways);
}

/** A form from an old tab comes back filled in as it was, where it can; else its words, and a way to send them. */
export async function fromOldTab(ask: Ask<'signedIn'>): Promise<Response | null> {
  const form = await formIn(ask.c);
  return form && again(ask, form, NOTHING, 403);
}

/** A form of the application about what is not theirs any more, or not there: the words are given back. */
export async function formBack(ask: Ask<'signedIn'>): Promise<Response | null> {
  const form = ask.c.req.path.startsWith('/form/') ? await formIn(ask.c) : null;
  return form && unsentPage(ask, 404, 'gone', form, NOTHING);
}

/** The database is away: nothing can be kept there, so this page keeps it until it is sent again. */
export async function laterAgain(ask: Ask): Promise<Response> {
  const form = await formIn(ask.c).catch(() => null);
  return form ? unsentPage(ask, 503, 'later', form, resend(ask, form)) : problem(ask, 503, 'later');
}

/** A form of the application is made anew and filled in; of another page the words stand there, with a button to send them. */
async function again(
  ask: Ask<'signedIn'>,
  form: UnsentForm,
  below: Html,
  status: 200 | 403,
): Promise<Response> {
  const about = { reader: await readerFor(ask), why: 'old' as const };
  const notice = html`<p class="utrecht-alert utrecht-alert--warning" role="status">${words(about)}</p>`;
  return (
    (await formAgain(ask, form, notice, below, status)) ??
    unsentPage(ask, status, 'old', form, html`${resend(ask, form)}${below}`)
  );
}

function words({ reader, why }: { readonly reader: Reader; readonly why: Why }): string {
  return word(reader, `unsent.${why}`);
}

async function unsentPage(
  ask: Ask,
  status: 200 | 401 | 403 | 404 | 503,
  why: Why,
  form: UnsentForm,
  below: Html,
): Promise<Response> {
  const reader = why === 'later' ? strangerOf(ask) : await readerFor(ask);
  const title = word(reader, why === 'kept' ? 'web.problem.signIn' : 'unsent.title');
  const told = html`<p class="utrecht-paragraph">${words({ reader, why })}</p>`;
  return notSent(ask, reader, { title, why: told, form, below }, status);
}

/** All of it again, as it was sent; with the token of who is signed in now. */
function resend(ask: Ask, { path, fields }: UnsentForm): Html {
  const hidden = ([name, value]: readonly [string, string]): Html =>
    html`<input type="hidden" name="${name}" value="${value}">`;
  const token = ask.visitor?.formToken;
  const ours = fields.map(([name, value]) => [name, name === 'token' ? (token ?? value) : value] as const);
  return html`<form method="post" action="${path}">${ours.map(hidden)}
<button class="utrecht-button utrecht-button--primary-action" type="submit">${word(strangerOf(ask), 'unsent.again')}</button></form>`;
}
