import type { PlainDate } from '../vocabulary.ts';

/** Why a case needs somebody's attention; one small fact each, the heaviest first in `RANK`. */
export type Reason =
  | { readonly kind: 'noContact'; readonly titles: readonly string[] }
  | { readonly kind: 'noLead'; readonly workingDays: number }
  | { readonly kind: 'unheard'; readonly titles: readonly string[] }
  /** Reported, and not taken in yet; it is read by that day. */
  | { readonly kind: 'reported'; readonly date: PlainDate }
  | { readonly kind: 'pastNorm'; readonly date: PlainDate }
  | { readonly kind: 'openLong'; readonly count: number; readonly workingDays: number }
  | { readonly kind: 'unconfirmed'; readonly count: number; readonly workingDays: number }
  | { readonly kind: 'stuck'; readonly count: number }
  | { readonly kind: 'unclear'; readonly count: number }
  | { readonly kind: 'nearNorm'; readonly date: PlainDate }
  | { readonly kind: 'intake'; readonly workingDays: number }
  | { readonly kind: 'quiet'; readonly workingDays: number }
  | { readonly kind: 'noAgreements' }
  /** Much meets here, since the day of the third sign: specialised case management may help. */
  | { readonly kind: 'complex'; readonly signs: readonly Sign[]; readonly since: PlainDate };
export type ReasonKind = Reason['kind'];

/** One fact that makes a case harder. */
export type Sign =
  | { readonly sign: 'longHome' | 'dispute' }
  | { readonly sign: 'manyHelpers' | 'leadChanges' | 'calls'; readonly count: number };
