import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import { actingLead, participant } from '../../case/participants.ts';
import type { CaseState, Invitation, Person } from '../../case/state.ts';
import { isLimited, isPartyLimited, partyName } from '../../consent/consent.ts';
import type { Region } from '../../region/region.ts';
import { caseRooms } from '../../rooms/rooms.ts';
import { FAMILY_SIDE, type Role, type Uuid } from '../../vocabulary.ts';
import { toLead } from '../agreements/confirmations.ts';
import { addParticipant } from '../case/case-life.ts';
import { inTheirs } from '../theirs.ts';
import { inCase } from '../tools.ts';
import { basisRefusal } from './without-basis.ts';

/** Somebody of another organisation is invited into a Slack room (Slack Connect), and takes part once they come in. */

export interface Inviting {
  readonly email: string;
  readonly role: Role;
  readonly organisationKey: string | null;
  /** The reason to ask them although their party has no basis or accession. */
  readonly basisReason?: string | null;
}

export function inviteExternal(state: CaseState, s: Situation, inviting: Inviting): Decision {
  return inTheirs(state, s, ['lead', 'coordinator'], () => {
    const email = inviting.email.trim().toLowerCase();
    if (!/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(email))
      return refuse('refused.email', {}, { field: 'email' });
    const key = inviting.organisationKey;
    if (key !== null && !FAMILY_SIDE.has(inviting.role) && isPartyLimited(state, s.region, key))
      return refuse(
        'refused.limitedParty',
        { party: partyName(state, s.region, key) },
        { field: 'organisation' },
      );
    const comer = { id: '', personId: '', role: inviting.role, organisationKey: key, name: email };
    const no = basisRefusal(state, s, comer, inviting.basisReason?.trim() || null);
    if (no) return no;
    if (!hasSlackRoom(state, s.region)) return refuse('refused.noSlackRoom', {}, { field: 'email' });
    if (state.invitations.some((i) => i.status === 'waiting' && i.email === email))
      return refuse('refused.invitedAlready', {}, { field: 'email' });
    const row: Invitation = {
      ...inviting,
      basisReason: inviting.basisReason ?? null,
      id: s.newId(),
      caseId: state.case.id,
      email,
      invitedById: s.actor?.participant?.id ?? null,
      invitedAt: s.now,
      status: 'waiting',
    };
    return accept(
      { ...state, invitations: [...state.invitations, row] },
      { key: 'done.invited', values: { code: state.case.code } },
      {
        tasks: [{ type: 'InviteExternal', ...inCase(state), invitationId: row.id }],
        audit: [{ action: 'invitation.sent', objectId: row.id }],
      },
    );
  });
}

function hasSlackRoom(state: CaseState, region: Region): boolean {
  const slack = new Set(region.workspaces.filter((w) => w.platform === 'slack').map((w) => w.id));
  return caseRooms(state).some((r) => slack.has(r.workspaceId));
}

/** The channel somebody was invited to, and the organisation on Slack that they came out of. */
interface Came {
  readonly channel: string;
  readonly team: string | null;
}

/** They came in: from now on they take part, in the role they were invited for. */
export function invitationAccepted(
  state: CaseState,
  s: Situation,
  { id, person, came }: { readonly id: Uuid; readonly person: Person; readonly came: Came },
): Decision {
  const found = state.invitations.find((i) => i.id === id && i.status === 'waiting');
  if (!found) return accept(state, 'done.nothing');
  if (!isStillTheirs(state, s, found)) return invitationEnded(state, found, person);
  const after = withInvited(settledInvitation(state, found, 'accepted'), came);
  const joined = addParticipant(after, s, {
    person,
    role: found.role,
    organisationKey: found.organisationKey,
    basisReason: found.basisReason,
    basisById: found.invitedById,
  });
  // The region came to work with a covenant after they were invited.
  if (!joined.ok && joined.reply.field === 'basisReason') return invitationEnded(state, found, person);
  return joined.ok ? joined : accept(after, 'done.nothing');
}

/** The channel is shared with their organisation on purpose from now on. */
function withInvited(
  state: CaseState,
  { channel, team }: { readonly channel: string; readonly team: string | null },
): CaseState {
  if (team === null) return state;
  const rooms = state.rooms.map((room) =>
    room.externalId === channel && !room.invitedTeams.includes(team)
      ? {
          ...room,
          invitedTeams: [...room.invitedTeams, team],
          sharedWith: room.sharedWith.filter((id) => id !== team),
        }
      : room,
  );
  return { ...state, rooms };
}

/** The inviter can still bring somebody in; for somebody who invited as coordinator only, the region answers. */
function isStillTheirs(state: CaseState, s: Situation, { invitedById }: Invitation): boolean {
  if (invitedById === null) return true;
  const inviter = participant(state, invitedById);
  if (!inviter || inviter.leftAt !== null || isLimited(inviter)) return false;
  return (
    state.case.leadId === invitedById ||
    actingLead(state, s.today) === invitedById ||
    s.region.coordinatorPersonIds.includes(inviter.personId)
  );
}

/** They came in by an invitation that nobody stands behind any more: out of the room again, and the lead hears it. */
function invitationEnded(state: CaseState, found: Invitation, { id, name, identities }: Person): Decision {
  const here = caseRooms(state).filter((r) => identities.some((i) => i.workspaceId === r.workspaceId));
  return accept(settledInvitation(state, found, 'failed'), 'done.nothing', {
    messages: toLead(state, `invitation:${found.id}`, {
      type: 'OutsiderInRoom',
      ...inCase(state),
      name,
      platform: 'slack',
    }),
    tasks: here.map((r) => ({ type: 'Remove', ...inCase(state), person: { id, name }, roomId: r.id })),
    audit: [{ action: 'invitation.ended', objectId: found.id }],
  });
}

/** Slack would not send it: the lead hears why, and can try another way. */
export function invitationFailed(
  state: CaseState,
  invitationId: Uuid,
  reason: 'not_allowed' | 'address' | 'unknown',
): Decision {
  const found = state.invitations.find((i) => i.id === invitationId && i.status === 'waiting');
  if (!found) return accept(state, 'done.nothing');
  return accept(settledInvitation(state, found, 'failed'), 'done.nothing', {
    messages: toLead(state, `invitation:${found.id}`, {
      type: 'InvitationFailed',
      ...inCase(state),
      role: found.role,
      reason,
    }),
    audit: [{ action: 'invitation.failed', objectId: found.id }],
  });
}

function settledInvitation(state: CaseState, found: Invitation, status: Invitation['status']): CaseState {
  const done = { ...found, status, email: '', basisReason: null };
  return { ...state, invitations: state.invitations.map((i) => (i === found ? done : i)) };
}
