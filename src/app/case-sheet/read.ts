import { CsvError, parse } from 'csv-parse/sync';
import { isPlainDate } from '../../domain/calendar.ts';
import type { PlainDate } from '../../domain/names.ts';
import { seen, withDigits } from '../../domain/typed.ts';

/** Running cases as a spreadsheet has them: one line for each agreement; a line without a first day belongs to the case above. */

export const COLUMNS = ['code', 'firstDay', 'lead', 'people', 'title', 'owner', 'due', 'doneWhen'] as const;
export type Column = (typeof COLUMNS)[number];

/** Headers in both languages, without regard to capitals; the first of each stands in the template. */
export const HEADERS: Readonly<Record<'nl' | 'en', Readonly<Record<Column, string>>>> = {
  nl: {
    code: 'code',
    firstDay: 'eerste dag thuis',
    lead: 'regiehouder',
    people: 'mensen',
    title: 'afspraak',
    owner: 'eigenaar',
    due: 'datum',
    doneWhen: 'klaar als',
  },
  en: {
    code: 'code',
    firstDay: 'first day at home',
    lead: 'case lead',
    people: 'people',
    title: 'agreement',
    owner: 'owner',
    due: 'date',
    doneWhen: 'done when',
  },
};

const HEADED: ReadonlyMap<string, Column> = new Map(
  Object.values(HEADERS).flatMap((heads) => COLUMNS.map((column) => [heads[column], column] as const)),
);

/** What is wrong, where; `key` is the end of a text key `sheet.*`. */
export interface SheetProblem {
  readonly line: number;
  readonly column: Column | null;
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

export interface SheetRow {
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
}

/** Room for 500 lines. */
export const LARGEST_SHEET = 300_000;
const MOST_LINES = 500;
/** Longer than any field of a form; a cell that is longer has lost its quotation mark. */
const LONGEST_CELL = 3000;

/** Lines with their cells by column; semicolons, commas or tabs, whatever the spreadsheet wrote. */
export function readSheet(text: string): { rows: SheetRow[]; problems: SheetProblem[] } {
  if (text.length > LARGEST_SHEET)
    return {
      rows: [],
      problems: [{ line: 1, column: null, key: 'tooLarge', values: { max: LARGEST_SHEET / 1000 } }],
    };
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { rows: [], problems: [{ line: Number(error.lines ?? 1), column: null, key: 'unreadable' }] };
  }
  const [head, ...lines] = records;
  if (!head || lines.length === 0) return { rows: [], problems: [{ line: 1, column: null, key: 'empty' }] };
  if (lines.length > MOST_LINES)
    return {
      rows: [],
      problems: [{ line: MOST_LINES, column: null, key: 'tooLong', values: { max: MOST_LINES } }],
    };
  const { places, problems } = readHead(head.record);
  const filled = lines.filter(({ record }) => record.some((cell) => cell !== ''));
  const rows = filled.map(({ record, info }): SheetRow => {
    const cell = (column: Column): string => record[places.get(column) ?? -1] ?? '';
    // A cell with line breaks ends its record later than it began.
    const line = info.lines - record.join('').split('\n').length + 1;
    return { line, cells: Object.fromEntries(COLUMNS.map((c) => [c, cell(c)])) as SheetRow['cells'] };
  });
  const tooLong = rows.flatMap(({ line, cells }) =>
    COLUMNS.filter((column) => cells[column].length > LONGEST_CELL).map((column) => ({
      line,
      column,
      key: 'cellTooLong',
      values: { max: LONGEST_CELL },
    })),
  );
  const wrong = [...problems, ...tooLong];
  return { rows: wrong.length > 0 ? [] : rows, problems: wrong };
}

function delimiterOf(text: string): string {
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  const count = (mark: string): number => first.split(mark).length;
  return [';', ',', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function readHead(head: readonly string[]): { places: Map<Column, number>; problems: SheetProblem[] } {
  const places = new Map<Column, number>();
  const problems: SheetProblem[] = [];
  for (const [i, given] of head.entries()) {
    if (given === '') continue;
    const column = HEADED.get(given.toLowerCase());
    if (!column)
      problems.push({ line: 1, column: null, key: 'unknownColumn', values: { name: given.slice(0, 40) } });
    else places.set(column, i);
  }
  // A code may be left out altogether.
  const missing = COLUMNS.filter((c) => c !== 'code' && !places.has(c));
  return {
    places,
    problems: [...problems, ...missing.map((column) => ({ line: 1, column, key: 'missingColumn' }))],
  };
}

/** `18-3-2027`, `18/03/2027` or `2027-03-18`: a whole date, so that nothing has to be guessed. */
export function readDay(typed: string): PlainDate | null {
  const text = withDigits(seen(typed));
  const dutch = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  const day = dutch
    ? `${dutch[3]}-${(dutch[2] ?? '').padStart(2, '0')}-${(dutch[1] ?? '').padStart(2, '0')}`
    : text;
  return isPlainDate(day) ? day : null;
}
