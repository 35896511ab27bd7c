import type { WithoutBasis } from '../../case/basis/without-basis.ts';
import { accept, type Decision, type Refused, refuse, type Situation } from '../../case/decision.ts';
import { person, present } from '../../case/participants.ts';
import type { CaseState, Participant } from '../../case/state.ts';
import { basisTold, partyBasis } from '../../consent/basis.ts';
import { partiesOf, partyOf } from '../../consent/consent.ts';
import type { Lacking } from '../../region/covenant.ts';
import type { Uuid } from '../../vocabulary.ts';
import { inTheirs } from '../theirs.ts';
import { inCase, toRoom, withCase } from '../tools.ts';

/**
 * C04: where a region works with a covenant, a party without a legal basis or without accession takes part only with a
 * reason, which everybody reads who sees that party. The family and who stands beside it need none.
 */

export const BASIS_REASON_MAX = 300;

/** The reason that was typed, and who typed it. */
export interface BasisReason {
  readonly basisReason?: string | null;
  /** Participant; left out: whoever acts. */
  readonly basisById?: Uuid | null;
}

type Comer = Pick<Participant, 'id' | 'personId' | 'role' | 'organisationKey'>;

/** Refuses somebody whose party lacks something, without a reason. `name`: theirs, where they belong to no organisation. */
export function basisRefusal(
  state: CaseState,
  s: Situation,
  comer: Comer & { readonly name?: string },
  reason: string | null,
): Refused | null {
  if (reason !== null && [...reason].length > BASIS_REASON_MAX)
    return refuse('refused.wordsTooLong', { max: BASIS_REASON_MAX }, { field: 'basisReason' });
  const { is, lacks } = basisOf(state, s, comer);
  if (is !== 'missing' || reason) return null;
  const organisation = s.region.organisations.find((o) => o.key === comer.organisationKey)?.name;
  return refuse(
    'refused.basisMissing',
    {
      party: organisation ?? comer.name ?? null,
      of: organisation ? 'organisation' : 'none',
      lacks: lackingWord(lacks),
    },
    { field: 'basisReason' },
  );
}

/** The case with the reason for which the party of somebody who comes in takes part; null: it needs none. */
export function withReason(
  state: CaseState,
  s: Situation,
  comer: Comer,
  { basisReason, basisById }: BasisReason,
): { readonly state: CaseState; readonly said: WithoutBasis | null } {
  const { is, lacks } = basisOf(state, s, comer);
  const reason = basisReason?.trim();
  if (!reason || (is !== 'missing' && is !== 'accepted')) return { state, said: null };
  const partyKey = partyOf(comer) ?? comer.id;
  const byId = basisById === undefined ? (s.actor?.participant?.id ?? null) : basisById;
  const said: WithoutBasis = { partyKey, lacks, reason, byId, at: s.now };
  const others = state.case.withoutBasis.filter((one) => one.partyKey !== partyKey);
  return { state: withCase(state, { withoutBasis: [...others, said] }), said };
}

/** The case without the reasons of parties of which nobody takes part any more: when they come back it is another question. */
export function withoutGone(state: CaseState): CaseState {
  const here = new Set(present(state).map((p) => partyOf(p)));
  const stands = state.case.withoutBasis.filter((one) => here.has(one.partyKey));
  return stands.length === state.case.withoutBasis.length ? state : withCase(state, { withoutBasis: stands });
}

function basisOf(
  state: CaseState,
  { region }: Situation,
  comer: Comer,
): Pick<ReturnType<typeof partyBasis>, 'is' | 'lacks'> {
  const key = partyOf(comer);
  if (key === null || region.coordinatorPersonIds.includes(comer.personId))
    return { is: 'notAsked', lacks: [] };
  return partyBasis(state, region, { key, name: '' });
}

/** The lead or a coordinator says why a party that takes part already goes on without what it lacks; everybody is told. */
export function sayReason(state: CaseState, s: Situation, key: string, words: string): Decision {
  return inTheirs(state, s, ['lead', 'coordinator'], () => {
    const party = partiesOf(state, s.region).find((one) => one.key === key);
    const basis = party && partyBasis(state, s.region, party);
    if (!party || !basis || basis.lacks.length === 0) return refuse('refused.formChanged');
    const reason = words.trim();
    if (reason === '') return refuse('refused.reasonMissing', {}, { field: 'basisReason' });
    if ([...reason].length > BASIS_REASON_MAX)
      return refuse('refused.wordsTooLong', { max: BASIS_REASON_MAX }, { field: 'basisReason' });
    const byId = s.actor?.participant?.id ?? null;
    const said: WithoutBasis = { partyKey: key, lacks: basis.lacks, reason, byId, at: s.now };
    const others = state.case.withoutBasis.filter((one) => one.partyKey !== key);
    const after = withCase(state, { withoutBasis: [...others, said] });
    const told = basisTold(after, party.name, said);
    return accept(
      after,
      { key: 'done.basisReason', values: { party: party.name } },
      {
        messages: [
          toRoom(after, `basis:${key}`, { type: 'PartyWithoutBasis', ...inCase(after), withoutBasis: told }),
        ],
        audit: [{ action: 'party.without_basis', objectId: state.case.id }],
      },
    );
  });
}

/** `both`, `basis` or `accession`: one sentence for each. */
export function lackingWord(lacks: readonly Lacking[]): Lacking | 'both' {
  return lacks.length > 1 ? 'both' : (lacks[0] ?? 'basis');
}

/** The name by which a party is told: that of the organisation, else of the person. */
export function toldName(state: CaseState, { region }: Situation, comer: Comer): string {
  const organisation = region.organisations.find((o) => o.key === comer.organisationKey)?.name;
  return organisation ?? person(state, comer.personId)?.name ?? '–';
}
