import { coordinatorsOf } from '../app/coordinators.ts';
import { regionNews } from '../app/outgoing/region-news.ts';
import type { Deps } from '../app/request-context.ts';
import type { ConsentDefault } from '../domain/messages/index.ts';
import type { Region } from '../domain/region/region.ts';

/**
 * A region from before consent came first keeps what it had; its coordinators are told once what holds in a new one,
 * and how another choice is made.
 */
export async function tellConsentDefault(
  { store, newId }: Pick<Deps, 'store' | 'newId'>,
  region: Region,
  now: string,
): Promise<void> {
  if (!region.tellConsent) return;
  const people = await store.people(region.coordinatorPersonIds, region.id);
  const message: ConsentDefault = { type: 'ConsentDefault', region: region.key, regionName: region.name };
  const telling = { region, now, newId, key: `consent-default:${region.id}` };
  const messages = regionNews(telling, message, coordinatorsOf(region, people), people);
  if (messages.length === 0) return;
  await store.commit({ now, cases: [], messages });
  await store.consentTold(region.id);
}
