import type { Seen, Tried, Ways } from '../../../../src/app/sign-in/entry.ts';
import type { Helper } from '../../../../src/app/sign-in/way-back.ts';
import type { Reader } from '../../../../src/ports/document.ts';
import type { EntryLink } from '../../../../src/ports/entry.ts';
import { word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { wrongState } from '../../forms/render-form.ts';
import { atEvenTime } from '../../live/even-time.ts';
import { askForPasskey, isRightPasskey } from '../../passkey.ts';
import { heading } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { chosenLanguage } from '../../shell/language.ts';
import { problem, show, strangerOf } from '../../shell/page.ts';
import { callerOf } from '../../too-often.ts';
import { signIn } from '../../visitor.ts';
import { helperValues, terminalNote } from '../helper.ts';
import { speakTo } from '../me/language.ts';

/**
 * People come in by a link. Opening one only looks: mail scanners open links too. The button sends a code another way
 * than the link came; the code, an app or a passkey lets in, and uses the link up.
 */
export const linkEntryRoutes = [
  route('get', '/in/:token', 'door', showLink),
  route('post', '/in/:token', 'door', goOn),
  route('get', '/in/:token/code', 'door', showCode),
  route('post', '/in/:token/code', 'door', tryCode),
  route('post', '/in/:token/passkey', 'door', tryPasskey),
  route('post', '/in/:token/again', 'door', renew),
  route('get', '/link', 'door', showAsk),
  route('post', '/link', 'door', sendAgain),
];

function tokenOf({ c }: Visit): string {
  return c.req.param('token') ?? '';
}

async function showLink(visit: Visit): Promise<Response> {
  const reader = strangerOf(visit);
  if (await consoleLink(visit)) return button(visit, reader, 'web.enterText');
  const seen = await visit.deps.entry.check(tokenOf(visit));
  if (seen.state !== 'open') return closed(visit, seen.state);
  const { about } = seen.link;
  const { visitor } = visit;
  if (visitor && [visitor.session.personId, ...visitor.others].includes(seen.link.personId))
    return visit.c.redirect(`/${about ? `#told-${about}` : ''}`, 303);
  return button(visit, reader, 'in.text');
}

/** The link that somebody at the terminal made for themselves, or to begin with: they hold the data anyway. */
async function consoleLink({ deps, c }: Visit): Promise<boolean> {
  const link = await deps.links.check(c.req.param('token') ?? '', deps.clock.now().toISOString());
  return link?.purpose === 'console' || link?.purpose === 'first';
}

function button(visit: Visit, reader: Reader, text: TextKey): Promise<Response> {
  const body = html`${heading(word(reader, 'web.enter'), 1)}<p class="utrecht-paragraph">${word(reader, text)}</p>
<form method="post" class="schakel-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${word(reader, 'web.enterGo')}</button></form>`;
  return show(visit, reader, { title: word(reader, 'web.enter'), body });
}

async function goOn(visit: Visit): Promise<Response> {
  const { deps, c } = visit;
  if (await consoleLink(visit)) {
    const link = await deps.links.use(tokenOf(visit), deps.clock.now().toISOString());
    if (!link) return problem(visit, 410, 'link');
    await signIn(deps, c, link.personId, link.purpose);
    return c.redirect('/', 303);
  }
  const seen = await deps.entry.begin(tokenOf(visit));
  return seen.state === 'open' ? c.redirect(`/in/${tokenOf(visit)}/code`, 303) : closed(visit, seen.state);
}

async function showCode(visit: Visit): Promise<Response> {
  const seen = await visit.deps.entry.check(tokenOf(visit));
  return seen.state === 'open' ? codePage(visit, seen, null) : closed(visit, seen.state);
}

type Open = Extract<Seen, { state: 'open' }>;

async function codePage(visit: Visit, { link, ways }: Open, error: TextKey | null): Promise<Response> {
  const reader = strangerOf(visit);
  const title = word(reader, 'in.codeTitle');
  const hasCode = ways.sent !== null || ways.spoken || ways.app;
  const helper = await visit.deps.entry.helperOf(link.personId);
  if (!hasCode && ways.passkeys.length === 0) return noWay(visit, reader, helper);
  const passkey = ways.passkeys.length > 0 ? await askForPasskey(visit, link.hash, ways.passkeys) : null;
  const body = html`${heading(title, 1)}
${hints(ways, reader)}
${error ? html`<p class="utrecht-alert utrecht-alert--error" role="alert" id="code-error">${word(reader, error)}</p>` : NOTHING}
${
  hasCode
    ? html`<form method="post" action="/in/${tokenOf(visit)}/code" class="utrecht-form"><div class="utrecht-form-field">
<label class="utrecht-form-label" for="code">${word(reader, 'in.code')}</label>
<input class="utrecht-textbox utrecht-textbox--html-input" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required${error ? wrongState('code-error') : NOTHING}></div>
<div class="schakel-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${word(reader, 'in.codeGo')}</button></div></form>`
    : NOTHING
}
${passkey ? passkeyForm(visit, reader, passkey) : NOTHING}
<p class="utrecht-paragraph schakel-note">${word(reader, 'in.codeHelp', helperValues(helper, reader))}</p>`;
  return show(visit, reader, { title, body }, error ? 422 : 200);
}

function passkeyForm(visit: Visit, reader: Reader, options: string): Html {
  return html`<form method="post" action="/in/${tokenOf(visit)}/passkey" data-passkey-get="${options}" hidden>
<input type="hidden" name="passkey"><button class="utrecht-button utrecht-button--secondary-action" type="submit">${word(reader, 'in.passkeyGo')}</button>
<p class="utrecht-alert utrecht-alert--error" role="alert" hidden>${word(reader, 'in.passkeyFailed')}</p></form>`;
}

/** Where the code is to be found, of all the places it may be. */
function hints(ways: Ways, reader: Reader): Html {
  const keys = [
    ways.sent ? `in.sent.${ways.sent}` : null,
    ways.app ? 'in.sent.app' : null,
    ways.spoken ? 'in.sent.spoken' : null,
  ].filter((key) => key !== null);
  const also = ways.sent ? 'yes' : 'no';
  return html`${keys.map((key) => html`<p class="utrecht-paragraph">${word(reader, key as TextKey, { also })}</p>`)}`;
}

/** Said to who holds a link that is good, and so reads the letters of that address: who can give a code, by role. */
function noWay(visit: Visit, reader: Reader, helper: Helper): Promise<Response> {
  const title = word(reader, 'in.noWay');
  const body = html`${heading(title, 1)}<p class="utrecht-paragraph">${word(reader, 'in.noWayText', helperValues(helper, reader))}</p>${terminalNote(helper, reader)}`;
  return show(visit, reader, { title, body });
}

async function tryCode(visit: Visit): Promise<Response> {
  const { code } = await visit.c.req.parseBody();
  const before = await visit.deps.entry.check(tokenOf(visit));
  const tried = await visit.deps.entry.tryCode(tokenOf(visit), typeof code === 'string' ? code : '');
  if (tried.result === 'in') return letIn(visit, tried, before.state === 'open' ? before.link : null);
  if (tried.result !== 'wrong') return closed(visit, tried.result);
  const seen = await visit.deps.entry.check(tokenOf(visit));
  return seen.state === 'open' ? codePage(visit, seen, 'in.wrong') : closed(visit, seen.state);
}

/** `link`: the one in their letter. What it was about is what they find. */
async function letIn(
  visit: Visit,
  { personId, isFirst, step }: Extract<Tried, { result: 'in' }>,
  link: Pick<EntryLink, 'about' | 'purpose' | 'via'> | null,
): Promise<Response> {
  const about = link?.about ?? null;
  const before = visit.visitor?.session ?? null;
  // Whoever holds up a link holds both halves: it opens this one page, and shows nothing of another.
  const came =
    link === null || link.via === 'shown'
      ? {}
      : { step, besideId: await visit.deps.linked.besideOf(before, personId) };
  await signIn(visit.deps, visit.c, personId, 'link', came);
  const chosen = chosenLanguage(visit);
  if (chosen) await speakTo(visit, personId, chosen);
  // Another address waits for their word: that is asked before anything else.
  const asks = (await visit.deps.book.newAddressOf(personId))?.isRefused === false;
  if (asks) return visit.c.redirect('/me', 303);
  if (await visit.deps.entry.onlyWayOf(personId, 'link'))
    return visit.c.redirect(`/second-way${about ? `?about=${about}` : ''}`, 303);
  if (came.besideId) return visit.c.redirect(`/together${about ? `?about=${about}` : ''}`, 303);
  if (isFirst) return visit.c.redirect('/me', 303);
  const only = link?.purpose === 'invitation' && !about ? await onlyCaseOf(visit, personId) : null;
  return visit.c.redirect(only ? `/c/${only}` : `/${about ? `#told-${about}` : ''}`, 303);
}

/** People who are invited came for this one case: its page says what it is and who takes part. */
async function onlyCaseOf({ deps }: Visit, personId: string): Promise<string | null> {
  const [one, ...others] = (await deps.pages.dates(personId))?.cases ?? [];
  return one && others.length === 0 ? one.caseId : null;
}

async function tryPasskey(visit: Visit): Promise<Response> {
  const { passkey } = await visit.c.req.parseBody();
  const seen = await visit.deps.entry.check(tokenOf(visit));
  if (seen.state !== 'open') return closed(visit, seen.state);
  const right = await isRightPasskey(visit, seen.link.hash, seen.ways.passkeys, passkey);
  if (!right) return codePage(visit, seen, 'in.passkeyFailed');
  const personId = await visit.deps.entry.enter(tokenOf(visit));
  return personId
    ? letIn(visit, { result: 'in', personId, isFirst: false, step: 'passkey' }, seen.link)
    : closed(visit, 'used');
}

/** A link that serves no more: what it is, and the way to another one. Nothing of whose it was. */
async function closed(
  visit: Visit,
  state: 'unknown' | 'used' | 'over' | 'blocked' | 'slow',
): Promise<Response> {
  const reader = strangerOf(visit);
  if (state === 'unknown') return problem(visit, 410, 'link', reader);
  const title = word(reader, `in.closed.${state}` as TextKey);
  const again =
    state === 'slow'
      ? NOTHING
      : html`<form method="post" action="/in/${tokenOf(visit)}/again" class="schakel-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${word(reader, 'in.againGo')}</button></form>`;
  const body = html`${heading(title, 1)}<p class="utrecht-paragraph">${word(reader, `in.closedText.${state}` as TextKey)}</p>${again}`;
  return show(visit, reader, { title, body }, state === 'slow' ? 429 : 410);
}

async function renew(visit: Visit): Promise<Response> {
  const result = await visit.deps.entry.renew(tokenOf(visit));
  if (result === 'slow') return closed(visit, 'slow');
  return result === 'unknown' ? problem(visit, 410, 'link') : showSent(visit);
}

async function showAsk(
  visit: Visit,
  error: TextKey | null = null,
  address = '',
  status: 200 | 422 | 429 = 200,
): Promise<Response> {
  const reader = strangerOf(visit);
  const title = word(reader, 'in.askTitle');
  const wrong = error
    ? html`<p class="utrecht-form-field-error-message" id="address-error">${word(reader, error)}</p>`
    : NOTHING;
  const body = html`${heading(title, 1)}<p class="utrecht-paragraph">${word(reader, 'in.askText')}</p>
<form method="post" action="/link" class="utrecht-form"><div class="utrecht-form-field">
<label class="utrecht-form-label" for="address">${word(reader, 'in.address')}</label>${wrong}
<input class="utrecht-textbox utrecht-textbox--html-input" id="address" name="address" value="${address}" maxlength="200" autocomplete="email" required${error ? wrongState('address-error') : NOTHING}></div>
<div class="schakel-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${word(reader, 'in.askGo')}</button></div></form>
<p class="utrecht-paragraph schakel-note">${word(reader, 'in.askHelp')}</p>`;
  return show(visit, reader, { title, body }, status);
}

/** The same answer, after the same time, whether the address is known or not. */
async function sendAgain(visit: Visit): Promise<Response> {
  const { address } = await visit.c.req.parseBody();
  const caller = callerOf(visit.deps, visit.c);
  const given = typeof address === 'string' ? address.slice(0, 200) : '';
  const result = await atEvenTime(visit.deps.entry.sendAgain(given, caller));
  if (result === 'slow') return showAsk(visit, 'in.closedText.slow', given, 429);
  return result === 'unreadable' ? showAsk(visit, 'in.addressWrong', given, 422) : showSent(visit);
}

function showSent(visit: Visit): Promise<Response> {
  const reader = strangerOf(visit);
  const title = word(reader, 'in.asked');
  const body = html`${heading(title, 1)}<p class="utrecht-paragraph">${word(reader, 'in.askedText')}</p>`;
  return show(visit, reader, { title, body });
}
