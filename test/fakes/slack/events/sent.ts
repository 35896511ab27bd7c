import { emojiToName } from 'gemoji';
import type { Json } from '../types.ts';
import { record, text } from './read.ts';

const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Returns typed words as Slack sends them to an app: three signs as entities, and emoji by their name. */
export function asSent(typed: string): string {
  const signs = typed.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return [...GRAPHEMES.segment(signs)]
    .map(({ segment }) => {
      const name = Object.hasOwn(emojiToName, segment) ? emojiToName[segment] : undefined;
      return name === undefined ? segment : `:${name}:`;
    })
    .join('');
}

/** `state` of a view, with what stands in its text fields as Slack sends it. */
export function stateSent(state: Json): Json {
  const values = Object.entries(record(state.values)).map(([block, actions]) => [
    block,
    Object.fromEntries(
      Object.entries(record(actions)).map(([action, one]) => [action, fieldSent(record(one))]),
    ),
  ]);
  return { ...state, values: Object.fromEntries(values) };
}

function fieldSent(field: Json): Json {
  return text(field.type) === 'plain_text_input' && typeof field.value === 'string'
    ? { ...field, value: asSent(field.value) }
    : field;
}
