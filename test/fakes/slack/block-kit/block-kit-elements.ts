import { list, record, text, words } from '../events/read.ts';
import type { Json } from '../types.ts';
import { LIMITS } from '../web-api/limits.ts';
import { type Complaints, checkPlain, checkText } from './block-kit-text.ts';

type Place = 'section' | 'actions' | 'input';

const PICKERS = [
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
];
const MULTI = PICKERS.map((type) => `multi_${type}`);
const TYPED = [
  'plain_text_input',
  'number_input',
  'email_text_input',
  'url_text_input',
  'rich_text_input',
  'file_input',
];
const CHOICES = ['checkboxes', 'radio_buttons', 'datepicker', 'timepicker', 'datetimepicker'];

const ALLOWED: Readonly<Record<Place, readonly string[]>> = {
  section: ['button', 'image', 'overflow', 'workflow_button', ...PICKERS, ...MULTI, ...CHOICES],
  actions: ['button', 'overflow', 'workflow_button', ...PICKERS, ...MULTI, ...CHOICES],
  input: [...PICKERS, ...MULTI, ...CHOICES, ...TYPED],
};

/** Holds one interactive element to Block Kit. */
export function checkElement(element: Json, place: Place, on: Complaints): void {
  const type = text(element.type);
  if (!ALLOWED[place].includes(type)) {
    on.at('type').say(`unsupported type: ${type}`);
    return;
  }
  if (text(element.action_id).length > LIMITS.id)
    on.at('action_id').say(`must be less than ${LIMITS.id + 1} characters`);
  if (element.placeholder !== undefined) {
    checkPlain(element.placeholder, LIMITS.input.placeholder, on.at('placeholder'));
  }
  if (element.confirm !== undefined) checkConfirm(record(element.confirm), on.at('confirm'));
  checkInitial(element, on);
  CHECKS[type.replace(/^multi_/, '')]?.(element, on);
}

const CHECKS: Readonly<Record<string, (element: Json, on: Complaints) => void>> = {
  button(element, on) {
    checkPlain(element.text, LIMITS.button.text, on.at('text'));
    checkLength(element, 'value', LIMITS.button.value, on);
    checkLength(element, 'url', LIMITS.button.url, on);
    checkLength(element, 'accessibility_label', LIMITS.button.label, on);
    const style = element.style;
    if (style !== undefined && style !== 'primary' && style !== 'danger')
      on.at('style').say('must be primary or danger');
  },
  static_select(element, on) {
    const groups = list(element.option_groups);
    if (groups.length > LIMITS.select.groups)
      on.at('option_groups').say(`no more than ${LIMITS.select.groups} items allowed`);
    if (groups.length === 0) checkOptions(element, LIMITS.select.options, on);
    groups.forEach((group, index) => {
      checkOptions(group, LIMITS.select.options, on.at('option_groups').at(String(index)));
    });
  },
  overflow: (element, on) => checkOptions(element, LIMITS.overflow.options, on),
  checkboxes: (element, on) => checkOptions(element, LIMITS.choices.options, on),
  radio_buttons: (element, on) => checkOptions(element, LIMITS.choices.options, on),
  datepicker(element, on) {
    const date = element.initial_date;
    if (date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(text(date)))
      on.at('initial_date').say('must be YYYY-MM-DD');
  },
  plain_text_input(element, on) {
    for (const field of ['min_length', 'max_length']) {
      const length = Number(element[field] ?? 1);
      if (!(length >= 0 && length <= LIMITS.input.length))
        on.at(field).say(`must be 0 to ${LIMITS.input.length}`);
    }
    checkLength(element, 'initial_value', Number(element.max_length ?? LIMITS.input.length), on);
  },
};

function checkLength(element: Json, field: string, most: number, on: Complaints): void {
  if (text(element[field]).length > most) on.at(field).say(`must be less than ${most + 1} characters`);
}

function checkOptions(element: Json, most: number, on: Complaints): void {
  const options = list(element.options);
  if (options.length === 0) on.at('options').say('must have at least 1 item');
  if (options.length > most) on.at('options').say(`no more than ${most} items allowed`);
  options.forEach((option, index) => {
    const here = on.at('options').at(String(index));
    checkText(option.text, LIMITS.option.text, here.at('text'));
    checkLength(option, 'value', LIMITS.option.value, here);
    if (option.description !== undefined)
      checkText(option.description, LIMITS.option.description, here.at('description'));
  });
}

/** The option that an element begins with must be one of its options, to the letter. */
function checkInitial(element: Json, on: Complaints): void {
  const groups = list(element.option_groups).flatMap((group) => list(group.options));
  const options = [...list(element.options), ...groups].map(
    (option) => `${text(option.value)} ${words(option.text)}`,
  );
  const chosen = element.initial_option === undefined ? [] : [record(element.initial_option)];
  for (const option of [...chosen, ...list(element.initial_options)]) {
    const same = options.includes(`${text(option.value)} ${words(option.text)}`);
    if (!same) on.say('initial option must be one of the options');
  }
}

function checkConfirm(confirm: Json, on: Complaints): void {
  checkPlain(confirm.title, LIMITS.confirm.title, on.at('title'));
  checkText(confirm.text, LIMITS.confirm.text, on.at('text'));
  checkPlain(confirm.confirm, LIMITS.confirm.button, on.at('confirm'));
  checkPlain(confirm.deny, LIMITS.confirm.button, on.at('deny'));
}
