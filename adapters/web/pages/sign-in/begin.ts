import { orEmpty } from '../../../../src/domain/typed-text.ts';
import type { Field, FieldErrors, Reader } from '../../../../src/ports/document.ts';
import { word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import type { Refilled } from '../../forms/refill.ts';
import { errorSummary, renderField } from '../../forms/render-form.ts';
import { heading } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html } from '../../shell/html.ts';
import { problem, show, strangerOf } from '../../shell/page.ts';
import { isOwnForm, signIn, signOut } from '../../visitor.ts';
import { startDemonstration } from '../demonstration.ts';

/** Where a newcomer begins: an empty region of their own, or the demonstration. Only while there is nothing yet. */
export const beginRoutes = [
  route('get', '/begin', 'signedIn', choose),
  route('post', '/begin/region', 'signedIn', makeRegion),
  route('post', '/begin/demonstration', 'signedIn', demonstrate),
];

/** True when they came by the link in the terminal, and nobody has begun meanwhile. */
async function mayBegin({ deps, visitor }: Visit<'signedIn'>): Promise<boolean> {
  return visitor.session.how === 'first' && (await deps.beginnings.isEmpty());
}

async function choose(visit: Visit<'signedIn'>): Promise<Response> {
  if (!(await mayBegin(visit))) return problem(visit, 404, 'notFound');
  return page(visit, { values: {}, errors: {} });
}

function page(visit: Visit<'signedIn'>, refilled: Refilled): Promise<Response> {
  const reader = readerOf(visit);
  const isWrong = Object.keys(refilled.errors).length > 0;
  const body = html`${heading(word(reader, 'begin.title'), 1)}<p class="utrecht-paragraph">${word(reader, 'begin.intro')}</p>
<div class="schakel-choice">${demonstrationCard(visit, reader)}${regionCard(visit, reader, refilled)}</div>`;
  return show(visit, reader, { title: word(reader, 'begin.title'), body, wide: true }, isWrong ? 422 : 200);
}

function demonstrationCard({ visitor }: Visit<'signedIn'>, reader: Reader): Html {
  const go = (language: 'nl' | 'en', look: string): Html =>
    html`<button class="utrecht-button utrecht-button--${look}-action" type="submit" name="language" value="${language}" lang="${language}">${word({ ...reader, language }, 'begin.demoGo')}</button>`;
  const other = reader.language === 'nl' ? 'en' : 'nl';
  return html`<section class="schakel-card">${heading(word(reader, 'begin.demo'), 2)}<p class="utrecht-paragraph">${word(reader, 'begin.demoText')}</p>
<form method="post" action="/begin/demonstration"><input type="hidden" name="token" value="${visitor.formToken}">
<div class="schakel-actions">${go(reader.language, 'primary')}${go(other, 'secondary')}</div></form></section>`;
}

function regionCard({ visitor }: Visit<'signedIn'>, reader: Reader, refilled: Refilled): Html {
  return html`<section class="schakel-card">${heading(word(reader, 'begin.region'), 2)}<p class="utrecht-paragraph">${word(reader, 'begin.regionText')}</p>
${errorSummary(fields(reader), refilled.errors, reader)}
<form method="post" action="/begin/region" class="utrecht-form"><input type="hidden" name="token" value="${visitor.formToken}">
${fields(reader).map((field) => renderField(field, reader, refilled))}
<div class="schakel-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${word(reader, 'begin.regionGo')}</button></div></form></section>`;
}

function fields(reader: Reader): Field[] {
  const t = (key: string): string => word(reader, `begin.${key}` as TextKey);
  const options = (...keys: string[]) => keys.map((value) => ({ value, label: t(value) }));
  return [
    { kind: 'text', name: 'name', label: t('name'), hint: t('nameHint'), maxLength: 120 },
    {
      kind: 'choice',
      name: 'language',
      label: t('language'),
      hint: t('languageHint'),
      options: options('nl', 'en'),
      value: reader.language,
    },
    { kind: 'text', name: 'role', label: t('role'), hint: t('roleHint'), maxLength: 120 },
    { kind: 'text', name: 'email', label: t('email'), maxLength: 200 },
    {
      kind: 'choice',
      name: 'holidays',
      label: t('holidays'),
      hint: t('holidaysHint'),
      options: [
        ...['Noord', 'Midden', 'Zuid'].map((value) => ({ value, label: value })),
        { value: 'none', label: t('holidaysNone') },
      ],
    },
  ];
}

async function makeRegion(visit: Visit<'signedIn'>): Promise<Response> {
  const values = await posted(visit);
  if (!values) return problem(visit, 403, 'forged');
  if (!(await mayBegin(visit))) return problem(visit, 404, 'taken');
  const now = visit.deps.clock.now().toISOString();
  const { language } = readerOf(visit);
  const made = await visit.deps.beginnings.makeRegion(draftOf(values), language, now);
  if (made.result === 'taken') return problem(visit, 404, 'taken');
  if (made.result === 'wrong') return page(visit, { values, errors: errorsOf(made.errors) });
  await signOut(visit.deps, visit.c, visit.visitor);
  await signIn(visit.deps, visit.c, made.personId, 'console');
  return visit.c.redirect('/', 303);
}

type Values = Readonly<Record<string, string>>;

/** Drafts what the region's file would say: the visitor is its coordinator, and the only one it names. */
function draftOf(values: Values): Readonly<Record<string, unknown>> {
  const { language, email = '', holidays } = values;
  const [name, role] = [orEmpty(values.name ?? ''), orEmpty(values.role ?? '')];
  return {
    key: keyOf(name),
    name,
    language,
    people: [{ key: 'coordinator', name: role, email: email.trim(), language }],
    coordinators: ['coordinator'],
    // Consent first: a region may choose otherwise, and says so then.
    consent: 'before-sharing',
    // Somebody speaks with the family before anything is agreed (docs/decisions/region.md#begins-with-intake).
    intake: 'required',
    ...(holidays === 'none' ? {} : { schoolHolidays: { region: holidays } }),
  };
}

/** A short key out of a name: “Regio Één & Twee” is regio-een-twee. */
function keyOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 40)
      .replace(/^-+|-+$/g, '') || 'regio'
  );
}

const PLACES: Readonly<Record<string, string>> = {
  name: 'name',
  language: 'language',
  'people.0.name': 'role',
  'people.0.email': 'email',
  'schoolHolidays.region': 'holidays',
};

/** An error stands at the field that the visitor filled in; one that is about none of them stands at the first. */
function errorsOf(
  errors: readonly { readonly path: readonly (string | number)[]; readonly message: string }[],
): FieldErrors {
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  return Object.fromEntries(
    errors.map(({ path, message }) => [PLACES[path.join('.')] ?? 'name', `${capital(message)}.`]),
  );
}

async function demonstrate(visit: Visit<'signedIn'>): Promise<Response> {
  const values = await posted(visit);
  if (!values) return problem(visit, 403, 'forged');
  if (!(await mayBegin(visit))) return problem(visit, 404, 'refused');
  return startDemonstration(visit, values.language === 'en' ? 'en' : 'nl');
}

async function posted(visit: Visit<'signedIn'>): Promise<Values | null> {
  const body = Object.entries(await visit.c.req.parseBody());
  const values = Object.fromEntries(body.map(([name, v]) => [name, typeof v === 'string' ? v : '']));
  return isOwnForm(visit.visitor, values.token) ? values : null;
}

/** A colleague, not a parent. */
function readerOf(visit: Visit): Reader {
  return { ...strangerOf(visit), formal: false };
}
