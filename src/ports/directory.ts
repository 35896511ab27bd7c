import type { Language } from '../domain/names.ts';

/** What a platform knows of one of its members: asked when somebody is brought into a case for the first time. */
export interface Directory {
  /** Null when the platform does not know this member. Rejects with `DirectoryUnavailable` when it cannot answer now. */
  describe(workspaceExternalId: string, memberId: string): Promise<Member | null>;
}

export interface Member {
  readonly name: string;
  readonly email: string | null;
  readonly language: Language | null;
  readonly guest: boolean;
  readonly deactivated: boolean;
  /** A bot cannot own an agreement. */
  readonly bot: boolean;
}

export class DirectoryUnavailable extends Error {
  override readonly name = 'DirectoryUnavailable';
}
