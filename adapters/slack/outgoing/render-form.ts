import type {
  Checkboxes,
  InputBlock,
  KnownBlock,
  ModalView,
  MultiStaticSelect,
  PlainTextInput,
  RadioButtons,
  Option as SlackOption,
  StaticSelect,
} from '@slack/types';
import type { Language } from '../../../src/domain/vocabulary.ts';
import type { Document, Field, Form, Option } from '../../../src/ports/document.ts';
import { say } from '../../../src/text/words/translate.ts';
import { FORM_CALLBACK, type Remembered, VALUE } from '../incoming/form-state.ts';
import { carried } from '../incoming/typed.ts';
import { renderBlocks } from '../render.ts';
import { LIMITS } from './limits.ts';
import { plainText } from './plain.ts';
import { TooLarge } from './render-actions.ts';

/**
 * A form as a modal. Every field is an input block with the field's name as its block id, so that an error can be
 * shown at it. Throws `TooLarge` when what it must remember does not fit.
 */
export function renderForm(form: Form, channel: string | null): ModalView {
  const remembered: Remembered = { command: form.command, args: form.args, channel };
  const metadata = carried(remembered);
  if (metadata.length > LIMITS.view.metadata) throw new TooLarge(`form ${form.id}`);
  const intro = form.intro ? renderBlocks({ blocks: [{ kind: 'text', text: form.intro }] }, {}, 1) : [];
  const fields = form.fields.flatMap((field): KnownBlock[] => inputs(field, form.language ?? 'nl'));
  if (fields.length + intro.length > LIMITS.viewBlocks) throw new TooLarge(`form ${form.id}`);
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK,
    private_metadata: metadata,
    title: plainText(form.title, LIMITS.view.title),
    submit: plainText(form.submit, LIMITS.view.button),
    close: plainText(form.cancel, LIMITS.view.button),
    blocks: [...intro, ...fields],
  };
}

/** A reply where there is no channel to give it in: in a modal. */
export function renderReply(document: Document): ModalView {
  return {
    type: 'modal',
    title: plainText('Schakel', LIMITS.view.title),
    close: plainText('OK', LIMITS.view.button),
    blocks: renderBlocks(document, {}, LIMITS.viewBlocks),
  };
}

function inputs(field: Field, language: Language): InputBlock[] {
  switch (field.kind) {
    case 'text':
      return [input(field, typed(field))];
    case 'date':
      // Typed or picked: either will do, so neither is obligatory for Slack; the application asks when both are empty.
      return [
        input({ ...field, optional: true }, typed({ ...field, maxLength: 100 })),
        input(
          { name: `${field.name}Picked`, label: say(language, 'pick.day'), optional: true },
          { type: 'datepicker', action_id: VALUE },
        ),
      ];
    case 'choice':
      return field.options.length === 0 ? [] : [input(field, choice(field))];
    case 'checks':
      return field.options.length === 0 ? [] : [input(field, checks(field))];
    case 'member':
      return [input(field, { type: 'users_select', action_id: VALUE })];
  }
}

function input(
  field: Pick<Field, 'name' | 'label' | 'hint' | 'optional'>,
  element: InputBlock['element'],
): InputBlock {
  return {
    type: 'input',
    block_id: field.name,
    label: plainText(field.label, LIMITS.input.label),
    element,
    optional: field.optional ?? false,
    ...(field.hint ? { hint: plainText(field.hint, LIMITS.input.hint) } : {}),
  };
}

interface Typed {
  readonly maxLength: number;
  readonly multiline?: boolean;
  readonly value?: string;
  readonly placeholder?: string;
}

function typed(field: Typed): PlainTextInput {
  const most = Math.min(Math.max(1, field.maxLength), LIMITS.input.length);
  return {
    type: 'plain_text_input',
    action_id: VALUE,
    max_length: most,
    ...(field.multiline ? { multiline: true } : {}),
    ...(field.value ? { initial_value: field.value.slice(0, most).toWellFormed() } : {}),
    ...(field.placeholder ? { placeholder: plainText(field.placeholder, LIMITS.input.placeholder) } : {}),
  };
}

/** A few options stand open as radio buttons, unless one must be able to take the choice back; more become a list. */
function choice(field: Extract<Field, { kind: 'choice' }>): RadioButtons | StaticSelect {
  const options = field.options.map(option);
  const initial = options.find((o) => o.value === field.value);
  const start = initial ? { initial_option: initial } : {};
  if (options.length <= LIMITS.radioButtons && !field.optional) {
    return { type: 'radio_buttons', action_id: VALUE, options, ...start };
  }
  return { type: 'static_select', action_id: VALUE, ...listed(options), ...start };
}

function checks(field: Extract<Field, { kind: 'checks' }>): Checkboxes | MultiStaticSelect {
  const options = field.options.map(option);
  const initial = options.filter((o) => field.value?.includes(o.value));
  const start = initial.length > 0 ? { initial_options: initial } : {};
  if (options.length <= LIMITS.checkboxes) {
    return { type: 'checkboxes', action_id: VALUE, options, ...start };
  }
  return { type: 'multi_static_select', action_id: VALUE, ...listed(options), ...start };
}

type PlainOption = Extract<SlackOption, { text: { type: 'plain_text' } }> & { value: string };

function option(given: Option): PlainOption {
  if (given.value.length > LIMITS.option.value) throw new TooLarge('option of a form');
  return { text: plainText(given.label, LIMITS.option.label), value: given.value };
}

interface Group {
  label: ReturnType<typeof plainText>;
  options: PlainOption[];
}

/** A list takes 100 options; more than that go in groups of 100, named by their numbers. */
function listed(options: PlainOption[]): { options: PlainOption[] } | { option_groups: Group[] } {
  const most = LIMITS.selectOptions;
  if (options.length <= most) return { options };
  const groups: Group[] = [];
  for (let from = 0; from < options.length && groups.length < LIMITS.selectGroups; from += most) {
    const some = options.slice(from, from + most);
    groups.push({
      label: plainText(`${from + 1}–${from + some.length}`, LIMITS.option.label),
      options: some,
    });
  }
  return { option_groups: groups };
}
