import type { OverviewLine } from '../../domain/overview/attention.ts';
import type { Reader } from '../../ports/document.ts';
import { levelName } from '../compose/case/involvement.ts';
import { reasonText, titlesOf, waitingText } from '../compose/region/attention.ts';
import { word } from '../words/tools.ts';

/** Columns of the export, in order. Dates as they sort and count in a spreadsheet. */
const COLUMNS = {
  'table.csv.code': (line: OverviewLine) => line.code,
  'table.csv.hold': (line: OverviewLine, reader: Reader) =>
    line.onHold ? word(reader, 'table.csv.yes') : word(reader, 'table.csv.no'),
  'table.csv.firstDay': (line: OverviewLine) => line.firstDayHome ?? '',
  'table.csv.days': (line: OverviewLine) => line.daysAtHome ?? '',
  'table.csv.norm': (line: OverviewLine) => line.threeMonthDate ?? '',
  'table.csv.lead': (line: OverviewLine) => line.lead?.name ?? '',
  'table.csv.open': (line: OverviewLine) => line.open,
  'table.csv.past': (line: OverviewLine) => line.openPast,
  'table.csv.longest': (line: OverviewLine) => line.longestPast,
  'table.csv.missing': (line: OverviewLine, reader: Reader) => titlesOf(line.missing, reader),
  'table.csv.waits': (line: OverviewLine, reader: Reader) =>
    line.waiting.map((w) => waitingText(w, reader)).join('; '),
  'table.csv.quiet': (line: OverviewLine) => line.quietDays,
  'table.csv.why': (line: OverviewLine, reader: Reader) =>
    line.reasons.map((r) => reasonText(r, reader)).join('; '),
  'table.csv.intake': (line: OverviewLine, reader: Reader) =>
    line.inIntake ? word(reader, 'table.csv.yes') : word(reader, 'table.csv.no'),
  // A sheet that somebody made of it before finds its columns where they were.
  'table.csv.involvement': (line: OverviewLine, reader: Reader) => levelName(line.involvement, reader),
  'table.csv.lesson': (line: OverviewLine) => line.atSchoolSince ?? '',
  'table.csv.reported': (line: OverviewLine, reader: Reader) =>
    line.isReport ? word(reader, 'table.csv.yes') : word(reader, 'table.csv.no'),
  'table.csv.absence': (line: OverviewLine, reader: Reader) =>
    line.absence === null ? '' : word(reader, `absence.category.${line.absence}`),
  'table.csv.enrolled': (line: OverviewLine, reader: Reader) =>
    line.enrolled === null ? '' : word(reader, line.enrolled ? 'table.csv.yes' : 'table.csv.no'),
} as const;

/**
 * The overview as a file for a spreadsheet: with the mark that tells Excel it is UTF-8, and the separator that a Dutch
 * or an English spreadsheet expects.
 */
export function overviewCsv(lines: readonly OverviewLine[], reader: Reader): string {
  const separator = reader.language === 'nl' ? ';' : ',';
  const names = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
  const rows = [
    names.map((name) => word(reader, name)),
    ...lines.map((line) => names.map((name) => COLUMNS[name](line, reader))),
  ];
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(separator)).join('\r\n')}\r\n`;
}

/**
 * A formula begins so, at the beginning of a cell; and after anything that a spreadsheet of another country would
 * take for the end of one, since it splits there and takes the rest for a cell of its own.
 */
const FORMULA = /(^|[;,\t\r\n|"])(\s*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]|^[\t\r])/g;

/**
 * One cell. What a spreadsheet would take for a formula is kept text by an apostrophe before it, since names and titles
 * are typed by people; numbers stay numbers.
 */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return `"${value.replace(FORMULA, "$1'$2").replaceAll('"', '""')}"`;
}
