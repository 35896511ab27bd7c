import type { FileBasis } from '../region/bases.ts';
import type { FileTemplate } from '../region/library.ts';
import type { RegionFile } from '../region/region-file.ts';
import type { FileTerm } from '../region/terms.ts';
import type { PlainDate } from '../vocabulary.ts';
import { type Edit, edited, gone, keyFor, put, without } from './edit.ts';

/** Lists of which a region's file has only what differs from what comes with Schakel. */

type Line = FileTemplate | FileTerm | FileBasis;

/** One such list: its name in the file, and what it knows by a key. */
export interface DifferenceList {
  readonly list: 'library' | 'terms' | 'bases';
  readonly isKnown: (file: RegionFile, key: string) => boolean;
  readonly isStandard: (key: string) => boolean;
}

const linesOf = (file: RegionFile, { list }: DifferenceList): readonly Line[] => file[list] ?? [];

export function lineOf(file: RegionFile, of: DifferenceList, key: string): Line {
  return linesOf(file, of).find((one) => one.key === key) ?? { key };
}

/** A key that no line has, also none that comes with Schakel: it would speak with its words. */
export function freeKey(file: RegionFile, of: DifferenceList, words: string): string {
  const taken = linesOf(file, of).map((one) => one.key);
  const key = keyFor(words, taken);
  return of.isStandard(key) ? keyFor(words, [...taken, key]) : key;
}

export function withLine(file: RegionFile, of: DifferenceList, line: Line, what: string): Edit {
  const index = linesOf(file, of).findIndex((one) => one.key === line.key);
  const next = put(linesOf(file, of), index, line);
  return edited({ ...file, [of.list]: next }, [of.list, index < 0 ? next.length - 1 : index], {
    key: 'done.manage.saved',
    values: { what },
  });
}

/** The words with which a line is told about, and its key. */
interface Named {
  readonly key: string;
  readonly what: string;
}

/** The region does not use it, or uses it again. */
export function switched(file: RegionFile, of: DifferenceList, { key, what }: Named, isOff: boolean): Edit {
  if (!of.isKnown(file, key)) return gone();
  const { off: _, ...line } = lineOf(file, of, key);
  return withLine(file, of, isOff ? { ...line, off: true } : line, what);
}

/** Back to how it comes with Schakel: nothing of it stands in the file any more. */
export function shippedAgain(file: RegionFile, of: DifferenceList, named: Named): Edit {
  return of.isStandard(named.key) ? withoutLine(file, of, named, 'done.manage.saved') : gone();
}

/** A line of the region's own goes; what comes with Schakel is switched off instead. */
export function removed(file: RegionFile, of: DifferenceList, named: Named): Edit {
  return of.isStandard(named.key) ? gone() : withoutLine(file, of, named, 'done.manage.removed');
}

function withoutLine(
  file: RegionFile,
  of: DifferenceList,
  { key, what }: Named,
  reply: 'done.manage.saved' | 'done.manage.removed',
): Edit {
  const index = linesOf(file, of).findIndex((one) => one.key === key);
  if (index < 0) return gone();
  const left = without(linesOf(file, of), index);
  const { [of.list]: _, ...rest } = file;
  const next = left.length > 0 ? { ...rest, [of.list]: left } : rest;
  return edited(next as RegionFile, [of.list], { key: reply, values: { what } });
}

/** Somebody looked today, and it is right as it stands. */
export function stillRight(
  file: RegionFile,
  of: DifferenceList,
  { key, what }: Named,
  today: PlainDate,
): Edit {
  if (!of.isKnown(file, key)) return gone();
  return withLine(file, of, { ...lineOf(file, of, key), checkedOn: today }, what);
}
