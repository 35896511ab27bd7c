import type { AppealKind, PlainDate, Uuid } from '../../vocabulary.ts';
import type { InCase, PersonRef } from '../facts.ts';

/** One of the family asked something of the case itself. The words are not in it: they stand on the page of the case. */
export interface AppealMade extends InCase {
  readonly type: 'AppealMade';
  readonly appealId: Uuid;
  readonly kind: AppealKind;
  readonly by: PersonRef;
  /** The number of the agreement that an objection is about; null: of none. */
  readonly number: number | null;
  /** The day before which an answer was promised. */
  readonly before: PlainDate;
  /** The promised day is there; or it is over, and the coordinators are asked as well. Left out: it is asked for the first time. */
  readonly again?: 'due' | 'silent';
}

/** Tells whoever asked that there is an answer; of another lead also who leads and the coordinators. */
export interface AppealAnswered extends InCase {
  readonly type: 'AppealAnswered';
  readonly appealId: Uuid;
  readonly kind: AppealKind;
  readonly by: PersonRef;
}
