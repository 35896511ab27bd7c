import type { Lacking } from '../../region/covenant.ts';
import type { Instant, Uuid } from '../../vocabulary.ts';

/** Somebody let a party take part without a basis or without accession, and said why. */
export interface WithoutBasis {
  /** Key of an organisation, or the participant id of who belongs to none. */
  readonly partyKey: string;
  readonly lacks: readonly Lacking[];
  readonly reason: string;
  /** Participant; null: a coordinator who takes no part. */
  readonly byId: Uuid | null;
  readonly at: Instant;
}
