import type { Reader } from '../../../../src/ports/document.ts';
import { word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { wrongState } from '../../forms/render-form.ts';
import { atEvenTime } from '../../live/even-time.ts';
import { heading } from '../../render.ts';
import { route } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';
import { callerOf } from '../../too-often.ts';
import { press } from '../sign-in/second-step.ts';
import { back, type Mine, ownForm, type Posted } from './own-form.ts';

/**
 * One parent in several cases (C44): in each another person, put together by nobody but that parent, who comes in as the
 * one and then as the other. Nobody else sees it.
 */
export const togetherRoutes = [
  route('get', '/together', 'signedIn', showQuestion),
  route('post', '/together', 'signedIn', ownForm(answer)),
  route('get', '/me/together', 'signedIn', (visit) => showAsk(visit)),
  route('post', '/me/together', 'signedIn', ownForm(ask)),
  route('post', '/me/together/apart', 'signedIn', ownForm(apart)),
];

const ID = /^[0-9a-f-]{36}$/;

/** Asked on a page of its own after the second sign-in, and on their own page until it is answered. */
async function showQuestion(visit: Mine): Promise<Response> {
  const { deps, visitor, c } = visit;
  const [page, name] = await Promise.all([
    deps.pages.self(visitor.session.personId),
    deps.linked.offered(visitor.session),
  ]);
  if (!page) return problem(visit, 404, 'notFound');
  if (name === null) return c.redirect('/', 303);
  const { reader } = page;
  const title = word(reader, 'together.ask');
  const body = html`${heading(title, 1)}${question(name, reader, visitor.formToken, c.req.query('about') ?? '')}`;
  return show(visit, reader, { title, body });
}

function question(name: string, reader: Reader, formToken: string, about: string): Html {
  const values = ID.test(about) ? { about } : {};
  return html`<p class="utrecht-paragraph">${word(reader, 'together.askText', { name })}</p>
<p class="utrecht-paragraph">${word(reader, 'together.what')}</p>
<p class="utrecht-paragraph schakel-note">${word(reader, 'together.shared', { name })}</p>
${press('/together', word(reader, 'together.yes'), formToken, { answer: 'yes', ...values })}
${press('/together', word(reader, 'together.no'), formToken, { answer: 'no', ...values })}`;
}

/** The question, where they come when they left it unanswered. */
export function togetherCard(name: string | null, reader: Reader, formToken: string): Html {
  if (name === null) return NOTHING;
  return html`<section class="schakel-card schakel-card--asked schakel-noprint">${heading(word(reader, 'together.ask'), 2)}${question(name, reader, formToken, '')}</section>`;
}

async function answer(visit: Mine, { answer: said, about }: Posted): Promise<Response> {
  const { deps, visitor, c } = visit;
  const isJoined = said === 'yes' && (await deps.linked.join(visitor.session));
  await deps.sessions.forgetBeside(visitor.token);
  const page = await deps.pages.self(visitor.session.personId);
  const key: TextKey = isJoined ? 'together.done' : 'together.kept';
  if (page) {
    const words = word(page.reader, key);
    const told = { notification: words, blocks: [{ kind: 'text' as const, text: [words] }] };
    await deps.sessions.say(visitor.token, told);
  }
  return c.redirect(typeof about === 'string' && ID.test(about) ? `/#told-${about}` : '/', 303);
}

/** Part of the page with one's settings. */
export function togetherSection(
  { all, closed }: { readonly all: number; readonly closed: number },
  mayBegin: boolean,
  reader: Reader,
  formToken: string,
): Html {
  if (!mayBegin && all === 0) return NOTHING;
  return html`${heading(word(reader, 'together.title'), 2)}
<p class="utrecht-paragraph">${word(reader, all === 0 ? 'together.none' : 'together.are', { n: all })}</p>
${closed === 0 ? NOTHING : html`<p class="utrecht-paragraph">${word(reader, 'together.stronger', { n: closed })}</p>`}
<p class="schakel-actions"><a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--secondary-action" href="/me/together">${word(reader, all === 0 ? 'together.go' : 'together.more')}</a></p>
${all === 0 ? NOTHING : press('/me/together/apart', word(reader, 'together.apart'), formToken, {})}`;
}

async function showAsk(
  visit: Mine,
  error: TextKey | null = null,
  address = '',
  status: 200 | 422 | 429 = 200,
): Promise<Response> {
  const { deps, visitor } = visit;
  const { personId, step } = visitor.session;
  const [page, mayBegin] = await Promise.all([deps.pages.self(personId), deps.linked.mayBegin(personId)]);
  if (!page) return problem(visit, 404, 'notFound');
  if (!mayBegin) return visit.c.redirect('/me', 303);
  const { reader } = page;
  const title = word(reader, 'together.title');
  const wrong = error
    ? html`<p class="utrecht-form-field-error-message" id="address-error">${word(reader, error)}</p>`
    : NOTHING;
  const form = html`<p class="utrecht-paragraph">${word(reader, 'together.how')}</p>
<form method="post" action="/me/together" class="utrecht-form"><input type="hidden" name="token" value="${visitor.formToken}"><div class="utrecht-form-field">
<label class="utrecht-form-label" for="address">${word(reader, 'together.address')}</label>${wrong}
<input class="utrecht-textbox utrecht-textbox--html-input" id="address" name="address" value="${address}" maxlength="200" autocomplete="email" required${error ? wrongState('address-error') : NOTHING}></div>
<div class="schakel-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${word(reader, 'in.askGo')}</button>
<a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--subtle" href="/me">${word(reader, 'field.cancel')}</a></div></form>`;
  const first = html`<p class="utrecht-paragraph">${word(reader, 'together.byLetter')}</p><p><a class="utrecht-link" href="/me">${word(reader, 'me.title')}</a></p>`;
  const body = html`${heading(title, 1)}<p class="utrecht-paragraph">${word(reader, 'together.what')}</p>${step === null ? first : form}`;
  return show(visit, reader, { title, body }, status);
}

/** The same answer, after the same time, whether the address is of somebody or of nobody. */
async function ask(visit: Mine, { address }: Posted): Promise<Response> {
  const { deps, visitor, c } = visit;
  const { personId, step } = visitor.session;
  if (step === null || !(await deps.linked.mayBegin(personId))) return c.redirect('/me/together', 303);
  const given = typeof address === 'string' ? address.slice(0, 200) : '';
  const result = await atEvenTime(deps.entry.sendAgain(given, callerOf(deps, c), personId));
  if (result === 'slow') return showAsk(visit, 'in.closedText.slow', given, 429);
  if (result === 'unreadable') return showAsk(visit, 'in.addressWrong', given, 422);
  const page = await deps.pages.self(personId);
  if (!page) return problem(visit, 404, 'notFound');
  const { reader } = page;
  const title = word(reader, 'together.sent');
  const body = html`${heading(title, 1)}<p class="utrecht-paragraph">${word(reader, 'together.sentText')}</p><p><a class="utrecht-link" href="/">${word(reader, 'web.home')}</a></p>`;
  return show(visit, reader, { title, body });
}

async function apart(visit: Mine): Promise<Response> {
  await visit.deps.linked.apart(visit.visitor.session.personId);
  return back(visit, 'together.isApart');
}
