import type { Schakel } from '../schakel/start-schakel.ts';
import { callerFor } from './web-caller.ts';

/** The page of the first open case, as somebody with this account on a platform reads it who signed in to the web. */
export async function roomPageOf(schakel: Schakel, account: string): Promise<string> {
  const caller = await callerFor(schakel, await schakel.personWith(account));
  const { store } = schakel.app;
  const [region = ''] = await store.allRegionIds();
  const [caseId] = await store.openCaseIds(region, null, 1);
  return (await caller.get(`/c/${caseId}`)).html;
}
