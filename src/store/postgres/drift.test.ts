import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseShape } from '../../../test/support/database/database-shape.ts';
import { modelShape } from '../../../test/support/database/prisma-model.ts';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { TestDatabase } from '../../../test/support/database/test-server.ts';

let db: TestDatabase;
let model: string[];

beforeAll(async () => {
  db = await createTestDatabase();
  model = modelShape();
});

afterAll(() => db.drop());

/** Lists what stands in one of the two only. */
function differences(database: string[]): string[] {
  const only = (side: string, a: string[], b: string[]): string[] =>
    a.filter((line) => !b.includes(line)).map((line) => `${side}: ${line}`);
  return [...only('model', model, database), ...only('database', database, model)];
}

test('the migrations make exactly the tables, columns and indexes of prisma/schema.prisma', async () => {
  expect(model.length).toBeGreaterThan(100);
  expect(differences(await databaseShape(db.database.pool))).toEqual([]);
});

describe('a difference that was planted is seen:', () => {
  const DUE = 'agreement.due date not null';
  const PLANTED: [what: string, sql: string, seen: string[]][] = [
    [
      'a column that may be absent',
      'ALTER TABLE "agreement" ALTER "due" DROP NOT NULL',
      [`model: ${DUE}`, 'database: agreement.due date'],
    ],
    [
      'another type',
      'ALTER TABLE "agreement" ALTER "due" TYPE timestamptz(3)',
      [`model: ${DUE}`, 'database: agreement.due timestamp(3) with time zone not null'],
    ],
    ['a column that is gone', 'ALTER TABLE "agreement" DROP "due"', [`model: ${DUE}`]],
    ['a column that is new', 'ALTER TABLE "agreement" ADD "extra" text', ['database: agreement.extra text']],
    [
      'another default',
      `ALTER TABLE "region" ALTER "auditHead" SET DEFAULT 'x'`,
      [
        'model: region.auditHead text not null default ',
        'database: region.auditHead text not null default x',
      ],
    ],
    [
      'a uniqueness that is gone',
      'DROP INDEX "message_dedupeKey_key"',
      ['model: message unique (dedupeKey)'],
    ],
    [
      'a table that is new',
      'CREATE TABLE "extra" ("id" uuid PRIMARY KEY)',
      ['database: extra id (id)', 'database: extra.id uuid not null'],
    ],
  ];

  test.each(PLANTED)('%s', async (_what, sql, seen) => {
    const client = await db.database.pool.connect();
    try {
      await client.query('BEGIN');
      const before = differences(await databaseShape(client));
      await client.query(sql);
      // The same connection, so that what is not committed is seen, and nothing of it stays.
      const after = differences(await databaseShape(client));
      expect(after.filter((line) => !before.includes(line))).toEqual(seen);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});
