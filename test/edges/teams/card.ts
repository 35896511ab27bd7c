import type { Attachment, Json } from './types.ts';

/** A button of a card with what it sends when somebody presses it. */
export interface Pressable {
  readonly action: Json;
  /** The action's data with what stands in the inputs. */
  readonly data: Json;
}

/**
 * The button with this title, as somebody could press it after filling in the inputs. Throws when it is not there,
 * when it is hidden, when an input is not there, and when the client would not send it because one is missing.
 */
export function press(attachments: readonly Attachment[], title: string, inputs: Json = {}): Pressable {
  for (const { content } of attachments) {
    const action = actionsOf(content).find((one) => one.title === title);
    if (action) return { action, data: { ...filled(content, action, inputs), ...dataOf(action) } };
  }
  const titles = attachments.flatMap(({ content }) => actionsOf(content).map((one) => String(one.title)));
  throw new Error(`no button '${title}' to be seen; there are: ${titles.join(', ') || 'none'}`);
}

function dataOf(action: Json): Json {
  return typeof action.data === 'object' && action.data !== null ? (action.data as Json) : {};
}

/** Every visible element of a card, with all that is inside it. */
function elementsOf(node: unknown): Json[] {
  if (Array.isArray(node)) return node.flatMap(elementsOf);
  if (typeof node !== 'object' || node === null) return [];
  const element = node as Json;
  if (element.isVisible === false) return [];
  return [
    element,
    ...Object.entries(element).flatMap(([key, part]) => (key === 'data' ? [] : elementsOf(part))),
  ];
}

function actionsOf(card: Json): Json[] {
  return elementsOf(card).filter((one) => String(one.type).startsWith('Action.'));
}

function filled(card: Json, action: Json, given: Json): Json {
  if (action.associatedInputs === 'none') return {};
  const inputs = elementsOf(card).filter((one) => String(one.type).startsWith('Input.'));
  const unknown = Object.keys(given).find((id) => !inputs.some((input) => input.id === id));
  if (unknown !== undefined) throw new Error(`no input '${unknown}' to be seen`);
  const values = inputs.map((input) => [String(input.id), given[String(input.id)] ?? input.value] as const);
  const missing = inputs.find((input) => input.isRequired === true && isEmpty(input, given));
  if (missing) throw new Error(`'${String(missing.id)}' must be filled in first`);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== ''));
}

function isEmpty(input: Json, given: Json): boolean {
  const value = given[String(input.id)] ?? input.value;
  return value === undefined || value === '';
}
