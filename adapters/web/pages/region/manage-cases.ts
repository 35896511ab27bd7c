import { codeWords } from '../../../../src/app/case-code.ts';
import { DAY_ORDERS } from '../../../../src/app/case-sheet/days.ts';
import type { SheetOptions } from '../../../../src/app/case-sheet/plan.ts';
import { COLUMNS, HEADERS, LARGEST_SHEET } from '../../../../src/app/case-sheet/read.ts';
import type { SetupPage, SheetCheck } from '../../../../src/app/pages/region/manage.ts';
import { ROLES } from '../../../../src/domain/vocabulary.ts';
import type { Reader } from '../../../../src/ports/document.ts';
import { withoutMark } from '../../../../src/text/files/file-text.ts';
import { word } from '../../../../src/text/words/tools.ts';
import { heading } from '../../render.ts';
import { carrying, route, type Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem } from '../../shell/page.ts';
import { isOwnForm } from '../../visitor.ts';
import { setupFor } from './manage.ts';
import { alert, confirm, fileOf, moreOf, noFile, type Sent, upload, uploadPage } from './upload.ts';

/** Running cases from a spreadsheet: looked at line by line first, and nothing comes in while a line is wrong. */
export const manageCasesRoutes = [
  route('get', '/manage/:region/cases', 'signedIn', showCases),
  route('get', '/manage/:region/cases.csv', 'signedIn', template),
  route('post', '/manage/:region/cases', 'signedIn', checkSheet, carrying(LARGEST_SHEET), sheetTooLarge),
];

const NO_OPTIONS: SheetOptions = { keepDays: false, keepTexts: false, dates: null };

async function showCases(visit: Visit<'signedIn'>): Promise<Response> {
  const setup = await setupFor(visit);
  if (!setup?.isCoordinator) return problem(visit, 404, 'notFound');
  return page(visit, setup, NOTHING);
}

/** Empty, with its headers; a spreadsheet in Dutch reads semicolons, and the mark tells it that it is UTF-8. */
async function template(visit: Visit<'signedIn'>): Promise<Response> {
  const setup = await setupFor(visit);
  if (!setup?.isCoordinator) return problem(visit, 404, 'notFound');
  const { language } = setup.reader;
  const columns = COLUMNS.filter((one) => one !== 'basisReason' || setup.file.covenant !== undefined);
  const head = columns.map((one) => HEADERS[language][one]).join(language === 'nl' ? ';' : ',');
  return visit.c.body(`\uFEFF${head}\r\n`, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${word(setup.reader, 'manage.sheetName')}.csv"`,
  });
}

async function checkSheet(visit: Visit<'signedIn'>): Promise<Response> {
  const setup = await setupFor(visit);
  const posted = await sheetOf(visit);
  if (posted === 'forged') return problem(visit, 403, 'forged');
  if (!setup?.isCoordinator) return problem(visit, 404, 'notFound');
  if (typeof posted === 'string')
    return page(visit, setup, NOTHING, 422, noFile(setup.reader, posted, LARGEST_SHEET));
  const { text, options } = posted;
  const check = await visit.deps.manage.checkSheet(
    visit.visitor.session.personId,
    setup.file.key,
    text,
    options,
  );
  if (!check) return problem(visit, 404, 'notFound');
  const checkedSheet = { setup, text, check, options };
  return page(visit, setup, outcome(visit, checkedSheet), check.problems.length > 0 ? 422 : 200);
}

/** Far more than that was sent; where the page is not theirs, no more is said than that. */
async function sheetTooLarge(visit: Visit<'signedIn'>): Promise<Response> {
  const setup = await setupFor(visit);
  if (!setup?.isCoordinator) return problem(visit, 413, 'tooLarge');
  return page(visit, setup, NOTHING, 413, noFile(setup.reader, 'tooLarge', LARGEST_SHEET));
}

/** A sheet that was looked at, with what came of it. */
interface CheckedSheet {
  readonly setup: SetupPage;
  readonly text: string;
  readonly check: SheetCheck;
  readonly options: SheetOptions;
}

/** A file, or the same text again with the answers to what was asked about it. */
async function sheetOf(
  visit: Visit<'signedIn'>,
): Promise<Sent<{ readonly text: string; readonly options: SheetOptions }>> {
  const body = await visit.c.req.parseBody();
  if (typeof body.text !== 'string') {
    const sent = await fileOf(visit, LARGEST_SHEET);
    return typeof sent === 'string' ? sent : { ...sent, options: NO_OPTIONS };
  }
  if (!isOwnForm(visit.visitor, body.token)) return 'forged';
  const text = withoutMark(body.text);
  if (text.length > LARGEST_SHEET) return 'tooLarge';
  const dates = DAY_ORDERS.find((order) => order === body.dates) ?? null;
  return { text, options: { keepDays: body.keepDays === 'yes', keepTexts: body.keepTexts === 'yes', dates } };
}

function page(
  visit: Visit<'signedIn'>,
  setup: SetupPage,
  above: Html,
  status: 200 | 413 | 422 = 200,
  error?: string,
): Promise<Response> {
  const { reader, file } = setup;
  const sections = html`<section class="schakel-card">${heading(word(reader, 'manage.sheetRead'), 2)}
<p class="utrecht-paragraph schakel-words">${word(reader, 'manage.sheetText', { last: HEADERS[reader.language].doneWhen })}</p>
<details><summary>${word(reader, 'manage.sheetRoles')}</summary><p class="utrecht-paragraph">${ROLES.map((role) => word(reader, `role.${role}`)).join('; ')}</p></details>
<details><summary>${word(reader, 'manage.sheetWords')}</summary><p class="utrecht-paragraph">${codeWords(reader.language).join(', ')}</p></details>
<p><a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--secondary-action" href="/manage/${file.key}/cases.csv" download>${word(reader, 'manage.b.template')}</a></p>
${upload(visit, `/manage/${file.key}/cases`, '.csv,text/csv', word(reader, 'manage.f.sheet'), word(reader, 'manage.b.look'), error)}</section>
<section class="schakel-card">${heading(word(reader, 'manage.sheetPeople'), 2)}
<p class="utrecht-paragraph">${word(reader, 'manage.sheetPeopleText')}</p>
<ul class="utrecht-unordered-list">${file.people.map(
    (p) => html`<li class="utrecht-unordered-list__item"><code>${p.key}</code> – ${p.name}</li>`,
  )}</ul></section>`;
  return uploadPage(visit, setup, 'manage.part.cases', above, sections, status);
}

function outcome(visit: Visit<'signedIn'>, checkedSheet: CheckedSheet): Html {
  const { setup, text, check, options } = checkedSheet;
  const { reader, file } = setup;
  if (check.problems.length > 0) return wrong(visit, checkedSheet);
  const known =
    check.known > 0
      ? html`<p class="utrecht-paragraph">${word(reader, 'manage.sheetKnown', { n: check.known })}</p>`
      : NOTHING;
  if (check.cases.length === 0)
    return html`<section class="schakel-card" role="status">${heading(word(reader, 'manage.sheetNothing'), 2)}${known}</section>`;
  const kept = Object.fromEntries(
    Object.entries(options).flatMap(([name, on]) => (on ? [[name, on === true ? 'yes' : on]] : [])),
  );
  return html`<section class="schakel-card schakel-card--asked" role="status">${heading(word(reader, 'manage.sheetRight', { n: check.cases.length }), 2)}
${known}<p class="utrecht-paragraph">${word(reader, 'manage.sheetNext')}</p>
${confirm(visit, 'case.import', file.key, { text, ...kept }, word(reader, 'manage.b.import'))}
${check.cases.map((one) => preview(one, reader))}</section>`;
}

function preview(one: SheetCheck['cases'][number], reader: Reader): Html {
  const code = one.code ?? word(reader, 'manage.sheetCode');
  return html`<article class="schakel-card">${heading(word(reader, 'manage.sheetCase', { line: one.line, code }), 3)}
<p class="utrecht-paragraph">${word(reader, 'manage.sheetFirstDay', { date: one.firstDay ?? 'none', lead: one.lead ?? 'none' })}${one.beside.length > 0 ? ` ${word(reader, 'manage.sheetBeside', { beside: one.beside.join(', ') })}` : ''}</p>
<p class="utrecht-paragraph">${one.people.join(', ')}</p>
<ul class="utrecht-unordered-list">${one.agreements.map(
    (a) =>
      html`<li class="utrecht-unordered-list__item"><strong>${a.title}</strong> – ${a.owner}, ${a.due}. ${word(reader, 'manage.sheetDoneWhen', { words: a.doneWhen })}</li>`,
  )}</ul></article>`;
}

function wrong(visit: Visit<'signedIn'>, checkedSheet: CheckedSheet): Html {
  const { setup, check } = checkedSheet;
  const { reader } = setup;
  return html`${alert(word(reader, 'manage.fileWrong', { n: check.total }))}
<ul class="schakel-list">${check.problems.map(
    (
      p,
    ) => html`<li class="schakel-card"><strong>${word(reader, 'manage.sheetLine', { line: p.line, column: p.column ?? 'none' })}</strong>
<p class="utrecht-paragraph">${p.words}</p></li>`,
  )}</ul>
${moreOf(setup.reader, check.total - check.problems.length)}${questions(visit, checkedSheet)}`;
}

/** Asks what a person may decide about the lines: days off chosen on purpose, texts that were looked at. */
function questions(visit: Visit<'signedIn'>, { setup, text, check, options }: CheckedSheet): Html {
  const { reader, file } = setup;
  const names = (['keepDays', 'keepTexts'] as const).filter((name) => check.asks[name] || options[name]);
  const asksDates = check.asks.dates || options.dates !== null;
  if (names.length === 0 && !asksDates) return NOTHING;
  return html`<form method="post" action="/manage/${file.key}/cases" enctype="multipart/form-data" class="utrecht-form schakel-card">
<input type="hidden" name="token" value="${visit.visitor.formToken}"><input type="hidden" name="text" value="${text}">
${asksDates ? dayOrder(reader, options) : NOTHING}
${names.map(
  (
    name,
  ) => html`<div><input class="utrecht-checkbox utrecht-checkbox--html-input" type="checkbox" id="${name}" name="${name}" value="yes"${options[name] ? html` checked` : NOTHING}>
<label class="utrecht-form-label utrecht-form-label--checkbox" for="${name}">${word(reader, `manage.sheet.${name}`)}</label></div>`,
)}
<div class="schakel-actions"><button class="utrecht-button utrecht-button--secondary-action" type="submit">${word(reader, 'manage.b.lookAgain')}</button></div></form>`;
}

function dayOrder(reader: Reader, { dates }: SheetOptions): Html {
  return html`<fieldset class="utrecht-form-fieldset"><legend class="utrecht-form-fieldset__legend">${word(reader, 'manage.sheet.dates')}</legend>
${DAY_ORDERS.map(
  (
    order,
  ) => html`<div><input class="utrecht-radio-button utrecht-radio-button--html-input" type="radio" id="${order}" name="dates" value="${order}" required${dates === order ? html` checked` : NOTHING}>
<label class="utrecht-form-label utrecht-form-label--radio" for="${order}">${word(reader, `manage.sheet.${order}`)}</label></div>`,
)}</fieldset>`;
}
