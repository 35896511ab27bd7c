import { randomUUID } from 'node:crypto';
import type { Field, FieldErrors, Form, Reader } from '../../../src/ports/document.ts';
import { word } from '../../../src/text/words/tools.ts';
import { heading, rich } from '../render.ts';
import { type Html, html, NOTHING } from '../shell/html.ts';
import { type Refilled, untouchedValues } from './refill.ts';

export interface FormPen {
  readonly reader: Reader;
  readonly formToken: string;
  /** Where "cancel" leads. */
  readonly back: string;
  /** Where it is about no case: of which region it is. */
  readonly regionKey: string;
  readonly refilled?: Refilled;
  /** The values that it showed when it was first opened, where it asks something on the way. */
  readonly stood?: string | null;
}

/**
 * A form as a page part. The web has no list of members to choose from: such a field is left out. What is wrong stands
 * above it in one list, each with the way to its field, and at the field itself, with which it is read.
 */
export function renderForm(form: Form, pen: FormPen): Html {
  const fields = form.fields.filter((field) => field.kind !== 'member');
  const stood = pen.stood ?? untouchedValues(form);
  const given = pen.refilled ?? { values: {}, errors: {} };
  return html`${heading(form.title, 1)}
${form.intro ? html`<p class="utrecht-paragraph schakel-about">${rich(form.intro)}</p>` : NOTHING}
${errorSummary(fields, given.errors, pen.reader)}
<form method="post" action="/form/${form.command}" class="utrecht-form">
<input type="hidden" name="token" value="${pen.formToken}"><input type="hidden" name="once" value="${randomUUID()}">
<input type="hidden" name="args" value="${JSON.stringify(form.args)}"><input type="hidden" name="region" value="${pen.regionKey}">${stood === null ? NOTHING : html`<input type="hidden" name="stood" value="${stood}">`}
<input type="hidden" name="typed" value="${fields
    .filter(isTyped)
    .map((field) => field.name)
    .join(' ')}">
${fields.filter((field) => !field.seldom).map((field) => renderField(field, pen.reader, given))}
${seldom(
  fields.filter((field) => field.seldom),
  pen.reader,
  given,
)}
<div class="schakel-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${form.submit}</button>
<a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--subtle" href="${pen.back}">${form.cancel}</a></div>
</form>`;
}

/** Comes first to who cannot see the page: the browser puts them there. Nothing is sent, and what was typed stands below. */
export function errorSummary(fields: readonly Field[], errors: FieldErrors, reader: Reader): Html {
  const place = ([name]: [string, string]): number => fields.findIndex((one) => one.name === name);
  const all = Object.entries(errors).sort((a, b) => place(a) - place(b));
  if (all.length === 0) return NOTHING;
  const line = (name: string, message: string): Html => {
    const field = fields.find((one) => one.name === name);
    if (!field) return html`${message}`;
    const label = `${field.label}${/[?:]$/.test(field.label) ? '' : ':'}`;
    return html`<a class="utrecht-link" href="#${firstOf(field)}">${label} ${message}</a>`;
  };
  return html`<div class="utrecht-alert utrecht-alert--error" role="alert" id="errors" tabindex="-1" autofocus><div>
${heading(word(reader, 'web.errors', { n: all.length }), 2)}
<ul class="utrecht-unordered-list">${all.map(([name, message]) => html`<li class="utrecht-unordered-list__item">${line(name, message)}</li>`)}</ul></div></div>`;
}

/** The first thing of a field that can be typed in or chosen. */
function firstOf(field: Field): string {
  return isGroup(field) ? `${field.name}-0` : field.name;
}

/** True when it is typed by hand, and not chosen from a list. */
function isTyped({ kind }: Field): boolean {
  return kind === 'text' || kind === 'date';
}

/** Few options stand open. */
function isGroup(field: Field): field is Extract<Field, { kind: 'choice' | 'checks' }> {
  return (field.kind === 'choice' && field.options.length <= 8) || field.kind === 'checks';
}

/** A wrong input says where the words about it are. There one begins again. */
export function wrongState(errorId: string): Html {
  return html` aria-invalid="true" aria-describedby="${errorId}" autofocus`;
}

/** Fields that most people leave as they are stand behind a word, unless they were filled in wrong. */
function seldom(fields: readonly Field[], reader: Reader, given: Refilled): Html {
  if (fields.length === 0) return NOTHING;
  const open = fields.some(({ name }) => given.errors[name]) ? html` open` : NOTHING;
  return html`<details${open}><summary>${word(reader, 'web.seldom')}</summary>${fields.map((field) => renderField(field, reader, given))}</details>`;
}

function mayStayEmpty({ optional, isAsked }: Field): boolean {
  return optional === true && isAsked !== true;
}

export function renderField(field: Field, reader: Reader, given: Refilled): Html {
  const error = given.errors[field.name];
  const ids = [field.hint ? `${field.name}-hint` : '', error ? `${field.name}-error` : ''].filter(Boolean);
  const described = ids.length > 0 ? html` aria-describedby="${ids.join(' ')}"` : NOTHING;
  const optional = mayStayEmpty(field)
    ? html` <span class="schakel-note">${word(reader, 'web.optional')}</span>`
    : NOTHING;
  const below = html`${field.hint ? html`<p class="utrecht-form-field-description" id="${field.name}-hint">${field.hint}</p>` : NOTHING}
${error ? html`<p class="utrecht-form-field-error-message" id="${field.name}-error">${error}</p>` : NOTHING}`;
  const read = html`${described}${error ? html` aria-invalid="true"` : NOTHING}`;
  const state = html`${read}${field.optional ? NOTHING : html` required`}`;
  const value = given.values[field.name] ?? ('value' in field ? field.value : undefined);
  if (isGroup(field)) return group(field, value, html`${field.label}${optional}`, below, reader, described);
  return html`<div class="utrecht-form-field${error ? ' utrecht-form-field--invalid' : ''}">
<label class="utrecht-form-label" for="${field.name}">${field.label}${optional}</label>
${below}${control(field, single(value), { state, read }, reader, given)}</div>`;
}

/** `read`: what is read with the field; `state`: that, and whether it has to be filled in. */
interface State {
  readonly read: Html;
  readonly state: Html;
}

function control(field: Field, value: string, { state, read }: State, reader: Reader, given: Refilled): Html {
  switch (field.kind) {
    case 'text':
      return field.multiline
        ? html`<textarea class="utrecht-textarea utrecht-textarea--html-textarea" id="${field.name}" name="${field.name}" rows="4" dir="auto" maxlength="${field.maxLength}"${state}>${value}</textarea>`
        : html`<input class="utrecht-textbox utrecht-textbox--html-input" id="${field.name}" name="${field.name}" value="${value}" dir="auto" maxlength="${field.maxLength}"${state}>`;
    case 'date':
      // Typed or picked: either will do, and the application asks when both are empty.
      return html`<input class="utrecht-textbox utrecht-textbox--html-input" id="${field.name}" name="${field.name}" value="${value}" maxlength="100" placeholder="${field.placeholder ?? ''}"${read}>
<label class="utrecht-form-label" for="${field.name}Picked">${word(reader, 'web.picked')}</label>
<input class="utrecht-textbox utrecht-textbox--html-input" type="date" id="${field.name}Picked" name="${field.name}Picked" value="${single(given.values[`${field.name}Picked`])}"${read}>`;
    case 'choice':
      return html`<select class="utrecht-select utrecht-select--html-select" id="${field.name}" name="${field.name}"${state}><option value="">${word(reader, 'web.choose')}</option>${field.options.map(
        (o) =>
          html`<option value="${o.value}"${o.value === value ? html` selected` : NOTHING}>${o.label}</option>`,
      )}</select>`;
    default:
      return NOTHING;
  }
}

function group(
  field: Extract<Field, { kind: 'choice' | 'checks' }>,
  value: string | readonly string[] | undefined,
  label: Html,
  below: Html,
  reader: Reader,
  described: Html,
): Html {
  const chosen = Array.isArray(value) ? value : [value];
  // A radio button cannot be taken back: what was chosen and may be left out has one for nothing.
  const nothing = field.kind === 'choice' && field.optional && field.value !== undefined;
  const options = nothing
    ? [{ value: '', label: word(reader, 'web.nothing') }, ...field.options]
    : field.options;
  const type = field.kind === 'checks' ? 'checkbox' : 'radio';
  const needed = field.kind === 'choice' && !field.optional ? html` required` : NOTHING;
  const look =
    type === 'radio'
      ? 'utrecht-radio-button utrecht-radio-button--html-input'
      : 'utrecht-checkbox utrecht-checkbox--html-input';
  return html`<fieldset class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset"${described}><legend class="utrecht-form-label">${label}</legend>${below}
${options.map(
  (
    o,
    i,
  ) => html`<div class="schakel-option"><input class="${look}" type="${type}" id="${field.name}-${i}" name="${field.name}" value="${o.value}"${chosen.includes(o.value) ? html` checked` : NOTHING}${needed}>
<label class="utrecht-form-label utrecht-form-label--${type}" for="${field.name}-${i}"><bdi>${o.label}</bdi></label></div>`,
)}</fieldset>`;
}

function single(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}
