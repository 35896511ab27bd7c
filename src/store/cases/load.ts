import type {
  Agreement,
  CasePart,
  CaseState,
  Confirmation,
  NudgeRow,
  Person,
} from '../../domain/case/state.ts';
import { FAMILY_ROLES, type Uuid } from '../../domain/vocabulary.ts';
import {
  inRegion,
  NAMED_JSON,
  type Named,
  type NameInRegion,
  nameInRegion,
  withNameInRegion,
} from '../regions/names-in-region.ts';
import { CASE_PARTS } from './columns.ts';

/**
 * Whole cases in one query. Columns carry the names of the domain, so a row is an entity. The database writes rows as
 * plain JSON, each person once however many cases they are in, and the sorting is done here: measured three times as
 * fast as letting SQL put the whole state together, and the round loads many.
 */

/** An instant in SQL, as `Date.toISOString()` writes it. */
export function iso(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** A list of a case as it is read: the columns that are moments, and the order in which it stands. */
interface Part<Column = string> {
  readonly instants: readonly Column[];
  readonly order: readonly Column[];
  readonly where?: string;
}

const PARTS: Readonly<Record<CasePart, Part>> = {
  participants: {
    instants: ['joinedAt', 'leftAt', 'limitedSince'],
    order: ['joinedAt', 'id'],
  },
  agreements: { instants: ['createdAt'], order: ['number'] },
  confirmations: { instants: ['at'], order: ['at', 'id'] },
  blockers: { instants: ['reportedAt', 'resolvedAt'], order: ['reportedAt', 'id'] },
  tracks: { instants: ['notedAt'], order: ['from', 'id'] },
  nudges: { instants: ['sentAt'], order: ['on', 'id'] },
  escalations: { instants: ['raisedAt', 'answeredAt'], order: ['raisedAt', 'id'] },
  timers: { instants: ['fireAt'], order: ['fireAt', 'id'] },
  rooms: { instants: [], order: ['id'] },
  consents: {
    instants: ['at', 'renewalAskedAt', 'endedAt'],
    order: ['at', 'id'],
    // An earlier answer is kept, and decides nothing.
    where: '"endedAt" IS NULL',
  },
  intake: { instants: ['at'], order: ['step'] },
  invitations: { instants: ['invitedAt'], order: ['invitedAt', 'id'] },
} satisfies { readonly [P in CasePart]: Part<keyof CaseState[P][number]> };

const CASE_INSTANTS = ['openedAt', 'closedAt', 'leaderlessSince', 'lastEventAt'];

/**
 * Absences that are over long ago decide nothing; the newest hundred of a person are plenty. Both lists come in no order:
 * `toPerson` sorts them, which costs less than a sort for each person in the query.
 */
const PERSON = `json_build_object(
  'id', p."id",
  'name', p."name",
  'language', p."language",
  'workingDays', COALESCE(p."workingDays", '{}'),
  'hasOwnDays', p."hasOwnDays",
  'contactFrom', p."contactFrom",
  'contactUntil', p."contactUntil",
  'phone', p."phone",
  'notice', r."notice",
  'noticedAt', ${iso('r."noticedAt"')},
  'absences', (
    SELECT json_agg(json_build_object('from', a."from", 'until', a."until"))
    FROM (
      SELECT *
      FROM "absence"
      WHERE "personId" = p."id"
      ORDER BY "from" DESC
      LIMIT 100
    ) a
  ),
  'identities', (
    SELECT json_agg(json_build_object(
      'workspaceId', i."workspaceId",
      'externalId', i."externalId"
    ))
    FROM "identity" i
    WHERE i."personId" = p."id"
      AND i."deactivatedAt" IS NULL
      AND i."workspaceId" IN (SELECT "id" FROM "workspace" WHERE "disabledAt" IS NULL)
  )
)`;

const FAMILY = [...FAMILY_ROLES].map((role) => `'${role}'`).join(', ');

/** How somebody is addressed; see `Person`. Once for who acts or looks, not for everybody in a case. */
export const addressOf = (person: string): string => {
  const one = (table: string, where: string): string => `(SELECT 1 FROM "${table}" x WHERE ${where} LIMIT 1)`;
  const family = one('participant', `x."personId" = ${person} AND x."role" IN (${FAMILY})`);
  const called = one('escalation', `x."contactPersonId" = ${person}`);
  const works = one('participant', `x."personId" = ${person} AND x."leftAt" IS NULL`);
  return `CASE
    WHEN ${family} IS NOT NULL THEN 'family'
    WHEN ${called} IS NOT NULL AND ${works} IS NULL THEN 'called'
  END`;
};

const PEOPLE = '"person" p LEFT JOIN "reach" r ON r."personId" = p."id"';

/**
 * People by a condition on `p`, for `toPersonIn`: as the region behind the parameter `region` calls them, or, where that
 * is null, as they are called by themselves.
 */
export function peopleSql(where: string, region: string): string {
  return `
    SELECT
      ${PERSON} AS "person",
      ${nameInRegion(`${region}::uuid`, 'p."id"')} AS "words",
      ${addressOf('p."id"')} AS "address"
    FROM ${PEOPLE}
    WHERE ${where}`;
}

export interface PersonInRow {
  readonly person: PersonRow;
  readonly words: NameInRegion | null;
  readonly address: NonNullable<Person['address']> | null;
}

export function toPersonIn({ person, words, address }: PersonInRow): Person {
  return { ...withNameInRegion(toPerson(person), words), address };
}

/** A person as `PERSON` writes it. */
export type PersonRow = {
  -readonly [K in keyof Person]: K extends 'absences' | 'identities' ? Person[K] | null : Person[K];
};

/** The row itself, completed: a round reads hundreds of thousands of them. */
export function toPerson(row: PersonRow): Person {
  row.absences = inOrder(row.absences, (a) => a.from);
  row.identities = inOrder(row.identities, (i) => i.workspaceId + i.externalId);
  return row as Person;
}

function inOrder<T>(list: readonly T[] | null, key: (one: T) => string): readonly T[] {
  if (list === null) return [];
  return list.length < 2 ? list : [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** One row of the query below. */
export type CaseRows =
  | { readonly kind: 'case'; readonly data: Record<string, unknown> }
  | { readonly kind: 'person'; readonly data: PersonRow }
  | { readonly kind: 'named'; readonly data: Named };

/**
 * Rows of cases by a condition on `c`, to be put together by `toStates`: the cases with their parts, the people that a
 * decision may name (participants, the region's people, contacts that were asked), and whom each region names.
 * `before` is other common table expressions, `who` a query of other people, `more` other rows of (kind, data).
 */
export function casesSql(where: string, before = '', who = '', more = ''): string {
  const parts = CASE_PARTS.map(
    ({ part, table }) => `'${part}', (
      SELECT json_agg(x)
      FROM "${table}" x
      WHERE x."caseId" = c."id"${PARTS[part].where ? ` AND x.${PARTS[part].where}` : ''}
    )`,
  );
  const people = (column: string, table: string, key: string, of: string): string =>
    `SELECT "${column}" FROM "${table}" WHERE "${key}" IN (SELECT "${of}" FROM found)`;
  return `
    WITH ${before}
    found AS MATERIALIZED (
      SELECT c.*
      FROM "case" c
      WHERE ${where}
    )
    SELECT
      'case' AS "kind",
      json_build_object(
        'case',
        to_jsonb(c) - 'readHead' - 'readCount',
        ${parts.join(',\n  ')}
      ) AS "data"
    FROM found c
    UNION ALL
    SELECT 'person', ${PERSON}
    FROM ${PEOPLE}
    WHERE p."id" = ANY (ARRAY(
      ${people('personId', 'participant', 'caseId', 'id')}
      UNION ${people('personId', 'regionPerson', 'regionId', 'regionId')}
      UNION ${people('contactPersonId', 'escalation', 'caseId', 'id')}
      UNION ${people('acknowledgedById', 'escalation', 'caseId', 'id')}
      UNION
      SELECT "escalationContactPersonId"
      FROM found${who && ` UNION ${who}`}
    ))
    UNION ALL
    SELECT 'named', ${NAMED_JSON}
    FROM "regionPerson"
    WHERE "regionId" IN (SELECT "regionId" FROM found)
    ${more}`;
}

/** The states of the cases in these rows. A person who is in several of them is one object in each region. */
export function toStates(rows: readonly CaseRows[], people = peopleIn(rows)): CaseState[] {
  const named = Map.groupBy(
    rows.flatMap((row) => (row.kind === 'named' ? [row.data] : [])),
    (one) => one.regionId,
  );
  const known = new Map([...named].map(([regionId, all]) => [regionId, inRegion(all, people)]));
  return rows.flatMap((row) => {
    if (row.kind !== 'case') return [];
    const { regionId } = row.data.case as { regionId: Uuid };
    const all = named.get(regionId) ?? [];
    return [toState(row.data, (id) => known.get(regionId)?.get(id) ?? people.get(id), all)];
  });
}

/** The people in these rows, by id. */
export function peopleIn(rows: readonly CaseRows[]): ReadonlyMap<Uuid, Person> {
  return new Map(rows.flatMap((r) => (r.kind === 'person' ? [[r.data.id, toPerson(r.data)] as const] : [])));
}

type Entity = Record<string, unknown>;

function toState(
  data: Entity,
  personOf: (id: Uuid) => Person | undefined,
  named: readonly Named[],
): CaseState {
  const parts = CASE_PARTS.map(({ part }) => [part, sorted(data[part] as Entity[] | null, PARTS[part])]);
  const row = withInstants(data.case as Entity, CASE_INSTANTS);
  const state = { case: row, people: [], ...Object.fromEntries(parts) } as unknown as CaseState;
  const ids = new Set<Uuid | null>([
    ...state.participants.map((p) => p.personId),
    ...named.map((one) => one.personId),
    ...state.escalations.flatMap((e) => [e.contactPersonId, e.acknowledgedById]),
    state.case.escalationContactPersonId,
  ]);
  const agreements = new Map(state.agreements.map((a) => [a.id, a]));
  return {
    ...state,
    confirmations: state.confirmations.filter((c) => isCurrent(c, agreements.get(c.agreementId))),
    nudges: state.nudges.filter((n) => isRunning(n, agreements.get(n.agreementId))),
    people: [...ids].flatMap((id) => (id === null ? [] : (personOf(id) ?? []))),
  };
}

function isCurrent(c: Confirmation, a: Agreement | undefined): boolean {
  return a?.textVersion === c.textVersion;
}

/** True in the cycle that runs; a request to confirm counts in versions of the text, an end of validity in none. */
function isRunning(n: NudgeRow, a: Agreement | undefined): boolean {
  if (n.step === 'valid_until') return true;
  return n.cycle === (n.step.startsWith('confirm:') ? a?.textVersion : a?.cycle);
}

function sorted(rows: Entity[] | null, part: Part): Entity[] {
  const order = (a: Entity, b: Entity): number => {
    for (const key of part.order) {
      const [x, y] = [a[key] as string, b[key] as string];
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  };
  return (rows ?? []).map((row) => withInstants(row, part.instants)).sort(order);
}

function withInstants(row: Entity, instants: readonly string[]): Entity {
  for (const key of instants) {
    const value = row[key];
    if (typeof value === 'string') row[key] = instantOf(value);
  }
  return row;
}

/**
 * JSON from the database writes instants in a form of its own (`2027-03-09T08:00:00.12+00:00`); the domain compares
 * them as text. Every session is in UTC, so only the fraction is filled up: a case has some forty of them.
 */
function instantOf(text: string): string {
  if (!text.endsWith('+00:00')) return new Date(text).toISOString();
  const [whole = '', fraction = ''] = text.slice(0, -6).split('.');
  return `${whole}.${fraction.padEnd(3, '0')}Z`;
}
