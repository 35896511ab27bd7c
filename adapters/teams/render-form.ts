import { randomUUID } from 'node:crypto';
import { isPlainDate } from '../../src/domain/calendar.ts';
import type { Field, FieldErrors, Form } from '../../src/ports/document.ts';
import { cut, plain } from '../../src/text/plain.ts';
import {
  type AdaptiveCard,
  adaptiveCard,
  type CardElement,
  cardAttachment,
  type InputElement,
} from './card.ts';
import type { Remembered } from './form-state.ts';
import { LIMITS } from './limits.ts';
import type { TeamsMessage } from './render.ts';
import { words } from './render-words.ts';

/** Teams' own search for people of the tenant; the value is their Entra object id. */
const PEOPLE = { type: 'Data.Query', dataset: 'graph.microsoft.com/users?scope=currentContext' } as const;

/** A form as the card of a dialog. Errors stand above their field, and what was filled in stays. */
export function renderForm(form: Form, channel: string | null, errors: FieldErrors = {}): AdaptiveCard {
  return formCard(form, channel, errors, 'Action.Submit');
}

/** The same form as a card in the personal chat, for where no dialog can be opened: behind a typed command. */
export function renderFormMessage(
  form: Form,
  channel: string | null,
  errors: FieldErrors = {},
): TeamsMessage {
  return {
    summary: 'Schakel',
    attachments: [cardAttachment(formCard(form, channel, errors, 'Action.Execute'))],
  };
}

function formCard(
  form: Form,
  channel: string | null,
  errors: FieldErrors,
  how: 'Action.Submit' | 'Action.Execute',
): AdaptiveCard {
  const named = (kind: Field['kind']) => form.fields.filter((f) => f.kind === kind).map((f) => f.name);
  const schakel: Remembered = {
    command: form.command,
    args: form.args,
    channel,
    instance: randomUUID(),
    lists: named('checks'),
    dates: named('date'),
  };
  const title = cut(plain(form.submit), LIMITS.buttonLabel);
  const send =
    how === 'Action.Execute'
      ? ({ type: how, title, verb: 'submit', data: { schakel }, style: 'positive' } as const)
      : ({ type: how, title, data: { schakel }, style: 'positive' } as const);
  const general = Object.entries(errors).filter(([name]) => !form.fields.some((f) => f.name === name));
  return adaptiveCard([
    words([{ bold: form.title }], false),
    ...(form.intro ? [words(form.intro, false)] : []),
    ...general.map(([, text]) => problem(text)),
    ...form.fields.flatMap((field) => fieldElements(field, errors[field.name])),
    { type: 'ActionSet', actions: [send] },
  ]);
}

function problem(text: string): CardElement {
  return { type: 'Container', style: 'attention', items: [words([text], false)] };
}

function fieldElements(field: Field, error: string | undefined): CardElement[] {
  const found = inputs(field);
  if (found.length === 0) return [];
  const hint = field.hint ? [{ ...words([field.hint], true), spacing: 'None' as const }] : [];
  return [...(error ? [problem(error)] : []), ...found, ...hint];
}

function inputs(field: Field): InputElement[] {
  const base = { id: field.name, label: cut(plain(field.label), LIMITS.heading) };
  switch (field.kind) {
    case 'text':
      return [typed(base, field)];
    case 'date':
      return day(base, field);
    case 'choice':
      return field.options.length === 0 ? [] : [choice(base, field, field.value)];
    case 'checks':
      return field.options.length === 0
        ? []
        : [{ ...choice(base, field, field.value?.join(',')), style: 'expanded', isMultiSelect: true }];
    case 'member':
      return [{ ...base, type: 'Input.ChoiceSet', style: 'filtered', choices: [], 'choices.data': PEOPLE }];
  }
}

/** Typed or picked: either will do; the house asks when both are empty. */
function day(base: Base, { value, ...field }: Extract<Field, { kind: 'date' }>): InputElement[] {
  const picked = value !== undefined && isPlainDate(value);
  return [
    typed(base, { ...field, maxLength: 100, ...(value && !picked ? { value } : {}) }),
    {
      type: 'Input.Date',
      id: `${field.name}Picked`,
      label: `${base.label} 📅`,
      ...(picked ? { value } : {}),
    },
  ];
}

type Base = Pick<InputElement, 'id' | 'label'>;

function typed(
  base: Base,
  field: { maxLength: number; multiline?: boolean; value?: string; placeholder?: string },
): InputElement {
  const most = Math.min(Math.max(1, field.maxLength), LIMITS.inputLength);
  return {
    ...base,
    type: 'Input.Text',
    maxLength: most,
    ...(field.multiline ? { isMultiline: true } : {}),
    ...(field.value ? { value: field.value.slice(0, most).toWellFormed() } : {}),
    ...(field.placeholder ? { placeholder: plain(field.placeholder) } : {}),
  };
}

/** A few options stand open, unless one must be able to take the choice back; more become a list. */
function choice(
  base: Base,
  field: { options: readonly { value: string; label: string }[]; optional?: boolean },
  value: string | undefined,
): Extract<InputElement, { type: 'Input.ChoiceSet' }> {
  const open = field.options.length <= LIMITS.radioButtons && !field.optional;
  return {
    ...base,
    type: 'Input.ChoiceSet',
    style: open ? 'expanded' : 'compact',
    choices: field.options.map((o) => ({ title: cut(plain(o.label), LIMITS.heading), value: o.value })),
    ...(value ? { value } : {}),
  };
}
