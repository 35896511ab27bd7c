import { BASES, putBasis } from '../../../../domain/manage/bases.ts';
import { removed, shippedAgain, stillRight, switched } from '../../../../domain/manage/by-difference.ts';
import { allBases, ORGANISATION_KINDS } from '../../../../domain/region/bases.ts';
import type { RegionFile } from '../../../../domain/region/region-file.ts';
import type { Language } from '../../../../domain/vocabulary.ts';
import { basisTexts, shippedBasis } from '../../../../text/compose/region/basis.ts';
import { MANAGERS, maybe, tick, ticks, typedText } from '../fields.ts';
import { managed } from '../managed.ts';

/** Changes of the legal bases that organisations of a region can have. */

function namedIn(file: RegionFile, key: string, language: Language): { key: string; what: string } {
  const found = allBases(file).find((one) => one.key === key);
  return { key, what: found ? basisTexts(found, language).name : key };
}

export const basisManageCommands = [
  managed({
    name: 'manage.basis',
    action: 'region.bases',
    who: MANAGERS,
    shape: { basis: maybe, name: typedText, note: typedText, source: typedText, for: ticks },
    edit: ({ region, args: { basis, for: ticked, ...values }, today, language }) =>
      putBasis(
        region.file,
        basis,
        { ...values, for: ORGANISATION_KINDS.filter((kind) => ticked.includes(kind)) },
        { today, shipped: basis === null ? null : shippedBasis(basis, language) },
      ),
  }),
  managed({
    name: 'manage.basisSwitch',
    action: 'region.bases',
    who: MANAGERS,
    shape: { basis: typedText, off: tick },
    edit: ({ region, args: { basis, off }, language }) =>
      switched(region.file, BASES, namedIn(region.file, basis, language), off),
  }),
  managed({
    name: 'manage.basisShipped',
    action: 'region.bases',
    who: MANAGERS,
    shape: { basis: typedText },
    edit: ({ region, args: { basis }, language }) =>
      shippedAgain(region.file, BASES, namedIn(region.file, basis, language)),
  }),
  managed({
    name: 'manage.basisRemove',
    action: 'region.bases_removed',
    who: MANAGERS,
    shape: { basis: typedText },
    edit: ({ region, args: { basis }, language }) =>
      removed(region.file, BASES, namedIn(region.file, basis, language)),
  }),
  managed({
    name: 'manage.basisChecked',
    action: 'region.bases_checked',
    who: MANAGERS,
    shape: { basis: typedText },
    edit: ({ region, args: { basis }, today, language }) =>
      stillRight(region.file, BASES, namedIn(region.file, basis, language), today),
  }),
];
