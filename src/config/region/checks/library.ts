import { standardTemplate } from '../../../domain/region/library.ts';
import { standardTerm } from '../../../domain/region/terms.ts';
import type { Problem } from '../error-words.ts';
import { repeated } from '../problems.ts';
import type { RegionConfig } from '../schema.ts';

/** A line that does not come with Schakel has to say what it is; each stands there once. */
export function checkLibrary({ library = [], terms = [] }: RegionConfig): Problem[] {
  return [
    ...asItStands('library', library, { isStandard: standardTemplate, needs: NEEDS.library }),
    ...asItStands('terms', terms, { isStandard: standardTerm, needs: NEEDS.terms }),
  ];
}

const NEEDS = {
  library: ['title', 'doneWhen', 'owner', 'days'],
  terms: ['name', 'who', 'source', 'n', 'unit', 'from'],
} as const;

function asItStands<L extends { readonly key: string }>(
  list: string,
  lines: readonly L[],
  { isStandard, needs }: { isStandard: (key: string) => unknown; needs: readonly (keyof L & string)[] },
): Problem[] {
  const twice = repeated(
    [list],
    ['key'],
    lines.map((one) => one.key),
  );
  const missing = lines.flatMap((one, i) =>
    needs
      .filter((name) => !isStandard(one.key) && one[name] === undefined)
      .map((name): Problem => ({ path: [list, i, name], is: 'missing' })),
  );
  return [...twice, ...missing];
}
