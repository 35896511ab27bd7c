import { BASIS_REASON_MAX } from '../../domain/rules/participants/without-basis.ts';
import type { Field } from '../../ports/document.ts';
import type { FormContext } from './context.ts';
import type { Tools } from './tools.ts';

/** Asked where somebody is brought in, in a region that works with a covenant: why, without a basis or accession. */
export const basisReason = (c: FormContext, f: Tools): Field | null =>
  f.only(
    c.region.file.covenant !== undefined,
    f.text('basisReason', BASIS_REASON_MAX, {
      label: 'basis.f.reason',
      hint: 'basis.f.reason.hint',
      optional: true,
    }),
  );
