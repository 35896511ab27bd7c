import type { Uuid } from '../../domain/vocabulary.ts';
import type { Reading } from '../../ports/web.ts';
import type { Deps } from '../request-context.ts';

/** Changes that somebody made in how they come in, or who else can read their dates. */
export type OwnAct =
  | 'address_taken'
  | 'address_refused'
  | 'address_changed'
  | 'second_step_added'
  | 'second_step_removed'
  | 'calendar_made'
  | 'calendar_ended';

/** Written in the audit of each region that knows the person: it is about no case, and others rely on it. */
export type NoteOwn = (personId: Uuid, act: OwnAct) => Promise<void>;

export function createNoteOwn({ store, clock }: Deps, reading: Pick<Reading, 'regionsOf'>): NoteOwn {
  return async (personId, act) => {
    const now = clock.now().toISOString();
    for (const regionId of await reading.regionsOf(personId))
      await store.noteInRegion({ now, actor: personId, action: `own.${act}`, regionId });
  };
}
