import { z } from 'zod';
import { removed, shippedAgain, stillRight, switched } from '../../../../domain/manage/by-difference.ts';
import { putTerm, TERMS } from '../../../../domain/manage/terms.ts';
import type { RegionFile } from '../../../../domain/region/region-file.ts';
import { allTerms, TERM_STARTS, TERM_UNITS } from '../../../../domain/region/terms.ts';
import type { Language } from '../../../../domain/vocabulary.ts';
import { shippedTerm, termTexts } from '../../../../text/compose/case/terms.ts';
import { count, MANAGERS, maybe, tick, typedText } from '../fields.ts';
import { managed } from '../managed.ts';

/** Changes of the terms that a region shows with its cases. */

function namedIn(file: RegionFile, key: string, language: Language): { key: string; what: string } {
  const found = allTerms(file).find((one) => one.key === key);
  return { key, what: found ? termTexts(found, language).name : key };
}

export const termManageCommands = [
  managed({
    name: 'manage.term',
    action: 'region.terms',
    who: MANAGERS,
    shape: {
      term: maybe,
      name: typedText,
      begins: typedText,
      who: typedText,
      source: typedText,
      n: count,
      unit: z.enum(TERM_UNITS),
      from: z.enum(TERM_STARTS),
    },
    edit: ({ region, args: { term, ...values }, today, language }) =>
      putTerm(region.file, term, values, {
        today,
        shipped: term === null ? null : shippedTerm(term, language),
      }),
  }),
  managed({
    name: 'manage.termSwitch',
    action: 'region.terms',
    who: MANAGERS,
    shape: { term: typedText, off: tick },
    edit: ({ region, args: { term, off }, language }) =>
      switched(region.file, TERMS, namedIn(region.file, term, language), off),
  }),
  managed({
    name: 'manage.termShipped',
    action: 'region.terms',
    who: MANAGERS,
    shape: { term: typedText },
    edit: ({ region, args: { term }, language }) =>
      shippedAgain(region.file, TERMS, namedIn(region.file, term, language)),
  }),
  managed({
    name: 'manage.termRemove',
    action: 'region.terms_removed',
    who: MANAGERS,
    shape: { term: typedText },
    edit: ({ region, args: { term }, language }) =>
      removed(region.file, TERMS, namedIn(region.file, term, language)),
  }),
  managed({
    name: 'manage.termChecked',
    action: 'region.terms_checked',
    who: MANAGERS,
    shape: { term: typedText },
    edit: ({ region, args: { term }, today, language }) =>
      stillRight(region.file, TERMS, namedIn(region.file, term, language), today),
  }),
];
