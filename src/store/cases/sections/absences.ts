import type { AbsenceRows } from '../../../ports/database/people.ts';
import { insert, type Section } from './section.ts';

export const absenceSections: Readonly<Record<keyof AbsenceRows, Section>> = {
  absences: {
    write: (rows) => `abs AS (${insert('absence', ['id', 'personId', 'from', 'until', 'reportedAt'], rows)})`,
  },
  absencesReplaced: {
    write: (rows) => {
      const days = `jsonb_to_recordset(${rows}::jsonb) AS e("personId" uuid, "from" date, "until" date, "today" date)`;
      const overlap = `
        a."personId" = e."personId"
        AND a."from" <= coalesce(e."until", 'infinity')
        AND coalesce(a."until", 'infinity') >= greatest(e."from", e."today")`;
      return `
        rpd AS (
          DELETE FROM "absence" a
          USING ${days}
          WHERE ${overlap}
            AND a."from" >= e."today"
        ),
        rpu AS (
          UPDATE "absence" a
          SET "until" = e."today" - 1
          FROM ${days}
          WHERE ${overlap}
            AND a."from" < e."today"
        )`;
    },
  },
  absencesTakenBack: {
    write: (rows) => `bck AS (
      DELETE FROM "absence" a
      USING jsonb_to_recordset(${rows}::jsonb) AS e("personId" uuid, "after" date)
      WHERE a."personId" = e."personId"
        AND a."from" > e."after"
    )`,
  },
  absencesEnded: {
    write: (rows) => `back AS (
      UPDATE "absence" a
      SET "until" = e."until"
      FROM jsonb_populate_recordset(NULL::"absence", ${rows}::jsonb) e
      WHERE a."personId" = e."personId"
        AND a."from" <= e."until" + 1
        AND (a."until" IS NULL OR a."until" > e."until")
    )`,
  },
};
