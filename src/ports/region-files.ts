import type { RegionFile } from '../domain/region/region-file.ts';
import type { Language, PlainDate } from '../domain/vocabulary.ts';

/** Something that is not right, with where it stands: keys and places in lists, as in the file. */
export interface FileProblem {
  readonly path: readonly (string | number)[];
  /** A sentence in the reader's language, to be read after the name of its field. */
  readonly message: string;
}

/** The same of a text: `line` starts at 1, `path` is as people write it (`people[0].slack`). */
export interface LineProblem {
  readonly line: number;
  readonly path: string;
  readonly message: string;
}

/** This port knows region files, for code that may not know how they are read. Pure: nothing is read or written. */
export interface RegionFiles {
  /** The very rules a file is held against. Empty: it is right. */
  check(file: RegionFile, language: Language): readonly FileProblem[];
  /** `errors` are the first of `total`. Days too far from `today` are among them. */
  read(
    text: string,
    language: Language,
    today: PlainDate,
  ):
    | { readonly ok: true; readonly file: RegionFile }
    | { readonly ok: false; readonly errors: readonly LineProblem[]; readonly total: number };
  /** Returns a file that can be read again, and then changes nothing. */
  write(file: RegionFile): string;
  /** Days that are holidays by their sort, from a day on and for a year, whether they are excepted or not. */
  holidays(
    file: RegionFile,
    from: PlainDate,
  ): readonly { readonly date: PlainDate; readonly name: string; readonly counts: boolean }[];
}
