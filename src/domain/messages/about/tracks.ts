import type { PlainDate, TrackKind, Uuid } from '../../vocabulary.ts';
import type { InCase, PersonRef } from '../facts.ts';

/** A track as it is told: its kind and its days. Whom to ask stands on the page of the case alone. */
export interface TrackTold {
  readonly id: Uuid;
  readonly kind: TrackKind;
  readonly from: PlainDate;
  /** Null: nobody knows yet. */
  readonly until: PlainDate | null;
}

/** Tells everybody that something runs beside the case, that its days changed, or that it ended. */
export interface TrackChanged extends InCase {
  readonly type: 'TrackChanged';
  readonly what: 'noted' | 'changed' | 'ended';
  readonly by: PersonRef;
  readonly track: TrackTold;
}
