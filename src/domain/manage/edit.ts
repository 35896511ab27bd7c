import { type Refused, type Reply, refuse } from '../case/decision.ts';
import type { RegionFile } from '../region/region-file.ts';

/** A region as it would be, and where in it the thing stands that was changed; or a refusal. Pure, and not yet checked. */
export type Edit = Edited | Refused;

export interface Edited {
  readonly ok: true;
  readonly file: RegionFile;
  /** A mistake below this place is told at the field that has the rest of its path as its name. */
  readonly at: readonly (string | number)[];
  /** Where the field has another name than the rest of the path. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly reply: Reply;
}

export function edited(
  file: RegionFile,
  at: Edited['at'],
  reply: Reply,
  fields?: Readonly<Record<string, string>>,
): Edited {
  return { ok: true, file, at, reply: reply, ...(fields ? { fields } : {}) };
}

/** Refuses to change what is not there any more, because somebody else took it away. */
export function gone(): Refused {
  return refuse('refused.manageGone');
}

/** An empty field is left out of the file, as a line that is not there. */
export function given<K extends string, T>(key: K, value: T | null | undefined): { readonly [P in K]?: T } {
  return (value === null || value === undefined || value === '' ? {} : { [key]: value }) as {
    readonly [P in K]?: T;
  };
}

const LONGEST_KEY = 40;

/** A short key made of what people typed: "Jeugdhulp en budget" → `jeugdhulp-en-budget`, with a number when it is taken. */
export function keyFor(words: string, taken: readonly string[]): string {
  const plain = words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_KEY - 4)
    .replace(/^-|-$/g, '');
  const key = plain || 'x';
  if (!taken.includes(key)) return key;
  for (let n = 2; ; n++) if (!taken.includes(`${key}-${n}`)) return `${key}-${n}`;
}

export function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, i) => i !== index);
}

/** Puts an item in the place of the old one, or at the end. */
export function put<T>(list: readonly T[], index: number, item: T): T[] {
  return index < 0 ? [...list, item] : list.map((old, i) => (i === index ? item : old));
}
