import { allBases, standardBasis } from '../../../domain/region/bases.ts';
import { standardTemplate } from '../../../domain/region/library.ts';
import { standardQuestion } from '../../../domain/region/questions.ts';
import { standardTerm } from '../../../domain/region/terms.ts';
import type { Problem } from '../error-words.ts';
import { missing, repeated } from '../problems.ts';
import type { RegionConfig } from '../schema.ts';

/** A line that does not come with Schakel has to say what it is; each stands there once. */
export function checkLibrary({
  library = [],
  questions = [],
  terms = [],
  bases = [],
}: RegionConfig): Problem[] {
  return [
    ...asItStands('library', library, { isStandard: standardTemplate, needs: NEEDS.library }),
    ...asItStands('questions', questions, { isStandard: standardQuestion, needs: NEEDS.questions }),
    ...asItStands('terms', terms, { isStandard: standardTerm, needs: NEEDS.terms }),
    ...asItStands('bases', bases, { isStandard: standardBasis, needs: NEEDS.bases }),
  ];
}

const NEEDS = {
  library: ['title', 'doneWhen', 'owner', 'days'],
  questions: ['text', 'seat'],
  terms: ['name', 'who', 'source', 'n', 'unit', 'from'],
  bases: ['name', 'source', 'for'],
} as const;

/** An organisation has a basis that there is, and an accession that says to which version and since when. */
export function checkLegal(region: RegionConfig): Problem[] {
  const known = new Set(allBases(region).map((one) => one.key));
  return region.organisations.flatMap(({ legal }, i) => {
    const at = ['organisations', i, 'legal'];
    const { covenantVersion, accededOn } = legal ?? {};
    return [
      ...missing([...at, 'basis'], legal?.basis, known, 'no-basis'),
      ...(accededOn !== undefined && covenantVersion === undefined
        ? [{ path: [...at, 'covenantVersion'], is: 'missing' as const }]
        : []),
      ...(covenantVersion !== undefined && accededOn === undefined
        ? [{ path: [...at, 'accededOn'], is: 'missing' as const }]
        : []),
    ];
  });
}

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
