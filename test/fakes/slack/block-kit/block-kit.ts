import { blocksOf, list, record, text } from '../events/read.ts';
import type { Json } from '../types.ts';
import { LIMITS } from '../web-api/limits.ts';
import { checkElement } from './block-kit-elements.ts';
import { type Complaints, checkPlain, checkText, complaints } from './block-kit-text.ts';

type Surface = 'message' | 'modal' | 'home';

const EVERYWHERE = [
  'section',
  'header',
  'context',
  'actions',
  'divider',
  'image',
  'input',
  'rich_text',
  'video',
];
const ALLOWED: Readonly<Record<Surface, readonly string[]>> = {
  message: [...EVERYWHERE, 'markdown', 'file', 'table'],
  modal: EVERYWHERE,
  home: EVERYWHERE,
};

/** Holds blocks to Block Kit. Empty when all is well. */
export function checkBlocks(value: unknown, surface: Surface): readonly string[] {
  const said: string[] = [];
  const top = complaints('/blocks', said);
  if (!Array.isArray(value)) {
    top.say('must provide an array of blocks');
    return said;
  }
  const most = surface === 'message' ? LIMITS.message.blocks : LIMITS.view.blocks;
  if (value.length > most) top.say(`no more than ${most} items allowed`);
  blocksOf(value).forEach((block, index) => {
    checkBlock(block, surface, top.at(String(index)));
  });
  checkBlockIds(value, top);
  return said;
}

function checkBlockIds(value: readonly unknown[], on: Complaints): void {
  const ids = blocksOf(value)
    .map((block) => text(block.block_id))
    .filter((id) => id !== '');
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index))) {
    on.say(`block_id already exists: ${id}`);
  }
}

function checkBlock(block: Json, surface: Surface, on: Complaints): void {
  const type = text(block.type);
  if (!ALLOWED[surface].includes(type)) {
    on.at('type').say(`unsupported type: ${type}`);
    return;
  }
  if (text(block.block_id).length > LIMITS.id)
    on.at('block_id').say(`must be less than ${LIMITS.id + 1} characters`);
  CHECKS[type]?.(block, on);
}

const CHECKS: Readonly<Record<string, (block: Json, on: Complaints) => void>> = {
  section(block, on) {
    const fields = list(block.fields);
    if (block.text === undefined && fields.length === 0) on.say('must define either text or fields');
    if (block.text !== undefined) checkText(block.text, LIMITS.section.text, on.at('text'));
    if (fields.length > LIMITS.section.fields)
      on.at('fields').say(`no more than ${LIMITS.section.fields} items allowed`);
    fields.forEach((field, index) => {
      checkText(field, LIMITS.section.field, on.at('fields').at(String(index)));
    });
    if (block.accessory !== undefined) checkElement(record(block.accessory), 'section', on.at('accessory'));
  },
  header(block, on) {
    checkPlain(block.text, LIMITS.header, on.at('text'));
  },
  context(block, on) {
    const elements = list(block.elements);
    checkCount(elements.length, LIMITS.context.elements, on.at('elements'));
    elements.forEach((element, index) => {
      const here = on.at('elements').at(String(index));
      if (element.type === 'image') checkImage(element, here);
      else checkText(element, LIMITS.context.text, here);
    });
  },
  actions(block, on) {
    const elements = list(block.elements);
    checkCount(elements.length, LIMITS.actions.elements, on.at('elements'));
    elements.forEach((element, index) => {
      checkElement(element, 'actions', on.at('elements').at(String(index)));
    });
    const ids = elements.map((element) => text(element.action_id)).filter((id) => id !== '');
    for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index))) {
      on.at('elements').say(`action_id already exists: ${id}`);
    }
  },
  input(block, on) {
    checkPlain(block.label, LIMITS.input.label, on.at('label'));
    if (block.hint !== undefined) checkPlain(block.hint, LIMITS.input.hint, on.at('hint'));
    checkElement(record(block.element), 'input', on.at('element'));
  },
  image: (block, on) => checkImage(block, on),
  markdown(block, on) {
    const length = text(block.text).length;
    if (length === 0 || length > LIMITS.markdown)
      on.at('text').say(`must be 1 to ${LIMITS.markdown} characters`);
  },
};

function checkCount(count: number, most: number, on: Complaints): void {
  if (count === 0) on.say('must have at least 1 item');
  if (count > most) on.say(`no more than ${most} items allowed`);
}

function checkImage(image: Json, on: Complaints): void {
  const alt = text(image.alt_text);
  if (alt === '' || alt.length > LIMITS.image.alt)
    on.at('alt_text').say(`must be 1 to ${LIMITS.image.alt} characters`);
  if (text(image.image_url).length > LIMITS.image.url) on.at('image_url').say('url is too long');
}

/** Holds a modal or Home to its rules. Empty when all is well. */
export function checkView(view: Json): readonly string[] {
  const said: string[] = [];
  const on = complaints('/view', said);
  const surface = view.type === 'home' ? 'home' : 'modal';
  if (view.type !== 'home' && view.type !== 'modal') on.at('type').say('must be one of modal, home');
  if (surface === 'modal') checkModal(view, on);
  if (text(view.private_metadata).length > LIMITS.view.metadata) {
    on.at('private_metadata').say(`must be less than ${LIMITS.view.metadata + 1} characters`);
  }
  for (const field of ['callback_id', 'external_id']) {
    if (text(view[field]).length > LIMITS.view.id)
      on.at(field).say(`must be less than ${LIMITS.view.id + 1} characters`);
  }
  return [...said, ...checkBlocks(view.blocks, surface)];
}

function checkModal(view: Json, on: Complaints): void {
  checkPlain(view.title, LIMITS.view.title, on.at('title'));
  for (const field of ['submit', 'close']) {
    if (view[field] !== undefined && view[field] !== null)
      checkPlain(view[field], LIMITS.view.title, on.at(field));
  }
  const asks = blocksOf(view.blocks).some((block) => block.type === 'input');
  if (asks && !view.submit) on.at('submit').say('is required when a view has input blocks');
}
