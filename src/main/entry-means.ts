import type { EntryMeans } from '../app/request-context.ts';
import type { Config } from '../config/env/env.ts';
import type { Database } from '../store/postgres/database.ts';
import { createEntrySeal } from '../store/sealing/entry-seal.ts';
import type { Seal } from '../store/sealing/seal.ts';
import { createEntryBook } from '../store/sign-in/entry.ts';
import { rereadReach, resealEntry } from '../store/sign-in/entry-anew.ts';
import type { DemonstrationClock } from './clock.ts';
import type { Secrets } from './installations.ts';
import type { Logger } from './log.ts';

/** How people without a workspace are let in, on this database. What an older key sealed is sealed anew first. */
export async function openEntryMeans(
  database: Database,
  { secret, old }: Secrets,
  config: Config,
  clock: Pick<DemonstrationClock, 'stands'>,
  log: Logger,
): Promise<EntryMeans & { readonly seal: Seal }> {
  const sealing = createEntrySeal(secret, old);
  const resealed = old.length > 0 ? await resealEntry(database.pool, sealing) : 0;
  const reread = await rereadReach(database.pool, sealing);
  if (reread > 0) log.info({ reread }, 'addresses and numbers were written anew, as they are typed');
  if (resealed > 0) log.info({ resealed }, 'addresses and second steps were sealed with the key of now');
  return {
    book: createEntryBook(database.pool, sealing),
    sealing,
    seal: sealing.seal,
    // A demonstration sends nothing.
    can: {
      get email() {
        return config.mail !== undefined && !clock.stands();
      },
      get sms() {
        return config.sms !== undefined && !clock.stands();
      },
    },
  };
}
