import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agreement, CaseState, Escalation, Participant } from '../../src/domain/case/state.ts';
import { receivablePart } from '../../src/domain/consent/receivable-part.ts';
import { partsOf, together } from '../../src/domain/for-you/message-parts.ts';
import type { Message } from '../../src/domain/messages/index.ts';
import { KINDS, kindOf, receives } from '../../src/domain/messages/recipients.ts';
import type { Region } from '../../src/domain/region/region.ts';
import { callsOf } from '../../src/domain/views/calls.ts';
import { receiverIn } from '../../src/domain/views/receiver.ts';
import type { Uuid } from '../../src/domain/vocabulary.ts';
import { receiverOf } from '../../src/jobs/delivery/receiver.ts';
import type { NewMessage } from '../../src/ports/database/index.ts';
import type { Claimed } from '../../src/ports/outbox.ts';
import type { PostgresStore } from '../../src/store/index.ts';
import { importRegion } from '../../src/store/regions/import.ts';
import { fullCase, KEYS, message, NOW, opening, regionConfig, storeOn } from '../fixtures/cases.ts';
import { EXAMPLES, FACTS, inCase } from '../fixtures/messages.ts';
import { createTestDatabase } from '../support/database/test-database.ts';

/** Everything somebody may be to a case and its region: beside the case, in it, limited in it, or in it no more. */
const WHO = [
  ...['takes part', 'owns it', 'stands in for its owner', 'picked it up', 'owns another', 'left'],
  ...[
    'is asked for help',
    'was asked for help',
    'coordinates',
    'coordinates, and owns another',
    'administers',
  ],
  ...['is a parent who wrote it and sees only their own', 'is a parent who sees only their own'],
  ...['is named', 'has nothing to do with it'],
] as const;
type Who = (typeof WHO)[number];

/** One of each kind, about an agreement of a case; a bundle about two cases as well. */
const ALL: readonly Message[] = [
  ...(Object.values(EXAMPLES) as Message[]),
  { ...EXAMPLES.EscalationAlert, copy: true },
  { ...EXAMPLES.SignInLink, purpose: 'recall' },
  { ...EXAMPLES.Overview, of: 'Samenwerkingsverband' },
  { ...EXAMPLES.DateFollows, after: { number: 7, title: 'Van hen zelf' } },
  {
    ...EXAMPLES.NudgeDigest,
    items: EXAMPLES.NudgeDigest.items.flatMap((i) => [i, { ...i, caseId: 'other', code: 'Eik-3' }]),
    confirm: EXAMPLES.NudgeDigest.confirm.flatMap((c) => [c, { ...c, caseId: 'other', code: 'Eik-3' }]),
  },
];

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let store: PostgresStore;
let region: Region;
let workspaceId: Uuid;
/** The case that messages are about, and another in which everybody has another part. */
let states: ReadonlyMap<Uuid, CaseState>;
let one: CaseState;
let other: CaseState;
const people = new Map<Who, Uuid>();
const idOf = (who: Who): Uuid => people.get(who) as Uuid;

beforeAll(async () => {
  test = await createTestDatabase();
  store = storeOn(test.database);
  const config = regionConfig('recht', 'T0ONE', {
    people: ['coordinates', 'coordinates, and owns another', 'administers', 'is named'].map((name, i) => ({
      ...{ key: `p${i}`, name, language: 'nl' as const },
    })),
    coordinators: ['p0', 'p1'],
    administrators: ['p2'],
    escalationContact: 'p3',
    ladder: [{ rung: 4, title: 'Wethouder', contacts: ['p3'], deputies: [] }],
  });
  const { regionId } = await importRegion(test.database, KEYS, config, NOW);
  region = (await store.region(regionId)) as Region;
  workspaceId = region.workspaces[0]?.id as Uuid;
  for (const who of WHO)
    people.set(who, region.personIds[`p${config.people.findIndex((p) => p.name === who)}`] ?? randomUUID());
  const named = Object.values(region.personIds);
  const strangers = [...people].filter(([, id]) => !named.includes(id));
  await store.commit({
    ...{ now: NOW, cases: [], messages: [] },
    people: strangers.map(([name, id]) => ({ id, name, language: 'nl' })),
  });
  one = await opened(0);
  other = await opened(1);
  states = new Map([one, other].map((s) => [s.case.id, s]));
}, 60_000);
afterAll(() => test.drop());

/** `turned`: everybody has the part of the one after them, so that a bundle finds them as somebody else in each case. */
async function opened(turned: number): Promise<CaseState> {
  const base = fullCase(region);
  const caseId = base.case.id;
  const [like] = base.participants as [Participant];
  const [about] = base.agreements as [Agreement];
  const person = (who: Who): Uuid =>
    idOf(turned === 0 ? who : (WHO[(WHO.indexOf(who) + turned) % WHO.length] as Who));
  const part = (who: Who, over: Partial<Participant> = {}): Participant => ({
    ...{
      ...like,
      id: randomUUID(),
      personId: person(who),
      role: 'municipalManager',
      deputyId: null,
      ...over,
    },
  });
  const limited = (who: Who, organisationKey: string): Participant =>
    part(who, { organisationKey, limitedSince: NOW });
  const [lead, owner, deputy, picks, elsewhere, both, gone] = [
    part('takes part'),
    limited('owns it', 'school'),
    limited('stands in for its owner', 'zorg'),
    limited('picked it up', 'swv'),
    limited('owns another', 'jgz'),
    limited('coordinates, and owns another', 'gemeente'),
    part('left', { leftAt: NOW }),
  ] as const;
  const [wrote, kept] = [
    part('is a parent who wrote it and sees only their own', { role: 'guardian', limitedSince: NOW }),
    part('is a parent who sees only their own', {
      role: 'guardian',
      organisationKey: 'school',
      limitedSince: NOW,
    }),
  ];
  const its = { createdById: wrote.id, ownerId: owner.id, deputyId: deputy.id, pickedUpById: picks.id };
  const agreements = [
    { ...about, ...its },
    { ...about, id: randomUUID(), number: 7, ownerId: owner.id },
    { ...about, id: randomUUID(), number: 8, ownerId: elsewhere.id },
    { ...about, id: randomUUID(), number: 9, ownerId: both.id },
  ];
  const [call] = base.escalations as [Escalation];
  const state: CaseState = {
    ...base,
    case: { ...base.case, leadId: lead.id, nextAgreementNumber: 10 },
    participants: [lead, owner, deputy, picks, elsewhere, both, wrote, kept, gone],
    agreements,
    escalations: (['is asked for help', 'was asked for help'] as const).map((who, i) => ({
      ...{ ...call, id: randomUUID(), contactPersonId: person(who), acknowledgedById: null },
      ...{ acknowledgedUntil: null, status: i === 0 ? ('asked' as const) : ('answered' as const) },
    })),
    ...{ consents: [], confirmations: [], blockers: [], nudges: [] },
  };
  await store.commit(opening(state));
  return (await store.cases([caseId]))[0] as CaseState;
}

/** The example as it would be about the case: with its ids. */
function aboutCase(example: Message): Message {
  const call = one.escalations.find((e) => e.status === 'asked')?.id ?? '';
  const { escalationId } = EXAMPLES.EscalationAlert;
  const ids = [
    [inCase.caseId, one.case.id],
    ['"other"', `"${other.case.id}"`],
    [FACTS.id, one.agreements.find((a) => a.number === 1)?.id ?? ''],
    [escalationId, call],
  ] as const;
  return JSON.parse(ids.reduce((text, [was, is]) => text.replaceAll(was, is), JSON.stringify(example)));
}

const nameOf = (m: Message, caseId: Uuid | null): string => `${kindOf(m)}${caseId ? ', in a case' : ''}`;

/** The cases that its row may name: the one it says, or, where it says none, both that and none. */
function casesOf(m: Message): (Uuid | null)[] {
  if (receives(m).ofNoCase || m.type === 'NudgeDigest') return [null];
  return 'caseId' in m ? [m.caseId] : [null, one.case.id];
}

/** Returns what they may have of it by the case itself: so it is asked when it is written and when it is read. */
function byTheCase(m: Message, caseId: Uuid | null, personId: Uuid): Message | null {
  const theirs = partsOf(m).flatMap((part) => {
    const state = states.get(part.caseId ?? caseId ?? '') ?? null;
    return receivablePart(receiverIn(state, region, personId), part.message) ?? [];
  });
  const [first, ...rest] = theirs;
  return first ? together([first, ...rest]) : null;
}

/** The same by what the outbox says of the row: so it is asked when it is sent. */
function byTheRow(claimed: Claimed): Message | null {
  const personId = claimed.recipientId as Uuid;
  const state = states.get(claimed.caseId ?? '');
  const calls = state ? callsOf(state, region, personId).map((e) => e.id) : [];
  return receivablePart(receiverOf(claimed, personId, region, calls), claimed.payload as Message);
}

const rowOf = (m: Message, caseId: Uuid | null, personId: Uuid, over: Partial<NewMessage>): NewMessage =>
  message(one, { caseId, recipientId: personId, payload: m, ...over });

async function claimed(rows: readonly NewMessage[]): Promise<Claimed[]> {
  expect(await store.commit({ now: NOW, cases: [], messages: rows })).toEqual({ result: 'done' });
  const all = await store.outbox.claim('a', NOW, 60_000, rows.length + 10);
  return all.filter((c) => rows.some((row) => row.id === c.id));
}

describe('who may receive a message', () => {
  it.each(WHO)('is answered alike by the case and by the outbox, of every kind: who %s', async (who) => {
    const personId = idOf(who);
    const asked = ALL.map(aboutCase).flatMap((m) => casesOf(m).map((caseId) => ({ m, caseId })));
    const rows = asked.map(({ m, caseId }) => ({
      ...{ m, caseId },
      row: rowOf(m, caseId, personId, { conversation: { workspaceId, channelId: randomUUID() } }),
    }));
    const found = await claimed(rows.map(({ row }) => row));
    expect(found).toHaveLength(rows.length);
    for (const { m, caseId, row } of rows) {
      const sent = byTheRow(found.find((c) => c.id === row.id) as Claimed);
      expect([nameOf(m, caseId), sent]).toEqual([nameOf(m, caseId), byTheCase(m, caseId, personId)]);
    }
  });
});

describe('many of a kind for one person', () => {
  it('are one message in chat, but what stands alone: as the table says, of every kind', async () => {
    const kinds = ALL.map(aboutCase).filter(
      (m, i, all) => all.findIndex((o) => kindOf(o) === kindOf(m)) === i,
    );
    expect(kinds).toHaveLength(KINDS.length);
    const rows = kinds.flatMap((m) => {
      const conversation = { workspaceId, channelId: randomUUID() };
      return [1, 2, 3, 4].map(() =>
        rowOf(m, one.case.id, idOf('takes part'), { conversation, notAfter: '2026-11-23T17:00:00.000Z' }),
      );
    });
    const found = await claimed(rows);
    expect(found).toHaveLength(kinds.length);
    const together = Object.fromEntries(
      found.map((c) => [kindOf(c.payload as Message), c.also?.length ?? 0] as const),
    );
    expect(together).toEqual(
      Object.fromEntries(KINDS.map(([kind, row]) => [kind, row.amongMany === 'alone' ? 0 : 3])),
    );
  });
});
