import type { Instant, Uuid } from '../../domain/vocabulary.ts';

/** A look is written down, with who looked, before anything is shown. */
export interface Looks {
  /**
   * Writes down, in a chain of the audit that is beside that of the case, that somebody looked in these cases. Before
   * anything is shown: when it rejects, nothing may be. Does not move the version of a case, its first read apart.
   */
  noteRead(read: Read): Promise<void>;
  /**
   * One event in the region's own chain: that somebody looked at a list over its cases, which opens none of them (before
   * anything is shown), or settled something of their own.
   */
  noteInRegion(note: RegionNote): Promise<void>;
}

/** Somebody looked. `action` is `read.` and the name of what was shown; no content. */
export interface Read {
  readonly now: Instant;
  readonly actor: Uuid | 'schakel';
  readonly action: `read.${string}`;
  readonly caseIds: readonly Uuid[];
}

/** A note of a region and no case; it has no content. */
export interface RegionNote {
  readonly now: Instant;
  readonly actor: Uuid;
  readonly action: `read.${string}` | `own.${string}`;
  readonly regionId: Uuid;
}
