import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textsOf } from '../../tools/layers/imports.ts';
import { literalsIn } from '../../tools/layers/literals.ts';
import { crowded, HOW } from '../../tools/layers/sql.ts';

/** A test may say what it puts in a table, or looks for in one, on one line. */
const root = join(import.meta.dirname, '../..');
const texts = [...textsOf(root, ['src', 'adapters', 'tools', 'bench'])].filter(
  ([file]) => !file.endsWith('.test.ts'),
);

const linesOf = (text: string): number[] => crowded('x.ts', text).map(({ line }) => line);

describe('SQL is read line by line', () => {
  it('one clause and one column a line, where there are many', () => {
    const found = texts.flatMap(([file, text]) => crowded(file, text));
    expect(found.map(({ file, line, sql }) => `${file}:${line} ${sql}\n${HOW}`)).toEqual([]);
  });

  it('and it is found', () => {
    const statements = texts
      .flatMap(([, text]) => literalsIn(text))
      .filter(({ words }) => /^\s*(SELECT|WITH)\b/.test(words));
    expect(statements.length).toBeGreaterThan(100);
  });
});

describe('what stands on one line too much is refused', () => {
  it.each([
    [
      'four columns of a SELECT',
      'const A = `\n  SELECT "id", "code", "status", "openedAt"\n  FROM "case"`;',
      2,
    ],
    [
      'four columns of an INSERT',
      `q('INSERT INTO "room" ("id", "caseId", "name", "state") VALUES ($1)');`,
      1,
    ],
    [
      'four columns of a SET',
      'q(`\n  UPDATE "room"\n  SET "name" = $1, "state" = $2, "topic" = $3, "at" = $4`);',
      3,
    ],
    [
      'four columns that come back',
      'q(`\n  DELETE FROM "room"\n  RETURNING "id", "caseId", "name", "state"`);',
      3,
    ],
    [
      'four columns of a part',
      'const A = `seen AS (\n  SELECT (SELECT 1), "a", max("b"), "c" FROM "x")`;',
      2,
    ],
    ['two clauses', 'const A = `\n  SELECT "id"\n  FROM "room" WHERE "id" = $1`;', 3],
    ['two clauses of a part', 'const A = `\n  WITH a AS (SELECT "id" FROM "room"\n  WHERE "id" = $1)`;', 2],
    [
      'a join behind a table',
      'const A = `\n  FROM "room" r JOIN "case" c ON c."id" = r."caseId"\n  WHERE "id" = $1`;',
      2,
    ],
    ['a long statement', `q('SELECT "id" FROM "room" WHERE ${'"name" = $1 AND '.repeat(6)}TRUE');`, 1],
    [
      'one in the hole of another',
      `const A = \`\n  SELECT 1\n  \${many ? 'UNION SELECT "a", "b", "c", "d"' : ''}\`;`,
      3,
    ],
  ])('%s', (_what, text, line) => {
    expect(linesOf(text)).toEqual([line]);
  });

  it.each([
    ['three columns', 'const A = `\n  SELECT "id", "code", \'a, b, c, d\' AS "why"\n  FROM "case"`;'],
    ['a short statement', `q('UPDATE "room" SET "name" = $1 WHERE "id" = $2 RETURNING "id"');`],
    [
      'a short bracket',
      'const A = `\n  SELECT 1\n  WHERE "id" IN (SELECT "id" FROM "room" WHERE "a" = $1)`;',
    ],
    [
      'a function with many arguments',
      'const A = `\n  SELECT COALESCE("a", "b", "c", "d", "e")\n  FROM "x"`;',
    ],
    ['what is no beginning', 'const A = `\n  WHERE "a" IS DISTINCT FROM "b"\n  FOR UPDATE OF "x"`;'],
    [
      'a new value for a row',
      'const A = `\n  VALUES ($1, $2, $3, $4)\n  ON CONFLICT ("id") DO UPDATE SET "a" = $1`;',
    ],
    ['a remark', `const A = \`\n  -- SELECT "a", "b", "c", "d" FROM "x" WHERE "y"\n  SELECT "a"\``],
    ['a sentence', `say('The table "room" was left by hand, and SELECT "a", "b", "c", "d" shows it');`],
    ['a comment of the code', `// 'SELECT "a", "b", "c", "d"'\nconst a = 1;`],
  ])('%s is not', (_what, text) => {
    expect(linesOf(text)).toEqual([]);
  });

  it('a quote in a regular expression or a comment begins no string', () => {
    const text = `const a = x.replace(/'/g, b); // isn't
/* \`it\` doesn't */ const c = 'd';
const e = \`f \${g('h')} i\`;`;
    expect(literalsIn(text)).toEqual([
      { line: 2, words: 'd' },
      { line: 3, words: 'h' },
      { line: 3, words: 'f $ i' },
    ]);
  });
});
