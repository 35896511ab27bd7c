import { randomUUID } from 'node:crypto';
import { isPlainDate } from '../../../src/domain/calendar/index.ts';
import {
  type Document,
  documentWords,
  type Field,
  type FieldErrors,
  type Form,
} from '../../../src/ports/document.ts';
import { cut, plain } from '../../../src/text/words/plain.ts';
import { say } from '../../../src/text/words/translate.ts';
import type { Remembered } from '../incoming/form-state.ts';
import type { TeamsMessage } from '../render.ts';
import {
  type AdaptiveCard,
  adaptiveCard,
  type CardAction,
  type CardElement,
  cardAttachment,
  type InputElement,
} from './card.ts';
import { LIMITS } from './limits.ts';
import { heading, textBlock } from './render-text.ts';

/**
 * Teams' own search for people of the whole tenant; the value is their Entra object id. Narrowed to the conversation it
 * would find nobody who is still to be brought in.
 */
const PEOPLE = { type: 'Data.Query', dataset: 'graph.microsoft.com/users' } as const;

/** A form as the card of a dialog, whose bar has its title. Errors stand above their field; what was filled in stays. */
export function renderForm(form: Form, channel: string | null, errors: FieldErrors = {}): AdaptiveCard {
  const { data, title } = sending(form, channel);
  return formCard(form, errors, [], { type: 'Action.Submit', title, data, style: 'positive' });
}

/** The same form as a card in the personal chat, for where no dialog can be opened: behind a typed command. */
export function renderFormCard(form: Form, channel: string | null, errors: FieldErrors = {}): AdaptiveCard {
  const send = {
    type: 'Action.Execute',
    verb: 'submit',
    ...sending(form, channel),
    style: 'positive',
  } as const;
  return formCard(form, errors, [heading(form.title)], send);
}

/** Why a form came to nothing, and what was typed in it, to copy: it cannot be sent from here any more. */
export function renderTyped(
  reason: Document,
  typed: readonly string[],
  readerLanguage: Language,
): AdaptiveCard {
  const language = reason.language ?? readerLanguage;
  const inputs = typed.map(
    (value, n): InputElement => ({
      type: 'Input.Text',
      id: `typed${n}`,
      label: say(language, 'teams.typed'),
      value: value.slice(0, LIMITS.inputLength).toWellFormed(),
      maxLength: LIMITS.inputLength,
      isMultiline: true,
    }),
  );
  return adaptiveCard([problem(documentWords(reason)), ...inputs]);
}

export function renderFormMessage(form: Form, channel: string | null): TeamsMessage {
  return { summary: 'Schakel', attachments: [cardAttachment(renderFormCard(form, channel))] };
}

/** The button carries all of the form's state, so that nothing has to be remembered here. */
function sending(form: Form, channel: string | null): { title: string; data: { schakel: Remembered } } {
  const named = (kind: Field['kind']) => form.fields.filter((f) => f.kind === kind).map((f) => f.name);
  const schakel: Remembered = {
    command: form.command,
    args: form.args,
    channel,
    instance: randomUUID(),
    lists: named('checks'),
    dates: named('date'),
  };
  return { title: cut(plain(form.submit), LIMITS.buttonLabel), data: { schakel } };
}

function formCard(
  form: Form,
  errors: FieldErrors,
  above: readonly CardElement[],
  send: CardAction,
): AdaptiveCard {
  const general = Object.entries(errors).filter(([name]) => !form.fields.some((f) => f.name === name));
  const language = form.language ?? 'nl';
  return adaptiveCard([
    ...above,
    ...(form.intro ? [textBlock(form.intro, false)] : []),
    ...general.map(([, text]) => problem(text)),
    ...form.fields.flatMap((field) => fieldElements(field, language, errors[field.name])),
    { type: 'ActionSet', actions: [send] },
  ]);
}

function problem(text: string): CardElement {
  return { type: 'Container', style: 'attention', items: [textBlock([text], false)] };
}

type Language = NonNullable<Form['language']>;

function fieldElements(field: Field, language: Language, error: string | undefined): CardElement[] {
  const [first, ...rest] = inputs(field, language);
  if (!first) return [];
  const hint = field.hint ? [{ ...textBlock([field.hint], true), spacing: 'None' as const }] : [];
  return [...(error ? [problem(error)] : []), first, ...hint, ...rest];
}

function inputs(field: Field, language: Language): InputElement[] {
  const optional = field.optional && !field.isAsked ? ` (${say(language, 'teams.optional')})` : '';
  const base = { id: field.name, label: `${cut(plain(field.label), LIMITS.heading)}${optional}` };
  switch (field.kind) {
    case 'text':
      return [typed(base, field)];
    case 'date':
      return day(base, field, language);
    case 'choice':
      return field.options.length === 0 ? [] : [choice(base, field, field.value)];
    case 'checks':
      return field.options.length === 0
        ? []
        : [
            {
              ...choice(base, { options: field.options }, field.value?.join(',')),
              style: 'expanded',
              isMultiSelect: true,
            },
          ];
    case 'member':
      return [{ ...base, type: 'Input.ChoiceSet', style: 'filtered', choices: [], 'choices.data': PEOPLE }];
  }
}

/** Typed or picked: either will do; the application asks when both are empty. */
function day(
  base: Base,
  { value, ...field }: Extract<Field, { kind: 'date' }>,
  language: Language,
): InputElement[] {
  const picked = value !== undefined && isPlainDate(value) ? { value } : {};
  const picker = {
    type: 'Input.Date' as const,
    id: `${field.name}Picked`,
    label: say(language, 'pick.day'),
  };
  return [
    typed(base, { ...field, maxLength: 100, ...(value && !picked.value ? { value } : {}) }),
    { ...picker, ...picked },
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
  // A choice from a list cannot be taken back otherwise.
  const none = field.optional ? [{ title: '–', value: '' }] : [];
  return {
    ...base,
    type: 'Input.ChoiceSet',
    style: open ? 'expanded' : 'compact',
    choices: [
      ...none,
      ...field.options.map((o) => ({ title: cut(plain(o.label), LIMITS.heading), value: o.value })),
    ],
    ...(value ? { value } : {}),
  };
}
