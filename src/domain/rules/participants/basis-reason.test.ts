import { describe, expect, it } from 'vitest';
import {
  caseState,
  participant,
  person,
  region,
  regionFile,
  situation,
} from '../../../../test/support/cases/case-builder.ts';
import type { Accepted, Decision } from '../../case/decision.ts';
import type { CaseState } from '../../case/state.ts';
import { bringIn, removeParticipant } from '../case/case-life.ts';
import { invitationAccepted, inviteExternal } from './invitation.ts';
import { sayReason } from './without-basis.ts';

const CARE = { key: 'care', name: 'Zorg', type: 'careProvider', contactPoints: [] };
const COVENANT = { name: 'Convenant', version: '1', date: '2026-09-01' };
const REGION = region({
  coordinatorPersonIds: ['coordinator'],
  file: regionFile({ covenant: COVENANT, organisations: [CARE] }),
  organisations: [{ ...CARE, escalationContactPersonId: null, schoolHolidays: null }],
  workspaces: [
    {
      ...{ id: 'w', platform: 'slack', externalId: 'T0SCHOOL', titlesInChat: true },
      ...{ coordinatorChannel: null, disabled: false },
    },
  ],
});
const lead = participant('lead', 'municipalCaseManager');
const START = caseState({ case: { leadId: 'p-lead' } });
const s = situation('2027-03-11', { region: REGION, actor: { personId: 'lead', participant: lead } });
const doctor = { person: person('doctor'), role: 'careProvider', organisationKey: 'care' } as const;
const done = (decision: Decision): Accepted => {
  if (!decision.ok) throw new Error(decision.reply.key);
  return decision;
};
const joinedIn = ({ messages }: Accepted): unknown =>
  messages.find(({ message }) => message.type === 'ParticipantJoined')?.message;

describe('somebody of a party without a basis', () => {
  it('comes in with a reason alone, which stands for the party and is told with who gave it', () => {
    const refused = bringIn(START, s, doctor);
    expect(refused).toMatchObject({ ok: false, reply: { field: 'basisReason', values: { lacks: 'both' } } });
    const after = done(bringIn(START, s, { ...doctor, basisReason: ' spoed ' }));
    expect(after.state.case.withoutBasis).toMatchObject([
      { partyKey: 'care', lacks: ['basis', 'accession'], reason: 'spoed', byId: 'p-lead' },
    ]);
    expect(joinedIn(after)).toMatchObject({ withoutBasis: { party: 'Zorg', by: { id: 'lead' } } });
    expect(after.audit.map((one) => one.action)).toContain('participant.without_basis');
  });

  it('is asked for a reason anew when the party had left the case', () => {
    const { state } = done(bringIn(START, s, { ...doctor, basisReason: 'spoed' }));
    const id = state.participants.find((p) => p.personId === 'doctor')?.id ?? '';
    const left = done(removeParticipant(state, s, id, 'removed')).state;
    expect(bringIn(left, s, doctor)).toMatchObject({ ok: false });
    const again = done(bringIn(left, s, { ...doctor, basisReason: 'weer nodig' })).state;
    expect(again.case.withoutBasis.map((one) => one.reason)).toEqual(['weer nodig']);
  });

  it('needs none where they coordinate the region, or are of the family', () => {
    expect(bringIn(START, s, { ...doctor, person: person('coordinator') }).ok).toBe(true);
    expect(bringIn(START, s, { ...doctor, role: 'parent' }).ok).toBe(true);
  });

  it('who takes part already goes on with a reason of who leads, and of nobody else', () => {
    const { state } = done(bringIn(START, s, { ...doctor, basisReason: 'spoed' }));
    const there = { ...state, case: { ...state.case, withoutBasis: [] } };
    const of = (personId: string): typeof s => ({
      ...s,
      actor: { personId, participant: there.participants.find((p) => p.personId === personId) ?? null },
    });
    for (const who of ['mother', 'owner', 'doctor', 'nobody'])
      expect(sayReason(there, of(who), 'care', 'spoed').ok, who).toBe(false);
    for (const party of ['school', 'nowhere', 'p-mother'])
      expect(sayReason(there, s, party, 'spoed').ok, party).toBe(false);
    expect(sayReason(there, s, 'care', ' ')).toMatchObject({ reply: { field: 'basisReason' } });
    const after = done(sayReason(there, s, 'care', 'spoed'));
    expect(after.state.case.withoutBasis).toMatchObject([{ partyKey: 'care', reason: 'spoed' }]);
    expect(after.messages.map(({ message }) => message.type)).toEqual(['PartyWithoutBasis']);
  });

  it('is invited into a Slack room with a reason, and takes part with it, as the words of who invited', () => {
    const asked = { email: 'arts@example.org', role: 'careProvider', organisationKey: 'care' } as const;
    const room = { id: 'r', caseId: 'case', workspaceId: 'w', audience: 'case', partyKey: null } as const;
    const open = {
      ...({ externalId: 'C1', name: 'wilg-27', state: 'open', stateWhy: null } as const),
      ...{ sharedWith: [], invitedTeams: [], others: null },
    };
    const inRoom: CaseState = { ...START, rooms: [{ ...room, ...open }] };
    expect(inviteExternal(inRoom, s, asked)).toMatchObject({ ok: false, reply: { field: 'basisReason' } });
    const { state } = done(inviteExternal(inRoom, s, { ...asked, basisReason: 'spoed' }));
    const id = state.invitations[0]?.id ?? '';
    const they = { ...s, actor: null };
    const come = { id, person: person('doctor'), came: { channel: 'C1', team: null } };
    const after = done(invitationAccepted(state, they, come));
    expect(joinedIn(after)).toMatchObject({ withoutBasis: { reason: 'spoed', by: { id: 'lead' } } });
    expect(after.state.invitations[0]?.basisReason).toBeNull();
  });

  it('who was invited before the region had a covenant does not come in unseen: the lead hears it', () => {
    const waiting = {
      ...({ id: 'i', caseId: 'case', email: 'arts@example.org', role: 'careProvider' } as const),
      ...{ organisationKey: 'care', basisReason: null, invitedById: 'p-lead' },
      ...({ invitedAt: s.now, status: 'waiting' } as const),
    };
    const state: CaseState = { ...START, invitations: [waiting] };
    const come = { id: 'i', person: person('doctor'), came: { channel: 'C1', team: null } };
    const after = done(invitationAccepted(state, { ...s, actor: null }, come));
    expect(after.messages.map(({ message }) => message.type)).toContain('OutsiderInRoom');
    expect(after.state.participants.some((p) => p.personId === 'doctor')).toBe(false);
  });
});
