import { KINDS, type Kind, type Receives } from '../../../domain/messages/recipients.ts';

/**
 * The table of recipients as SQL, made from its rows: no list of types stands here a second time. What a claim finds
 * alone or among others is held equal to the table for every kind by `test/properties/recipients.test.ts`.
 */

/** The mark by which a row of a kind that shares its type with another is known (`kindOf`). */
const MARKED: { readonly [K in Kind as K extends `${string} ${string}` ? K : never]: string } = {
  'EscalationAlert copy': '{"copy": true}',
  'SignInLink recall': '{"purpose": "recall"}',
};

const typeOf = (kind: Kind): string => kind.split(' ')[0] as string;

function isKind(m: string, kind: Kind): string {
  const isType = `${m}."type" = '${typeOf(kind)}'`;
  const own = MARKED[kind as keyof typeof MARKED];
  if (own) return `${isType} AND ${m}."payload" @> '${own}'`;
  const others = Object.entries(MARKED).filter(([other]) => typeOf(other as Kind) === kind);
  return [isType, ...others.map(([, mark]) => `NOT ${m}."payload" @> '${mark}'`)].join(' AND ');
}

const kindsWith = (has: (row: Receives) => boolean): Kind[] =>
  KINDS.flatMap(([kind, row]) => (has(row) ? [kind] : []));

/** It is read as a whole, and cannot be as a line in a list. */
export const isAlone = (m: string): string =>
  `(${kindsWith((row) => row.amongMany === 'alone')
    .map((kind) => isKind(m, kind))
    .join(' OR ')})`;

/** Types of what is a letter itself. */
export const LETTERS = [...new Set(kindsWith((row) => row.letter === 'itself').map(typeOf))]
  .map((type) => `'${type}'`)
  .join(', ');
