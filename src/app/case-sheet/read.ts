import { CsvError, parse } from 'csv-parse/sync';
import { orEmpty } from '../../domain/typed-text.ts';
import type { PlainDate } from '../../domain/vocabulary.ts';
import { withoutMark } from '../../text/files/file-text.ts';

/** Running cases as a spreadsheet has them: one line for each agreement; a line without a first day belongs to the case above. */

/** A sheet of before has none of these, and a case without them says nothing of it. */
const OPTIONAL = ['basisReason', 'absence', 'enrolled', 'ageBand', 'firstLesson', 'intake', 'every'] as const;
export const COLUMNS = [
  'code',
  'firstDay',
  'lead',
  'people',
  'title',
  'owner',
  'due',
  'doneWhen',
  ...OPTIONAL,
] as const;
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
    basisReason: 'reden zonder grondslag',
    absence: 'soort thuiszitten',
    enrolled: 'ingeschreven',
    ageBand: 'leeftijd',
    firstLesson: 'eerste les',
    intake: 'in intake',
    every: 'komt terug',
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
    basisReason: 'reason without basis',
    absence: 'kind of absence',
    enrolled: 'enrolled',
    ageBand: 'age group',
    firstLesson: 'first lesson',
    intake: 'in intake',
    every: 'comes back',
  },
};

const HEADED: ReadonlyMap<string, Column> = new Map(
  Object.values(HEADERS).flatMap((heads) => COLUMNS.map((column) => [heads[column], column] as const)),
);
const ENGLISH: ReadonlySet<string> = new Set(Object.values(HEADERS.en));
const DUTCH: ReadonlySet<string> = new Set(Object.values(HEADERS.nl));

/** A mistake and its place; `key` is the end of a text key `sheet.*`. */
export interface SheetProblem {
  readonly line: number;
  readonly column: Column | null;
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
  /** The days that were perhaps meant, by the name they have in the text. */
  readonly days?: Readonly<Record<string, PlainDate>>;
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

export interface Sheet {
  readonly rows: readonly SheetRow[];
  readonly problems: readonly SheetProblem[];
  /** The language of its heads: in English 4/6 may be a day in April or in June. */
  readonly language: 'nl' | 'en';
}

/** Lines with their cells by column; semicolons, commas or tabs, and line ends, whatever the spreadsheet wrote. */
export function readSheet(sent: string): Sheet {
  const stop = (line: number, key: string, values?: SheetProblem['values']): Sheet => ({
    rows: [],
    problems: [{ line, column: null, key, ...(values ? { values } : {}) }],
    language: 'nl',
  });
  if (sent.length > LARGEST_SHEET) return stop(1, 'tooLarge', { max: LARGEST_SHEET / 1000 });
  if (sent.includes('\0')) return stop(1, 'noText');
  const records = recordsOf(withoutMark(sent));
  if (typeof records === 'number') return stop(records, 'unreadable');
  const [head, ...lines] = records;
  if (!head || lines.length === 0) return stop(1, 'empty');
  if (lines.length > MOST_LINES) return stop(MOST_LINES, 'tooLong', { max: MOST_LINES });
  const { places, problems } = readHead(head);
  const filled = lines.filter(({ record }) => record.some((cell) => cell !== ''));
  const rows = filled.map(({ record, line }): SheetRow => {
    const cell = (column: Column): string => record[places.get(column) ?? -1] ?? '';
    return { line, cells: Object.fromEntries(COLUMNS.map((c) => [c, cell(c)])) as SheetRow['cells'] };
  });
  const lost = filled.flatMap(({ record, line }): SheetProblem[] =>
    record.some((cell, i) => cell !== '' && (head.record[i] ?? '') === '')
      ? [{ line, column: null, key: 'moreCells' }]
      : [],
  );
  const tooLong = rows.flatMap(({ line, cells }) =>
    COLUMNS.filter((column) => cells[column].length > LONGEST_CELL).map((column) => ({
      line,
      column,
      key: 'cellTooLong',
      values: { max: LONGEST_CELL },
    })),
  );
  const wrong = [...problems, ...lost, ...tooLong];
  return { rows: wrong.length > 0 ? [] : rows, problems: wrong, language: languageOf(head.record) };
}

interface Line {
  readonly record: readonly string[];
  readonly line: number;
}

/** Excel's own first line, which says what stands between the cells. */
const SEPARATOR = /^"?sep=(.)"?\n/i;

/** All lines that hold something; a number: from that line on it cannot be read. */
function recordsOf(text: string): Line[] | number {
  const told = SEPARATOR.exec(text);
  const body = told ? text.slice(told[0].length) : text;
  const skipped = told ? 1 : 0;
  try {
    const records = parse(body, {
      delimiter: told?.[1] ?? delimiterOf(body),
      record_delimiter: '\n',
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    // A cell with line breaks ends its record later than it began.
    return records.map(({ record, info }) => ({
      record: record.map(orEmpty),
      line: info.lines - record.join('').split('\n').length + 1 + skipped,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return Number(error.lines ?? 1) + skipped;
  }
}

/** Tells the language by the heads that only one language has. */
function languageOf(head: readonly string[]): 'nl' | 'en' {
  const only = (mine: ReadonlySet<string>, other: ReadonlySet<string>): number =>
    head.filter((given) => mine.has(given.toLowerCase()) && !other.has(given.toLowerCase())).length;
  return only(ENGLISH, DUTCH) > only(DUTCH, ENGLISH) ? 'en' : 'nl';
}

function delimiterOf(text: string): string {
  const first = text.split('\n', 1)[0] ?? '';
  const count = (mark: string): number => first.split(mark).length;
  return [';', ',', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function readHead({ record: head, line }: Line): { places: Map<Column, number>; problems: SheetProblem[] } {
  const places = new Map<Column, number>();
  const problems: SheetProblem[] = [];
  for (const [i, given] of head.entries()) {
    if (given === '') continue;
    const column = HEADED.get(given.toLowerCase());
    if (!column)
      problems.push({ line, column: null, key: 'unknownColumn', values: { name: given.slice(0, 40) } });
    else if (places.has(column)) problems.push({ line, column, key: 'columnTwice' });
    else places.set(column, i);
  }
  // A code may be left out altogether, and so may what came later.
  const mayLack: ReadonlySet<Column> = new Set(['code', ...OPTIONAL]);
  const missing = COLUMNS.filter((c) => !mayLack.has(c) && !places.has(c));
  return {
    places,
    problems: [...problems, ...missing.map((column) => ({ line, column, key: 'missingColumn' }))],
  };
}
