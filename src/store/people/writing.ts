import type pg from 'pg';
import type { RegionConfig } from '../../config/region/region-file.ts';
import type { LetterWay } from '../../domain/contact-details.ts';
import type { Instant, Uuid } from '../../domain/vocabulary.ts';
import type { AuditEvent } from '../../ports/database/index.ts';

/** The region whose people are written, and who says so. */
export interface Writing {
  readonly client: pg.PoolClient;
  readonly regionId: Uuid;
  readonly config: RegionConfig;
  /** Ids by the platform's own id, of the workspaces that the region may use. */
  readonly workspaces: ReadonlyMap<string, Uuid>;
  readonly byOperator: boolean;
  readonly actor: AuditEvent['actor'];
  readonly now: Instant;
  /** The person on whose word the writer stands here; null: it is the operator's. */
  readonly guarantorId: Uuid | null;
  /** Ways by which letters can be sent. */
  readonly letters: readonly LetterWay[];
  /** The version of the region that this writes. */
  readonly version: number;
  /** Keys of who runs the region, before this or after it. */
  readonly running: ReadonlySet<string>;
}
