import { z } from 'zod';
import { putPublicReport, putWorkingMethod } from '../../../domain/manage/administration.ts';
import { entryChecked, putEntry, removeEntry } from '../../../domain/manage/directory.ts';
import { AUDIENCES, DIRECTORY_KINDS, directoryOf } from '../../../domain/region/directory.ts';
import type { RegionFile } from '../../../domain/region/region-file.ts';
import type { Language } from '../../../domain/vocabulary.ts';
import type { Reader } from '../../../ports/document.ts';
import { entryTexts, shippedTexts } from '../../../text/compose/region/directory.ts';
import { MANAGERS, maybe, tick, ticks, typedText } from './fields.ts';
import { managed } from './managed.ts';

/** The language alone: nobody is spoken to in the texts of an entry. */
function readerIn(language: Language): Reader {
  return { language, formal: false, titles: false, place: 'direct' };
}

function nameIn(file: RegionFile, key: string, language: Language): string {
  const entry = directoryOf(file).find((one) => one.key === key);
  return entry ? entryTexts(entry, readerIn(language)).name : key;
}

/** A text of several lines, or nothing. */
const longText = z
  .string()
  .max(2000)
  .optional()
  .transform((v) => v?.trim() || null);

/** Changes of what everybody in a case of the region may read: who can help, and how the region works. */
export const guidanceCommands = [
  managed({
    name: 'manage.directory',
    action: 'region.directory',
    who: MANAGERS,
    shape: {
      entry: maybe,
      name: typedText,
      what: typedText,
      kind: z.enum(DIRECTORY_KINDS),
      for: ticks,
      cost: typedText,
      reach: typedText,
    },
    edit: ({ region, args: { entry, for: ticked, ...values }, today, language }) =>
      putEntry(
        region.file,
        entry,
        { ...values, for: AUDIENCES.filter((audience) => ticked.includes(audience)) },
        { today, shipped: entry === null ? null : shippedTexts(entry, readerIn(language)) },
      ),
  }),
  managed({
    name: 'manage.directoryRemove',
    action: 'region.directory_removed',
    who: MANAGERS,
    shape: { entry: typedText },
    edit: ({ region, args: { entry }, language }) =>
      removeEntry(region.file, entry, nameIn(region.file, entry, language)),
  }),
  managed({
    name: 'manage.directoryChecked',
    action: 'region.directory_checked',
    who: MANAGERS,
    shape: { entry: typedText },
    edit: ({ region, args: { entry }, today, language }) =>
      entryChecked(region.file, entry, nameIn(region.file, entry, language), today),
  }),
  managed({
    name: 'manage.workingMethod',
    action: 'region.working_method',
    who: MANAGERS,
    shape: { criteria: longText, open: tick },
    freeTexts: ({ criteria }) => (criteria ? [criteria] : []),
    edit: ({ region, args: { criteria, open } }) => putWorkingMethod(region.file, criteria, open),
  }),
  managed({
    name: 'manage.publicReport',
    action: 'region.public_report',
    who: MANAGERS,
    shape: { publicReport: tick, office: maybe },
    edit: ({ region, args: { publicReport, office } }) => putPublicReport(region.file, publicReport, office),
  }),
];
