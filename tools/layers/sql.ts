import { literalsIn } from './literals.ts';

/** SQL as somebody reads it in a diff: a change of one column shows as the change of one line. */

/** Columns that may stand side by side, and letters on a line. */
const COLUMNS_MAX = 3;
const LINE_MAX = 100;

export const HOW =
  'Write each clause on a line of its own, and of more than three columns each: SELECT, INSERT INTO "room" ( or SET, and below it a column a line. A statement of at most 100 characters may stand on one line.';

/** A line of SQL on which too much stands. */
export interface Crowded {
  readonly file: string;
  readonly line: number;
  readonly sql: string;
}

export function crowded(file: string, text: string): Crowded[] {
  return literalsIn(text)
    .filter(({ words }) => isSql(words))
    .flatMap(({ line, words }) => {
      const lines = words.split('\n').map(bare);
      const isWhole = lines.length === 1;
      return lines.flatMap((sql, n) => (isCrowded(sql, isWhole) ? [{ file, line: line + n, sql }] : []));
    });
}

/** SQL begins with a word in capitals, a name in quotes, a bracket, or the name of a part; a sentence does not. */
const BEGINS = /^\s*(?:[("'$]|[A-Z]{2,}\b|\w+ AS\b)/;
const KEYWORD = /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|WHERE|JOIN|AND|OR|SET|CASE|COALESCE)\b/;
const NAME = /"\w+"/;

const isSql = (words: string): boolean => BEGINS.test(words) && KEYWORD.test(words) && NAME.test(words);

/** A line without its comment and without what stands in its strings. */
const bare = (line: string): string =>
  line
    .replaceAll(/'[^']*'/g, "''")
    .replace(/--.*$/, '')
    .trim();

function isCrowded(sql: string, isWhole: boolean): boolean {
  return sql.length > LINE_MAX || columnsIn(sql) > COLUMNS_MAX || (!isWhole && clausesIn(sql) > 1);
}

const CLAUSE =
  /(?<!DO |FOR |KEY )\bUPDATE\b|(?<!DISTINCT |DELETE |ROWS )\bFROM\b|(?<!DO UPDATE )\bSET\b|\b(?:SELECT|INSERT INTO|DELETE FROM|JOIN|WHERE|HAVING|GROUP BY|ORDER BY|RETURNING|VALUES|ON CONFLICT)\b/g;

/** The most clauses that begin on a line in one bracket, or outside of any; a bracket that closes on its line is one word. */
const clausesIn = (sql: string): number =>
  Math.max(
    ...withoutBrackets(sql)
      .split(/[()]/)
      .map((part) => [...part.matchAll(CLAUSE)].length),
  );

const LIST = /\b(?:SELECT|RETURNING|SET)\b(?= ?(.*))/g;
const INTO = /\bINTO "\w+" \(([^()]*)/g;

/** The longest list of columns that begins on a line. */
function columnsIn(sql: string): number {
  const lists = [...sql.matchAll(LIST)].map(
    ([, rest = '']) => withoutBrackets(rest).split(/\)| (?:FROM|WHERE|RETURNING)\b/)[0] ?? '',
  );
  const into = [...sql.matchAll(INTO)].map(([, rest = '']) => rest);
  return Math.max(0, ...[...lists, ...into].map((list) => list.split(/,(?=.)/).length));
}

function withoutBrackets(sql: string): string {
  const less = sql.replaceAll(/\([^()]*\)/g, '');
  return less === sql ? sql : withoutBrackets(less);
}
