import type { DeliveryDeps } from '../../jobs/delivery.ts';
import type { ChatPlatform, Failure } from '../../ports/chat.ts';
import type { DemonstrationClock } from '../clock.ts';

type Platforms = DeliveryDeps['platforms'];

const REFUSED: Failure = { kind: 'never', reason: 'not_allowed', cause: 'demonstration' };

/**
 * Nothing of a demonstration leaves this machine, whatever a visitor wrote into its region: what would go to another
 * place than the web is refused at the moment of sending, and certainly not sent.
 */
export function keptHere(platforms: Platforms, clock: Pick<DemonstrationClock, 'stands'>): Platforms {
  return Object.fromEntries(
    Object.entries(platforms).map(([name, sending]) => [
      name,
      name === 'web' ? sending : { ...sending, chat: guarded(sending.chat, clock) },
    ]),
  );
}

function guarded(chat: ChatPlatform, clock: Pick<DemonstrationClock, 'stands'>): ChatPlatform {
  const methods = Object.entries(chat).map(([name, method]) => [
    name,
    typeof method === 'function'
      ? (...args: unknown[]) =>
          clock.stands()
            ? Promise.resolve({ ok: false, failure: REFUSED })
            : (method as (...a: unknown[]) => unknown).call(chat, ...args)
      : method,
  ]);
  return Object.fromEntries(methods) as ChatPlatform;
}
