import { participantOfPerson } from '../case/participants.ts';
import { isReported } from '../case/report.ts';
import type { InformationRequest } from '../case/requests/information-request.ts';
import type { CaseState, Participant } from '../case/state.ts';
import { partyConsent, partyOf } from '../consent/consent.ts';
import { requestsTo } from '../consent/requests-to.ts';
import type { Region } from '../region/region.ts';
import { type AppealKind, FAMILY_ROLES, type Role, type Uuid } from '../vocabulary.ts';

/** The kinds of what is written about a family: each has readers of its own (docs/domain.md#visibility). */
export const SUBSTANCE_KINDS = [
  'report',
  'question',
  'appeal',
  'leadAppeal',
  'request',
  'signal',
  'position',
  'record',
  'whatWorks',
] as const;
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
  /** Null: they take no part. */
  readonly me: Participant | null;
  readonly personId: Uuid;
  readonly state: CaseState;
  readonly region: Region;
};
type Reader = (asked: Asked) => boolean;

/** A parent who sees only their own agreements reads none of it, but for their own words. */
const family: Reader = ({ me }) => me !== null && FAMILY_ROLES.has(me.role) && me.limitedSince === null;

const wroteIt: Reader = ({ me, state }) =>
  me !== null &&
  FAMILY_ROLES.has(me.role) &&
  state.intake.some((note) => note.step === 'question' && note.byId === me.personId);

const lead: Reader = ({ me, state }) => {
  const { leadId } = state.case;
  if (me === null || leadId === null) return false;
  return me.id === leadId || state.participants.find((p) => p.id === leadId)?.deputyId === me.id;
};

/** Everybody whose answer counts said yes, also where a region lets a party see the case before anybody answered. */
const consented: Reader = ({ me, state, region }) => {
  const key = me && partyOf(me);
  return key !== null && partyConsent(state, region, { key, name: '' }).answer === 'yes';
};

const withTheChild: Reader = (asked) =>
  asked.me !== null && WITH_THE_CHILD.has(asked.me.role) && consented(asked);

/** A coordinator who takes part reads the question while the case is in its intake: it is they who take it in. */
const takesIn: Reader = ({ me, state, region }) =>
  me !== null && state.case.status === 'intake' && region.coordinatorPersonIds.includes(me.personId);

/** Every coordinator reads a report while it waits for one of them, and then nobody by their role at the region. */
const decides: Reader = ({ personId, state, region }) =>
  isReported(state.case) && region.coordinatorPersonIds.includes(personId);

/** A coordinator reads what the family asked once they are asked for the answer too. */
const isAsked =
  (about: (kind: AppealKind) => boolean): Reader =>
  ({ personId, state, region }) =>
    region.coordinatorPersonIds.includes(personId) &&
    state.case.appeals.some((one) => one.coordinators && about(one.kind));

const reporter: Reader = ({ me, state }) => me !== null && state.case.report?.byId === me.personId;

/** A kind that has no row here does not compile. Who coordinates a region, or runs it, reads nothing by that. */
const READERS: Readonly<Record<SubstanceKind, readonly Reader[]>> = {
  report: [family, lead, takesIn, decides, reporter],
  question: [family, wroteIt, lead, consented, takesIn, decides],
  appeal: [family, lead, isAsked((kind) => kind !== 'lead')],
  leadAppeal: [family, lead, isAsked((kind) => kind === 'lead')],
  request: [family, lead, consented],
  signal: [family, lead, consented],
  position: [family, lead, consented],
  record: [family, lead, consented],
  whatWorks: [family, lead, withTheChild],
};

let rightOf: (kind: SubstanceKind, caseId: Uuid, personId: Uuid, ids?: readonly Uuid[] | null) => RightToRead;

/** The right of one person to read one kind of substance in one case, now. Nobody makes one but `mayRead`. */
export class RightToRead {
  static {
    rightOf = (kind, caseId, personId, ids = null) => new RightToRead({ kind, caseId, personId, ids });
  }

  readonly #isGiven = true;
  readonly kind: SubstanceKind;
  readonly caseId: Uuid;
  readonly personId: Uuid;
  /** The rows that it is for; null: all of the kind. */
  readonly ids: readonly Uuid[] | null;

  private constructor({
    kind,
    caseId,
    personId,
    ids,
  }: Pick<RightToRead, 'kind' | 'caseId' | 'personId' | 'ids'>) {
    this.kind = kind;
    this.caseId = caseId;
    this.personId = personId;
    this.ids = ids;
    Object.freeze(this);
  }

  static isOne(given: unknown): given is RightToRead {
    return given instanceof Object && #isGiven in given;
  }
}

/** Returns the right of somebody who reads this kind; null: for this person it does not exist. */
export function mayRead(
  kind: SubstanceKind,
  state: CaseState,
  region: Region,
  personId: Uuid,
): RightToRead | null {
  const me = participantOfPerson(state, personId);
  return READERS[kind].some((reads) => reads({ me, personId, state, region }))
    ? rightOf(kind, state.case.id, personId)
    : null;
}

/**
 * Returns the right to read appeals of one kind: all for who reads them, else one's own with their answers, as of a parent
 * who came to see less; null: there are none.
 */
export function mayReadAppeals(
  kind: 'appeal' | 'leadAppeal',
  state: CaseState,
  region: Region,
  personId: Uuid,
): RightToRead | null {
  const all = mayRead(kind, state, region, personId);
  const me = participantOfPerson(state, personId);
  if (all || me === null) return all;
  const own = state.case.appeals.filter(
    (a) => a.byId === me.id && (a.kind === 'lead') === (kind === 'leadAppeal'),
  );
  const ids = own.flatMap((a) => [a.id, a.ended?.wordsId ?? []].flat());
  return ids.length > 0 ? rightOf(kind, state.case.id, personId, ids) : null;
}

/**
 * Returns the right to read what stands of requests to parties: all of it for who reads such words in this case, else the
 * rows of the requests that one asked as a coordinator, that wait for one's answer, or that one was asked while one takes
 * part; null: for this person there are none.
 */
export function mayReadRequests(state: CaseState, region: Region, personId: Uuid): RightToRead | null {
  const all = mayRead('request', state, region, personId);
  if (all) return all;
  const asks = (one: InformationRequest): boolean =>
    one.byId === personId && region.coordinatorPersonIds.includes(personId);
  const waiting = requestsTo(state, region, personId);
  // Whoever was asked and takes part reads again what they were asked and answered.
  const takesPart = participantOfPerson(state, personId) !== null;
  const wasAsked = (one: InformationRequest): boolean => takesPart && one.askedIds.includes(personId);
  const theirs = state.case.requests.filter((one) => waiting.includes(one) || asks(one) || wasAsked(one));
  const ids = theirs.flatMap((one) => [one.questionsId, one.answer?.wordsId ?? []].flat());
  return ids.length > 0 ? rightOf('request', state.case.id, personId, ids) : null;
}
