import { randomInt } from 'node:crypto';
import type { Language } from '../domain/vocabulary.ts';

/**
 * Neutral names: trees, birds and waters that are not first names or surnames people commonly have, and mean nothing
 * about a child. A code is a word and a number, drawn at random and derived from nothing (P1).
 */
const WORDS: Readonly<Record<Language, readonly string[]>> = {
  nl: [
    'Wilg',
    'Beuk',
    'Eik',
    'Els',
    'Es',
    'Esdoorn',
    'Populier',
    'Lijsterbes',
    'Kastanje',
    'Spar',
    'Den',
    'Hazelaar',
    'Vlier',
    'Meidoorn',
    'Berk',
    'Haagbeuk',
    'Iep',
    'Plataan',
    'Walnoot',
    'Kornoelje',
    'Merel',
    'Lijster',
    'Kwikstaart',
    'Winterkoning',
    'Koolmees',
    'Pimpelmees',
    'Grutto',
    'Kievit',
    'Tureluur',
    'Wulp',
    'Scholekster',
    'Reiger',
    'Ooievaar',
    'Fuut',
    'Meerkoet',
    'Aalscholver',
    'Buizerd',
    'Torenvalk',
    'Duin',
    'Heide',
    'Wad',
    'Beek',
    'Vaart',
    'Kreek',
    'Ven',
    'Plas',
    'Terp',
    'Kust',
  ],
  en: [
    'Willow',
    'Beech',
    'Oak',
    'Alder',
    'Maple',
    'Poplar',
    'Chestnut',
    'Spruce',
    'Pine',
    'Birch',
    'Elm',
    'Walnut',
    'Thrush',
    'Wagtail',
    'Curlew',
    'Plover',
    'Heron',
    'Stork',
    'Grebe',
    'Coot',
    'Cormorant',
    'Buzzard',
    'Kestrel',
    'Dune',
    'Heath',
    'Brook',
    'Creek',
    'Marsh',
    'Meadow',
    'Harbour',
    'Lagoon',
    'Tide',
  ],
};

/** A code that is not in `used`. Numbers grow when a region has used most of the two-digit ones. */
export function freshCode(
  used: ReadonlySet<string>,
  language: Language,
  draw: (max: number) => number = (max) => randomInt(max),
): string {
  const words = WORDS[language];
  for (let digits = 2; ; digits++) {
    for (let attempt = 0; attempt < 200; attempt++) {
      const low = 10 ** (digits - 1);
      const code = `${words[draw(words.length)]}-${low + draw(9 * low)}`;
      if (!used.has(code)) return code;
    }
  }
}

/** The words that may stand in a code. */
export function codeWords(language: Language): readonly string[] {
  return WORDS[language];
}

/** A code that somebody else gave: one of these words and a number, so that it cannot hold a name. */
export function isNeutralCode(code: string): boolean {
  const [word = '', number = ''] = code.split('-');
  return /^[1-9]\d{1,4}$/.test(number) && Object.values(WORDS).some((words) => words.includes(word));
}

/** The draw by which the first case of the demonstration has the code of the story: Wilg-27. */
export function storyDraw(max: number): number {
  return max === 90 ? 17 : 0;
}
