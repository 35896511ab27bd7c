import { addMonths } from '../calendar/index.ts';
import {
  type Audience,
  DIRECTORY_TEXTS,
  type DirectoryEntry,
  type DirectoryKind,
  type DirectoryText,
  type FileDirectoryEntry,
  ownDirectory,
  standardEntry,
} from '../region/directory.ts';
import type { RegionFile } from '../region/region-file.ts';
import type { PlainDate } from '../vocabulary.ts';
import { CHECK_MONTHS } from './contacts-to-check.ts';
import { type Edit, edited, gone, keyFor, put, without } from './edit.ts';

/** The list of who can help, as a region changes it (C53). */

/** Whether somebody should look again: the region never did, or it was half a year ago. */
export function isEntryDue({ checkedOn }: Pick<DirectoryEntry, 'checkedOn'>, today: PlainDate): boolean {
  return checkedOn === null || addMonths(checkedOn, CHECK_MONTHS) <= today;
}

export type DirectoryTexts = Readonly<Record<DirectoryText, string>>;

export interface DirectoryValues extends DirectoryTexts {
  readonly kind: DirectoryKind;
  readonly for: readonly Audience[];
}

/**
 * Adds or changes an entry; whoever fills it in has just looked. `shipped`: the texts that come with Schakel, in the
 * language of who fills it in: what is the same stays as it comes, in every language.
 */
export function putEntry(
  file: RegionFile,
  key: string | null,
  values: DirectoryValues,
  about: { readonly today: PlainDate; readonly shipped: DirectoryTexts | null },
): Edit {
  const list = ownDirectory(file);
  const index = list.findIndex((one) => one.key === key);
  if (key !== null && index < 0) return gone();
  const made = entryOf(key ?? freeKey(values.name, list), values, about.shipped, about.today);
  const directory = put(list, index, made);
  const at = index < 0 ? directory.length - 1 : index;
  return edited({ ...file, directory }, ['directory', at], {
    key: 'done.manage.saved',
    values: { what: values.name },
  });
}

/** A key that no entry has, also none that comes with Schakel: it would speak with its words. */
function freeKey(name: string, list: readonly FileDirectoryEntry[]): string {
  const taken = list.map((one) => one.key);
  const key = keyFor(name, taken);
  return standardEntry(key) ? keyFor(name, [...taken, key]) : key;
}

function entryOf(
  key: string,
  values: DirectoryValues,
  shipped: DirectoryTexts | null,
  checkedOn: PlainDate,
): FileDirectoryEntry {
  const standard = standardEntry(key);
  const texts = DIRECTORY_TEXTS.filter((name) => !standard || values[name] !== shipped?.[name]);
  const isSame = (a: readonly string[], b: readonly string[]): boolean =>
    [...a].sort().join() === [...b].sort().join();
  return {
    key,
    ...Object.fromEntries(texts.map((name) => [name, values[name]])),
    ...(standard?.kind === values.kind ? {} : { kind: values.kind }),
    ...(standard && isSame(standard.for, values.for) ? {} : { for: values.for }),
    checkedOn,
  };
}

export function removeEntry(file: RegionFile, key: string, name: string): Edit {
  const list = ownDirectory(file);
  const index = list.findIndex((one) => one.key === key);
  if (index < 0) return gone();
  return edited({ ...file, directory: without(list, index) }, ['directory'], {
    key: 'done.manage.removed',
    values: { what: name },
  });
}

/** Somebody looked today, and it is right as it stands. */
export function entryChecked(file: RegionFile, key: string, name: string, today: PlainDate): Edit {
  const list = ownDirectory(file);
  const index = list.findIndex((one) => one.key === key);
  const old = list[index];
  if (!old) return gone();
  return edited(
    { ...file, directory: put(list, index, { ...old, checkedOn: today }) },
    ['directory', index],
    {
      key: 'done.manage.entryChecked',
      values: { what: name },
    },
  );
}
