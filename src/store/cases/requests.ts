/**
 * True for a case in which a person was asked for information, also when it is over. The first half lets PostgreSQL use
 * the index `case_requests`, which holds only cases that ask something.
 */
export const asksOf = (c: string, person: string): string => `(
  ${c}."requests" <> '[]'::jsonb
  AND ${c}."requests" @> jsonb_build_array(jsonb_build_object('askedIds', jsonb_build_array(${person}::text)))
)`;

/** True for a case in which a person has any part in what was asked: who asked, was asked, answered or wrote it down. */
export const isInRequestsOf = (c: string, person: string): string => `(
  ${asksOf(c, person)}
  OR ${holds(c, `'byId', ${person}::text`)}
  OR ${holds(c, `'answer', jsonb_build_object('byId', ${person}::text)`)}
  OR ${holds(c, `'answer', jsonb_build_object('writtenById', ${person}::text)`)}
)`;

const holds = (c: string, what: string): string => `(
    ${c}."requests" <> '[]'::jsonb
    AND ${c}."requests" @> jsonb_build_array(jsonb_build_object(${what}))
  )`;
