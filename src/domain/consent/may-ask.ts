import type { CaseState } from '../case/state.ts';
import type { Region } from '../region/region.ts';
import { type Party, type PartyConsent, partyConsent } from './consent.ts';

/** `no`: one of the family said no. `open`: an answer is missing. */
export type WhyNot = 'no' | 'open';

export interface MayAsk {
  /** Null: the party may be asked for information. */
  readonly whyNot: WhyNot | null;
  readonly consent: PartyConsent;
}

/** Whether a party may be asked for information now (invariant 1): asked before every question, answer and reminder. */
export function mayAsk(state: CaseState, region: Region, party: Party): MayAsk {
  const consent = partyConsent(state, region, party, 'asking');
  const { answer } = consent;
  return { whyNot: answer === 'yes' ? null : answer, consent };
}
