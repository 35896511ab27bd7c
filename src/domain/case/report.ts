import type { AgeBand, CaseStatus, Instant, InvolvedKind, PlainDate, Role, Uuid } from '../vocabulary.ts';

/** The facts that somebody gave who reported a child. Their own words are substance, and stand elsewhere. */
export interface Report {
  /** Person who reported. */
  readonly byId: Uuid;
  /** Their role around the child. */
  readonly role: Role;
  readonly at: Instant;
  /** The day since when the child is at home; null: they do not know it. */
  readonly since: PlainDate | null;
  readonly ageBand: AgeBand | null;
  readonly involved: readonly InvolvedKind[];
  /** The last day by which a coordinator reads it, as it was promised. */
  readonly readBefore: PlainDate;
  /** When a coordinator took it in; null: nobody did yet. */
  readonly takenInAt: Instant | null;
}

interface Reported {
  readonly report: Report | null;
  readonly status: CaseStatus;
}

/** Reported and no more: nobody took it in yet. */
export function isReported({ status }: Pick<Reported, 'status'>): boolean {
  return status === 'reported';
}

/** A report that is still open, or that was closed without ever being taken in: there was no case. */
export function isOnlyReport({ report, status }: Reported): boolean {
  return isReported({ status }) || (status === 'closed' && report !== null && report.takenInAt === null);
}
