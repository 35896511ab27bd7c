import { z } from 'zod';
import { removed, shippedAgain, stillRight, switched } from '../../../../domain/manage/by-difference.ts';
import { LIBRARY, putTemplate } from '../../../../domain/manage/library.ts';
import { SEATS, wholeLibrary } from '../../../../domain/region/library.ts';
import type { RegionFile } from '../../../../domain/region/region-file.ts';
import { type Language, RHYTHMS } from '../../../../domain/vocabulary.ts';
import { shippedTemplate, templateTexts } from '../../../../text/compose/agreements/library.ts';
import { count, MANAGERS, maybe, tick, typedText } from '../fields.ts';
import { managed } from '../managed.ts';

/** Changes of the examples of agreements that a region offers. */

function namedIn(file: RegionFile, key: string, language: Language): { key: string; what: string } {
  const found = wholeLibrary(file).find((one) => one.key === key);
  return { key, what: found ? templateTexts(found, language).title : key };
}

export const libraryManageCommands = [
  managed({
    name: 'manage.library',
    action: 'region.library',
    who: MANAGERS,
    shape: {
      template: maybe,
      title: typedText,
      doneWhen: typedText,
      owner: z.enum(SEATS),
      days: count,
      every: z
        .union([z.enum(RHYTHMS), z.literal('')])
        .optional()
        .transform((v) => v || null),
      place: z.enum(['work', 'expectation']).optional(),
    },
    freeTexts: ({ title, doneWhen }) => [title, doneWhen],
    edit: ({ region, args: { template, place, ...values }, today, language }) =>
      putTemplate(
        region.file,
        template,
        { ...values, expectation: place ? place === 'expectation' : null },
        {
          today,
          shipped: template === null ? null : shippedTemplate(template, language),
        },
      ),
  }),
  managed({
    name: 'manage.librarySwitch',
    action: 'region.library',
    who: MANAGERS,
    shape: { template: typedText, off: tick },
    edit: ({ region, args: { template, off }, language }) =>
      switched(region.file, LIBRARY, namedIn(region.file, template, language), off),
  }),
  managed({
    name: 'manage.libraryShipped',
    action: 'region.library',
    who: MANAGERS,
    shape: { template: typedText },
    edit: ({ region, args: { template }, language }) =>
      shippedAgain(region.file, LIBRARY, namedIn(region.file, template, language)),
  }),
  managed({
    name: 'manage.libraryRemove',
    action: 'region.library_removed',
    who: MANAGERS,
    shape: { template: typedText },
    edit: ({ region, args: { template }, language }) =>
      removed(region.file, LIBRARY, namedIn(region.file, template, language)),
  }),
  managed({
    name: 'manage.libraryChecked',
    action: 'region.library_checked',
    who: MANAGERS,
    shape: { template: typedText },
    edit: ({ region, args: { template }, today, language }) =>
      stillRight(region.file, LIBRARY, namedIn(region.file, template, language), today),
  }),
];
