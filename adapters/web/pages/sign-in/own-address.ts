import type { Begun } from '../../../../src/app/sign-in/own-address.ts';
import { isLetterWay, type LetterWay } from '../../../../src/domain/contact-details.ts';
import type { Reader } from '../../../../src/ports/document.ts';
import type { Reach } from '../../../../src/ports/entry.ts';
import { word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { wrongState } from '../../forms/render-form.ts';
import { heading } from '../../render.ts';
import { route } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';
import { back, type Mine, ownForm, type Posted } from '../me/own-form.ts';

/** Somebody's own e-mail address and number. A new one is shown to be theirs with a code before it takes the old one's place. */
export const ownAddressRoutes = [
  route('get', '/me/reach', 'signedIn', (visit) => showForms(visit)),
  route('post', '/me/reach', 'signedIn', ownForm(send)),
  route('get', '/me/reach/code', 'signedIn', (visit) => showCode(visit)),
  route('post', '/me/reach/code', 'signedIn', ownForm(confirm)),
];

/** Shows their own address on their settings. */
export function reachSection(reach: Reach | null, reader: Reader): Html {
  if (!reach) return NOTHING;
  const values = { email: reach.email ?? 'none', phone: reach.phone ?? 'none' };
  return html`${heading(word(reader, 'me.reach'), 2)}<p class="utrecht-paragraph">${word(reader, 'me.reachText')}</p>
<p class="utrecht-paragraph">${word(reader, 'me.reachEmail', values)}<br>${word(reader, 'me.reachPhone', values)}</p>
<p class="schakel-actions"><a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--secondary-action" href="/me/reach">${word(reader, 'me.reachGo')}</a></p>`;
}

/** A text that was not taken, and why, at its field. */
interface Wrong {
  readonly way: LetterWay;
  readonly typed: string;
  readonly words: string;
}

async function showForms(visit: Mine, wrong: Wrong | null = null): Promise<Response> {
  const { deps, visitor } = visit;
  const { personId } = visitor.session;
  const [page, reach] = await Promise.all([deps.pages.self(personId), deps.ownAddress.ofSelf(personId)]);
  if (!page) return problem(visit, 404, 'notFound');
  if (!reach) return visit.c.redirect('/me', 303);
  const { reader } = page;
  const title = word(reader, 'reach.title');
  const body = html`${heading(title, 1)}<p class="utrecht-paragraph">${word(reader, 'reach.text')}</p>
${(['email', 'sms'] as const).map((way) => oneForm(reader, visitor.formToken, way, wrong?.way === way ? wrong : null))}
<p class="schakel-actions"><a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--subtle" href="/me">${word(reader, 'field.cancel')}</a></p>`;
  return show(visit, reader, { title, body }, wrong ? 422 : 200);
}

/** Attributes by which a browser fills it in, and a telephone shows the right keys. */
const INPUT = {
  email: { mode: 'email', fills: 'email', most: 200 },
  sms: { mode: 'tel', fills: 'tel', most: 40 },
} as const;

function oneForm(reader: Reader, formToken: string, way: LetterWay, wrong: Wrong | null): Html {
  const { mode, fills, most } = INPUT[way];
  const id = `new-${way}`;
  return html`<form method="post" action="/me/reach" class="utrecht-form" novalidate><input type="hidden" name="token" value="${formToken}"><input type="hidden" name="way" value="${way}">
<div class="utrecht-form-field"><label class="utrecht-form-label" for="${id}">${word(reader, `reach.new.${way}`)}</label>
${wrong ? html`<p class="utrecht-form-field-error-message" id="${id}-error" role="alert">${wrong.words}</p>` : NOTHING}
<input class="utrecht-textbox utrecht-textbox--html-input" id="${id}" name="typed" inputmode="${mode}" autocomplete="${fills}" maxlength="${most}" value="${wrong?.typed ?? ''}" required${wrong ? wrongState(`${id}-error`) : NOTHING}></div>
<div class="schakel-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${word(reader, `reach.send.${way}`)}</button></div></form>`;
}

async function send(visit: Mine, { way, typed }: Posted): Promise<Response> {
  const { deps, visitor, c } = visit;
  if (!isLetterWay(String(way)) || typeof typed !== 'string') return c.redirect('/me/reach', 303);
  const kind = way as LetterWay;
  const begun = await deps.ownAddress.begin(visitor.session.personId, kind, typed);
  if (begun === 'sent') return c.redirect('/me/reach/code', 303);
  const page = begun === 'none' ? null : await deps.pages.self(visitor.session.personId);
  if (!page || begun === 'none') return c.redirect('/me', 303);
  return showForms(visit, { way: kind, typed, words: word(page.reader, whyNot(begun, kind), { way: kind }) });
}

function whyNot(begun: Exclude<Begun, 'sent' | 'none'>, way: LetterWay): TextKey {
  switch (begun) {
    case 'unreadable':
      return way === 'email' ? 'refused.email' : 'refused.phoneNumber';
    case 'landLine':
      return 'reach.landLine';
    case 'off':
      return 'refused.lettersOff';
    default:
      return `reach.${begun}`;
  }
}

async function showCode(visit: Mine, wrong: TextKey | null = null): Promise<Response> {
  const { deps, visitor } = visit;
  const { personId } = visitor.session;
  const [page, change] = await Promise.all([deps.pages.self(personId), deps.ownAddress.waiting(personId)]);
  if (!page) return problem(visit, 404, 'notFound');
  if (!change) return visit.c.redirect('/me/reach', 303);
  const { reader } = page;
  const title = word(reader, 'reach.codeTitle');
  const body = html`${heading(title, 1)}<p class="utrecht-paragraph">${word(reader, 'reach.codeText', { address: change.address })}</p>
<form method="post" action="/me/reach/code" class="utrecht-form" novalidate><input type="hidden" name="token" value="${visitor.formToken}">
<div class="utrecht-form-field"><label class="utrecht-form-label" for="code">${word(reader, 'in.code')}</label>
${wrong ? html`<p class="utrecht-form-field-error-message" id="code-error" role="alert">${word(reader, wrong)}</p>` : NOTHING}
<input class="utrecht-textbox utrecht-textbox--html-input" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required${wrong ? wrongState('code-error') : NOTHING}></div>
<div class="schakel-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${word(reader, 'reach.codeGo')}</button>
<a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--subtle" href="/me">${word(reader, 'field.cancel')}</a></div></form>
<p class="utrecht-paragraph schakel-note">${word(reader, 'reach.codeHelp')} <a class="utrecht-link" href="/me/reach">${word(reader, 'reach.again')}</a></p>`;
  return show(visit, reader, { title, body }, wrong ? 422 : 200);
}

async function confirm(visit: Mine, { code }: Posted): Promise<Response> {
  const { ownAddress, noteOwn } = visit.deps;
  const { personId } = visit.visitor.session;
  const change = await ownAddress.waiting(personId);
  const result = await ownAddress.confirm(personId, typeof code === 'string' ? code : '');
  if (result === 'wrong' || result === 'slow')
    return showCode(visit, result === 'wrong' ? 'reach.wrong' : 'reach.slowTries');
  if (result !== 'changed') return back(visit, `reach.${result}`);
  await noteOwn(personId, 'address_changed');
  return back(visit, 'reach.changed', { address: change?.address ?? '' });
}
