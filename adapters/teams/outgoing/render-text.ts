import { type Inline, inlineWords, type RichText } from '../../../src/ports/document.ts';
import { cut, plain } from '../../../src/text/words/plain.ts';
import type { CardElement, TextRun } from './card.ts';
import { LIMITS } from './limits.ts';

/** The state of one message as far as it is made. */
export interface Pen {
  /** Makes the ids of what is hidden at first unique in the card. */
  count: number;
  readonly more: string;
}

/** One line of text, as it is. */
export function textBlock(text: RichText, subtle: boolean): Extract<CardElement, { type: 'RichTextBlock' }> {
  let room: number = LIMITS.text;
  const inlines: TextRun[] = [];
  for (const inline of text) {
    const isAddress = typeof inline !== 'string' && 'address' in inline;
    const all = isAddress ? inline.address : plain(inlineText(inline));
    // An address is whole or not there.
    const shown = isAddress && all.length > room ? '' : cut(all, Math.max(0, room));
    if (shown === '' || room <= 0) continue;
    room -= shown.length;
    inlines.push({
      type: 'TextRun',
      text: shown,
      ...(typeof inline === 'string' || isAddress ? {} : { weight: 'Bolder' as const }),
      ...(subtle ? { isSubtle: true, size: 'Small' as const } : {}),
    });
  }
  return { type: 'RichTextBlock', inlines };
}

/** Names above a card or form what it is about. */
export function heading(text: string): CardElement {
  const shown = cut(plain(text), LIMITS.heading);
  return {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: shown, weight: 'Bolder', size: 'Large' }],
  };
}

/** An inline as words only. */
export function inlineText(inline: Inline): string {
  return inlineWords(inline);
}
