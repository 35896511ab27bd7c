import { standardEntry } from '../../../domain/region/directory.ts';
import type { Problem } from '../error-words.ts';
import { repeated } from '../problems.ts';
import type { RegionConfig } from '../schema.ts';

/** An entry that does not come with Schakel has to say what it is; each stands there once. */
export function checkDirectory({ directory = [] }: RegionConfig): Problem[] {
  const said = ['name', 'what', 'for', 'kind'] as const;
  return [
    ...repeated(
      ['directory'],
      ['key'],
      directory.map((one) => one.key),
    ),
    ...directory.flatMap((one, i) =>
      standardEntry(one.key)
        ? []
        : said
            .filter((name) => one[name] === undefined)
            .map((name): Problem => ({ path: ['directory', i, name], is: 'missing' })),
    ),
  ];
}
