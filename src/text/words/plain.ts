/**
 * Text as people typed it, made fit for a screen. Markup is not escaped here, because rendered texts are never read
 * as markup: adapters put them where a platform shows them as they are.
 */

/** Control characters (a new line is kept), and the marks that turn around the direction of all that follows. */
const UNSEEN = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu;
/** Invisible, and no part of a word: what it stands in is no longer an address to any program. */
const JOINER = '\u2060';
/** The dot or the at-sign inside a host or an e-mail address; not the dot of a time, a number or a date. */
const ADDRESS = /(?<=[\p{L}\p{N}])@(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])\.(?=\p{L}{2})|(?<=\p{L})\.(?=\p{N})/gu;
const ELLIPSIS = '…';
const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Takes out what cannot be seen and breaks what a program could take for an address: a link, an e-mail address, a
 * host. The text looks the same.
 */
export function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(UNSEEN, '')
    .replace(/:\/\//g, `:${JOINER}//`)
    .replace(/(mailto|tel|slack):(?=[\p{L}\p{N}+])/giu, `$1:${JOINER}`)
    .replace(ADDRESS, (sign) => sign + JOINER);
}

/** Keeps at most `most` UTF-16 units, cut between two characters as a person sees them, with the cut to be seen. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = 0;
  for (const { segment, index } of GRAPHEMES.segment(text.slice(0, most + 1))) {
    if (index + segment.length > most - ELLIPSIS.length) break;
    kept = index + segment.length;
  }
  return `${text.slice(0, kept).trimEnd()}${ELLIPSIS}`;
}
