import type { CaseState } from '../case/state.ts';
import type { Region } from '../region/region.ts';
import { type PartyBasis, partyBasis } from './basis.ts';
import { type Party, type PartyConsent, partyConsent } from './consent.ts';

/** `basis`: the region's covenant asks for something that is missing. `no`: one of the family said no. `open`: an answer is missing. */
export type WhyNot = 'basis' | 'no' | 'open';

export interface MayAsk {
  /** Null: the party may be asked for information. */
  readonly whyNot: WhyNot | null;
  readonly consent: PartyConsent;
  readonly basis: PartyBasis;
}

/**
 * Whether a party may be asked for information now (invariant 1): asked before every question, answer and reminder. A
 * yes of the family repairs no basis that is missing; who gave a reason to go on without one has it seen by everybody.
 */
export function mayAsk(state: CaseState, region: Region, party: Party): MayAsk {
  const consent = partyConsent(state, region, party, 'asking');
  const basis = partyBasis(state, region, party);
  if (basis.is === 'missing') return { whyNot: 'basis', consent, basis };
  return { whyNot: consent.answer === 'yes' ? null : consent.answer, consent, basis };
}
