import type { Self } from '../../../../src/app/pages/pages.ts';
import { newTotpSecret, totpStep, totpUri } from '../../../../src/app/sign-in/totp.ts';
import { goneOf, isOther } from '../../../../src/domain/contact-details.ts';
import type { Factor, NewAddress } from '../../../../src/ports/entry.ts';
import type { OpenSession } from '../../../../src/ports/web.ts';
import { date, dayOf, form, word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { wrongState } from '../../forms/render-form.ts';
import { keepPasskey, offerPasskey } from '../../passkey.ts';
import { heading, renderActions } from '../../render.ts';
import { route } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';
import { reachSection } from '../sign-in/own-address.ts';
import { addStep, press } from '../sign-in/second-step.ts';
import { calendarSection } from './own.ts';
import { back, type Mine, ownForm, type Posted } from './own-form.ts';
import { togetherSection } from './together.ts';

/** People settle here for themselves how they hear of things, how they come in, and where they are signed in. */
export const meRoutes = [
  route('get', '/me', 'signedIn', showMe),
  route('post', '/me/passkey', 'signedIn', ownForm(addPasskey)),
  route('post', '/me/app', 'signedIn', ownForm(beginApp)),
  route('get', '/me/app', 'signedIn', (visit) => showApp(visit, null)),
  route('post', '/me/app/confirm', 'signedIn', ownForm(confirmApp)),
  route('post', '/me/factor/remove', 'signedIn', ownForm(removeFactor)),
  route('post', '/me/session/end', 'signedIn', ownForm(endSession)),
  route('post', '/me/address', 'signedIn', ownForm(answerAddress)),
];

async function showMe(visit: Mine): Promise<Response> {
  const { deps, visitor } = visit;
  const { personId, how } = visitor.session;
  // Nobody yet: there is nothing to settle before there is a region.
  if (how === 'first') return visit.c.redirect('/begin', 303);
  const page = await deps.pages.self(personId);
  if (!page) return problem(visit, 404, 'notFound');
  const [address, reach, since, factors, sessions, counted, mayBegin] = await Promise.all([
    deps.book.newAddressOf(personId),
    deps.ownAddress.ofSelf(personId),
    deps.own.feedSince(personId),
    deps.book.factors(personId),
    deps.sessions.list(personId, visitor.token, deps.clock.now().toISOString()),
    deps.linked.counted(visitor.session),
    deps.linked.mayBegin(personId),
  ]);
  const passkey = await offerPasskey(visit, factors);
  const { reader } = page;
  const body = html`${heading(word(reader, 'me.title'), 1)}
${address && !address.isRefused ? newAddressCard(page, address, visitor.formToken) : NOTHING}
${letterChoice(page, visitor.formToken)}
${reachSection(reach, reader)}
${steps(page, factors, passkey, visitor.formToken)}
${signedIn(page, sessions, visitor.formToken)}
${togetherSection(counted, mayBegin, reader, visitor.formToken)}
${calendarSection(page, since, visitor.formToken)}`;
  return show(visit, reader, { title: word(reader, 'me.title'), body });
}

/** Another address was written down for them, or theirs was taken away: only they say whether that is right. */
function newAddressCard({ reader }: Self, waiting: NewAddress, formToken: string): Html {
  const { email, phone } = waiting;
  const values = { email: email ?? 'none', phone: phone ?? 'none', both: email && phone ? 'yes' : 'no' };
  const [about, gone] = [isOther(waiting), goneOf(waiting)];
  const paragraph = (words: string): Html => html`<p class="utrecht-paragraph">${words}</p>`;
  const answer = (key: TextKey, said: string): Html =>
    press('/me/address', word(reader, key), formToken, { answer: said, of: waiting.writtenAt });
  return html`<section class="schakel-card schakel-card--asked">${heading(word(reader, about ? 'me.address' : 'me.gone'), 2)}
${about ? paragraph(word(reader, 'me.addressText', values)) : NOTHING}${gone ? paragraph(word(reader, 'me.goneText', { what: gone })) : NOTHING}
${answer(about ? 'me.addressYes' : 'me.goneYes', 'yes')}${answer(about ? 'me.addressNo' : 'me.goneNo', 'no')}</section>`;
}

/** About what stood on their page: who wrote something else since gets no yes to that. */
async function answerAddress(visit: Mine, { answer, of }: Posted): Promise<Response> {
  const { book, clock, noteOwn, tellRefused } = visit.deps;
  const { personId } = visit.visitor.session;
  const isTheirs = answer === 'yes';
  if (!isTheirs && answer !== 'no') return visit.c.redirect('/me', 303);
  const waiting = await book.newAddressOf(personId);
  if (!waiting || waiting.writtenAt !== of) return visit.c.redirect('/me', 303);
  if (!(await book.answerNewAddress(waiting, isTheirs, clock.now().toISOString())))
    return visit.c.redirect('/me', 303);
  await noteOwn(personId, isTheirs ? 'address_taken' : 'address_refused');
  if (!isTheirs) await tellRefused(waiting);
  const taken = !isOther(waiting) ? 'me.goneTaken' : 'me.addressTaken';
  return back(visit, isTheirs ? taken : 'me.addressRefused');
}

function letterChoice({ reader }: Self, formToken: string): Html {
  return html`${heading(word(reader, 'me.told'), 2)}<p class="utrecht-paragraph">${word(reader, 'me.toldText')}</p>
${renderActions([form(reader, 'me.toldGo', 'person.reach', {})], { reader, formToken, headings: 3 })}`;
}

function steps({ reader }: Self, factors: readonly Factor[], passkey: string, formToken: string): Html {
  const line = (
    factor: Factor,
  ): Html => html`<li class="schakel-card"><strong>${word(reader, `me.factor.${factor.kind}`)}</strong>
<p class="utrecht-paragraph schakel-note">${word(reader, 'me.since', { date: date(reader, dayOf(reader, factor.createdAt)) })}</p>
${press('/me/factor/remove', word(reader, 'me.remove'), formToken, { id: factor.id })}</li>`;
  return html`${heading(word(reader, 'me.steps'), 2)}<p class="utrecht-paragraph">${word(reader, factors.length === 0 ? 'me.stepsNone' : 'me.stepsText')}</p>
${factors.length === 0 ? NOTHING : html`<ul class="schakel-list">${factors.map(line)}</ul>`}
${addStep(reader, passkey, formToken)}`;
}

function signedIn({ reader }: Self, sessions: readonly OpenSession[], formToken: string): Html {
  const line = (
    one: OpenSession,
  ): Html => html`<li class="schakel-card"><strong>${word(reader, 'me.session', { date: date(reader, dayOf(reader, one.createdAt)), how: word(reader, `me.how.${HOWS.has(one.how) ? one.how : 'other'}` as TextKey) })}</strong>
${
  one.isThis
    ? html`<p class="utrecht-paragraph schakel-note">${word(reader, 'me.thisOne')}</p>`
    : press('/me/session/end', word(reader, 'me.end'), formToken, { id: one.id })
}</li>`;
  return html`${heading(word(reader, 'me.sessions'), 2)}<p class="utrecht-paragraph">${word(reader, 'me.sessionsText')}</p>
<ul class="schakel-list">${sessions.map(line)}</ul>
${sessions.length > 1 ? press('/me/session/end', word(reader, 'me.endOthers'), formToken, { id: 'others' }) : NOTHING}`;
}

const HOWS: ReadonlySet<string> = new Set(['link', 'console', 'slack', 'entra']);

async function addPasskey(visit: Mine, posted: Posted): Promise<Response> {
  const kept = await keepPasskey(visit, posted.passkey);
  if (kept) await visit.deps.noteOwn(visit.visitor.session.personId, 'second_step_added');
  return kept ? back(visit, 'me.passkeyAdded') : back(visit, 'in.passkeyFailed');
}

async function beginApp(visit: Mine): Promise<Response> {
  const { book, clock } = visit.deps;
  const factor = {
    kind: 'totp',
    secret: newTotpSecret(),
    credentialId: null,
    counter: 0,
    confirmed: false,
  } as const;
  await book.addFactor(visit.visitor.session.personId, factor, clock.now().toISOString());
  return visit.c.redirect('/me/app', 303);
}

/** The picture for the app, until the app has shown that it has it. */
async function showApp(visit: Mine, error: TextKey | null): Promise<Response> {
  const { deps, visitor } = visit;
  const page = await deps.pages.self(visitor.session.personId);
  const app = await deps.book.waitingApp(visitor.session.personId);
  if (!page || !app) return visit.c.redirect('/me', 303);
  const { reader } = page;
  const secret = String(app.secret);
  // Loaded when somebody asks for one: few do.
  const { toString: toPicture } = await import('qrcode');
  const picture = await toPicture(totpUri(secret), { type: 'svg', margin: 2 });
  const body = html`${heading(word(reader, 'me.appTitle'), 1)}<p class="utrecht-paragraph">${word(reader, 'me.appText')}</p>
<p><img class="schakel-qr" alt="${word(reader, 'me.appPicture')}" src="data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}"></p>
<p class="utrecht-paragraph">${word(reader, 'me.appTyped')} <code>${secret.replace(/(.{4})(?=.)/g, '$1 ')}</code></p>
<form method="post" action="/me/app/confirm" class="utrecht-form"><input type="hidden" name="token" value="${visitor.formToken}">
<div class="utrecht-form-field"><label class="utrecht-form-label" for="code">${word(reader, 'me.appCode')}</label>
${error ? html`<p class="utrecht-form-field-error-message" id="code-error">${word(reader, error)}</p>` : NOTHING}
<input class="utrecht-textbox utrecht-textbox--html-input" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required${error ? wrongState('code-error') : NOTHING}></div>
<div class="schakel-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${word(reader, 'me.appGo')}</button>
<a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--subtle" href="/me">${word(reader, 'field.cancel')}</a></div></form>`;
  return show(visit, reader, { title: word(reader, 'me.appTitle'), body }, error ? 422 : 200);
}

async function confirmApp(visit: Mine, { code }: Posted): Promise<Response> {
  const { book, clock, noteOwn } = visit.deps;
  const app = await book.waitingApp(visit.visitor.session.personId);
  const step = app && totpStep(String(app.secret), String(code ?? ''), clock.now());
  if (!app || !step) return showApp(visit, 'me.appWrong');
  await book.confirmFactor(app.id, step, clock.now().toISOString());
  await noteOwn(visit.visitor.session.personId, 'second_step_added');
  return back(visit, 'me.appAdded');
}

async function removeFactor(visit: Mine, { id }: Posted): Promise<Response> {
  const { personId } = visit.visitor.session;
  const own = (await visit.deps.book.factors(personId)).some((factor) => factor.id === id);
  if (own) {
    await visit.deps.book.removeFactor(personId, String(id));
    await visit.deps.noteOwn(personId, 'second_step_removed');
  }
  return back(visit, 'me.removed');
}

async function endSession(visit: Mine, { id }: Posted): Promise<Response> {
  const { sessions, clock } = visit.deps;
  const { personId } = visit.visitor.session;
  const all = await sessions.list(personId, visit.visitor.token, clock.now().toISOString());
  const ended = all.filter((one) => !one.isThis && (id === 'others' || id === one.id));
  for (const one of ended) await sessions.endById(personId, one.id);
  return back(visit, 'me.ended');
}
