import { agreement } from '../case/agreements.ts';
import { type Decision, refuse, type Situation } from '../case/decision.ts';
import { actingLead, actingOwner, actsForFamily, participant } from '../case/participants.ts';
import type { Agreement, CaseState } from '../case/state.ts';
import { isOwnOf, limitOf } from '../consent/consent.ts';
import type { Uuid } from '../vocabulary.ts';
import { inOpenCase, onOpenAgreement } from './tools.ts';

/**
 * The second lock: each rule looks itself whether this is for the one who acts. The door asks the same of what it was
 * given; the rule asks it of what it is about to change, so that what slips past one is stopped by the other.
 */

/** `participant`: takes part, and sees this; `family`: a parent or the young person; `owner`: it is theirs, or they act for the owner; `lead`: who leads now. */
export type Right = 'participant' | 'family' | 'owner' | 'lead' | 'coordinator';

type Holds = (state: CaseState, s: Situation, a: Agreement | null) => boolean;

const RIGHTS: Readonly<Record<Right, Holds>> = {
  participant: (state, s, a) => idOf(state, s) !== null && sees(state, s, a),
  family: (state, s) => {
    const me = idOf(state, s);
    return me !== null && actsForFamily(state, me);
  },
  owner: (state, s, a) => {
    const me = idOf(state, s);
    if (me === null || a === null) return false;
    return [a.ownerId, a.pickedUpById, actingOwner(state, a, s.today)].includes(me);
  },
  lead: (state, s) => {
    const me = idOf(state, s);
    const lead = actingLead(state, s.today);
    if (me !== null && [lead, state.case.leadId].includes(me)) return true;
    return lead === null && coordinates(s);
  },
  coordinator: (_state, s) => coordinates(s),
};

/** Names an agreement, whose it has to be, and how it may stand; left out: still to come. */
interface OnTheirs {
  readonly id: Uuid;
  readonly rights: readonly [Right, ...Right[]];
  readonly allow?: readonly Agreement['status'][];
}

/** Runs a rule on an agreement for who has one of these rights to it. One that they cannot see does not exist. */
export function onTheirs(
  state: CaseState,
  s: Situation,
  { id, rights, allow }: OnTheirs,
  rule: (a: Agreement) => Decision,
): Decision {
  const a = agreement(state, id);
  return (a && lacks(state, s, rights, a)) ?? onOpenAgreement(state, id, rule, allow);
}

/** The same for what is about the whole case. */
export function inTheirs(
  state: CaseState,
  s: Situation,
  rights: readonly [Right, ...Right[]],
  rule: () => Decision,
): Decision {
  return inOpenCase(state, () => lacks(state, s, rights) ?? rule());
}

/** Null when the one who acts has one of these rights. */
export function lacks(
  state: CaseState,
  s: Situation,
  rights: readonly [Right, ...Right[]],
  a: Agreement | null = null,
): Decision | null {
  if (rights.some((right) => RIGHTS[right](state, s, a))) return null;
  if (a !== null && !sees(state, s, a)) return refuse('refused.outsideCase');
  if (idOf(state, s) === null && !coordinates(s)) return refuse('refused.notInCase');
  return refuse(`refused.only.${rights[0]}`, { code: state.case.code });
}

/**
 * Somebody whom only another family's case brought here does not exist for who takes no part in that case: their name
 * would say that their child is at home. A coordinator sees every case; who was ever in this one is known here.
 */
export function unknownHere(state: CaseState, s: Situation, personId: Uuid | null): Decision | null {
  if (personId === null || coordinates(s) || !s.ofOtherFamilies?.has(personId)) return null;
  const wasHere = state.participants.some((p) => p.personId === personId);
  return wasHere ? null : refuse('refused.memberUnknown', {}, { field: 'person' });
}

/** Participant id of the one who acts, while they take part. */
function idOf(state: CaseState, s: Situation): Uuid | null {
  const me = participant(state, s.actor?.participant?.id ?? null);
  return me && me.leftAt === null ? me.id : null;
}

/** A limited participant has to do with the agreements of their own party alone. */
function sees(state: CaseState, s: Situation, a: Agreement | null): boolean {
  const party = s.actor && limitOf(state, s.actor.personId);
  return party === null || (a !== null && isOwnOf(state, party, a));
}

function coordinates(s: Situation): boolean {
  return s.actor !== null && s.region.coordinatorPersonIds.includes(s.actor.personId);
}
