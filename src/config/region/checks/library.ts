import { standardTemplate } from '../../../domain/region/library.ts';
import type { Problem } from '../error-words.ts';
import { repeated } from '../problems.ts';
import type { RegionConfig } from '../schema.ts';

/** An example that does not come with Schakel has to say what it is; each stands there once. */
export function checkLibrary({ library = [] }: RegionConfig): Problem[] {
  const said = ['title', 'doneWhen', 'owner', 'days'] as const;
  return [
    ...repeated(
      ['library'],
      ['key'],
      library.map((one) => one.key),
    ),
    ...library.flatMap((one, i) =>
      standardTemplate(one.key)
        ? []
        : said
            .filter((name) => one[name] === undefined)
            .map((name): Problem => ({ path: ['library', i, name], is: 'missing' })),
    ),
  ];
}
