import type { Store } from '../ports/database/index.ts';
import type { SubstanceBook } from '../ports/database/substance.ts';
import type { Database } from '../store/postgres/database.ts';
import { createSeal } from '../store/sealing/seal.ts';
import { createSubstanceBook } from '../store/substance/book.ts';
import { resealSubstance } from '../store/substance/reseal.ts';
import type { Secrets } from './installations.ts';
import type { Logger } from './log.ts';

/** Where words about families are kept. What an older key sealed is sealed anew first. */
export async function openSubstance(
  { pool }: Database,
  { secret, old }: Secrets,
  store: Pick<Store, 'noteRead'>,
  log: Logger,
): Promise<SubstanceBook> {
  const seal = createSeal(secret, old);
  const { resealed, unreadable } = await resealSubstance(pool, seal);
  if (resealed > 0) log.info({ resealed }, 'words about families were sealed with the key of now');
  if (unreadable > 0)
    log.error(
      { unreadable },
      'words about families cannot be opened with any key that is known: name their key in SCHAKEL_KEY_OLD',
    );
  return createSubstanceBook(pool, seal, store.noteRead);
}
