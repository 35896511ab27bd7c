import { LETTER_WAYS } from '../../domain/contact-details.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { SecondStep } from '../../ports/web.ts';
import type { BackDeps } from './way-back.ts';

type Steps = Pick<BackDeps, 'book' | 'can'>;

/** How much each second step shows. */
export const STRENGTH: Readonly<Record<SecondStep, number>> = { code: 1, app: 2, passkey: 3 };

/** The weakest second step that lets somebody in after a letter: a code goes wherever there is another way to send it. */
export async function strengthOf({ book, can }: Steps, personId: Uuid): Promise<number> {
  const [reach, factors] = await Promise.all([book.reachOf(personId), book.factors(personId)]);
  const has = { email: reach?.email, sms: reach?.phone };
  const isSent = LETTER_WAYS.every((way) => can[way] && has[way]);
  if (isSent || factors.length === 0) return STRENGTH.code;
  return factors.some((one) => one.kind === 'totp') ? STRENGTH.app : STRENGTH.passkey;
}

/** A letter to one of them opens the page of another only when both come in as strongly. */
export async function alike(deps: Steps, personId: Uuid, others: readonly Uuid[]): Promise<Uuid[]> {
  if (others.length === 0) return [];
  const own = await strengthOf(deps, personId);
  const strengths = await Promise.all(others.map((id) => strengthOf(deps, id)));
  return others.filter((_, i) => strengths[i] === own);
}
