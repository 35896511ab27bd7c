import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { textsOf } from './imports.ts';

/**
 * Doc comments that begin without a subject. `node tools/layers/comments.ts src/domain` lists those of a folder with
 * the code they stand above.
 */

/** First words of a clause that has no subject of its own: the reader has to look below for what it is about. */
export const NO_SUBJECT: ReadonlySet<string> = new Set(
  'Of Who Whoever Whom Whose What Those For By With Without As So In To At On From That Which Only Also'.split(
    ' ',
  ),
);

export const HOW =
  'A doc comment is a sentence with a subject: not "Of somebody who sees less, another one does not exist" but "A limited participant must not learn that an agreement of another party exists".';

/** A doc comment that begins so, and the first line of the code below it. */
export interface Subjectless {
  readonly file: string;
  readonly line: number;
  readonly comment: string;
  readonly above: string;
}

const DOC = /\/\*\*\s*((?:(?!\*\/)[\s\S])*?)\s*\*\/[ \t]*\n?([^\n]*)/g;

export function subjectless(file: string, text: string): Subjectless[] {
  return [...text.matchAll(DOC)].flatMap((found) => {
    const comment = (found[1] ?? '').replace(/\s*\n\s*\* ?/g, ' ').replace(/^\* ?/, '');
    const first = /^[A-Za-z']+/.exec(comment)?.[0] ?? '';
    if (!NO_SUBJECT.has(first)) return [];
    const line = text.slice(0, found.index).split('\n').length;
    return [{ file, line, comment, above: (found[2] ?? '').trim() }];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = join(import.meta.dirname, '../..');
  const all = [...textsOf(root, process.argv.slice(2))].flatMap(([file, text]) => subjectless(file, text));
  for (const { file, line, comment, above } of all)
    console.log(`${file}:${line}\n  ${comment}\n  | ${above}`);
  console.log(all.length);
}
