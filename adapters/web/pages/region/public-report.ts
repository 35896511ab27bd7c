import {
  FAMILY_REPORTERS,
  type FamilyReport,
  type PublicPage,
  type Receipt,
} from '../../../../src/app/coming-in/public-report.ts';
import { looksOdd } from '../../../../src/app/forms/personal-data.ts';
import { isPlainDate } from '../../../../src/domain/calendar/index.ts';
import { REPORT_MAX } from '../../../../src/domain/rules/case/report.ts';
import { AGE_BANDS, INVOLVED_KINDS, type PlainDate } from '../../../../src/domain/vocabulary.ts';
import type { Reader } from '../../../../src/ports/document.ts';
import { replyText } from '../../../../src/text/replies.ts';
import { date, word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { wrongState } from '../../forms/render-form.ts';
import { heading } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { show, strangerOf } from '../../shell/page.ts';
import { callerOf } from '../../too-often.ts';
import { isUuid } from '../case/case.ts';

/** A parent or young person reports here, where the region says so. Nothing is kept before the code is right. */
export const publicReportRoutes = [
  route('get', '/report/:region', 'anyone', showForm),
  route('post', '/report/:region', 'door', send),
];

/** Codes that go out from one place in ten minutes: a school where many parents fill it in together needs fewer. */
const CODES = { most: 60, withinMs: 600_000 };
/** Codes that go out from one place by text message in a day: one place alone does not use up what the region has. */
const TEXTS = { most: 60, withinMs: 86_400_000 };

type Typed = Readonly<Record<string, string>> & { readonly involved: string };
/** Words by field: a key of the texts, or for what may be sent all the same the words themselves. */
type Wrong = Readonly<Record<string, TextKey | { readonly words: string }>>;

const NOTHING_TYPED: Typed = { involved: '' };

async function showForm(visit: Visit): Promise<Response> {
  const page = await pageOf(visit);
  return page ? formPage(visit, page, NOTHING_TYPED, {}) : noPage(visit);
}

function pageOf({ deps, c }: Visit): Promise<PublicPage | null> {
  return deps.publicReports.page(c.req.param('region') ?? '');
}

/** The same page for a region that has none and for one that there is not. */
function noPage(visit: Visit): Promise<Response> {
  const reader = strangerOf(visit);
  const title = word(reader, 'publicReport.none');
  const body = html`${heading(title, 1)}<p class="utrecht-paragraph">${word(reader, 'publicReport.noneText')}</p>`;
  return show(visit, reader, { title, body }, 404);
}

async function send(visit: Visit): Promise<Response> {
  const page = await pageOf(visit);
  if (!page) return noPage(visit);
  const typed = await typedIn(visit);
  const mistakes = wrongIn(typed, page.today);
  const wrong = Object.keys(mistakes).length > 0 ? mistakes : askedBack(typed, page.today, strangerOf(visit));
  if (Object.keys(wrong).length > 0 || typed.step === 'back')
    return formPage(visit, page, typed, typed.step === 'back' ? {} : wrong);
  return typed.step === 'code' ? tryCode(visit, page, typed) : sendCode(visit, page, typed);
}

async function typedIn({ c }: Visit): Promise<Typed> {
  const body = await c.req.parseBody({ all: true });
  const all = Object.entries(body).map(([name, value]) => {
    const texts = [value].flat().filter((v): v is string => typeof v === 'string');
    return [name, texts.map((text) => text.slice(0, 4000)).join(',')];
  });
  return { involved: '', ...Object.fromEntries(all) };
}

/** Kinds of what is odd in what was typed, which is sent all the same when they say so: never said again for the same. */
function oddIn({ role, ageBand, question = '' }: Typed, today: PlainDate): string[] {
  return [...(role === 'child' && ageBand === 'under12' ? ['age'] : []), ...looksOdd(question, today)];
}

/** The text that was typed stays as it is; a tick that was given is for its kinds and for no others. */
function askedBack(typed: Typed, today: PlainDate, reader: Reader): Wrong {
  const said = (typed.sure ?? '').split(',');
  const odd = oddIn(typed, today).filter((kind) => !said.includes(kind));
  const kinds = odd.filter((kind) => kind !== 'age' && kind !== 'danger');
  const key = odd.includes('danger') ? 'refused.danger' : 'refused.personalData';
  return {
    ...(odd.includes('age') ? { ageBand: 'publicReport.youngChild' as const } : {}),
    ...(kinds.length > 0 || odd.includes('danger')
      ? { question: { words: replyText(reader, key, { kinds }) } }
      : {}),
  };
}

function wrongIn(typed: Typed, today: PlainDate): Wrong {
  const { since = '', question = '', role = '', address = '' } = typed;
  const isSince =
    since === '' || (isPlainDate(since) && since <= today && since > `${Number(today.slice(0, 4)) - 13}`);
  const length = [...question.trim()].length;
  return {
    ...(address.trim() === '' ? { address: 'publicReport.addressMissing' as const } : {}),
    ...((FAMILY_REPORTERS as readonly string[]).includes(role)
      ? {}
      : { role: 'publicReport.roleMissing' as const }),
    ...(isSince ? {} : { since: 'publicReport.sinceWrong' as const }),
    ...(length === 0 ? { question: 'publicReport.questionMissing' as const } : {}),
    ...(length > REPORT_MAX ? { question: 'publicReport.questionLong' as const } : {}),
  };
}

function saidIn(typed: Typed, reader: Reader): FamilyReport {
  return {
    role: FAMILY_REPORTERS.find((one) => one === typed.role) ?? 'parent',
    ageBand: AGE_BANDS.find((one) => one === typed.ageBand) ?? null,
    since: typed.since || null,
    involved: INVOLVED_KINDS.filter((one) => typed.involved.split(',').includes(one)),
    question: (typed.question ?? '').trim(),
    language: reader.language,
  };
}

async function sendCode(visit: Visit, page: PublicPage, typed: Typed): Promise<Response> {
  const { deps, c } = visit;
  const now = deps.clock.now().toISOString();
  const region = c.req.param('region') ?? '';
  const isMany = !(await deps.tries.take(`report:${callerOf(deps, c)}`, CODES, now));
  const { language } = strangerOf(visit);
  const address = typed.address ?? '';
  const isFull =
    !address.includes('@') && !(await deps.tries.take(`report-texts:${callerOf(deps, c)}`, TEXTS, now));
  const sent = isMany
    ? 'slow'
    : isFull
      ? 'full'
      : await deps.publicReports.sendCode(region, address, language);
  if (typeof sent === 'string') return formPage(visit, page, typed, { address: `publicReport.${sent}` });
  return codePage(visit, { ...typed, proof: sent.proof }, null);
}

async function tryCode(visit: Visit, page: PublicPage, typed: Typed): Promise<Response> {
  const { deps, c } = visit;
  const proof = typed.proof ?? '';
  if (!isUuid(proof)) return formPage(visit, page, typed, { address: 'publicReport.over' });
  const said = saidIn(typed, strangerOf(visit));
  const region = c.req.param('region') ?? '';
  const done = await deps.publicReports.report(region, proof, typed.code ?? '', said);
  if (done === 'wrong') return codePage(visit, typed, 'publicReport.wrong');
  if (done === 'over' || done === null) return formPage(visit, page, typed, { address: 'publicReport.over' });
  return receiptPage(visit, done);
}

const id = (name: string): string => `report-${name}`;

interface Asked {
  readonly name: string;
  readonly hint?: TextKey;
  readonly input: Html;
}

function field(reader: Reader, wrong: Wrong, { name, hint, input }: Asked): Html {
  return html`<div class="utrecht-form-field"><label class="utrecht-form-label" for="${id(name)}">${word(reader, `publicReport.f.${name}` as TextKey)}</label>
${hint ? html`<p class="utrecht-form-field-description" id="${id(name)}-hint">${word(reader, hint)}</p>` : NOTHING}
${error(reader, name, wrong)}${input}</div>`;
}

function error(reader: Reader, name: string, wrong: Wrong): Html {
  const key = wrong[name];
  if (!key) return NOTHING;
  const words = typeof key === 'string' ? word(reader, key, { max: REPORT_MAX }) : key.words;
  return html`<p class="utrecht-form-field-error-message" id="${id(name)}-error" role="alert">${words}</p>`;
}

function state(name: string, wrong: Wrong): Html {
  return wrong[name] ? wrongState(`${id(name)}-error`) : NOTHING;
}

function chosen(
  reader: Reader,
  name: string,
  keys: readonly (readonly [string, TextKey])[],
  typed: Typed,
  wrong: Wrong,
): Html {
  return html`<select class="utrecht-select utrecht-select--html-select" id="${id(name)}" name="${name}"${state(name, wrong)}><option value="">${word(reader, 'publicReport.choose')}</option>${keys.map(
    ([value, label]) =>
      html`<option value="${value}"${typed[name] === value ? html` selected` : NOTHING}>${word(reader, label)}</option>`,
  )}</select>`;
}

function involvedBoxes(reader: Reader, { involved }: Typed): Html {
  const ticked = involved.split(',');
  return html`<fieldset class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset"><legend class="utrecht-form-label">${word(reader, 'publicReport.f.involved')}</legend>${INVOLVED_KINDS.map(
    (one) =>
      html`<div class="schakel-option"><input class="utrecht-checkbox utrecht-checkbox--html-input" type="checkbox" id="${id(one)}" name="involved" value="${one}"${ticked.includes(one) ? html` checked` : NOTHING}>
<label class="utrecht-form-label utrecht-form-label--checkbox" for="${id(one)}">${word(reader, `involved.${one}`)}</label></div>`,
  )}</fieldset>`;
}

/** The way on when something was asked back; a tick that was given stays. */
function sureBox(reader: Reader, typed: Typed, today: PlainDate, wrong: Wrong): Html {
  const odd = oddIn(typed, today);
  const isAsked = wrong.ageBand !== undefined || typeof wrong.question === 'object';
  if (odd.length === 0 || (!isAsked && !typed.sure)) return NOTHING;
  return html`<div class="schakel-option"><input class="utrecht-checkbox utrecht-checkbox--html-input" type="checkbox" id="${id('sure')}" name="sure" value="${odd.join(',')}"${isAsked ? NOTHING : html` checked`}>
<label class="utrecht-form-label utrecht-form-label--checkbox" for="${id('sure')}">${word(reader, 'publicReport.sure')}</label></div>`;
}

function formPage(visit: Visit, page: PublicPage, typed: Typed, wrong: Wrong): Promise<Response> {
  const reader = strangerOf(visit);
  const title = word(reader, 'publicReport.title');
  const values = { region: page.regionName, phone: page.phone ?? 'none' };
  const roles = FAMILY_REPORTERS.map((one) => [one, `publicReport.role.${one}`] as const);
  const ages = AGE_BANDS.map((one) => [one, `ageBand.${one}`] as const);
  const isWrong = Object.keys(wrong).length > 0;
  const body = html`${heading(title, 1)}<p class="utrecht-paragraph">${word(reader, 'publicReport.intro', values)}</p>
<p class="utrecht-paragraph">${word(reader, 'publicReport.consent')}</p>
<form method="post" class="utrecht-form" novalidate>
${field(reader, wrong, {
  name: 'address',
  hint: 'publicReport.f.address.hint',
  input: html`<input class="utrecht-textbox utrecht-textbox--html-input" id="${id('address')}" name="address" autocomplete="email" maxlength="200" value="${typed.address ?? ''}" required${state('address', wrong)}>`,
})}
${field(reader, wrong, { name: 'role', input: chosen(reader, 'role', roles, typed, wrong) })}
${field(reader, wrong, { name: 'ageBand', input: chosen(reader, 'ageBand', ages, typed, wrong) })}
${field(reader, wrong, {
  name: 'since',
  hint: 'publicReport.f.since.hint',
  input: html`<input class="utrecht-textbox utrecht-textbox--html-input" type="date" id="${id('since')}" name="since" value="${typed.since ?? ''}"${state('since', wrong)}>`,
})}
${field(reader, wrong, {
  name: 'question',
  hint: 'publicReport.f.question.hint',
  input: html`<textarea class="utrecht-textarea utrecht-textarea--html-textarea" id="${id('question')}" name="question" rows="6" maxlength="${REPORT_MAX}" required${state('question', wrong)}>${typed.question ?? ''}</textarea>`,
})}
${involvedBoxes(reader, typed)}
${sureBox(reader, typed, page.today, wrong)}
<div class="schakel-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${word(reader, 'publicReport.sendCode')}</button></div></form>`;
  return show(visit, reader, { title, body, isPublic: true }, isWrong ? 422 : 200);
}

/** Everything that was typed goes along in the page, so that nothing is kept before the code is right. */
function carried(typed: Typed, step: string): Html {
  const names = ['address', 'role', 'ageBand', 'since', 'question', 'involved', 'sure', 'proof'] as const;
  return html`<input type="hidden" name="step" value="${step}">${names.map((name) => html`<input type="hidden" name="${name}" value="${typed[name] ?? ''}">`)}`;
}

function codePage(visit: Visit, typed: Typed, wrong: TextKey | null): Promise<Response> {
  const reader = strangerOf(visit);
  const title = word(reader, 'publicReport.codeTitle');
  const body = html`${heading(title, 1)}<p class="utrecht-paragraph">${word(reader, 'publicReport.codeText', { address: typed.address ?? '' })}</p>
<form method="post" class="utrecht-form" novalidate>${carried(typed, 'code')}
<div class="utrecht-form-field"><label class="utrecht-form-label" for="code">${word(reader, 'in.code')}</label>
${wrong ? html`<p class="utrecht-form-field-error-message" id="code-error" role="alert">${word(reader, wrong)}</p>` : NOTHING}
<input class="utrecht-textbox utrecht-textbox--html-input" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required${wrong ? wrongState('code-error') : NOTHING}></div>
<div class="schakel-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${word(reader, 'publicReport.go')}</button></div></form>
<form method="post" class="schakel-actions">${carried(typed, 'back')}<button class="utrecht-button utrecht-button--subtle" type="submit">${word(reader, 'publicReport.back')}</button></form>`;
  return show(visit, reader, { title, body, isPublic: true }, wrong ? 422 : 200);
}

function receiptPage(visit: Visit, receipt: Receipt): Promise<Response> {
  const reader = strangerOf(visit);
  const title = word(reader, 'publicReport.done');
  const values = {
    region: receipt.regionName,
    date: date(reader, receipt.readBefore),
    phone: receipt.phone ?? 'none',
  };
  const body = html`${heading(title, 1)}<p class="utrecht-paragraph">${word(reader, 'reportReceived.text', values)}</p>
<p class="utrecht-paragraph">${word(reader, 'reportReceived.then', values)}</p>
<p class="utrecht-paragraph">${word(reader, 'reportReceived.kept', values)}</p>
${receipt.spoken ? html`<p class="utrecht-paragraph">${word(reader, 'publicReport.spoken')} <strong>${receipt.spoken}</strong></p>` : NOTHING}`;
  return show(visit, reader, { title, body, isPublic: true });
}
