import { randomUUID } from 'node:crypto';
import { type RegionConfig, RegionConfigSchema } from '../config/region-file.ts';
import type { Agreement, CaseState, NudgeRow, Participant, Room, Timer } from '../domain/case/state.ts';
import type { Region } from '../domain/region/region.ts';
import type { Uuid } from '../domain/vocabulary.ts';
import type { Change, NewMessage } from '../ports/store.ts';
import { type AuditKeys, auditKeys } from './audit.ts';
import type { Database } from './database.ts';
import { createStore, type PostgresStore } from './index.ts';
import { importRegion } from './region-import.ts';

/** For the tests of this folder: a region, a case with one of everything, and messages. */

export const NOW = '2026-11-23T09:00:00.000Z';
export const SECRET = 'a secret of the tests, long enough to be one';
export const KEYS: AuditKeys = auditKeys(SECRET);

export function storeOn(database: Database): PostgresStore {
  return createStore(database, KEYS, () => '2026-11-23');
}

export function regionConfig(key = 'regio', team = 'T0ONE', over: Partial<RegionConfig> = {}): RegionConfig {
  return {
    ...RegionConfigSchema.parse({
      key,
      name: `Regio ${key}`,
      people: [
        { key: 'coordinator', name: 'Coördinator', slack: `U0${key.toUpperCase()}1`, language: 'nl' },
        {
          key: 'teamleider',
          name: 'Teamleider jeugd',
          slack: `U0${key.toUpperCase()}2`,
          workingDays: [1, 2, 4],
        },
        { key: 'wethouder', name: 'Wethouder' },
      ],
      coordinators: ['coordinator'],
      escalationContact: 'teamleider',
      ladder: [{ rung: 4, title: 'Wethouder', contacts: ['wethouder'] }],
      workspaces: [{ platform: 'slack', teamId: team }],
    }),
    ...over,
  };
}

export async function regionOn(
  database: Database,
  store: PostgresStore,
  key = 'regio',
  team = 'T0ONE',
): Promise<Region> {
  const { regionId } = await importRegion(database, KEYS, regionConfig(key, team), NOW);
  return (await store.region(regionId)) as Region;
}

/** A new case with one of everything, as a use case would write it. */
export function fullCase(region: Region, code = `Wilg-${Math.floor(Math.random() * 1e9)}`): CaseState {
  const caseId = randomUUID();
  const owner = participant(caseId, region.coordinatorPersonIds[0] as Uuid, 'coordinator');
  const other = {
    ...participant(caseId, region.escalationContactPersonId as Uuid, 'municipalManager'),
    deputyId: owner.id,
    joinedAt: '2026-11-23T09:00:00.001Z',
  };
  const a = agreement(caseId, owner.id);
  return {
    case: { ...caseRow(caseId, region.id, code), leadId: owner.id },
    participants: [owner, other],
    agreements: [a],
    consents: [
      {
        id: randomUUID(),
        caseId,
        partyKey: 'school',
        participantId: other.id,
        answer: 'yes',
        enteredById: owner.id,
        textVersion: 1,
        at: NOW,
        validUntil: '2027-05-23',
        renewalAskedAt: NOW,
        endedAt: null,
      },
    ],
    confirmations: [
      {
        id: randomUUID(),
        caseId,
        agreementId: a.id,
        textVersion: 1,
        participantId: other.id,
        answer: 'disputed',
        enteredById: null,
        words: 'ik dacht dinsdag',
        at: '2026-11-23T09:00:00.120Z',
      },
    ],
    blockers: [
      {
        id: randomUUID(),
        caseId,
        agreementId: a.id,
        category: 'money',
        decisionMaker: null,
        reportedById: owner.id,
        reportedAt: NOW,
        resolvedAt: null,
        answer: null,
      },
    ],
    nudges: [nudge(caseId, a.id, owner.personId)],
    escalations: [
      {
        id: randomUUID(),
        caseId,
        agreementId: a.id,
        rung: 3,
        contactPersonId: other.personId,
        contactTitle: 'Teamleider',
        question: null,
        status: 'acknowledged',
        raisedById: null,
        raisedAt: NOW,
        acknowledgedById: other.personId,
        acknowledgedUntil: '2026-11-26',
        answer: null,
        answeredAt: null,
      },
    ],
    timers: [timer(caseId, region.id, a.id, 'agreement', '2026-12-01T08:00:00.000Z')],
    invitations: [],
    rooms: [room(caseId, region.workspaces[0]?.id as Uuid)],
    people: [],
  };
}

function caseRow(id: Uuid, regionId: Uuid, code: string): CaseState['case'] {
  return {
    id,
    regionId,
    code,
    version: 0,
    status: 'open',
    statusReason: null,
    openedAt: NOW,
    firstDayHome: '2026-09-14',
    threeMonthDate: '2026-12-14',
    closedAt: null,
    outcome: null,
    closing: null,
    leadId: null,
    leadAskedId: null,
    leaderlessSince: '2026-11-23T09:00:00.007Z',
    escalationContactPersonId: null,
    lastEventAt: NOW,
    nextAgreementNumber: 2,
    strength: 'tekent elke dag',
    clockSent: ['four_weeks'],
    auditHead: '',
    auditCount: 0,
    formerId: null,
    importKey: null,
  };
}

function participant(caseId: Uuid, personId: Uuid, role: Participant['role']): Participant {
  return {
    id: randomUUID(),
    caseId,
    personId,
    organisationKey: null,
    role,
    deputyId: null,
    joinedAt: NOW,
    leftAt: null,
    limitedSince: null,
  };
}

function agreement(caseId: Uuid, ownerId: Uuid): Agreement {
  return {
    id: randomUUID(),
    caseId,
    number: 1,
    kind: 'agreement',
    title: 'Plek regelen',
    doneWhen: 'er is een plek',
    ownerId,
    deputyId: null,
    due: '2026-12-01',
    firstDue: '2026-11-30',
    predecessorId: null,
    workingDaysAfter: null,
    validUntil: '2027-06-01',
    textVersion: 1,
    status: 'open',
    createdById: ownerId,
    createdAt: NOW,
    reportedDoneById: null,
    onTrackFor: null,
    doneOn: null,
    doneById: null,
    endedReason: null,
    endedWithCase: false,
    pausedReason: null,
    pausedFrom: null,
    pausedUntil: null,
    proposedDue: null,
    proposedById: null,
    pickedUpById: null,
    cycle: 1,
    pausedWorkingDays: 0,
    askedLess: null,
    phoneNotes: [],
    earlier: [],
  };
}

export function nudge(caseId: Uuid, agreementId: Uuid, personId: Uuid | null): NudgeRow {
  return {
    id: randomUUID(),
    caseId,
    agreementId,
    cycle: 1,
    step: 'before',
    personId,
    on: '2026-11-23',
    outcome: 'planned',
    digestId: null,
    sentAt: null,
  };
}

export function timer(
  caseId: Uuid,
  regionId: Uuid,
  subjectId: Uuid,
  kind: Timer['kind'],
  fireAt: string,
): Timer {
  return { id: randomUUID(), caseId, regionId, subjectId, kind, fireAt };
}

function room(caseId: Uuid, workspaceId: Uuid): Room {
  return {
    id: randomUUID(),
    caseId,
    workspaceId,
    audience: 'case',
    partyKey: null,
    externalId: null,
    name: null,
    state: 'opening',
    stateWhy: null,
    sharedWith: [],
    others: null,
    invitedTeams: [],
  };
}

export function message(state: CaseState, over: Partial<NewMessage> = {}): NewMessage {
  const target = state.rooms[0] as Room;
  const id = over.id ?? randomUUID();
  return {
    id,
    dedupeKey: `m:${id}`,
    conversation: { workspaceId: target.workspaceId, roomId: target.id },
    regionId: state.case.regionId,
    caseId: state.case.id,
    recipientId: null,
    isCard: false,
    type: 'GoodNews',
    payload: { type: 'GoodNews', text: id },
    notBefore: NOW,
    ...over,
  };
}

export function opening(state: CaseState, messages: readonly NewMessage[] = []): Change {
  return {
    now: NOW,
    cases: [
      {
        before: null,
        after: state,
        audit: [{ actor: 'schakel', action: 'case.opened', objectId: state.case.id }],
      },
    ],
    messages,
  };
}

/** Opens a case and gives it back as it was stored. */
export async function openedCase(
  store: PostgresStore,
  region: Region,
  messages?: (s: CaseState) => NewMessage[],
): Promise<CaseState> {
  const state = fullCase(region);
  const written = await store.commit(opening(state, messages?.(state) ?? []));
  if (written.result !== 'done') throw new Error(`the case was not written: ${written.result}`);
  return (await store.cases([state.case.id]))[0] as CaseState;
}

/** A small decision on a case: its strength changes. */
export function praise(before: CaseState, strength: string, messages: readonly NewMessage[] = []): Change {
  return {
    now: NOW,
    cases: [
      {
        before,
        after: { ...before, case: { ...before.case, strength } },
        audit: [
          {
            actor: before.participants[0]?.personId as Uuid,
            action: 'strength.noted',
            objectId: before.case.id,
          },
        ],
      },
    ],
    messages,
  };
}
