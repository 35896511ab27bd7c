import { addressIn, isWrongNumber } from '../../../domain/contact-details.ts';
import type { Problem } from '../error-words.ts';
import type { RegionConfig } from '../schema.ts';

/**
 * Addresses to which no mail can go, and numbers that do not exist. Asked of what is written down now: what stands there
 * already keeps nobody from changing something else.
 */
export function checkReach({ people }: Pick<RegionConfig, 'people'>): Problem[] {
  return people.flatMap(({ email, phone }, at): Problem[] => [
    ...(email && !addressIn(email) ? [{ path: ['people', at, 'email'], is: 'email' as const }] : []),
    ...(phone && isWrongNumber(phone) ? [{ path: ['people', at, 'phone'], is: 'phone-wrong' as const }] : []),
  ]);
}
