import type { CaseState, Person } from '../../domain/case/state.ts';
import type { Instant, PlainDate, Uuid } from '../../domain/vocabulary.ts';

/** Cases, whole, and where they are found. */
export interface Cases {
  /** One query: who acts, from where, on which case, and whether this very request was handled before. */
  context(query: ContextQuery): Promise<Context>;
  /** Whole cases by id, in one query. Unknown ids are left out. */
  cases(ids: readonly Uuid[]): Promise<CaseState[]>;
  /** Ids of the cases, not closed, in which these people take part. */
  openCaseIdsOf(personIds: readonly Uuid[]): Promise<Uuid[]>;
  /** Ids of the cases, not closed, in which this person was asked for help and has not answered. */
  calledCaseIds(personId: Uuid): Promise<Uuid[]>;
  /** The closed cases of a region, the last ones first; at most `limit`. */
  closedCases(regionId: Uuid, limit: number): Promise<{ caseId: Uuid; code: string; at: Instant }[]>;
  /** The reports of these regions that wait for a coordinator, those that were promised first at the top. */
  waitingReports(regionIds: readonly Uuid[]): Promise<WaitingReport[]>;
  /** Ids of the open cases of a region, in order, after `after`; at most `limit`. */
  openCaseIds(regionId: Uuid, after: Uuid | null, limit: number): Promise<Uuid[]>;
  /** Case codes in use in a region, so that a new one is unique. */
  codesInUse(regionId: Uuid): Promise<Set<string>>;
  /** Returns those of these import keys with which a case of the region came in before. */
  importedBefore(regionId: Uuid, importKeys: readonly Uuid[]): Promise<ReadonlySet<Uuid>>;
  /**
   * Returns the ids that cases and regions have now for ids that they had before, as far as this person may have to
   * do with them: takes part, was called, or is named by the region. The caller holds it against the right itself.
   */
  renewed(formerIds: readonly Uuid[], personId: Uuid): Promise<Renewed[]>;
  /** The invitation that the platform knows by this id. */
  invitationByRef(ref: string): Promise<Uuid | null>;
}

export interface WaitingReport {
  readonly caseId: Uuid;
  readonly regionId: Uuid;
  readonly code: string;
  /** The last day by which it is read, as was promised. */
  readonly readBefore: PlainDate;
}

export interface ContextQuery {
  readonly platform: string;
  readonly workspaceExternalId: string;
  readonly userExternalId: string;
  readonly inboundKey: string | null;
  readonly find:
    | { caseId: Uuid }
    | { agreementId: Uuid }
    | { escalationId: Uuid }
    | { channel: string }
    | { code: string }
    | null;
}

export interface Context {
  /** Set when this request was handled before: the stored reply (may be null). */
  readonly handledBefore: { readonly reply: unknown } | null;
  /** Null when the workspace is not connected to any region. */
  readonly workspace: {
    readonly id: Uuid;
    readonly externalId: string;
    readonly titlesInChat: boolean;
    readonly disabled: boolean;
    readonly regionIds: readonly Uuid[];
  } | null;
  readonly actor: Person | null;
  /** People whom the region names and who are at the family's side in a case in which the actor takes no part. */
  readonly ofOtherFamilies: ReadonlySet<Uuid>;
  /** Null also when the case belongs to a region this workspace does not serve: from there it does not exist. */
  readonly case: CaseState | null;
}

export interface Renewed {
  readonly kind: 'case' | 'region';
  readonly formerId: Uuid;
  readonly id: Uuid;
}
