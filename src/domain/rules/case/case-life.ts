import { tooFar } from '../../calendar/date-bounds.ts';
import { isOpen } from '../../case/agreements.ts';
import { NOT_NAMED } from '../../case/clock/absence.ts';
import { normDate } from '../../case/clock/home-clock.ts';
import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { emptyCase } from '../../case/empty-case.ts';
import { AT_FIRST } from '../../case/involvement.ts';
import { isInChat, participantOfPerson, ref } from '../../case/participants.ts';
import type { CaseRow, CaseState, Participant, Person } from '../../case/state.ts';
import { basisTold } from '../../consent/basis.ts';
import { shouldBeLimited } from '../../consent/consent.ts';
import type { CaseStatusChanged, Outgoing, ParticipantLeft } from '../../messages/index.ts';
import type { ReplyKey } from '../../reply-keys.ts';
import { newRoom, openingTasks, workspaceToOpen } from '../../rooms/rooms.ts';
import { welcome } from '../../rooms/welcome.ts';
import { agreementFacts } from '../../views/facts.ts';
import type { PlainDate, Role, Uuid } from '../../vocabulary.ts';
import { toLead } from '../agreements/confirmations.ts';
import { newText, revisedMessage } from '../agreements/new-text.ts';
import { handoverWithout } from '../lead/handover.ts';
import {
  type BasisReason,
  basisRefusal,
  toldName,
  withoutGone,
  withReason,
} from '../participants/without-basis.ts';
import { inTheirs, lacks } from '../theirs.ts';
import { actorRef, inCase, inIntake, inOpenCase, toRoom, withCase, withParticipant } from '../tools.ts';

const MANAGES = ['lead', 'coordinator'] as const;

export interface Opening {
  readonly code: string;
  /** The first school day missed, or what the region counts from (C01); null: it threatens, and no day was missed. */
  readonly firstDayHome: PlainDate | null;
  /** The workspace in which the case gets its first room; others follow with the people who are there. */
  readonly workspaceId: Uuid;
  readonly coordinator: Person;
  readonly people: readonly Person[];
  /** The key of a case that comes from a sheet; see `CaseRow`. */
  readonly importKey?: Uuid;
  /** The sheet says that it is still in its intake; otherwise its cases are running. */
  readonly inIntake?: true;
}

/** C01: a case under a neutral code, with its clock, a room, and the coordinator in it. */
export function openCase(s: Situation, opening: Opening): Decision {
  if (opening.firstDayHome !== null && opening.firstDayHome > s.today)
    return refuse('refused.firstDayFuture', {}, { field: 'firstDay' });
  const far = tooFar('firstDay', opening.firstDayHome, s.today, 'firstDay');
  if (far) return far;
  const caseId = s.newId();
  const room = newRoom(s.newId(), caseId, opening.workspaceId);
  const first: Participant = {
    id: s.newId(),
    caseId,
    personId: opening.coordinator.id,
    organisationKey: null,
    role: 'coordinator',
    deputyId: null,
    joinedAt: s.now,
    leftAt: null,
    limitedSince: null,
    leadWish: null,
    broughtById: null,
    askedOn: null,
  };
  const state: CaseState = {
    ...emptyCase({ case: newCase(s, caseId, opening), people: opening.people }),
    participants: [first],
    rooms: [room],
  };
  return accept(
    state,
    {
      key: state.case.status === 'intake' ? 'done.intakeOpened' : 'done.caseOpened',
      values: {
        code: opening.code,
        first: opening.firstDayHome ?? 'none',
        date: state.case.threeMonthDate ?? 'none',
      },
    },
    {
      messages: [welcome(state, s, room)],
      tasks: openingTasks(state, room),
      audit: [{ action: 'case.opened', objectId: caseId }],
    },
  );
}

function newCase(s: Situation, id: Uuid, opening: Opening): CaseRow {
  return {
    id,
    regionId: s.region.id,
    code: opening.code,
    version: 0,
    status: s.region.intake === null || (opening.importKey && !opening.inIntake) ? 'open' : 'intake',
    statusReason: null,
    openedAt: s.now,
    firstDayHome: opening.firstDayHome,
    threeMonthDate: normDate(opening.firstDayHome, []),
    absence: opening.firstDayHome === null ? { ...NOT_NAMED, category: 'threatened' } : NOT_NAMED,
    closedAt: null,
    outcome: null,
    notTakenIn: null,
    report: null,
    closing: null,
    leadId: null,
    leadAskedId: null,
    leaderlessSince: s.now,
    leadHandover: null,
    escalationContactPersonId: null,
    lastEventAt: s.now,
    nextAgreementNumber: 1,
    strength: null,
    involvement: AT_FIRST,
    termDates: [],
    withoutBasis: [],
    appeals: [],
    requests: [],
    clockSent: [],
    auditHead: '',
    auditCount: 0,
    formerId: null,
    importKey: opening.importKey ?? null,
  };
}

export interface Joining extends BasisReason {
  readonly person: Person;
  readonly role: Role;
  readonly organisationKey: string | null;
  /** The one of the family who brings them in. */
  readonly broughtById?: Uuid;
}

/** The lead of the case or a coordinator of the region brings somebody in. */
export function bringIn(state: CaseState, s: Situation, joining: Joining): Decision {
  return inTheirs(state, s, MANAGES, () => addParticipant(state, s, joining));
}

/**
 * Somebody takes part: they come into the room, and everybody sees who they are. Who is in a workspace where the case
 * has no room yet brings that room with them (C37).
 */
export function addParticipant(state: CaseState, s: Situation, joining: Joining): Decision {
  return inOpenCase(state, () => {
    const here = participantOfPerson(state, joining.person.id);
    if (here) return refuse('refused.alreadyInCase', { person: ref(state, here.id), code: state.case.code });
    const old = state.participants.find((p) => p.personId === joining.person.id);
    const row: Participant = {
      id: old?.id ?? s.newId(),
      caseId: state.case.id,
      personId: joining.person.id,
      organisationKey: joining.organisationKey,
      role: joining.role,
      deputyId: null,
      joinedAt: s.now,
      leftAt: null,
      limitedSince: null,
      leadWish: null,
      broughtById: joining.broughtById ?? null,
      askedOn: null,
    };
    const no = basisRefusal(
      state,
      s,
      { ...row, name: joining.person.name },
      joining.basisReason?.trim() || null,
    );
    if (no) return no;
    const { state: before, said } = withReason(state, s, row, joining);
    const joined: CaseState = {
      ...before,
      participants: [...state.participants.filter((p) => p !== old), row],
      people: [...state.people.filter((p) => p.id !== joining.person.id), joining.person],
    };
    // Who sees only their own agreements has a room of their party, which follows from that (`rooms/membership.ts`).
    const isOfAll = !shouldBeLimited(joined, s.region, row);
    const workspaceId = isOfAll ? workspaceToOpen(joined, s.region, joining.person) : null;
    const room = workspaceId ? newRoom(s.newId(), state.case.id, workspaceId) : null;
    const after = room ? { ...joined, rooms: [...joined.rooms, room] } : joined;
    const who = ref(after, row.id);
    return accept(
      after,
      {
        key: 'done.participantAdded',
        values: { person: who, code: state.case.code, reads: isOfAll ? placeOf(s, joining) : 'own' },
      },
      {
        messages: [
          ...(room ? [welcome(after, s, room)] : []),
          toRoom(after, `joined:${row.id}`, {
            type: 'ParticipantJoined',
            ...inCase(after),
            person: who,
            role: row.role,
            ...(said ? { withoutBasis: basisTold(after, toldName(after, s, row), said) } : {}),
          }),
        ],
        tasks: room
          ? openingTasks(after, room)
          : isOfAll
            ? [{ type: 'Invite', ...inCase(after), person: who }]
            : [],
        audit: [
          { action: 'participant.added', objectId: row.id },
          ...(said ? [{ action: 'participant.without_basis', objectId: row.id }] : []),
        ],
      },
    );
  });
}

/**
 * A leaver keeps nothing of the case and hands over first what they own, so that nothing is ownerless. Somebody who
 * was never to be in it is out at once: as with a closed account, the lead gives what they own another owner.
 */
export function removeParticipant(
  state: CaseState,
  s: Situation,
  participantId: Uuid,
  why: ParticipantLeft['why'],
): Decision {
  const isTaken = why === 'removed' || why === 'wrong_person';
  const no = isTaken ? lacks(state, s, MANAGES) : null;
  if (no) return no;
  const p = state.participants.find((x) => x.id === participantId);
  if (!p || p.leftAt) return refuse('refused.notAParticipant');
  if (why === 'removed' && state.agreements.some((a) => isOpen(a) && a.ownerId === p.id)) {
    return refuse('refused.ownsAgreements', { person: ref(state, p.id) });
  }
  return takeOut(state, s, p, why);
}

/** They are out of the case and its room; whoever leads hears of what nobody owns any more. */
export function takeOut(
  state: CaseState,
  s: Situation,
  p: Participant,
  why: ParticipantLeft['why'],
): Decision {
  const isTaken = why === 'removed' || why === 'wrong_person';
  const left = withoutGone(without(state, s, p));
  const handed = handoverWithout(state, left, s, p.id);
  const after = handed?.state ?? left;
  const who = ref(after, p.id);
  const key = cameByLetter(state, p) ? 'done.invitedRemoved' : 'done.participantRemoved';
  return accept(
    after,
    { key, values: { person: who, code: state.case.code } },
    {
      messages: [
        toRoom(after, `left:${p.id}`, { type: 'ParticipantLeft', ...inCase(after), person: who, why }),
        ...(handed?.messages ?? []),
        ...ownerless(after, s, p.id),
      ],
      tasks: isTaken ? [{ type: 'Remove', ...inCase(after), person: who }] : [],
      audit: [
        { action: `participant.${isTaken ? 'removed' : why}`, objectId: p.id },
        ...(handed?.audit ?? []),
      ],
    },
  );
}

/** A participant who is gone leads no more, and is asked no more to lead. */
function without(state: CaseState, s: Situation, { id }: Participant): CaseState {
  const left = withParticipant(state, id, { leftAt: s.now });
  const free = state.case.leadAskedId === id ? withCase(left, { leadAskedId: null }) : left;
  return state.case.leadId === id ? withCase(free, { leadId: null, leaderlessSince: s.now }) : free;
}

/** A person on the web alone was written to at an address that somebody typed: it may have been a wrong one. */
function cameByLetter(state: CaseState, { personId }: Participant): boolean {
  const identities = state.people.find((p) => p.id === personId)?.identities ?? [];
  return identities.length > 0 && identities.every((i) => i.externalId === personId);
}

/** The lead is told at once of agreements that nobody owns any more, with a way to another owner. */
function ownerless(state: CaseState, s: Situation, participantId: Uuid): Outgoing[] {
  const theirs = state.agreements.filter((a) => isOpen(a) && a.ownerId === participantId);
  if (theirs.length === 0) return [];
  const agreements = theirs.map((a) => agreementFacts(state, s.region, a, s.today));
  const message = {
    type: 'OwnerLeft',
    ...inCase(state),
    person: ref(state, participantId),
    agreements,
  } as const;
  return toLead(state, `ownerless:${participantId}`, message);
}

/** Hands an agreement to another owner: by the lead, visible to all, to be confirmed again. */
export function handOver(state: CaseState, s: Situation, agreementId: Uuid, ownerId: Uuid): Decision {
  return inTheirs(state, s, ['lead'], () => handedOver(state, s, agreementId, ownerId));
}

/** The same as part of something larger, which looks itself for the right to it. */
export function handedOver(state: CaseState, s: Situation, agreementId: Uuid, ownerId: Uuid): Decision {
  return inOpenCase(state, () => {
    const a = state.agreements.find((x) => x.id === agreementId);
    const owner = state.participants.find((p) => p.id === ownerId && p.leftAt === null);
    if (!a || !isOpen(a)) return refuse('refused.noSuchAgreement');
    if (!owner) return refuse('refused.ownerNotInCase', {}, { field: 'owner' });
    const changed = {
      ...a,
      ownerId,
      ...{ pickedUpById: null, askedLess: null },
      deputyId: a.deputyId === ownerId ? null : a.deputyId,
      ...newText(state, s, a),
      status: 'open' as const,
      reportedDoneById: null,
    };
    const after = { ...state, agreements: state.agreements.map((x) => (x === a ? changed : x)) };
    return accept(
      after,
      { key: 'done.handedOver', values: { number: a.number, person: ref(after, ownerId) } },
      {
        messages: [revisedMessage(after, s, a.id)],
        audit: [{ action: 'agreement.handed_over', objectId: a.id }],
      },
    );
  });
}

export function holdCase(state: CaseState, s: Situation, reason: string): Decision {
  return inTheirs(state, s, MANAGES, () => {
    const early = inIntake(state);
    if (early) return early;
    if (reason.trim() === '') return refuse('refused.reasonMissing', {}, { field: 'reason' });
    const after = withCase(state, { status: 'on_hold', statusReason: reason.trim() });
    return status(after, s, { action: 'case.on_hold', key: 'done.caseOnHold' });
  });
}

export function resumeCase(state: CaseState, s: Situation): Decision {
  return inTheirs(state, s, MANAGES, () => {
    const early = inIntake(state);
    if (early) return early;
    if (state.case.status === 'open')
      return accept(state, { key: 'done.caseAlreadyOpen', values: { code: state.case.code } });
    return status(withCase(state, { status: 'open', statusReason: null }), s, {
      action: 'case.resumed',
      key: 'done.caseResumed',
    });
  });
}

/** The case has another status: everybody hears it, with what else there is to say of it. */
export function status(
  after: CaseState,
  s: Situation,
  { action, key }: { readonly action: string; readonly key: ReplyKey },
  more: Partial<CaseStatusChanged> = {},
): Decision {
  const { status: now, statusReason: reason, outcome, code, id } = after.case;
  const message = {
    type: 'CaseStatusChanged',
    ...inCase(after),
    status: now,
    by: actorRef(after, s),
    reason,
    outcome,
    ...more,
  } as const;
  return accept(
    after,
    { key, values: { code } },
    {
      messages: [toRoom(after, action, message)],
      audit: [{ action, objectId: id }],
    },
  );
}

/** Keeps what goes well, in the words of somebody in the case; the overview and the digests open with it (C19). */
export function noteStrength(state: CaseState, s: Situation, words: string): Decision {
  return inTheirs(state, s, ['participant'], () => {
    const strength = words.trim();
    if (strength === '') return refuse('refused.wordsMissing', {}, { field: 'words' });
    if ([...strength].length > 200) return refuse('refused.wordsTooLong', { max: 200 }, { field: 'words' });
    const after = withCase(state, { strength });
    return accept(after, 'done.strengthNoted', {
      messages: [
        toRoom(after, 'strength', { type: 'GoodNews', ...inCase(after), agreement: null, strength }),
      ],
      audit: [{ action: 'strength.noted', objectId: s.actor?.participant?.id ?? null }],
    });
  });
}

/** The place where somebody reads along who sees the whole case. */
function placeOf({ region }: Situation, { person }: Joining): 'channel' | 'page' {
  return isInChat(region, person) ? 'channel' : 'page';
}
