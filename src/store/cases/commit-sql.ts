import { absenceSections } from './sections/absences.ts';
import { addressSections } from './sections/addresses.ts';
import { casePartSections, caseSections } from './sections/cases.ts';
import { codeSections } from './sections/codes.ts';
import { digests, messages } from './sections/messages.ts';
import { peopleSections } from './sections/people.ts';
import { regionSections } from './sections/region.ts';
import type { Section } from './sections/section.ts';
import { substanceSections } from './sections/substance.ts';

/** SQLSTATEs of our own, raised by the function `refuse` of the first migration; they undo the whole statement. */
export const CONFLICT = 'SK001';
export const DUPLICATE = 'SK002';
/** Raised by the triggers that keep the demonstration apart from everything real. */
export const DEMONSTRATION = 'SK003';

/** The order is that of the statement: guards of cases and regions first, so that locks are taken in one order. */
const SECTIONS: Readonly<Record<string, Section>> = {
  ...caseSections,
  ...regionSections,
  digests,
  messages,
  ...casePartSections,
  ...peopleSections,
  ...absenceSections,
  ...codeSections,
  ...addressSections,
  ...substanceSections,
};

/** The rows of a change, by the name of their section; only what is there becomes part of the statement. */
export type Rows = Readonly<Record<string, readonly unknown[]>>;

export interface Statement {
  readonly name: string;
  readonly text: string;
  /** Names of the sections whose rows are its parameters, after `now`, the key of the request and its reply. */
  readonly sections: readonly string[];
}

const made = new Map<string, Statement>();

/**
 * Everything of one decision in one statement: one round trip, all or nothing. A statement is made for the sections
 * that are present, once, and prepared under its own name: a command touches few tables.
 */
export function commitStatement(rows: Rows, inbound: boolean): Statement {
  const present = Object.keys(SECTIONS).map((name) => (rows[name] ?? []).length > 0);
  const mask = [inbound, ...present].reduce((n, is) => n * 2 + (is ? 1 : 0), 0).toString(36);
  const known = made.get(mask);
  if (known) return known;
  const sections = Object.keys(SECTIONS).filter((_, i) => present[i]);
  const statement = { name: `commit-${mask}`, text: textOf(sections, inbound), sections };
  made.set(mask, statement);
  return statement;
}

function textOf(sections: readonly string[], inbound: boolean): string {
  const written = sections.map((name, i) => ({ section: SECTIONS[name] as Section, rows: `$${i + 4}` }));
  const ctes = written.map(({ section, rows }) => section.write(rows, '$1'));
  if (inbound)
    ctes.unshift(
      `inb AS (
         INSERT INTO "inbound" ("key", "at", "reply")
         VALUES ($2, $1, $3)
         ON CONFLICT ("key") DO NOTHING
         RETURNING 1
       )`,
    );
  const conflicts = written.flatMap(({ section, rows }) => section.conflict?.(rows) ?? []);
  const checks = [
    ...(inbound ? [`CASE WHEN NOT EXISTS (SELECT 1 FROM inb) THEN "refuse"('${DUPLICATE}') END`] : []),
    ...(conflicts.length > 0 ? [`CASE WHEN ${conflicts.join(' OR ')} THEN "refuse"('${CONFLICT}') END`] : []),
    // Named here so that they have a type, and run, in every statement.
    '$1::timestamptz, $2::text, $3::jsonb',
    ...(sections.includes('regionContact') ? ['(SELECT count(*) FROM told)'] : []),
  ];
  return `${ctes.length > 0 ? 'WITH ' : ''}${ctes.join(',\n')}\nSELECT ${checks.join(', ')}`;
}
