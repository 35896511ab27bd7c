import type { Imports } from './imports.ts';

/**
 * Files that reach each other by their imports. A type counts: whoever wants to understand one of them has to read the
 * other one first, and a value soon follows the type.
 */
export function circlesIn(imports: Imports): string[][] {
  const reached = new Map([...imports.keys()].map((file) => [file, reach(file, imports)]));
  const together = (file: string): string[] =>
    [...(reached.get(file) ?? [])].filter((other) => reached.get(other)?.has(file)).toSorted();
  const circles = [...imports.keys()].map(together).filter((circle) => circle.length > 0);
  return [...new Map(circles.map((circle) => [circle.join(' '), circle])).values()];
}

/** All that a file reaches; itself only when it comes back to itself. */
function reach(file: string, imports: Imports): ReadonlySet<string> {
  const seen = new Set<string>();
  const ahead = [...(imports.get(file) ?? [])];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    ahead.push(...(imports.get(next) ?? []));
  }
  return seen;
}
