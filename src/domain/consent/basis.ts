import type { WithoutBasis } from '../case/basis/without-basis.ts';
import { participant, present, ref } from '../case/participants.ts';
import type { CaseState } from '../case/state.ts';
import type { BasisTold } from '../messages/index.ts';
import { isBasisInUse } from '../region/bases.ts';
import { hasAcceded, type Lacking } from '../region/covenant.ts';
import type { Region } from '../region/region.ts';
import { type Party, partiesOf, partyOf } from './consent.ts';

/** The legal basis of a party, beside the family's consent (C04, P8): a yes repairs none that is missing. */

export interface PartyBasis {
  readonly party: Party;
  /**
   * `notAsked`: the region works without a covenant, and asks for none. `stands`: basis and accession are there.
   * `accepted`: something is missing, and somebody said why it goes on. `missing`: nobody did.
   */
  readonly is: 'notAsked' | 'stands' | 'accepted' | 'missing';
  readonly lacks: readonly Lacking[];
  /** The reason that was given, while something is missing and the party takes part. */
  readonly accepted: WithoutBasis | null;
}

/** Says whether a party has what the region's covenant asks. Looks at nothing but the region's file and the case. */
export function partyBasis(state: CaseState, region: Region, party: Party): PartyBasis {
  const lacks = lacksOf(region, party.key);
  if (lacks === null) return { party, is: 'notAsked', lacks: [], accepted: null };
  if (lacks.length === 0) return { party, is: 'stands', lacks, accepted: null };
  const said = state.case.withoutBasis.find((one) => one.partyKey === party.key);
  // A party that left and comes back is a new question.
  const isHere = said !== undefined && present(state).some((p) => partyOf(p) === party.key);
  return isHere
    ? { party, is: 'accepted', lacks, accepted: said }
    : { party, is: 'missing', lacks, accepted: null };
}

/** Lists what an organisation lacks in its region; null: the region asks for nothing. Who is of none lacks all of it. */
export function lacksOf({ file }: Pick<Region, 'file'>, partyKey: string): Lacking[] | null {
  const { covenant } = file;
  if (covenant === undefined) return null;
  const legal = file.organisations.find((o) => o.key === partyKey)?.legal;
  const hasBasis = legal?.basis !== undefined && isBasisInUse(file, legal.basis);
  return [
    ...(hasBasis ? [] : (['basis'] as const)),
    ...(hasAcceded(covenant, legal) ? [] : (['accession'] as const)),
  ];
}

/** The parties that take part without a basis or without accession, with the reason that was given, as it is told. */
export function withoutBasis(state: CaseState, region: Region): BasisTold[] {
  if (region.file.covenant === undefined) return [];
  return partiesOf(state, region).flatMap((party) => {
    const { accepted } = partyBasis(state, region, party);
    return accepted ? [basisTold(state, party.name, accepted)] : [];
  });
}

export function basisTold(state: CaseState, party: string, { lacks, reason, byId }: WithoutBasis): BasisTold {
  return { party, lacks, reason, by: participant(state, byId) && byId !== null ? ref(state, byId) : null };
}
