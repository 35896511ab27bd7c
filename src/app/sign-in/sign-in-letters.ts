import { createHash } from 'node:crypto';
import { LETTER_WORKSPACES, type LetterWay } from '../../domain/contact-details.ts';
import type { Message } from '../../domain/messages/index.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { NewMessage } from '../../ports/database/index.ts';
import type { Deps } from '../request-context.ts';
import type { BackDeps } from './way-back.ts';

/** Letters by which somebody comes in, or says that an address is theirs; and how many of them are sent. */

export const MINUTE = 60_000;
/** A person is sent few codes, and few links. */
export const SENDS = { everyMs: 10 * MINUTE, burst: 3 };
export const TRIES = { everyMs: 5 * MINUTE, burst: 10 };

/** Key of what goes to an address that was typed, whoever types it. The address itself cannot be read from it. */
export function keyOfAddress(address: string): string {
  return `again:${createHash('sha256').update(address).digest('base64url').slice(0, 22)}`;
}

/** A letter goes at once. What has the same key is the same letter. */
export async function letterTo(
  { clock, newId, reading }: Pick<Deps, 'clock' | 'newId'> & Pick<BackDeps, 'reading'>,
  { personId, way }: { readonly personId: Uuid; readonly way: LetterWay },
  key: string,
  message: Message,
): Promise<NewMessage> {
  const [regionId = null] = await reading.regionsOf(personId);
  return {
    id: newId(),
    dedupeKey: key,
    conversation: { workspaceId: LETTER_WORKSPACES[way], personId },
    regionId,
    caseId: null,
    recipientId: personId,
    isCard: false,
    payload: message,
    notBefore: clock.now().toISOString(),
    notAfter: null,
  };
}
