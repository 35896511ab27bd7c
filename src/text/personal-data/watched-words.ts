import { seen } from '../../domain/typed-text.ts';
import words from './watched-words.json' with { type: 'json' };

/**
 * Words that a short text of this kind should not hold: of a diagnosis, and of danger. The list has the day on which people
 * last looked at it. It asks, and never decides: both are words that somebody may need.
 */
export type Watched = 'diagnosis' | 'danger';

const LISTS: Readonly<Record<Watched, readonly RegExp[]>> = {
  diagnosis: listed('diagnosis'),
  danger: listed('danger'),
};

/** Whether a text holds a word of a list, in Dutch or English: people write in either, whatever they read. */
export function holds(watched: Watched, text: string): boolean {
  const plain = bare(text);
  return LISTS[watched].some((list) => list.test(plain));
}

function listed(watched: Watched): RegExp[] {
  const { nl, en, inCapitals } = words[watched];
  const lists = [expression([...nl, ...en], 'iu')];
  // A word that is ordinary in small letters (add, odd, as) is looked for in capitals alone.
  return inCapitals.length > 0 ? [...lists, expression(inCapitals, 'u')] : lists;
}

/** Whole words; `*` is any end of a word, a space any room between two. */
function expression(list: readonly string[], flags: string): RegExp {
  const one = (word: string): string => bare(word).replaceAll('*', '\\p{L}*').replaceAll(' ', '[\\s-]+');
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${list.map(one).join('|')})(?![\\p{L}\\p{N}])`, flags);
}

/** Takes out accents: they are often left out. */
function bare(text: string): string {
  return seen(text).normalize('NFD').replace(/\p{M}/gu, '').replace(/[’‘]/g, "'");
}
