import type { BasisTold } from '../../../domain/messages/index.ts';
import { lackingWord } from '../../../domain/rules/participants/without-basis.ts';
import type { Reader, RichText } from '../../../ports/document.ts';
import { sentence } from '../../words/tools.ts';

/** Says that a party takes part without a basis or accession, and why; the reason stays out of a chat without titles. */
export function withoutBasisWords({ party, lacks, reason, by }: BasisTold, reader: Reader): RichText {
  return sentence(reader, 'basis.without', {
    party,
    lacks: lackingWord(lacks),
    by: by ?? 'none',
    shown: reader.titles ? 'yes' : 'no',
    reason,
  });
}
