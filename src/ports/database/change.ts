import type { CaseState } from '../../domain/case/state.ts';
import type { Instant } from '../../domain/vocabulary.ts';
import type { AddressRows } from './addresses.ts';
import type { CodeRows } from './codes.ts';
import type { AbsenceRows, PeopleRows } from './people.ts';
import type { RegionRows } from './regions.ts';
import type { DigestRows } from './rounds.ts';
import type { AuditEvent, NewMessage } from './rows.ts';
import type { SealedSubstance, SubstanceRows } from './substance.ts';

/** Writes what was decided, and knows what was decided before. */
export interface Decisions {
  /** Writes everything of one decision in one statement. See `Change`. */
  commit(change: Change): Promise<CommitResult>;
  /** Whether a request, or what time brings once, was handled: its key is kept for two weeks. */
  wasHandled(key: string): Promise<boolean>;
  /** Forgets which requests were handled before an instant; no platform sends anything again that late. */
  forgetInbound(before: Instant): Promise<void>;
}

/**
 * One decision, all or nothing. Cases are guarded by the version in `before`; a part is written when its object in
 * `after` is not the one in `before`; timers no longer in `after` are removed.
 */
export interface Change
  extends PeopleRows,
    AbsenceRows,
    AddressRows,
    CodeRows,
    DigestRows,
    RegionRows,
    SubstanceRows {
  readonly now: Instant;
  readonly inbound?: { readonly key: string; readonly reply: unknown };
  readonly cases: readonly {
    readonly before: CaseState | null;
    readonly after: CaseState;
    readonly audit: readonly AuditEvent[];
    /** Words about the family that this decision brings, sealed for this case. They stand or fall with it. */
    readonly substance?: readonly SealedSubstance[];
  }[];
  readonly messages: readonly NewMessage[];
}

/** `conflict`: a version moved, load again and decide again. `duplicate`: this request was handled before. */
export type CommitResult =
  | { readonly result: 'done' }
  | { readonly result: 'conflict' }
  | { readonly result: 'duplicate'; readonly reply: unknown };
