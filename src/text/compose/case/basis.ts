import type { BasisTold } from '../../../domain/messages/index.ts';
import type { Basis } from '../../../domain/region/bases.ts';
import type { FileCovenant, Lacking } from '../../../domain/region/covenant.ts';
import { lackingWord } from '../../../domain/rules/participants/without-basis.ts';
import type { PlainDate } from '../../../domain/vocabulary.ts';
import type { Block, Reader, RichText } from '../../../ports/document.ts';
import { date, note, sentence } from '../../words/tools.ts';
import { basisTexts } from '../region/basis.ts';

/** The facts on the legal basis of one party, as they stand with the family's answers. */
export interface PartyBasisFacts {
  readonly party: string;
  /** Null: nobody wrote one down, or the region uses it no more. */
  readonly basis: Basis | null;
  /** Null: it did not accede to the version that holds. */
  readonly acceded: { readonly version: string; readonly on: PlainDate } | null;
  readonly lacks: readonly Lacking[];
  readonly checkedOn: PlainDate | null;
  /** The reason for which it takes part all the same. */
  readonly told: BasisTold | null;
}

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

/** Says once what a basis is beside an answer, and where the covenant can be read. */
export function covenantBlocks({ name, version, where }: FileCovenant, reader: Reader): Block[] {
  return [note(sentence(reader, 'consent.covenant', { name, version, where: where ?? 'none' }))];
}

/** Says on which law a party works and when it acceded, what is not there, and why it takes part all the same. */
export function partyBasisBlocks(facts: PartyBasisFacts, reader: Reader): Block[] {
  const { party, basis, acceded, lacks, checkedOn, told } = facts;
  const values = {
    party,
    basis: basis ? basisTexts(basis, reader.language).name : 'none',
    version: acceded?.version ?? 'none',
    on: acceded ? date(reader, acceded.on) : '',
    checked: checkedOn ? date(reader, checkedOn) : 'none',
  };
  return [
    ...(lacks.length < 2 ? [note(sentence(reader, 'consent.basis', values))] : []),
    ...(told
      ? [note(withoutBasisWords(told, reader))]
      : lacks.length > 0
        ? [note(sentence(reader, 'consent.basisLacks', { party, lacks: lackingWord(lacks) }))]
        : []),
  ];
}
