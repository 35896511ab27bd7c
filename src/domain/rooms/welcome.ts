import type { Situation } from '../case/decision.ts';
import { leadPhone, present, ref } from '../case/participants.ts';
import { isReported } from '../case/report.ts';
import type { CaseState, Participant, Room } from '../case/state.ts';
import { isLimited } from '../consent/consent.ts';
import type { Outgoing, PersonWelcomed, WelcomedAs } from '../messages/index.ts';
import { FAMILY_SIDE, type Role } from '../vocabulary.ts';

/** The first message in a new room of the case. */
export function welcome(state: CaseState, s: Situation, room: Room): Outgoing {
  const { id: caseId, code, leadId } = state.case;
  return {
    recipient: { to: 'room', only: room.id },
    urgency: 'silent',
    key: `welcome:${caseId}`,
    message: {
      type: 'Welcome',
      caseId,
      code,
      regionName: s.region.name,
      lead: leadId ? ref(state, leadId) : null,
      leadPhone: leadPhone(state),
      ...(state.case.status === 'intake' ? { inIntake: true } : {}),
    },
  };
}

/** The first message in the room of a party: what stands here, and why no more than that. */
export function welcomeParty(
  state: CaseState,
  room: Room,
  whose: { readonly party: string; readonly ofOne?: true },
): Outgoing {
  const { id: caseId, code, leadId } = state.case;
  return {
    recipient: { to: 'room', only: room.id },
    urgency: 'silent',
    key: `welcome:${room.id}`,
    message: {
      type: 'WelcomeParty',
      caseId,
      code,
      ...whose,
      lead: leadId ? ref(state, leadId) : null,
      leadPhone: leadPhone(state),
    },
  };
}

/**
 * Everybody who takes part from now on is told in their own place how this works, what is kept and what is asked, in
 * that order and before anything else: however they came in, and also later. Who leads from now on is told what that
 * asks. Who runs Schakel in the region knows it.
 */
export function welcomePeople(before: CaseState, after: CaseState, s: Situation): Outgoing[] {
  const { leadId } = after.case;
  const isSame = before.participants === after.participants && before.case.leadId === leadId;
  if (isReported(after.case) || (isSame && !isReported(before.case))) return [];
  const there = new Set(isReported(before.case) ? [] : present(before).map((p) => p.id));
  return present(after)
    .filter((p) => !s.region.coordinatorPersonIds.includes(p.personId))
    .flatMap((p): Outgoing[] => {
      if (p.id === leadId) return before.case.leadId === leadId ? [] : [personal(after, s, p, 'lead')];
      return there.has(p.id) ? [] : [personal(after, s, p, asOf(p.role))];
    });
}

function personal(state: CaseState, s: Situation, p: Participant, as: WelcomedAs): Outgoing {
  const { id: caseId, code, leadId, status } = state.case;
  const message: PersonWelcomed = {
    type: 'PersonWelcomed',
    caseId,
    code,
    regionName: s.region.name,
    as,
    ...(isLimited(p) ? { limited: true } : {}),
    ...(status === 'intake' ? { inIntake: true } : {}),
    lead: leadId ? ref(state, leadId) : null,
    leadPhone: leadPhone(state),
  };
  return {
    recipient: { to: 'person', personId: p.personId },
    urgency: 'unsolicited',
    key: `welcome:${caseId}:${p.id}${as === 'lead' ? `:lead:${state.case.version}` : ''}`,
    message,
  };
}

const AS: { readonly [R in Role]?: WelcomedAs } = {
  child: 'child',
  guardian: 'parent',
  parent: 'parent',
  schoolPrincipal: 'school',
  supportCoordinator: 'school',
  teacher: 'school',
  schoolBoard: 'school',
  careProvider: 'care',
  youthDoctor: 'care',
  specialist: 'care',
  municipalCaseManager: 'municipality',
  municipalManager: 'municipality',
  attendanceOfficer: 'municipality',
};

function asOf(role: Role): WelcomedAs {
  return AS[role] ?? (FAMILY_SIDE.has(role) ? 'supporter' : 'other');
}
