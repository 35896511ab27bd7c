import { randomUUID } from 'node:crypto';
import { threeMonthDate } from '../../../src/domain/calendar/index.ts';
import type { CaseState } from '../../../src/domain/case/state.ts';
import type { Region } from '../../../src/domain/region/region.ts';
import { plannedTimers } from '../../../src/domain/timers/planned.ts';
import type { Role } from '../../../src/domain/vocabulary.ts';
import type { Store } from '../../../src/ports/database/index.ts';
import { agreement, participant } from './case-builder.ts';

/** A case as a story needs it to be there, with what matters to the story; people by their id. */
export interface Seed {
  readonly code: string;
  readonly firstDayHome: string;
  readonly openedAt: string;
  readonly lead?: string;
  readonly strength?: string;
  readonly people: readonly { readonly id: string; readonly role: Role }[];
  /** Owned by the first of the people. */
  readonly agreements?: readonly {
    readonly title: string;
    readonly due: string;
    readonly doneOn?: string;
    readonly stuck?: boolean;
  }[];
  /** Title of a contact whom nobody knows. */
  readonly missing?: string;
  readonly status?: CaseState['case']['status'];
}

/** Writes it as a use case would, with the timers that follow. Gives its id. */
export async function seedCase(store: Store, region: Region, seed: Seed, today: string): Promise<string> {
  const caseId = randomUUID();
  const participants = seed.people.map(({ id, role }) => ({
    ...participant(id, role),
    id: randomUUID(),
    caseId,
    personId: id,
    joinedAt: seed.openedAt,
  }));
  const owner = participants[0]?.id ?? '';
  const lead = participants.find((p) => p.personId === seed.lead)?.id ?? null;
  const agreements = (seed.agreements ?? []).map(({ title, due, doneOn }, i) => ({
    ...agreement({ title, due, number: i + 1, createdAt: seed.openedAt, ownerId: owner, createdById: owner }),
    id: randomUUID(),
    caseId,
    ...(doneOn ? ({ status: 'done', doneOn } as const) : {}),
  }));
  const state: CaseState = {
    case: {
      id: caseId,
      regionId: region.id,
      code: seed.code,
      version: 0,
      status: seed.status ?? 'open',
      statusReason: null,
      openedAt: seed.openedAt,
      firstDayHome: seed.firstDayHome,
      threeMonthDate: threeMonthDate(seed.firstDayHome),
      closedAt: seed.status === 'closed' ? seed.openedAt : null,
      outcome: null,
      notTakenIn: null,
      report: null,
      closing: null,
      leadId: lead,
      leadAskedId: null,
      leaderlessSince: lead ? null : seed.openedAt,
      leadHandover: null,
      escalationContactPersonId: null,
      lastEventAt: seed.openedAt,
      nextAgreementNumber: agreements.length + 1,
      strength: seed.strength ?? null,
      absence: { category: null, enrolled: null, atSchool: [], changes: [] },
      involvement: { level: 'follow', changes: [] },
      termDates: [],
      withoutBasis: [],
      appeals: [],
      requests: [],
      clockSent: [],
      auditHead: '',
      auditCount: 0,
      formerId: null,
      importKey: null,
    },
    participants,
    agreements,
    confirmations: agreements.flatMap((a) =>
      participants.map((p) => ({
        id: randomUUID(),
        caseId,
        agreementId: a.id,
        textVersion: 1,
        participantId: p.id,
        answer: 'confirmed' as const,
        enteredById: null,
        words: null,
        at: seed.openedAt,
      })),
    ),
    tracks: [],
    blockers: agreements.flatMap((a, i) =>
      seed.agreements?.[i]?.stuck
        ? [
            {
              id: randomUUID(),
              caseId,
              agreementId: a.id,
              category: 'money' as const,
              decisionMaker: null,
              reportedById: owner,
              reportedAt: seed.openedAt,
              resolvedAt: null,
              answer: null,
            },
          ]
        : [],
    ),
    nudges: [],
    consents: [],
    intake: [],
    escalations: seed.missing
      ? [
          {
            id: randomUUID(),
            caseId,
            agreementId: null,
            rung: 4,
            contactPersonId: null,
            contactTitle: seed.missing,
            question: null,
            status: 'missing',
            raisedById: null,
            raisedAt: seed.openedAt,
            acknowledgedById: null,
            acknowledgedUntil: null,
            answer: null,
            answeredAt: null,
          },
        ]
      : [],
    timers: [],
    rooms: [],
    invitations: [],
    people: await store.people(seed.people.map((p) => p.id)),
  };
  const timers = plannedTimers(state, region, { today, newId: randomUUID });
  const result = await store.commit({
    now: seed.openedAt,
    cases: [
      {
        before: null,
        after: { ...state, timers },
        audit: [{ actor: seed.people[0]?.id ?? 'schakel', action: 'case.opened', objectId: caseId }],
      },
    ],
    messages: [],
  });
  if (result.result !== 'done') throw new Error(`${seed.code} was not written: ${result.result}`);
  return caseId;
}
