import { list, record, text, words } from './events/read.ts';
import type { Block, Dialog, Json, StoredMessage } from './types.ts';

/** One thing a person can press or fill in, as it stands in a message or view. */
export interface Found {
  readonly block: Block;
  readonly element: Json;
  /** The words that the person reads on or beside it. */
  readonly label: string;
  /** The chosen line of an overflow menu. */
  readonly option?: Json;
}

/** Everything a person can press or fill in, in reading order. Lines of an overflow menu count one by one. */
export function controls(blocks: readonly Block[]): readonly Found[] {
  return blocks.flatMap((block) => elementsOf(block).flatMap((element) => foundIn(block, element)));
}

function elementsOf(block: Block): readonly Json[] {
  if (block.type === 'actions') return list(block.elements);
  if (block.type === 'input') return [record(block.element)];
  return block.accessory === undefined ? [] : [record(block.accessory)];
}

function foundIn(block: Block, element: Json): readonly Found[] {
  const type = text(element.type);
  if (type === 'image') return [];
  if (type === 'overflow') {
    return list(element.options).map((option) => ({
      block,
      element,
      option,
      label: words(option.text),
    }));
  }
  const label = words(element.text) || words(block.label) || words(element.placeholder) || words(block.text);
  return [{ block, element, label }];
}

/** All the words of a message or view, one line per text. */
export function reading(blocks: readonly Block[]): string {
  const lines: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        if (
          (key === 'text' || (key === 'url' && 'type' in value && value.type === 'link')) &&
          typeof item === 'string'
        )
          lines.push(item);
        else if (key !== 'confirm') walk(item);
      }
    }
  };
  walk(blocks);
  return lines.join('\n');
}

/** Returns a message as a person sees it: its blocks, or its text when it has none. */
export function shown(message: StoredMessage): string {
  return message.blocks.length > 0 ? reading(message.blocks) : message.text;
}

export interface Pick {
  /** Words in the same block or in the text above it, when several buttons carry the same label. */
  readonly near?: string | RegExp;
  /** The value behind the button, when nothing a person sees tells them apart. */
  readonly value?: string;
}

/** The one control with this label or action id; throws when there is none, or more than one. */
export function pick(where: string, blocks: readonly Block[], wanted: string | RegExp, by: Pick = {}): Found {
  const all = controls(blocks);
  const named = all.filter((one) => is(one.label, wanted) || one.element.action_id === wanted);
  const found = named.filter(
    (one) =>
      (by.near === undefined || holds(context(blocks, one.block), by.near)) &&
      (by.value === undefined || one.element.value === by.value || one.option?.value === by.value),
  );
  if (found.length === 1) return found[0]!;
  const there = all.map((one) => `"${one.label}"`).join(', ') || 'nothing to press';
  const problem =
    found.length === 0 ? 'is not there' : `is there ${found.length} times: say which with near or value`;
  throw new Error(`${String(wanted)} ${problem} in ${where}; there is: ${there}`);
}

/** The block itself and the nearest block with text above it. */
function context(blocks: readonly Block[], block: Block): string {
  const at = blocks.indexOf(block);
  const above = blocks.slice(0, at).findLast((one) => one.type === 'section' || one.type === 'header');
  return reading(block.type === 'actions' && above !== undefined ? [above, block] : [block]);
}

function is(label: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? label === wanted : wanted.test(label);
}

export function holds(all: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? all.includes(wanted) : wanted.test(all);
}

/** The question a button asks before it does something. */
export function dialogOf(element: Json): Dialog | undefined {
  if (element.confirm === undefined) return undefined;
  const confirm = record(element.confirm);
  return {
    title: words(confirm.title),
    text: words(confirm.text),
    confirm: words(confirm.confirm),
    deny: words(confirm.deny),
  };
}
