import { cut, plain } from '../../../src/text/words/plain.ts';

/** Escapes for the one place where Slack reads markup: the `text` of a message, shown as notification. */
export function escapeMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

export interface PlainText {
  type: 'plain_text';
  text: string;
  emoji: false;
}

/** Slack refuses an empty text; a dash says that there is nothing. */
export function plainText(text: string, most: number): PlainText {
  return { type: 'plain_text', text: cut(plain(text).trim(), most) || '–', emoji: false };
}
