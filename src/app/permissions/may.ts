import { agreement } from '../../domain/case/agreements.ts';
import {
  actingLead,
  actingOwner,
  actsForFamily,
  deputyOf,
  participantOfPerson,
} from '../../domain/case/participants.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { isOwnOf, limitOf } from '../../domain/consent/consent.ts';
import { requestsTo } from '../../domain/consent/requests-to.ts';
import type { Region } from '../../domain/region/region.ts';
import { callsOf } from '../../domain/views/calls.ts';
import type { PlainDate, Uuid } from '../../domain/vocabulary.ts';

/**
 * The people who may give a command. `present`: who takes part, also who sees only the agreements of their own party.
 * `participant`: who takes part and sees everything, or the one it is about is their own party's. `family`: the
 * young person or a parent. `owner`: the owner,
 * or who acts for them. `lead`: the lead, or who acts for them; without a lead here, a coordinator stands in.
 * `contact`: the named person an alert went to, while it waits for their help. `asked`: who of a party was asked for
 * information, while that waits for them. `member`: anybody Schakel knows in the
 * region. `administrator`: who may change how the region is set up. Every command names at least one.
 */
export const WHO = [
  'member',
  'present',
  'participant',
  'family',
  'owner',
  'deputy',
  'lead',
  'coordinator',
  'administrator',
  'contact',
  'asked',
] as const;
export type Who = (typeof WHO)[number];

export interface Claim {
  readonly personId: Uuid;
  readonly region: Region;
  readonly state: CaseState | null;
  readonly today: PlainDate;
  readonly agreementId: Uuid | null;
  readonly escalationId: Uuid | null;
  readonly requestId?: Uuid | null;
}

/** True when one of the rules holds for this person, here, today. Ids in the request are claims, not rights. */
export function may(rules: readonly Who[], claim: Claim): boolean {
  return rules.some((rule) => RULES[rule](claim));
}

const RULES: Readonly<Record<Who, (claim: Claim) => boolean>> = {
  member: () => true,
  present: (a) => me(a) !== null,
  participant: (a) => me(a) !== null && isTheirs(a),
  family: (a) => {
    const mine = me(a);
    return a.state !== null && mine !== null && actsForFamily(a.state, mine);
  },
  owner: (a) => {
    const found = a.state && agreement(a.state, a.agreementId);
    if (!a.state || !found || !me(a)) return false;
    return (
      found.ownerId === me(a) ||
      found.pickedUpById === me(a) ||
      actingOwner(a.state, found, a.today) === me(a)
    );
  },
  deputy: (a) => {
    const found = a.state && agreement(a.state, a.agreementId);
    return Boolean(a.state && found && me(a) && deputyOf(a.state, found) === me(a));
  },
  lead: (a) => {
    if (!a.state) return false;
    const lead = actingLead(a.state, a.today);
    if (lead !== null && lead === me(a)) return true;
    if (a.state.case.leadId !== null && a.state.case.leadId === me(a)) return true;
    return lead === null && isCoordinator(a);
  },
  coordinator: (a) => isCoordinator(a),
  administrator: (a) => a.region.administratorPersonIds.includes(a.personId),
  contact: (a) => {
    if (!a.state) return false;
    return callsOf(a.state, a.region, a.personId).some((e) => e.id === a.escalationId);
  },
  asked: (a) => {
    if (!a.state) return false;
    return requestsTo(a.state, a.region, a.personId).some((one) => one.id === a.requestId);
  },
};

/** A limited participant has to do with the agreements of their own party alone. */
function isTheirs(a: Claim): boolean {
  const party = a.state && limitOf(a.state, a.personId);
  if (!a.state || party === null) return true;
  const found = agreement(a.state, a.agreementId);
  return found !== null && isOwnOf(a.state, party, found);
}

function me(a: Claim): Uuid | null {
  return a.state ? (participantOfPerson(a.state, a.personId)?.id ?? null) : null;
}

function isCoordinator(a: Claim): boolean {
  return a.region.coordinatorPersonIds.includes(a.personId);
}
