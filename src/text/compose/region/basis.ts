import { BASIS_TEXTS, type Basis, type BasisText, standardBasis } from '../../../domain/region/bases.ts';
import type { Language } from '../../../domain/vocabulary.ts';
import { hasText, say } from '../../words/translate.ts';

/** The words of a legal basis: what a region wrote, else what comes with Schakel, in the reader's language. */

export type BasisTexts = Readonly<Record<BasisText, string>>;

/** The texts that come with Schakel for a key; null: it is a basis of the region's own. */
export function shippedBasis(key: string, language: Language): BasisTexts | null {
  return standardBasis(key) ? textsOf((name) => shippedText(key, name, language)) : null;
}

export function basisTexts({ key, own }: Basis, language: Language): BasisTexts {
  return textsOf((name) => own[name] ?? shippedText(key, name, language));
}

function textsOf(of: (name: BasisText) => string): BasisTexts {
  const [name = '', note = '', source = ''] = BASIS_TEXTS.map(of);
  return { name, note, source };
}

const KEYS: Readonly<Record<BasisText, (key: string) => string>> = {
  name: (key) => `basis.name.${key}`,
  note: (key) => `basis.note.${key}`,
  source: (key) => `basis.source.${key}`,
};

function shippedText(key: string, name: BasisText, language: Language): string {
  const found = KEYS[name](key);
  return hasText(found) ? say(language, found) : '';
}
