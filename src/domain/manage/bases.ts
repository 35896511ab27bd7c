import {
  allBases,
  BASIS_TEXTS,
  type BasisText,
  type FileBasis,
  type OrganisationKind,
  standardBasis,
} from '../region/bases.ts';
import type { RegionFile } from '../region/region-file.ts';
import type { PlainDate } from '../vocabulary.ts';
import { type DifferenceList, freeKey, withLine } from './by-difference.ts';
import { type Edit, gone } from './edit.ts';

/** The legal bases that organisations of a region can have, as it changes them (P3). */
export const BASES: DifferenceList = {
  list: 'bases',
  isKnown: (file, key) => allBases(file).some((one) => one.key === key),
  isStandard: (key) => standardBasis(key) !== undefined,
};

export interface BasisValues extends Readonly<Record<BasisText, string>> {
  readonly for: readonly OrganisationKind[];
}

/** Adds or changes a basis; what is the same as how it comes stays so, in every language. */
export function putBasis(
  file: RegionFile,
  key: string | null,
  values: BasisValues,
  about: { readonly today: PlainDate; readonly shipped: Readonly<Record<BasisText, string>> | null },
): Edit {
  if (key !== null && !BASES.isKnown(file, key)) return gone();
  const made = basisOf(key ?? freeKey(file, BASES, values.name), values, about.shipped);
  return withLine(file, BASES, { ...made, checkedOn: about.today }, values.name);
}

function basisOf(
  key: string,
  values: BasisValues,
  shipped: Readonly<Record<BasisText, string>> | null,
): FileBasis {
  const standard = standardBasis(key);
  const texts = BASIS_TEXTS.filter((name) =>
    standard ? values[name] !== shipped?.[name] : values[name] !== '',
  );
  const isSame = standard !== undefined && [...standard.for].sort().join() === [...values.for].sort().join();
  return {
    key,
    ...Object.fromEntries(texts.map((name) => [name, values[name]])),
    ...(isSame ? {} : { for: values.for }),
  };
}
