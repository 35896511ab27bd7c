import type { ModalView } from '@slack/types';
import type { Document, Field, Form, Option } from '../../src/ports/document.ts';
import { LIMITS } from './limits.ts';
import { type Mentions, plain, renderBlocks } from './render.ts';

/** What a modal remembers while it is open: what it was opened on, and where the answer goes. */
export interface FormMemory {
  readonly args: Form['args'];
  readonly channel: string | null;
}

/** A form as a modal. The block id of an input is the name of its field, so that errors find their place. */
export function renderForm(form: Form, channel: string | null, mentions: Mentions): ModalView {
  const memory: FormMemory = { args: form.args, channel };
  const intro = form.intro ? renderBlocks([{ kind: 'text', text: form.intro }], mentions, 5) : [];
  return {
    type: 'modal',
    callback_id: `submit:${form.command}`,
    private_metadata: JSON.stringify(memory),
    title: plain(form.title, LIMITS.modalTitle),
    submit: plain(form.submit, LIMITS.modalTitle),
    close: plain(form.cancel, LIMITS.modalTitle),
    blocks: [...intro, ...form.fields.flatMap(renderField)],
  } as ModalView;
}

/** An answer where there is no channel to give it in: in the modal itself. */
export function renderAnswer(document: Document, title: string, close: string): ModalView {
  return {
    type: 'modal',
    title: plain(title, LIMITS.modalTitle),
    close: plain(close, LIMITS.modalTitle),
    blocks: renderBlocks(document.blocks, {}, LIMITS.viewBlocks),
  } as ModalView;
}

function renderField(field: Field): Record<string, unknown>[] {
  const label = plain(field.label, LIMITS.inputLabel);
  const common = {
    type: 'input',
    block_id: field.name,
    label,
    optional: field.optional ?? false,
    ...(field.hint ? { hint: plain(field.hint, LIMITS.inputHint) } : {}),
  };
  if (field.kind !== 'date') return [{ ...common, element: { action_id: 'value', ...element(field) } }];
  // Either will do, so neither is obligatory for Slack; the house asks when both are empty.
  return [
    {
      ...common,
      optional: true,
      element: {
        type: 'plain_text_input',
        action_id: 'value',
        max_length: 60,
        ...initial('initial_value', field.value),
        ...placeholder(field),
      },
    },
    {
      type: 'input',
      block_id: `${field.name}Picked`,
      optional: true,
      label: plain('📅', LIMITS.inputLabel),
      element: { type: 'datepicker', action_id: 'value' },
    },
  ];
}

function element(field: Exclude<Field, { kind: 'date' }>): Record<string, unknown> {
  switch (field.kind) {
    case 'text':
      return {
        type: 'plain_text_input',
        multiline: field.multiline ?? false,
        max_length: Math.min(field.maxLength, LIMITS.plainInput),
        ...initial('initial_value', field.value),
        ...placeholder(field),
      };
    case 'choice':
      return choice(field.options, field.value);
    case 'checks':
      return checks(field.options, field.value ?? []);
    case 'member':
      return { type: 'users_select' };
  }
}

function choice(options: readonly Option[], value: string | undefined): Record<string, unknown> {
  const shown = options.slice(0, LIMITS.selectOptions);
  const chosen = shown.find((o) => o.value === value);
  return {
    type: 'static_select',
    options: shown.map(option),
    ...(chosen ? { initial_option: option(chosen) } : {}),
  };
}

function checks(options: readonly Option[], value: readonly string[]): Record<string, unknown> {
  const type = options.length <= LIMITS.checkboxes ? 'checkboxes' : 'multi_static_select';
  const shown = options.slice(0, LIMITS.selectOptions);
  const chosen = shown.filter((o) => value.includes(o.value));
  return {
    type,
    options: shown.map(option),
    ...(chosen.length > 0 ? { initial_options: chosen.map(option) } : {}),
  };
}

function option(o: Option): Record<string, unknown> {
  return { text: plain(o.label, LIMITS.optionText), value: o.value };
}

function placeholder(field: { readonly placeholder?: string }): Record<string, unknown> {
  return field.placeholder ? { placeholder: plain(field.placeholder, LIMITS.placeholder) } : {};
}

function initial(name: string, value: string | undefined): Record<string, unknown> {
  return value ? { [name]: value } : {};
}

type StateValue = {
  readonly value?: string | null;
  readonly selected_date?: string | null;
  readonly selected_option?: { readonly value: string } | null;
  readonly selected_options?: readonly { readonly value: string }[];
  readonly selected_user?: string | null;
};

/** What was filled in, by field name. */
export function readState(
  state: Readonly<Record<string, Readonly<Record<string, StateValue>>>>,
): Record<string, string | readonly string[]> {
  return Object.fromEntries(
    Object.entries(state).map(([name, elements]) => [name, filledIn(Object.values(elements)[0] ?? {})]),
  );
}

function filledIn(v: StateValue): string | readonly string[] {
  if (v.selected_options) return v.selected_options.map((o) => o.value);
  return v.value ?? v.selected_date ?? v.selected_option?.value ?? v.selected_user ?? '';
}
