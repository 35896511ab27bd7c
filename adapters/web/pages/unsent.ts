import type { Reader } from '../../../src/ports/document.ts';
import type { UnsentForm } from '../../../src/ports/web.ts';
import { word } from '../../../src/text/words/tools.ts';
import { forget, formIn, keepTyped, waiting } from '../forms/unsent.ts';
import { route, type Visit } from '../routes.ts';
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

async function showWaiting(visit: Visit<'signedIn'>): Promise<Response> {
  const [first] = await waiting(visit.deps, visit.c, visit.visitor);
  if (!first) return visit.c.redirect('/', 303);
  const away = html`<form method="post" action="/unsent/drop"><input type="hidden" name="token" value="${visit.visitor.formToken}"><input type="hidden" name="unsent" value="${first.token}">
<button class="utrecht-button utrecht-button--secondary-action" type="submit">${word(strangerOf(visit), 'unsent.drop')}</button></form>`;
  return again(visit, first.form, away, 200);
}

async function drop(visit: Visit<'signedIn'>): Promise<Response> {
  const { token, unsent } = await visit.c.req.parseBody();
  if (!isOwnForm(visit.visitor, token)) return problem(visit, 403, 'forged');
  if (typeof unsent === 'string') await forget(visit.deps, visit.c, unsent);
  return visit.c.redirect('/', 303);
}

/** Nobody is signed in any more: what was typed waits in this browser for the same person. */
export async function signInAgain(visit: Visit): Promise<Response> {
  const form = await keepTyped(visit.deps, visit.c);
  if (!form) return problem(visit, 401, (await visit.deps.beginnings.isEmpty()) ? 'begin' : 'signIn');
  const reader = strangerOf(visit);
  const ways = html`${waysIn(visit, reader, '/')}<p class="schakel-actions">${askLink(reader)}</p>`;
  return unsentPage(visit, 401, 'kept', form, ways);
}

/** A form from an old tab comes back filled in as it was, where it can; else its words, and a way to send them. */
export async function fromOldTab(visit: Visit<'signedIn'>): Promise<Response | null> {
  const form = await formIn(visit.c);
  return form && again(visit, form, NOTHING, 403);
}

/** A form of the application about what is not theirs any more, or not there: the words are given back. */
export async function formBack(visit: Visit<'signedIn'>): Promise<Response | null> {
  const form = visit.c.req.path.startsWith('/form/') ? await formIn(visit.c) : null;
  return form && unsentPage(visit, 404, 'gone', form, NOTHING);
}

/** The database is away: nothing can be kept there, so this page keeps it until it is sent again. */
export async function laterAgain(visit: Visit): Promise<Response> {
  const form = await formIn(visit.c).catch(() => null);
  return form ? unsentPage(visit, 503, 'later', form, resend(visit, form)) : problem(visit, 503, 'later');
}

/** A form of the application is made anew and filled in; of another page the words stand there, with a button to send them. */
async function again(
  visit: Visit<'signedIn'>,
  form: UnsentForm,
  below: Html,
  status: 200 | 403,
): Promise<Response> {
  const about = { reader: await readerFor(visit), why: 'old' as const };
  const notice = html`<p class="utrecht-alert utrecht-alert--warning" role="status">${words(about)}</p>`;
  return (
    (await formAgain(visit, form, notice, below, status)) ??
    unsentPage(visit, status, 'old', form, html`${resend(visit, form)}${below}`)
  );
}

function words({ reader, why }: { readonly reader: Reader; readonly why: Why }): string {
  return word(reader, `unsent.${why}`);
}

async function unsentPage(
  visit: Visit,
  status: 200 | 401 | 403 | 404 | 503,
  why: Why,
  form: UnsentForm,
  below: Html,
): Promise<Response> {
  const reader = why === 'later' ? strangerOf(visit) : await readerFor(visit);
  const title = word(reader, why === 'kept' ? 'web.problem.signIn' : 'unsent.title');
  const told = html`<p class="utrecht-paragraph">${words({ reader, why })}</p>`;
  return notSent(visit, reader, { title, why: told, form, below }, status);
}

/** All of it again, as it was sent; with the token of who is signed in now. */
function resend(visit: Visit, { path, fields }: UnsentForm): Html {
  const hidden = ([name, value]: readonly [string, string]): Html =>
    html`<input type="hidden" name="${name}" value="${value}">`;
  const token = visit.visitor?.formToken;
  const ours = fields.map(([name, value]) => [name, name === 'token' ? (token ?? value) : value] as const);
  return html`<form method="post" action="${path}">${ours.map(hidden)}
<button class="utrecht-button utrecht-button--primary-action" type="submit">${word(strangerOf(visit), 'unsent.again')}</button></form>`;
}
