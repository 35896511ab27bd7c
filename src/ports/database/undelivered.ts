import type { Instant, Uuid } from '../../domain/vocabulary.ts';

/** Messages that could not be delivered. */
export interface Undelivered {
  /**
   * Puts a message that could not be delivered up to be sent once more; the region's audit says by whom. False: this
   * region has no such message, or it is on its way already.
   */
  sendAgain(again: {
    readonly regionId: Uuid;
    readonly messageId: Uuid;
    readonly actor: Uuid;
    readonly now: Instant;
  }): Promise<boolean>;
  /** The same message is left as it is, and no longer in the way: somebody settled it otherwise. Audited likewise. */
  leaveUnsent(left: Parameters<Undelivered['sendAgain']>[0]): Promise<boolean>;
}
