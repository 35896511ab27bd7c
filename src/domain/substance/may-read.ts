import { participantOfPerson } from '../case/participants.ts';
import type { CaseState, Participant } from '../case/state.ts';
import { partyConsent, partyOf } from '../consent/consent.ts';
import type { Region } from '../region/region.ts';
import { FAMILY_ROLES, type Role, type Uuid } from '../vocabulary.ts';

/** The kinds of what is written about a family: each has readers of its own (docs/domain.md#visibility). */
export const SUBSTANCE_KINDS = ['question', 'signal', 'position', 'record', 'whatWorks'] as const;
export type SubstanceKind = (typeof SUBSTANCE_KINDS)[number];

/** The roles that work with the child, and so read what works for this child. */
const WITH_THE_CHILD: ReadonlySet<Role> = new Set([
  'teacher',
  'supportCoordinator',
  'careProvider',
  'specialist',
  'buddy',
]);

type Asked = {
  readonly me: Participant;
  readonly state: CaseState;
  readonly region: Region;
};
type Reader = (asked: Asked) => boolean;

const family: Reader = ({ me }) => FAMILY_ROLES.has(me.role);

const lead: Reader = ({ me, state }) => {
  const { leadId } = state.case;
  if (leadId === null) return false;
  return me.id === leadId || state.participants.find((p) => p.id === leadId)?.deputyId === me.id;
};

/** Everybody whose answer counts said yes, also where a region lets a party see the case before anybody answered. */
const consented: Reader = ({ me, state, region }) => {
  const key = partyOf(me);
  return key !== null && partyConsent(state, region, { key, name: '' }).answer === 'yes';
};

const withTheChild: Reader = (asked) => WITH_THE_CHILD.has(asked.me.role) && consented(asked);

/** A coordinator who takes part reads the question while the case is in its intake: it is they who take it in. */
const takesIn: Reader = ({ me, state, region }) =>
  state.case.status === 'intake' && region.coordinatorPersonIds.includes(me.personId);

/** A kind that has no row here does not compile. Who coordinates a region, or runs it, reads nothing by that. */
const READERS: Readonly<Record<SubstanceKind, readonly Reader[]>> = {
  question: [family, lead, consented, takesIn],
  signal: [family, lead, consented],
  position: [family, lead, consented],
  record: [family, lead, consented],
  whatWorks: [family, lead, withTheChild],
};

let rightOf: (kind: SubstanceKind, caseId: Uuid, personId: Uuid) => RightToRead;

/** The right of one person to read one kind of substance in one case, now. Nobody makes one but `mayRead`. */
export class RightToRead {
  static {
    rightOf = (kind, caseId, personId) => new RightToRead(kind, caseId, personId);
  }

  readonly #isGiven = true;
  readonly kind: SubstanceKind;
  readonly caseId: Uuid;
  readonly personId: Uuid;

  private constructor(kind: SubstanceKind, caseId: Uuid, personId: Uuid) {
    this.kind = kind;
    this.caseId = caseId;
    this.personId = personId;
    Object.freeze(this);
  }

  static isOne(given: unknown): given is RightToRead {
    return given instanceof Object && #isGiven in given;
  }
}

/** Returns the right of somebody who takes part and reads this kind; null: for this person it does not exist. */
export function mayRead(
  kind: SubstanceKind,
  state: CaseState,
  region: Region,
  personId: Uuid,
): RightToRead | null {
  const me = participantOfPerson(state, personId);
  if (me === null) return null;
  return READERS[kind].some((reads) => reads({ me, state, region }))
    ? rightOf(kind, state.case.id, personId)
    : null;
}
