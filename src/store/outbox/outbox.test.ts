import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  fullCase,
  message,
  NOW,
  openedCase,
  opening,
  praise,
  regionOn,
  storeOn,
} from '../../../test/fixtures/cases.ts';
import { FACTS } from '../../../test/fixtures/messages.ts';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { Agreement, CaseState, Participant } from '../../domain/case/state.ts';
import type { Region } from '../../domain/region/region.ts';
import { limitOfParty } from '../../domain/views/limited-view.ts';
import type { NewMessage } from '../../ports/database/index.ts';
import type { Claimed, DeliveryOutcome } from '../../ports/outbox.ts';
import type { PostgresStore } from '../index.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let store: PostgresStore;
let region: Region;
const LEASE = 60_000;
const at = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1000).toISOString();

beforeAll(async () => {
  test = await createTestDatabase();
  store = storeOn(test.database);
  region = await regionOn(test.database, store);
});
afterEach(async () => {
  await test.database.pool.query('TRUNCATE "message", "conversation", "pace"');
});
afterAll(() => test.drop());

const claim = (worker = 'a', now = NOW, limit = 50): Promise<Claimed[]> =>
  store.outbox.claim(worker, now, LEASE, limit);
const about = (c: Claimed) => ({ messageId: c.id, conversationId: c.conversation.id, revision: c.revision });
const sent = (c: Claimed, externalRef: string | null = 'C1:1.1'): DeliveryOutcome => ({
  ...about(c),
  outcome: 'sent',
  externalRef,
});
const again = (c: Claimed, when: string, over = {}): DeliveryOutcome => ({
  ...about(c),
  outcome: 'again',
  at: when,
  counts: true,
  uncertain: false,
  error: 'later',
  ...over,
});
const one = (claimed: Claimed[]): Claimed => {
  expect(claimed).toHaveLength(1);
  return claimed[0] as Claimed;
};
const wordsOf = ({ payload }: Pick<Claimed, 'payload'>): unknown =>
  payload.type === 'GoodNews' ? payload.strength : payload.type;
const texts = (claimed: readonly Pick<Claimed, 'payload'>[]): unknown[] => claimed.map(wordsOf);
const of = ({ case: { id, code } }: CaseState) => ({ caseId: id, code });
const said = (state: CaseState, text: string, over: Partial<NewMessage> = {}): NewMessage =>
  message(state, { payload: { type: 'GoodNews', ...of(state), agreement: null, strength: text }, ...over });
const DIGEST = { type: 'NudgeDigest', date: '2026-11-23', strengths: [], items: [], confirm: [] } as const;
const post = async (...messages: NewMessage[]): Promise<void> => {
  expect(await store.commit({ now: NOW, cases: [], messages })).toEqual({ result: 'done' });
};
const rowOf = async (id: string): Promise<Record<string, unknown>> =>
  (await test.database.pool.query('SELECT * FROM "message" WHERE "id" = $1', [id])).rows[0];

/** What a case says when it is opened. */
const claimAll = async (): Promise<void> => {
  for (let c = await claim(); c.length > 0; c = await claim())
    await store.outbox.record(
      'a',
      NOW,
      c.map((x) => sent(x)),
    );
};

describe('a workspace that let go of us', () => {
  it('gets what was kept for it as soon as it is connected again', async () => {
    await openedCase(store, region, (s) => [said(s, 'een')]);
    await store.disableWorkspace('slack', 'T0ONE', 'token_revoked', NOW);
    const kept = one(await claim());
    expect(kept.workspace.disabled).toBe(true);
    await store.outbox.record('a', NOW, [again(kept, at(3600), { counts: false })]);
    expect(await claim('a', at(60))).toEqual([]);
    await store.enableWorkspace('slack', 'T0ONE', 'Gemeente');
    expect(texts(await claim('a', at(60)))).toEqual(['een']);
  });
});

describe('many of a kind for one person in chat', () => {
  const told = (state: CaseState, text: string, over: Partial<NewMessage> = {}): NewMessage =>
    said(state, text, {
      conversation: {
        workspaceId: region.workspaces[0]?.id as string,
        personId: region.coordinatorPersonIds[0] as string,
      },
      recipientId: region.coordinatorPersonIds[0] as string,
      notAfter: at(3600),
      ...over,
    });
  const withIt = (c: Claimed): unknown[] => texts([c, ...(c.also ?? [])]);

  it('are given together, in their order, and sent with the first of them', async () => {
    const state = await openedCase(store, region);
    await claimAll();
    const other = told(state, '', {
      payload: { type: 'Silence', ...of(state), workingDays: 10, lastEventOn: '2026-11-09' },
    });
    await post(told(state, 'een'), other, told(state, 'twee'), told(state, 'drie'), told(state, 'vier'));
    const first = one(await claim());
    expect(withIt(first)).toEqual(['een', 'twee', 'drie', 'vier']);
    expect(first.also?.[0]).toMatchObject({ caseId: state.case.id, limits: [] });
    await store.outbox.record('a', NOW, [
      sent(first),
      ...(first.also ?? []).map(({ id, revision }) => ({ ...sent(first, null), messageId: id, revision })),
    ]);
    const next = one(await claim());
    expect(withIt(next)).toEqual(['Silence']);
    await store.outbox.record('a', NOW, [sent(next)]);
    expect(await store.outbox.nextAt(NOW)).toBeNull();
  });

  it('are given one by one while they are few, and those that wait for another moment stay behind', async () => {
    const state = await openedCase(store, region);
    await claimAll();
    const tomorrow = { notBefore: at(86_400), notAfter: at(90_000) };
    await post(...['een', 'twee', 'drie'].map((text) => told(state, text)), told(state, 'morgen', tomorrow));
    expect(withIt(one(await claim()))).toEqual(['een']);
  });

  it('are looked for as the one message in which they may have arrived, also when more came since', async () => {
    const state = await openedCase(store, region);
    await claimAll();
    await post(...['een', 'twee', 'drie', 'vier'].map((text) => told(state, text)));
    await claim('lost');
    await post(told(state, 'vijf'));
    const later = (seconds: number): Promise<Claimed[]> => claim('b', at(seconds));
    await store.outbox.release(() => true);
    const again = one(await later(1));
    expect(again).toMatchObject({ uncertain: true });
    expect(withIt(again)).toEqual(['een', 'twee', 'drie', 'vier']);
    await store.outbox.record('b', at(1), [
      sent(again),
      ...(again.also ?? []).map(({ id, revision }) => ({ ...sent(again, null), messageId: id, revision })),
    ]);
    expect(withIt(one(await later(2)))).toEqual(['vijf']);
  });

  it('stay what they were when the message that holds them must wait', async () => {
    const state = await openedCase(store, region);
    await claimAll();
    await post(...['een', 'twee', 'drie', 'vier'].map((text) => told(state, text)));
    const first = one(await claim());
    await store.outbox.record('a', NOW, [again(first, at(5))]);
    await post(told(state, 'vijf'));
    expect(await claim('a', at(1))).toEqual([]);
    expect(withIt(one(await claim('a', at(6))))).toHaveLength(5);
  });
});

describe('a row that this version cannot read', () => {
  it('is put aside with the reason, and what comes after it goes on', async () => {
    const state = await openedCase(store, region, (s) => [said(s, 'een'), said(s, 'twee'), said(s, 'drie')]);
    await test.database.pool.query(
      `UPDATE "message" SET "payload" = '{"type": "Weather"}' WHERE "caseId" = $1 AND "payload"->>'strength' = 'twee'`,
      [state.case.id],
    );
    const told: string[] = [];
    const order: unknown[] = [];
    for (let turns = 0; turns < 4; turns += 1) {
      const claimed = await store.outbox.claim('a', NOW, LEASE, 50, (_id, why) => told.push(why));
      order.push(...texts(claimed));
      await store.outbox.record(
        'a',
        NOW,
        claimed.map((c) => sent(c)),
      );
    }
    expect(order).toEqual(['een', 'drie']);
    expect(told).toEqual(['a message of an unknown type: Weather']);
    expect(await store.outbox.backlog(NOW)).toMatchObject({ pending: 0, dead: 1 });
    expect(await store.outbox.nextAt(NOW)).toBeNull();
  });
});

describe('one conversation', () => {
  it('gets its messages in the order in which they were committed, one at a time', async () => {
    const state = await openedCase(store, region, (s) => [said(s, 'een'), said(s, 'twee')]);
    await post(said(state, 'drie'));
    const order: unknown[] = [];
    for (let c = await claim(); c.length > 0; c = await claim()) {
      order.push(...texts(c));
      expect(await claim('b')).toEqual([]);
      await store.outbox.record(
        'a',
        NOW,
        c.map((x) => sent(x)),
      );
    }
    expect(order).toEqual(['een', 'twee', 'drie']);
    expect(await store.outbox.nextAt(NOW)).toBeNull();
  });

  it('carries all that is needed to send: place, language, mentions and who takes part', async () => {
    const state = await openedCase(store, region);
    const personId = region.coordinatorPersonIds[0] as string;
    const workspaceId = region.workspaces[0]?.id as string;
    await store.rememberWorkspace('slack', 'T0ONE', { serviceUrl: 'https://chat.example/' });
    await post(
      message(state, {
        conversation: { workspaceId, personId },
        recipientId: personId,
        payload: {
          type: 'OwnerLeft',
          ...of(state),
          person: { id: region.escalationContactPersonId as string, name: 'x' },
          agreements: [{ ...FACTS, id: 'no-uuid' }],
        },
      }),
    );
    expect(one(await claim())).toMatchObject({
      payload: { type: 'OwnerLeft' },
      regionId: region.id,
      caseId: state.case.id,
      attempts: 0,
      uncertain: false,
      notBefore: NOW,
      createdAt: NOW,
      conversation: {
        personId,
        personExternalId: 'U0REGIO1',
        personLanguage: 'nl',
        roomId: null,
        roomExternalId: null,
      },
      workspace: {
        id: workspaceId,
        platform: 'slack',
        externalId: 'T0ONE',
        titlesInChat: true,
        disabled: false,
        settings: { serviceUrl: 'https://chat.example/' },
      },
      mentions: { [region.escalationContactPersonId as string]: 'U0REGIO2' },
      recipientRole: 'coordinator',
      participantPersonIds: expect.arrayContaining([personId, region.escalationContactPersonId]),
    });
  });

  it('addresses a parent as family in a bundle about several cases', async () => {
    const state = fullCase(region);
    const [me, ...others] = state.participants;
    if (!me) throw new Error('nobody');
    await store.commit(opening({ ...state, participants: [{ ...me, role: 'parent' }, ...others] }));
    const conversation = { workspaceId: region.workspaces[0]?.id as string, personId: me.personId };
    await post(message(state, { conversation, recipientId: me.personId, caseId: null, payload: DIGEST }));
    expect(one(await claim()).recipientRole).toBe('parent');
    await test.database.pool.query('UPDATE "participant" SET "leftAt" = $1 WHERE "caseId" = $2', [
      NOW,
      state.case.id,
    ]);
  });

  it('lets somebody go before anything older is said there', async () => {
    const state = await openedCase(store, region, (s) => [said(s, 'een'), said(s, 'twee')]);
    const { id: caseId, code } = state.case;
    const person = { id: region.coordinatorPersonIds[0] as string, name: 'x' };
    await post(message(state, { payload: { type: 'Remove', caseId, code, person } }));
    const first = one(await claim());
    expect(first.payload.type).toBe('Remove');
    await store.outbox.record('a', NOW, [sent(first, null)]);
    expect(texts(await claim())).toEqual(['een']);
  });

  it('tells of whom sees only their own agreements, which those are: as the domain says', async () => {
    const state = fullCase(region);
    const [owner, other] = state.participants as [Participant, Participant];
    const [first] = state.agreements as [Agreement];
    const third = { ...owner, id: randomUUID(), personId: randomUUID(), organisationKey: 'school' };
    const more = (over: Partial<Agreement>, number: number): Agreement => ({
      ...first,
      id: randomUUID(),
      number,
      ...over,
    });
    const limited: CaseState = {
      ...state,
      participants: [
        { ...owner, organisationKey: 'school', limitedSince: NOW },
        { ...other, organisationKey: 'gemeente', deputyId: null },
        third,
      ],
      agreements: [
        { ...first, ownerId: other.id, deputyId: null },
        more({ ownerId: owner.id }, 2),
        more({ ownerId: other.id, deputyId: third.id }, 3),
        more({ ownerId: other.id, deputyId: null, pickedUpById: third.id }, 4),
        more({ ownerId: other.id, deputyId: null }, 5),
      ],
    };
    await store.commit(opening(limited));
    const conversation = { workspaceId: region.workspaces[0]?.id as string, personId: owner.personId };
    await post(message(limited, { conversation, recipientId: owner.personId }));
    const { limits } = one(await claim());
    const own = limitOfParty(limited, 'school');
    expect(own.own.map((o) => o.number)).toEqual([2, 3, 4]);
    expect(limits).toHaveLength(1);
    expect(limits[0]?.caseId).toBe(limited.case.id);
    expect(limits[0]?.own.map((o) => o.id).sort()).toEqual(own.own.map((o) => o.id).sort());
  });

  it('does not wait for a message that has to wait for contact hours', async () => {
    const state = await openedCase(store, region, (s) => [
      said(s, 'morgen', { notBefore: at(3600) }),
      said(s, 'nu'),
    ]);
    const first = one(await claim());
    expect(texts([first])).toEqual(['nu']);
    await store.outbox.record('a', NOW, [sent(first)]);
    expect(await claim()).toEqual([]);
    expect(await store.outbox.nextAt(NOW)).toBe(at(3600));
    await post(said(state, 'ook nu'));
    expect(texts(await claim())).toEqual(['ook nu']);
  });

  it('waits as long as the platform asks, and a rate limit costs no attempt', async () => {
    await openedCase(store, region, (s) => [said(s, 'een'), said(s, 'twee')]);
    await store.outbox.record('a', NOW, [again(one(await claim()), at(30), { counts: false })]);
    expect(await claim('a', at(29))).toEqual([]);
    expect(await store.outbox.nextAt(NOW)).toBe(at(30));
    const retried = one(await claim('a', at(30)));
    expect(retried).toMatchObject({ payload: { strength: 'een' }, attempts: 0, uncertain: false });
    await store.outbox.record('a', at(30), [again(retried, at(60))]);
    expect(one(await claim('a', at(60)))).toMatchObject({ payload: { strength: 'een' }, attempts: 1 });
  });

  it('goes on after a message that can never be delivered, which is kept', async () => {
    await openedCase(store, region, (s) => [said(s, 'een'), said(s, 'twee'), said(s, 'drie')]);
    const dead = one(await claim());
    await store.outbox.record('a', NOW, [{ ...about(dead), outcome: 'never', error: 'not_allowed' }]);
    const dropped = one(await claim());
    await store.outbox.record('a', NOW, [{ ...about(dropped), outcome: 'dropped', error: 'left' }]);
    expect(texts(await claim())).toEqual(['drie']);
    expect(await rowOf(dead.id)).toMatchObject({ state: 'dead', lastError: 'not_allowed' });
    expect(await rowOf(dropped.id)).toMatchObject({ state: 'dropped' });
    // It is being sent; should its sender be lost, the line stands still from the end of the lease.
    expect(await store.outbox.backlog(NOW)).toEqual({ pending: 1, dead: 1, oldestDueAt: null });
    await passes(60);
    expect((await store.outbox.backlog(at(120))).oldestDueAt).toBe(NOW);
  });
});

/** So many seconds pass on the clock of the database, which counts the leases. */
async function passes(seconds: number): Promise<void> {
  await test.database.pool.query(
    `UPDATE "conversation" SET "leasedUntil" = "leasedUntil" - $1 * interval '1 second'`,
    [seconds],
  );
}

describe('a sender that is lost', () => {
  it('leaves a message that comes back as uncertain, not before its time is up', async () => {
    await openedCase(store, region, (s) => [said(s, 'een')]);
    expect(one(await claim('a')).uncertain).toBe(false);
    await passes(59);
    expect(await claim('b')).toEqual([]);
    const left = Date.parse((await store.outbox.nextAt(NOW)) ?? '') - Date.parse(NOW);
    expect([left > 0, left <= 1_000]).toEqual([true, true]);
    await passes(1);
    expect(one(await claim('b')).uncertain).toBe(true);
  });

  it.each([
    ['a minute and a half ahead', at(90)],
    ['an hour ahead', at(3600)],
    ['an hour behind', at(-3600)],
  ])('keeps what it holds from a process whose clock is %s', async (_how, theirs) => {
    const other = storeOn(test.database);
    await openedCase(store, region, (s) => [said(s, 'een', { notBefore: at(-7200) })]);
    const mine = one(await claim('a'));
    expect(await other.outbox.claim('b', theirs, LEASE, 10)).toEqual([]);
    await other.outbox.renew('b', 0);
    expect(await other.outbox.claim('b', theirs, LEASE, 10)).toEqual([]);
    expect((await other.outbox.backlog(theirs)).oldestDueAt).toBeNull();
    await store.outbox.record('a', NOW, [sent(mine)]);
    expect(await rowOf(mine.id)).toMatchObject({ state: 'sent' });
    expect(await other.outbox.claim('b', theirs, LEASE, 10)).toEqual([]);
  });

  it('is not doubted while it gives signs of life', async () => {
    await openedCase(store, region, (s) => [said(s, 'een')]);
    await claim('a');
    await store.outbox.renew('a', 90_000);
    await store.outbox.renew('b', 120_000);
    await passes(89);
    expect(await claim('b')).toEqual([]);
    await passes(1);
    expect(one(await claim('b')).uncertain).toBe(true);
  });

  it('gives back what it held as soon as it is certain that it is gone, and nobody else does', async () => {
    const lost = await openedCase(store, region, (s) => [said(s, 'van wie weg is')]);
    await claim('gone');
    await openedCase(store, region, (s) => [said(s, 'van wie er nog is')]);
    await claim('busy');
    await store.outbox.release((worker) => worker === 'gone');
    const taken = one(await claim('b'));
    expect(taken).toMatchObject({ caseId: lost.case.id, uncertain: true });
    expect(await claim('c')).toEqual([]);
  });

  it('and answers late, does not give away what another now holds', async () => {
    await openedCase(store, region, (s) => [said(s, 'een'), said(s, 'twee')]);
    const late = one(await claim('a'));
    await passes(61);
    const taken = one(await claim('b', at(61)));
    await store.outbox.record('a', at(62), [sent(late)]);
    expect(await claim('c', at(63))).toEqual([]);
    await store.outbox.record('b', at(64), [sent(taken)]);
    expect(texts(await claim('c', at(65)))).toEqual(['twee']);
  });

  it('"perhaps arrived" is looked for at the next try', async () => {
    await openedCase(store, region, (s) => [said(s, 'een')]);
    await store.outbox.record('a', NOW, [again(one(await claim()), at(1), { uncertain: true })]);
    expect(one(await claim('a', at(1)))).toMatchObject({ uncertain: true, attempts: 1 });
  });

  it('a card that was changed meanwhile is still uncertain', async () => {
    const state = await openedCase(store, region, (s) => [
      said(s, 'een', { isCard: true, dedupeKey: 'card:lost' }),
    ]);
    await claim('a');
    await post(said(state, 'twee', { isCard: true, dedupeKey: 'card:lost' }));
    await passes(60);
    expect(one(await claim('b'))).toMatchObject({
      uncertain: true,
      revision: 2,
      payload: { strength: 'twee' },
    });
  });
});

describe('a card', () => {
  const card = (state: CaseState, text: string, over: Partial<NewMessage> = {}): NewMessage =>
    said(state, text, { isCard: true, dedupeKey: 'card', ...over });

  it('that changes three times before it is sent is sent once, as it is then', async () => {
    const state = await openedCase(store, region, (s) => [card(s, 'een')]);
    await post(card(state, 'twee'));
    await post(card(state, 'drie'));
    const claimed = one(await claim());
    expect(texts([claimed])).toEqual(['drie']);
    await store.outbox.record('a', NOW, [sent(claimed)]);
    expect(await claim()).toEqual([]);
  });

  it('that changes after it was posted is put again in its place', async () => {
    const state = await openedCase(store, region, (s) => [card(s, 'een')]);
    await store.outbox.record('a', NOW, [sent(one(await claim()), 'C1:7')]);
    await post(card(state, 'twee'));
    expect(one(await claim())).toMatchObject({
      externalRef: 'C1:7',
      revision: 2,
      payload: { strength: 'twee' },
    });
  });

  it('that changes while it is being sent goes once more, to the message that was just posted', async () => {
    const state = await openedCase(store, region, (s) => [card(s, 'een')]);
    const first = one(await claim());
    await post(card(state, 'twee'));
    await store.outbox.record('a', NOW, [sent(first, 'C1:8')]);
    expect(one(await claim())).toMatchObject({
      externalRef: 'C1:8',
      uncertain: false,
      payload: { strength: 'twee' },
    });
  });

  it('that changes while it is refused gets another chance', async () => {
    const state = await openedCase(store, region, (s) => [card(s, 'een')]);
    const first = one(await claim());
    await post(card(state, 'twee'));
    await store.outbox.record('a', NOW, [{ ...about(first), outcome: 'never', error: 'refused' }]);
    expect(texts(await claim())).toEqual(['twee']);
  });

  it('planned for contact hours is not brought forward by a silent update, and is updated at once after that', async () => {
    const state = await openedCase(store, region, (s) => [card(s, 'een', { notBefore: at(3600) })]);
    await post(card(state, 'twee'));
    expect(await claim()).toEqual([]);
    const posted = one(await claim('a', at(3600)));
    await store.outbox.record('a', at(3600), [sent(posted)]);
    await post(card(state, 'drie', { notBefore: at(3601) }));
    expect(texts(await claim('a', at(3601)))).toEqual(['drie']);
  });

  it('an ordinary message with the same key is written once', async () => {
    const state = await openedCase(store, region);
    await post(said(state, 'een', { dedupeKey: 'once' }));
    await post(said(state, 'twee', { dedupeKey: 'once' }));
    const claimed = one(await claim());
    expect(texts([claimed])).toEqual(['een']);
    await store.outbox.record('a', NOW, [sent(claimed)]);
    expect(await claim()).toEqual([]);
  });
});

describe('rooms and nudges follow what was delivered', () => {
  it('a room is open under the name it got, and archived at the end', async () => {
    const state = await openedCase(store, region, (s) => [
      message(s, { payload: { type: 'OpenRoom', ...of(s), roomId: s.rooms[0]?.id as string, owner: null } }),
      message(s, { payload: { type: 'ArchiveRoom', ...of(s) } }),
    ]);
    const roomNow = async () => (await store.cases([state.case.id]))[0]?.rooms[0];
    const open = one(await claim());
    expect(open.conversation).toMatchObject({ roomState: 'opening', roomExternalId: null });
    const externalId = `C0${randomUUID().slice(0, 6)}`;
    await store.outbox.record('a', NOW, [
      { ...about(open), outcome: 'sent', externalRef: null, room: { externalId, name: 'wilg-27-2' } },
    ]);
    expect(await roomNow()).toMatchObject({ state: 'open', externalId, name: 'wilg-27-2' });
    // A decision that was made before the room was opened does not close it again.
    const stale = { ...state.rooms[0], stateWhy: null } as CaseState['rooms'][number];
    await store.commit({
      now: NOW,
      cases: [{ before: state, after: { ...state, rooms: [stale] }, audit: [] }],
      messages: [],
    });
    expect(await roomNow()).toMatchObject({ state: 'open', externalId });
    const archive = one(await claim());
    expect(archive.conversation).toMatchObject({ roomState: 'open', roomExternalId: externalId });
    await store.outbox.record('a', NOW, [
      { ...about(archive), outcome: 'sent', externalRef: null, room: { archived: true } },
    ]);
    expect(await roomNow()).toMatchObject({ state: 'archived', externalId });
  });

  it('a nudge counts as sent when its bundle was delivered, and not before', async () => {
    const state = await openedCase(store, region);
    const id = randomUUID();
    const personId = state.participants[0]?.personId as string;
    const nudgeIds = state.nudges.map((n) => n.id);
    await store.commit({
      now: NOW,
      cases: [],
      messages: [message(state, { id, payload: DIGEST })],
      digests: [{ id, personId, date: '2026-11-23', nudgeIds }],
    });
    const sentAt = async () => (await store.cases([state.case.id]))[0]?.nudges[0]?.sentAt;
    await store.outbox.record('a', NOW, [again(one(await claim()), at(1))]);
    expect(await sentAt()).toBeNull();
    await store.outbox.record('a', at(2), [sent(one(await claim('a', at(1))))]);
    expect(await sentAt()).toBe(at(2));
  });
});

describe('several processes', () => {
  it('share the conversations and keep the order in each', async () => {
    const states = await Promise.all(Array.from({ length: 12 }, () => openedCase(store, region)));
    await Promise.all(
      states.flatMap((s) =>
        Array.from({ length: 6 }, () => post(said(s, s.case.code), said(s, s.case.code))),
      ),
    );
    const { rows } = await test.database.pool.query<{ id: string }>(
      'SELECT "id" FROM "message" ORDER BY "conversationId", "seq"',
    );
    const arrived: string[] = [];
    const work = async (worker: string): Promise<void> => {
      for (let tries = 0; tries < 3; ) {
        const claimed = await store.outbox.claim(worker, NOW, LEASE, 3);
        if (claimed.length === 0) tries += 1;
        arrived.push(...claimed.map((c) => c.id));
        await store.outbox.record(
          worker,
          NOW,
          claimed.map((c) => sent(c)),
        );
      }
    };
    await Promise.all(['a', 'b', 'c', 'd'].map(work));
    expect(arrived).toHaveLength(144);
    expect(new Set(arrived).size).toBe(144);
    const place = new Map(arrived.map((id, i) => [id, i]));
    const conversation = new Map(
      (
        await test.database.pool.query<{ id: string; c: string }>(
          'SELECT "id", "conversationId" AS "c" FROM "message"',
        )
      ).rows.map((r) => [r.id, r.c]),
    );
    for (const [i, row] of rows.entries()) {
      const next = rows[i + 1];
      if (next && conversation.get(next.id) === conversation.get(row.id))
        expect(place.get(row.id)).toBeLessThan(place.get(next.id) as number);
    }
  });

  it('a hundred decisions over the same conversations all get through, each message once and in one order', async () => {
    const states = await Promise.all(Array.from({ length: 8 }, () => openedCase(store, region)));
    const everywhere = (i: number): NewMessage[] =>
      [...states].sort(() => (i % 2 === 0 ? 1 : -1)).map((s) => said(s, `${i}`));
    const write = async (i: number): Promise<void> => {
      const id = states[i % 8]?.case.id as string;
      for (;;) {
        const [before] = await store.cases([id, states[(i + 1) % 8]?.case.id as string]);
        if ((await store.commit(praise(before as CaseState, `${i}`, everywhere(i)))).result === 'done')
          return;
      }
    };
    await Promise.all(Array.from({ length: 100 }, (_, i) => write(i)));
    const { rows } = await test.database.pool.query<{ n: number; top: number; different: number }>(
      'SELECT count(*) AS n, max("seq") AS top, count(DISTINCT "seq") AS different FROM "message" GROUP BY "conversationId"',
    );
    expect(rows).toEqual(Array.from({ length: 8 }, () => ({ n: 100, top: 100, different: 100 })));
  });

  it('commits and deliveries side by side lose nothing and stop nobody', async () => {
    const states = await Promise.all(Array.from({ length: 5 }, () => openedCase(store, region)));
    let writing = true;
    let delivered = 0;
    const deliver = async (worker: string): Promise<void> => {
      for (;;) {
        const before = writing;
        const claimed = await store.outbox.claim(worker, NOW, LEASE, 2);
        await store.outbox.record(
          worker,
          NOW,
          claimed.map((c) => sent(c, null)),
        );
        delivered += claimed.length;
        if (claimed.length === 0 && !before && (await store.outbox.nextAt(NOW)) === null) return;
      }
    };
    const write = Promise.all(
      states.map(async (s) => {
        for (let i = 0; i < 40; i++) await post(said(s, `${i}`));
      }),
    ).then(() => {
      writing = false;
    });
    await Promise.all([write, deliver('a'), deliver('b')]);
    expect(delivered).toBe(200);
  });
});

describe('pace', () => {
  const key = (name: string, everyMs: number, burst: number) => ({ key: name, everyMs, burst });

  it('lets a burst through at once and then one at a time', async () => {
    const take = (now: string) => store.outbox.takePace(now, [key('k', 1000, 3)]);
    expect([await take(NOW), await take(NOW), await take(NOW), await take(NOW)]).toEqual([0, 0, 0, 1000]);
    expect(await take(at(1))).toBe(0);
    expect(await take(at(1))).toBe(1000);
  });

  it('gives those who wait each a moment of their own, so that they do not all come back for one token', async () => {
    const take = (now: string) => store.outbox.takePace(now, [key('line', 1000, 1)]);
    expect([await take(NOW), await take(NOW), await take(NOW), await take(at(0.4))]).toEqual([
      0, 1000, 2000, 2600,
    ]);
    expect([await take(at(1)), await take(at(2)), await take(at(3))]).toEqual([0, 0, 0]);
    expect(await take(at(60))).toBe(0);
    expect(await take(at(60.5))).toBe(500);
  });

  it('takes of all keys or of none', async () => {
    const both = [key('slow', 5000, 1), key('fast', 1000, 1)];
    expect(await store.outbox.takePace(NOW, both)).toBe(0);
    expect(await store.outbox.takePace(at(1), both)).toBe(4000);
    expect(await store.outbox.takePace(at(1), [key('fast', 1000, 1)])).toBe(0);
    expect(await store.outbox.takePace(NOW, [])).toBe(0);
  });

  it('gives no more than there is to twenty who ask at once', async () => {
    const keys = [key('w:post', 1000, 4), key('w:all', 100, 10)];
    const waits = await Promise.all(
      Array.from({ length: 20 }, (_, i) => store.outbox.takePace(NOW, i % 2 ? keys : [...keys].reverse())),
    );
    expect(waits.filter((w) => w === 0)).toHaveLength(4);
  });

  it('a platform that says slow down is left alone until then, whatever the burst', async () => {
    await store.outbox.holdPace('held', at(30));
    expect(await store.outbox.takePace(NOW, [key('held', 100, 50)])).toBe(30_000);
    expect(await store.outbox.takePace(at(30), [key('held', 100, 50)])).toBe(0);
    await store.outbox.holdPace('held', at(90));
    await store.outbox.holdPace('held', at(60));
    expect(await store.outbox.takePace(at(31), [key('held', 100, 50)])).toBe(59_000);
  });
});

describe('a clock that was set back', () => {
  const take = (now: string) => store.outbox.takePace(now, [{ key: 'back', everyMs: 1000, burst: 1 }]);

  it('after an hour ahead: what waits for another try or a pace does not wait that hour', async () => {
    await openedCase(store, region, (s) => [said(s, 'een')]);
    const late = one(await claim('a', at(3600)));
    await store.outbox.record('a', at(3600), [again(late, at(3602))]);
    expect([await take(at(3600)), (await take(at(60))) > 3_000_000]).toEqual([0, true]);
    await store.outbox.clockWentBack(at(60), 3540_000);
    expect(await store.outbox.nextAt(at(60))).toBe(at(62));
    expect(texts(await claim('a', at(62)))).toEqual(['een']);
    expect(await take(at(64))).toBe(0);
  });

  it('what was written to go at once goes at once', async () => {
    await openedCase(store, region, (s) => [said(s, 'een')]);
    await store.outbox.clockWentBack(at(-3600), 3600_000);
    expect(await store.outbox.nextAt(at(-3600))).toBe(at(-3600));
    expect(texts(await claim('a', at(-3599)))).toEqual(['een']);
  });

  it('what waits for contact hours keeps waiting for them', async () => {
    await openedCase(store, region, (s) => [said(s, 'morgen', { notBefore: at(7200) })]);
    await store.outbox.clockWentBack(NOW, 3600_000);
    expect(await store.outbox.nextAt(NOW)).toBe(at(7200));
    expect(await claim('a', at(7199))).toEqual([]);
    expect(texts(await claim('a', at(7200)))).toEqual(['morgen']);
  });

  it('while no process ran: a start ends the waits that are longer than any can be, and no others', async () => {
    const MONTH = 30 * 86_400;
    await openedCase(store, region, (s) => [said(s, 'een')]);
    await openedCase(store, region, (s) => [said(s, 'twee')]);
    const [first, second] = (await claim('a')) as [Claimed, Claimed];
    await store.outbox.record('a', NOW, [again(first, at(MONTH)), again(second, at(3600))]);
    await store.outbox.holdPace('back', at(MONTH));
    await store.outbox.clockWentBack(NOW, null);
    expect(await claim('a')).toHaveLength(1);
    expect(await claim('a', at(3600))).toHaveLength(1);
    expect(await take(at(2))).toBe(0);
  });
});
