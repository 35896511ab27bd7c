import type { RegionFile } from '../region/region-file.ts';
import {
  allTerms,
  type FileTerm,
  standardTerm,
  TERM_TEXTS,
  type TermStart,
  type TermText,
  type TermUnit,
} from '../region/terms.ts';
import type { PlainDate } from '../vocabulary.ts';
import { type DifferenceList, freeKey, withLine } from './by-difference.ts';
import { type Edit, gone } from './edit.ts';

/** The terms that a region shows with its cases, as it changes them. */
export const TERMS: DifferenceList = {
  list: 'terms',
  isKnown: (file, key) => allTerms(file).some((one) => one.key === key),
  isStandard: (key) => standardTerm(key) !== undefined,
};

export interface TermValues extends Readonly<Record<TermText, string>> {
  readonly n: number;
  readonly unit: TermUnit;
  readonly from: TermStart;
}

/** Adds or changes a term; what is the same as how it comes stays so, in every language. */
export function putTerm(
  file: RegionFile,
  key: string | null,
  values: TermValues,
  about: { readonly today: PlainDate; readonly shipped: Readonly<Record<TermText, string>> | null },
): Edit {
  if (key !== null && !TERMS.isKnown(file, key)) return gone();
  const made = termOf(key ?? freeKey(file, TERMS, values.name), values, about.shipped);
  return withLine(file, TERMS, { ...made, checkedOn: about.today }, values.name);
}

function termOf(
  key: string,
  values: TermValues,
  shipped: Readonly<Record<TermText, string>> | null,
): FileTerm {
  const standard = standardTerm(key);
  const texts = TERM_TEXTS.filter((name) =>
    standard ? values[name] !== shipped?.[name] : values[name] !== '',
  );
  return {
    key,
    ...Object.fromEntries(texts.map((name) => [name, values[name]])),
    ...(standard?.n === values.n ? {} : { n: values.n }),
    ...(standard?.unit === values.unit ? {} : { unit: values.unit }),
    ...(standard?.from === values.from ? {} : { from: values.from }),
  };
}
