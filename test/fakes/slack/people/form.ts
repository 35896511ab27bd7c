import { list, record, text, words } from '../events/read.ts';
import { controls, type Found } from '../surface.ts';
import type { Json, View } from '../types.ts';

/** A filled-in value: words, an option by its text or value, a date `YYYY-MM-DD`, a user id, or several. */
export type Filled = string | readonly string[] | null;

/** Entries of `view.state.values`, by block and action. */
export type Entries = Map<string, Json>;

const CHOSEN: Readonly<Record<string, string>> = {
  users_select: 'selected_user',
  conversations_select: 'selected_conversation',
  channels_select: 'selected_channel',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
};
const STATELESS = ['button', 'overflow', 'workflow_button'];

export function key(found: Found): string {
  return `${text(found.block.block_id)}\n${text(found.element.action_id)}`;
}

/** The controls of a view that have a state. */
export function fields(view: View): readonly Found[] {
  return controls(view.blocks).filter((one) => !STATELESS.includes(text(one.element.type)));
}

/** A field by its label, block id or action id. */
export function field(view: View, name: string): Found {
  const all = fields(view);
  const found = all.filter(
    (one) => one.label === name || one.block.block_id === name || one.element.action_id === name,
  );
  if (found.length === 1) return found[0]!;
  const there = all.map((one) => `"${one.label}"`).join(', ');
  throw new Error(
    `The field "${name}" is ${found.length === 0 ? 'not' : 'more than once'} in the form; it has: ${there}`,
  );
}

/** The state of one field after a person filled it in. Throws on what the field would not take. */
export function entry(element: Json, filled: Filled): Json {
  const type = text(element.type);
  const many = type.startsWith('multi_') || type === 'checkboxes';
  const values = filled === null ? [] : typeof filled === 'string' ? [filled] : filled;
  if (!many && values.length > 1) throw new Error(`A ${type} takes one value, not ${values.length}`);
  const base = type.replace(/^multi_/, '');
  if (many && CHOSEN[base] !== undefined) return { type, [`${CHOSEN[base]}s`]: values };
  if (many) return { type, selected_options: values.map((value) => option(element, value)) };
  const value = values[0];
  if (CHOSEN[type] !== undefined) return { type, [CHOSEN[type]]: chosen(type, value) };
  if (type === 'static_select' || type === 'radio_buttons' || type === 'external_select') {
    return { type, selected_option: value === undefined ? null : option(element, value) };
  }
  return { type, value: value === undefined || value === '' ? null : typed(element, value) };
}

function chosen(type: string, value: string | undefined): string | null {
  if (value === undefined) return null;
  if (type === 'datepicker' && !/^\d{4}-\d{2}-\d{2}$/.test(value))
    throw new Error(`"${value}" is not a date of the picker`);
  return value;
}

function option(element: Json, wanted: string): Json {
  const groups = list(element.option_groups).flatMap((group) => list(group.options));
  const options = [...list(element.options), ...groups];
  const found = options.find((one) => words(one.text) === wanted || one.value === wanted);
  if (found === undefined) {
    throw new Error(
      `"${wanted}" is not a choice; there is: ${options.map((one) => words(one.text)).join(', ')}`,
    );
  }
  return found;
}

/** Slack's own form keeps to the lengths of the field. */
function typed(element: Json, value: string): string {
  if (value.length < Number(element.min_length ?? 0)) throw new Error('That is too short for the field');
  if (value.length > Number(element.max_length ?? 3000)) throw new Error('That is too long for the field');
  return value;
}

/** Returns the value of a field before anybody touches it. */
export function initial(element: Json): Json {
  const type = text(element.type);
  const start = Object.entries(element).find(([name]) => name.startsWith('initial_'));
  if (start === undefined) return entry(element, null);
  const [name, value] = start;
  return { type, [name === 'initial_value' ? 'value' : name.replace('initial_', 'selected_')]: value };
}

/** `state.values` of a view: what was there, what was filled in before, what is filled in now. */
export function stateOf(view: View, drafts: Entries): Json {
  const values: Record<string, Json> = {};
  for (const found of fields(view)) {
    const block = text(found.block.block_id);
    const action = text(found.element.action_id);
    values[block] = { ...values[block], [action]: drafts.get(key(found)) ?? initial(found.element) };
  }
  return { values };
}

/** Labels of the required fields that are still empty. */
export function missing(view: View, state: Json): readonly string[] {
  return fields(view)
    .filter((found) => found.block.type === 'input' && found.block.optional !== true)
    .filter((found) =>
      isEmpty(
        record(record(record(state.values)[text(found.block.block_id)])[text(found.element.action_id)]),
      ),
    )
    .map((found) => found.label);
}

function isEmpty(filled: Json): boolean {
  const values = Object.entries(filled).filter(([name]) => name !== 'type');
  return values.every(
    ([, value]) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}
