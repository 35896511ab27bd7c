import type { Imports } from './imports.ts';
import type { Layer } from './layers.ts';

/** Finds what goes against the order of subjects inside a layer: an import upward, or a subject that has no place. */
export function upwardIn({ at, subjects = [] }: Layer, imports: Imports): string[] {
  const inside = [...imports].filter(([file]) => file.startsWith(`${at}/`) && !file.endsWith('.test.ts'));
  const subjectOf = (file: string): string =>
    (file.slice(at.length + 1).split('/')[0] ?? '').replace(/\.ts$/, '');
  const place = (file: string): number => subjects.indexOf(subjectOf(file));
  const found = new Set(inside.map(([file]) => subjectOf(file)));
  return [
    ...[...found]
      .filter((name) => !subjects.includes(name))
      .map((name) => `${at}/${name} has no place in the list`),
    ...subjects
      .filter((name) => !found.has(name))
      .map((name) => `${at}/${name} is in the list and is not there`),
    ...inside.flatMap(([file, known]) =>
      known
        .filter((other) => other.startsWith(`${at}/`) && place(other) > place(file))
        .map((other) => `${file} knows ${other}`),
    ),
  ];
}
