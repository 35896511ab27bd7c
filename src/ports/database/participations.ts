import type { Role, Uuid } from '../../domain/vocabulary.ts';

/** Somebody's part in one open case of a region. */
export interface Participation {
  readonly personId: Uuid;
  readonly name: string;
  readonly participantId: Uuid;
  readonly caseId: Uuid;
  readonly code: string;
  readonly role: Role;
  readonly organisationKey: string | null;
  readonly isLead: boolean;
  /** Whether an open agreement is theirs. */
  readonly owns: boolean;
}

/** All of a region, or one person in it. */
export interface Wanted {
  readonly regionId: Uuid;
  readonly personId: Uuid | null;
}
