import type { Language } from '../domain/vocabulary.ts';

/** A platform's directory of its members, asked when somebody is brought into a case for the first time. */
export interface Directory {
  /** Null when the platform does not know this member. Rejects with `DirectoryUnavailable` when it cannot answer now. */
  describe(workspaceExternalId: string, memberId: string): Promise<Member | null>;
}

export interface Member {
  readonly name: string;
  readonly email: string | null;
  readonly language: Language | null;
  /** A guest there, or somebody of another organisation. */
  readonly guest: boolean;
  /** Whether they run that workspace; null where the platform does not tell us. */
  readonly administrator: boolean | null;
  readonly deactivated: boolean;
  /** A bot cannot own an agreement. */
  readonly bot: boolean;
}

export class DirectoryUnavailable extends Error {
  override readonly name = 'DirectoryUnavailable';
}
