import type pg from 'pg';
import { LETTER_WORKSPACES, type LetterWay } from '../../domain/contact-details.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { SentTo } from '../../ports/entry.ts';
import { iso } from '../cases/load.ts';
import { LETTERS } from './claim/of-types.ts';

/** A letter is named after its own message. One that was begun and not recorded may have arrived. */
const WENT = `(
  m."state" = 'sent' AND m."externalRef" = m."id"::text
  OR m."state" = 'pending' AND (m."uncertain" OR m."claimedRev" IS NOT NULL)
)`;

const AT = 'COALESCE(m."confirmedAt", m."doubtFrom")';

const SENT = `
  SELECT
    c."workspaceId" AS "place",
    m."type",
    count(*)::int AS "count",
    ${iso(`min(${AT})`)} AS "first",
    ${iso(`max(${AT})`)} AS "last"
  FROM "conversation" c
  JOIN "message" m ON m."conversationId" = c."id"
  WHERE c."personId" = $1
    AND c."workspaceId" = ANY ($2::uuid[])
    AND m."createdAt" >= $3
    AND ($4::uuid IS NULL OR m."caseId" = $4)
    AND ${WENT}
    AND m."type" IN (${LETTERS})
    AND COALESCE(m."payload"->>'purpose', '') NOT IN ('recall', 'changed', 'together')
    AND m."payload"->>'proves' IS NULL
  GROUP BY 1, 2`;

const ENTERED = `SELECT ${iso('"enteredAt"')} AS "at" FROM "person" WHERE "id" = $1`;

/** A correction for somebody who was invited to a case is written there alone. */
const CORRECTED = `
  SELECT ${iso('max("at")')} AS "at"
  FROM "audit"
  WHERE "chainId" = $1
    AND "objectId" = $2
    AND "at" >= $3
    AND "action" IN ('participant.address_corrected', 'participant.address_confirmed')`;

interface Row {
  readonly place: Uuid;
  readonly type: 'SignInLink' | 'SignInCode';
  readonly count: number;
  readonly first: Instant;
  readonly last: Instant;
}

const KINDS = { link: 'SignInLink', code: 'SignInCode' } as const;

/** The letters that went to somebody, links before codes, from the outbox itself. */
export async function sentTo(
  pool: pg.Pool,
  { id, personId, caseId }: { readonly id: Uuid; readonly personId: Uuid; readonly caseId: Uuid },
  since: Instant,
  ofCase: boolean,
): Promise<SentTo> {
  const values = [personId, Object.values(LETTER_WORKSPACES), since, ofCase ? caseId : null];
  const [sent, entered, corrected] = await Promise.all([
    pool.query<Row>({ name: 'sent-to', text: SENT, values }),
    pool.query<{ at: Instant | null }>({ name: 'entered-at', text: ENTERED, values: [personId] }),
    pool.query<{ at: Instant | null }>({
      name: 'address-corrected',
      text: CORRECTED,
      values: [caseId, id, since],
    }),
  ]);
  const letters = (['link', 'code'] as const).flatMap((what) =>
    (Object.keys(LETTER_WORKSPACES) as LetterWay[]).flatMap((way) =>
      sent.rows
        .filter(({ place, type }) => place === LETTER_WORKSPACES[way] && type === KINDS[what])
        .map(({ count, first, last }) => ({ way, what, count, first, last })),
    ),
  );
  const correctedAt = corrected.rows[0]?.at ?? null;
  return { letters, correctedAt, enteredAt: entered.rows[0]?.at ?? null };
}
