import { createHash } from 'node:crypto';
import type { Region } from '../../domain/region/region.ts';
import {
  ABSENCE_CATEGORIES,
  type AbsenceCategory,
  AGE_BANDS,
  type AgeBand,
  type PlainDate,
  RHYTHMS,
  type RhythmEvery,
  ROLES,
  type Role,
  type Uuid,
} from '../../domain/vocabulary.ts';
import { say, type TextKey } from '../../text/words/translate.ts';
import { isNeutralCode } from '../case-code.ts';
import { type DayOrder, readDay } from './days.ts';
import type { Column, SheetProblem, SheetRow } from './read.ts';

/** A case as it stands in the sheet; people by their keys in the region. */
export interface SheetCase {
  readonly line: number;
  readonly code: string | null;
  /** Null: it threatens, and no day was missed. */
  readonly firstDay: PlainDate | null;
  readonly lead: string | null;
  readonly people: readonly { readonly key: string; readonly role: Role }[];
  readonly agreements: readonly SheetAgreement[];
  /** The reason for which parties without a basis or accession take part. */
  readonly basisReason: string | null;
  /** A later sheet says more of a case. Left out: nothing is said of it, as in a sheet of before. */
  readonly beside?: SheetBeside;
}

export interface SheetBeside {
  readonly absence?: AbsenceCategory;
  readonly enrolled?: boolean;
  readonly ageBand?: AgeBand;
  readonly firstLesson?: PlainDate;
  /** It begins with its intake, and not open. */
  readonly inIntake?: true;
}

export interface SheetAgreement {
  readonly line: number;
  readonly title: string;
  readonly owner: string;
  readonly due: PlainDate;
  readonly doneWhen: string;
  /** The rhythm in which it comes back. Left out: it is done once. */
  readonly every?: RhythmEvery;
}

interface Draft {
  readonly row: SheetRow;
  readonly rows: SheetRow[];
}

/** Lines put together to cases, with everything that can be seen to be wrong without opening one. */
export function readCases(
  rows: readonly SheetRow[],
  region: Region,
  { order, language }: { readonly order: DayOrder | null; readonly language: 'nl' | 'en' },
): { cases: SheetCase[]; problems: SheetProblem[] } {
  const drafts: Draft[] = [];
  const problems: SheetProblem[] = [];
  for (const row of rows) {
    const above = drafts.at(-1);
    const { code } = row.cells;
    const begins = beginsCase(row);
    const same = above && (code === '' ? !begins : code === above.row.cells.code);
    if (same) {
      above.rows.push(row);
      problems.push(...besides(above.row, row));
    } else if (!above && !begins && code === '') problems.push(at(row, 'firstDay', 'noCaseAbove'));
    else drafts.push({ row, rows: [row] });
  }
  const codes = new Set<string>();
  const twice = drafts.filter(({ row: { cells } }) => {
    const isTwice = cells.code !== '' && codes.has(cells.code);
    codes.add(cells.code);
    return isTwice;
  });
  problems.push(...twice.map(({ row }) => at(row, 'code', 'codeTwice')));
  const known = { ...whoIn(region), order, language, hasIntake: region.intake !== null };
  const read = drafts.map((draft) => readCase(draft, known));
  return {
    cases: read.flatMap((r) => (r.found ? [r.found] : [])),
    problems: [...problems, ...read.flatMap((r) => r.problems)],
  };
}

/** A first day begins a case, and so does an absence that threatens: it has none yet. */
function beginsCase({ cells }: SheetRow): boolean {
  return cells.firstDay !== '' || wordIn(CATEGORIES, cells.absence) === 'threatened';
}

const OF_FIRST_LINE = [
  ...(['firstDay', 'lead', 'people', 'basisReason'] as const),
  ...(['absence', 'enrolled', 'ageBand', 'firstLesson', 'intake'] as const),
];

/** Reports where a later line of a case says otherwise than its first: it would be lost. */
function besides(first: SheetRow, row: SheetRow): SheetProblem[] {
  return OF_FIRST_LINE.filter(
    (column) => row.cells[column] !== '' && row.cells[column] !== first.cells[column],
  ).map((column) => at(row, column, 'ofFirstLine', { line: first.line }));
}

function at(row: SheetRow, column: Column, key: string, values?: SheetProblem['values']): SheetProblem {
  return { line: row.line, column, key, ...(values ? { values } : {}) };
}

function readCase({ row, rows }: Draft, known: Known): { found: SheetCase | null; problems: SheetProblem[] } {
  const problems: SheetProblem[] = [];
  const { code, lead: leadCell } = row.cells;
  if (code !== '' && !isNeutralCode(code)) problems.push(at(row, 'code', 'code'));
  const beside = readBeside(row, known, problems);
  const isThreat = beside.absence === 'threatened';
  if (isThreat && row.cells.firstDay !== '') problems.push(at(row, 'absence', 'threatenedAtHome'));
  const firstDay = isThreat ? null : dayIn(row, 'firstDay', known.order, problems);
  const people = readPeople(row, known, problems);
  const inCase = (of: SheetRow, column: 'lead' | 'owner', given: string): string | null => {
    const key = known.personOf(given);
    if (key && people.some((p) => p.key === key)) return key;
    // One mistake is told once: who is named with a role that is not known, or in a cell that is left empty.
    if (key && (row.cells.people === '' || namedIn(row, known).has(key))) return null;
    problems.push(at(of, column, key ? 'notAmongPeople' : 'noPerson', { name: given }));
    return null;
  };
  const lead = leadCell === '' ? null : inCase(row, 'lead', leadCell);
  const agreements = rows.flatMap((r) =>
    readAgreement(r, problems, known.order, (given) => inCase(r, 'owner', given)),
  );
  if (beside.inIntake)
    problems.push(
      ...agreements.map((a) => ({ line: a.line, column: 'title', key: 'intakeAgreements' }) as const),
    );
  const found = {
    ...{ line: row.line, code: code || null, firstDay, lead, people, agreements },
    basisReason: row.cells.basisReason || null,
    // The key of a case of a sheet of before is made of what it says: nothing is added to it.
    ...(Object.keys(beside).length > 0 ? { beside } : {}),
  };
  return { found: problems.length === 0 ? found : null, problems };
}

/** Everybody whom the people's cell names, whatever role stands behind them. */
function namedIn({ cells }: SheetRow, { personOf }: Known): ReadonlySet<string | null> {
  const names = cells.people.split(/[,|\n]/).map((part) => part.split(/[=:]/)[0]?.trim() ?? '');
  return new Set(names.filter(Boolean).map((name) => personOf(name)));
}

/** `moeder = ouder of voogd, school = leerkracht of mentor`: each with the role they have in this case. */
function readPeople(row: SheetRow, known: Known, problems: SheetProblem[]): SheetCase['people'] {
  const parts = row.cells.people.split(/[,|\n]/).map((part) => part.trim());
  if (row.cells.people === '') problems.push(at(row, 'people', 'missing'));
  if (parts.length > MOST_PEOPLE) {
    problems.push(at(row, 'people', 'tooManyPeople', { max: MOST_PEOPLE }));
    return [];
  }
  return parts.filter(Boolean).flatMap((part) => {
    const [name = '', role] = part.split(/[=:]/).map((x) => x.trim());
    const key = known.personOf(name);
    if (!key) problems.push(at(row, 'people', 'noPerson', { name }));
    const found = role === undefined ? undefined : known.roleOf(role);
    if (!found) problems.push(at(row, 'people', role ? 'noRole' : 'roleMissing', { name, role: role ?? '' }));
    return key && found ? [{ key, role: found }] : [];
  });
}

/** Reads what a case has besides; an empty cell says nothing. */
function readBeside(row: SheetRow, known: Known, problems: SheetProblem[]): SheetBeside {
  const { cells } = row;
  const choice = <T>(column: Column, words: ReadonlyMap<string, T>): T | undefined => {
    if (cells[column] === '') return undefined;
    const found = wordIn(words, cells[column]);
    if (found === undefined)
      problems.push(at(row, column, 'noWord', { words: allWords(words, known.language).join(', ') }));
    return found;
  };
  const absence = choice('absence', CATEGORIES);
  const enrolled = choice('enrolled', YES_NO);
  const ageBand = choice('ageBand', BANDS);
  const inIntake = choice('intake', YES_NO);
  if (inIntake && !known.hasIntake) problems.push(at(row, 'intake', 'noIntake'));
  const firstLesson = cells.firstLesson === '' ? null : dayIn(row, 'firstLesson', known.order, problems);
  return {
    ...(absence === undefined ? {} : { absence }),
    ...(enrolled === undefined ? {} : { enrolled }),
    ...(ageBand === undefined ? {} : { ageBand }),
    ...(firstLesson === null ? {} : { firstLesson }),
    ...(inIntake ? { inIntake } : {}),
  };
}

/** The words of a cell in both languages and as code says them, and what each means. */
function wordsFor<T extends string>(keys: readonly T[], prefix: string): ReadonlyMap<string, T> {
  return new Map(
    keys.flatMap((key) =>
      [say('nl', `${prefix}.${key}` as TextKey), say('en', `${prefix}.${key}` as TextKey), key].map(
        (word) => [word.toLowerCase(), key] as const,
      ),
    ),
  );
}

const CATEGORIES: ReadonlyMap<string, AbsenceCategory> = new Map([
  ...wordsFor(ABSENCE_CATEGORIES, 'absence.category'),
  ['dreigend', 'threatened'],
]);
const BANDS = wordsFor(AGE_BANDS, 'ageBand');
const YES_NO: ReadonlyMap<string, boolean> = new Map([
  ['ja', true],
  ['nee', false],
  ['yes', true],
  ['no', false],
]);

function wordIn<T>(words: ReadonlyMap<string, T>, given: string): T | undefined {
  return words.get(given.toLowerCase());
}

/** One word for each meaning, in the language of the sheet: what a mistake names. Dutch is before English. */
function allWords<T>(words: ReadonlyMap<string, T>, language: 'nl' | 'en'): string[] {
  return [...Map.groupBy(words, ([, means]) => means).values()].map(
    (some) => (language === 'nl' ? some[0] : (some[1] ?? some[0]))?.[0] ?? '',
  );
}

function dayIn(
  row: SheetRow,
  column: 'firstDay' | 'due' | 'firstLesson',
  order: DayOrder | null,
  problems: SheetProblem[],
): PlainDate | null {
  const typed = row.cells[column];
  const day = readDay(typed, order);
  if (typeof day === 'string') return day;
  problems.push(
    day ? { ...at(row, column, 'dayTwoWays'), days: day } : at(row, column, typed === '' ? 'missing' : 'day'),
  );
  return null;
}

/** Many more than take part in any case. */
const MOST_PEOPLE = 50;

interface Known extends Names {
  /** null: nobody has said yet how the sheet writes its days. */
  readonly order: DayOrder | null;
  readonly language: 'nl' | 'en';
  readonly hasIntake: boolean;
}

/** The people and roles that cells may name, looked up once for a whole sheet. */
interface Names {
  /** Finds a person by key, else by the very name where only one person has it. */
  personOf(given: string): string | null;
  roleOf(given: string): Role | undefined;
}

function whoIn(region: Region): Names {
  const named = new Map<string, string | null>();
  for (const { key, name } of region.file.people) {
    const folded = name.toLowerCase();
    named.set(folded, named.has(folded) ? null : key);
  }
  const keys = new Set(region.file.people.map((p) => p.key));
  const roles = new Map(
    ROLES.flatMap((role) =>
      [role, say('nl', `role.${role}` as TextKey), say('en', `role.${role}` as TextKey)].map(
        (word) => [word.toLowerCase(), role] as const,
      ),
    ),
  );
  return {
    personOf: (given) => {
      const folded = given.toLowerCase();
      return keys.has(folded) ? folded : (named.get(folded) ?? null);
    },
    roleOf: (given) => roles.get(given.toLowerCase()),
  };
}

/** The words for each rhythm, in both languages and as the region file has them. */
const RHYTHM_WORDS: ReadonlyMap<string, RhythmEvery> = new Map(
  RHYTHMS.flatMap((every) =>
    [every, say('nl', `rhythm.${every}`), say('en', `rhythm.${every}`)].map(
      (word) => [word.toLowerCase(), every] as const,
    ),
  ),
);

/** A case may have no agreements yet: then all four cells are empty. */
function readAgreement(
  row: SheetRow,
  problems: SheetProblem[],
  order: DayOrder | null,
  ownerOf: (given: string) => string | null,
): SheetAgreement[] {
  const { title, owner: given, due: day, doneWhen } = row.cells;
  const cells = { title, owner: given, due: day, doneWhen };
  const empty = (Object.keys(cells) as (keyof typeof cells)[]).filter((column) => cells[column] === '');
  const { every: rhythm } = row.cells;
  if (empty.length === 4 && rhythm === '') return [];
  const every = rhythm === '' ? null : (RHYTHM_WORDS.get(rhythm.toLowerCase()) ?? null);
  if (rhythm !== '' && every === null)
    problems.push(at(row, 'every', 'noRhythm', { name: rhythm.slice(0, 40) }));
  problems.push(...empty.map((column) => at(row, column, 'missing')));
  const due = day === '' ? null : dayIn(row, 'due', order, problems);
  const owner = given === '' ? null : ownerOf(given);
  return due && owner ? [{ line: row.line, title, owner, due, doneWhen, ...(every ? { every } : {}) }] : [];
}

/**
 * The same case of the same sheet has the same key, so that a sheet that is read twice makes nothing twice. Of two that
 * are alike to the letter, the second has another. The keys are only compared, never looked up: whoever knows a sheet
 * can compute them (docs/decisions/storage.md#no-computed-id). The recipe is that of the ids that cases had before, so
 * that a sheet that was read in then is known too.
 */
export function importKeysOf(regionKey: string, cases: readonly SheetCase[]): Uuid[] {
  const region = hashed(`region:${regionKey}`);
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const { line: _line, basisReason: _reason, ...rest } = one;
    const agreements = one.agreements.map(({ line: _l, ...a }) => a);
    const what = one.code ?? JSON.stringify({ ...rest, agreements });
    const nth = (seen.get(what) ?? 0) + 1;
    seen.set(what, nth);
    return hashed(JSON.stringify(['case-sheet', region, what, nth]));
  });
}

/** A hash in the shape of a UUID (version 8). */
function hashed(text: string): Uuid {
  const hash = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
