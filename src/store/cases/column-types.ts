import pg from 'pg';

type Parse = (text: string) => unknown;

/**
 * A whole number, also of the sums and counts of SQL. Beyond 2^53 it would be silently another number; that is an
 * error, not a rounding.
 */
function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a whole number of JavaScript`);
  return value;
}

const same: Parse = (text) => text;
/** `infinity` has no instant; it stays the word. */
const instant: Parse = (text) => (text.endsWith('infinity') ? text : new Date(text).toISOString());

/** Parsers by PostgreSQL's type number and its array's. A due date is a date: it never passes through an instant. */
const PARSERS: readonly [oid: number, array: number, parse: Parse][] = [
  [20, 1016, whole],
  [1082, 1182, same],
  [1184, 1185, instant],
];

const TEXTS: number = 1009;
const texts = pg.types.getTypeParser(TEXTS) as (text: string) => (string | null)[];
const each =
  (parse: Parse): Parse =>
  (text) =>
    texts(text).map((entry) => (entry === null ? null : parse(entry)));

const parsers = new Map<number, Parse>(
  PARSERS.flatMap(([oid, array, parse]): [number, Parse][] => [
    [oid, parse],
    [array, each(parse)],
  ]),
);

/** How rows come back: `date` as `YYYY-MM-DD`, `timestamptz` as ISO text in UTC, `int8` as number, the rest as in pg. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) ||
    pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};
