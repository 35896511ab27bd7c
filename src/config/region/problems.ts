import type { Problem, ProblemKind } from './error-words.ts';

export type Path = (string | number)[];

/** `key` of an item that has a value an earlier item of `list` has too. `shown` is how it stands in the file. */
export function repeated(
  list: Path,
  key: Path,
  values: readonly (string | undefined)[],
  shown: (value: string) => string = (value) => value,
): Problem[] {
  const seen = new Set<string>();
  return values.flatMap((value, i) => {
    if (value === undefined || !seen.has(value)) {
      if (value !== undefined) seen.add(value);
      return [];
    }
    return [{ path: [...list, i, ...key], is: 'twice' as const, value: shown(value) }];
  });
}

/** A value that points at nothing `known`; left out is right. */
export function missing(
  path: Path,
  value: string | undefined,
  known: ReadonlySet<string>,
  is: ProblemKind,
): Problem[] {
  if (value === undefined || known.has(value)) return [];
  return [{ path, is, value, among: [...known] }];
}
