import type { Attachment, Json } from '../types.ts';

/** A button with what it sends when somebody presses it. */
export interface Pressable {
  readonly action: Json;
  /** The action's data with what stands in the inputs. */
  readonly data: Json;
}

/** The elements that somebody showed or hid on a card with its own buttons, by their ids. */
export type Shown = ReadonlyMap<string, boolean>;

/**
 * The button with this title, as somebody could press it after filling in the inputs. Throws when it is not to be seen,
 * when an input is not, and when the client would not send it: something must be filled in, is too long, or no choice.
 */
export function press(
  attachments: readonly Attachment[],
  title: string,
  inputs: Json = {},
  shown: Shown = new Map(),
): Pressable {
  for (const { content } of attachments) {
    const elements = elementsOf(content, shown);
    const action = elements.find((one) => isAction(one) && one.title === title);
    if (action) return { action, data: { ...dataOf(action), ...filled(elements, action, inputs) } };
  }
  throw new Error(`no button '${title}' to be seen; there are: ${buttons(attachments, shown).join(', ')}`);
}

/** The titles of the buttons that are to be seen. */
export function buttons(attachments: readonly Attachment[], shown: Shown = new Map()): string[] {
  return attachments
    .flatMap(({ content }) => elementsOf(content, shown))
    .filter(isAction)
    .map(({ title }) => String(title));
}

/** Returns what is visible on the card after this Action.ToggleVisibility is pressed. */
export function toggled(attachments: readonly Attachment[], action: Json, shown: Shown): Shown {
  const all = attachments.flatMap(({ content }) => partsOf(content));
  const targets = (action.targetElements ?? []) as readonly (
    | string
    | { elementId: string; isVisible?: boolean }
  )[];
  const after = new Map(shown);
  for (const target of targets) {
    const id = typeof target === 'string' ? target : target.elementId;
    const element = all.find((one) => one.id === id);
    if (!element) throw new Error(`'${String(action.title)}' shows '${id}', which is not there`);
    const fixed = typeof target === 'string' ? undefined : target.isVisible;
    after.set(id, fixed ?? !isVisible(element, shown));
  }
  return after;
}

function isAction(element: Json): boolean {
  return String(element.type).startsWith('Action.');
}

function isVisible(element: Json, shown: Shown): boolean {
  return shown.get(String(element.id)) ?? element.isVisible !== false;
}

function dataOf({ data }: Json): Json {
  return typeof data === 'object' && data !== null ? (data as Json) : {};
}

/** Every element of a card that is to be seen, with all that is inside it. */
function elementsOf(node: unknown, shown: Shown): Json[] {
  return partsOf(node, (element) => isVisible(element, shown));
}

function partsOf(node: unknown, isIn: (element: Json) => boolean = () => true): Json[] {
  if (Array.isArray(node)) return node.flatMap((one) => partsOf(one, isIn));
  if (typeof node !== 'object' || node === null) return [];
  const element = node as Json;
  if (!isIn(element)) return [];
  const { data, ...parts } = element;
  return [element, ...Object.values(parts).flatMap((part) => partsOf(part, isIn))];
}

function filled(elements: readonly Json[], action: Json, given: Json): Json {
  const inputs = elements.filter(({ type }) => String(type).startsWith('Input.'));
  const unknown = Object.keys(given).find((id) => !inputs.some((input) => input.id === id));
  if (unknown !== undefined) throw new Error(`no input '${unknown}' to be seen`);
  if (action.associatedInputs === 'none') return {};
  const values = inputs.map((input) => [String(input.id), entered(input, given)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** Returns the value of an input as the client sends it; throws when the client would not. */
function entered(input: Json, given: Json): unknown {
  const id = String(input.id);
  const value = given[id] ?? input.value;
  if (value === undefined || value === '') {
    if (input.isRequired === true) throw new Error(`'${id}' must be filled in first`);
    return value;
  }
  if (String(value).length > Number(input.maxLength ?? Number.POSITIVE_INFINITY))
    throw new Error(`'${id}' takes ${String(input.maxLength)} characters`);
  if (input.type === 'Input.ChoiceSet' && input['choices.data'] === undefined)
    assertChosen(input, id, String(value));
  return value;
}

function assertChosen(input: Json, id: string, value: string): void {
  const choices = (input.choices ?? []) as readonly Json[];
  const chosen = input.isMultiSelect === true ? value.split(',') : [value];
  const wrong = chosen.find((one) => !choices.some((choice) => choice.value === one));
  if (wrong !== undefined) throw new Error(`'${id}' has no choice '${wrong}'`);
}
