import type pg from 'pg';
import { readPhone, type WayToHear } from '../../domain/contact-details.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { EntryBook, Reach } from '../../ports/entry.ts';
import { sentTo } from '../outbox/sent-letters.ts';
import { answerNewAddress, invitedOf, newAddressOf } from '../people/new-addresses.ts';
import { addressChangesOf } from '../people/own-addresses.ts';
import { writtenEmail } from '../people/ways-in.ts';
import { type EntrySeal, REACH } from '../sealing/entry-seal.ts';
import { openedOrNot } from '../sealing/seal.ts';
import { factorsOf } from './factors.ts';
import { BELONGS, linksOf } from './links.ts';
import { unreadOf } from './unread.ts';

/**
 * Somebody's own address, else the one that the region's file gave; a number likewise. What the file gave stands in
 * the account on the web, of who has none in that where they are: a letter reaches them when that platform is away.
 */
const REACH_OF = `
  SELECT
    r."sealed",
    r."own",
    r."notice",
    p."phone",
    ${writtenEmail('p."id"')} AS "email"
  FROM "person" p
  LEFT JOIN "reach" r ON r."personId" = p."id"
  WHERE p."id" = $1`;

/** Nobody comes in by a link without an account on the web. */
const PEOPLE_AT = `
  SELECT DISTINCT i."personId" AS "id"
  FROM "identity" i
  JOIN "workspace" w ON w."id" = i."workspaceId" AND w."platform" = 'web'
  LEFT JOIN "reach" r ON r."personId" = i."personId"
  WHERE i."deactivatedAt" IS NULL
    AND (
      r."emailLookup" = ANY ($1)
      OR r."phoneLookup" = ANY ($2)
      OR ((r."sealed" IS NULL OR NOT 'email' = ANY (r."own")) AND lower(i."email") = $3)
    )
  LIMIT 5`;

/** People are found by what was typed for them, by its index; or in the lists, which takes as long as those are. */
const TAKE_PART_AT = `
  SELECT 1
  FROM (
    SELECT "personId"
    FROM "reach"
    WHERE "emailLookup" = ANY ($1)
    UNION
    SELECT "personId"
    FROM "reach"
    WHERE "phoneLookup" = ANY ($2)
    UNION
    SELECT g."personId"
    FROM "regionPerson" g
    JOIN "identity" i ON i."personId" = g."personId" AND i."deactivatedAt" IS NULL
    LEFT JOIN "reach" r ON r."personId" = g."personId"
    WHERE lower(i."email") = $3
      AND (r."sealed" IS NULL OR NOT 'email' = ANY (r."own"))
  ) o
  WHERE o."personId" <> $4
    AND ${BELONGS('o."personId"', "'invitation'")}
  LIMIT 1`;

const NOWHERE: Reach = { email: null, phone: null };

/** How people without an account elsewhere come in, in PostgreSQL. */
export function createEntryBook(pool: pg.Pool, keep: EntrySeal): EntryBook {
  const reachOf: EntryBook['reachOf'] = async (personId) => {
    const { rows } = await pool.query<Reached>({
      name: 'reach-of',
      text: REACH_OF,
      values: [personId],
    });
    const [row] = rows;
    if (!row) return null;
    // An address that cannot be read is none: the one of the file is not theirs, and a link must not go there.
    const sealed = row.sealed
      ? ((openedOrNot(keep.seal, row.sealed, REACH) as Reach | undefined) ?? NOWHERE)
      : null;
    const own = ownOf(row, sealed);
    return { ...own, notice: row.notice ?? (own.email ? 'email' : 'none') };
  };
  return {
    ...linksOf(pool, keep),
    ...factorsOf(pool, keep),
    ...unreadOf(pool),
    ...addressChangesOf(pool, keep),
    reachOf,
    newAddressOf: async (personId) => {
      const read = (sealed: string): Reach =>
        (openedOrNot(keep.seal, sealed, REACH) as Reach | undefined) ?? NOWHERE;
      const found = await newAddressOf(pool, personId, read);
      // Nobody can say whether an address that cannot be read is theirs.
      if (found?.reach === NOWHERE) return null;
      if (!found?.reach) return found;
      const { email, phone } = found.reach;
      const old = await reachOf(personId);
      return {
        ...found,
        email: email === old?.email ? null : email,
        phone: phone === old?.phone ? null : phone,
      };
    },
    invitedOf: (personId, where) => invitedOf(pool, personId, where),
    closedBeside: async (personId, { regionId, caseId }) => {
      const { rows } = await pool.query<{ here: boolean; elsewhere: boolean }>({
        name: 'closed-beside',
        text: `
          SELECT
            COALESCE(bool_or(c."id" IS DISTINCT FROM $3::uuid), FALSE) AS "here",
            COALESCE(bool_or(c."regionId" <> $2::uuid), FALSE) AS "elsewhere"
          FROM "participant" p
          JOIN "case" c ON c."id" = p."caseId"
          WHERE p."personId" = $1
            AND c."status" = 'closed'`,
        values: [personId, regionId, caseId],
      });
      return rows[0] ?? { here: false, elsewhere: false };
    },
    sentTo: (who, since, ofCase) => sentTo(pool, who, since, ofCase),
    answerNewAddress: (waiting, isTheirs, now) => answerNewAddress(pool, waiting, isTheirs, now),
    peopleAt: async ({ email, phone }) => {
      const lookups = [email, phone].map((one) => (one ? keep.lookups(one) : []));
      const { rows } = await pool.query<{ id: Uuid }>(PEOPLE_AT, [...lookups, email]);
      return rows.map((r) => r.id);
    },
    isOthersToo: async (personId) => {
      const reach = await reachOf(personId);
      const lookups = [reach?.email, reach?.phone].map((one) => (one ? keep.lookups(one) : []));
      const values = [...lookups, reach?.email ?? null, personId];
      return (await pool.query({ name: 'take-part-at', text: TAKE_PART_AT, values })).rowCount === 1;
    },
  };
}

interface Reached extends Reach {
  readonly sealed: string | null;
  /** The fields that a person in a list gave themselves. */
  readonly own: readonly (keyof Reach)[] | null;
  readonly notice: WayToHear | null;
}

function ownOf({ email, phone, own }: Reached, sealed: Reach | null): Reach {
  // The number of the file is read anew: a gateway wants it as the whole world does, and of a desk there is no SMS.
  const listed = { email, phone: phone === null ? null : readPhone(phone) };
  if (sealed === null) return listed;
  if (own === null) return sealed;
  const of = (field: keyof Reach): string | null => (own.includes(field) ? sealed : listed)[field];
  return { email: of('email'), phone: of('phone') };
}
