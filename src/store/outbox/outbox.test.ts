import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fullCase, message, NOW, openedCase, opening, storeOn } from '../../../test/fixtures/cases.ts';
import { FACTS } from '../../../test/fixtures/messages.ts';
import {
  about,
  again,
  at,
  DIGEST,
  LEASE,
  of,
  one,
  outboxDatabase,
  said,
  sent,
  texts,
} from '../../../test/support/database/outbox.ts';
import type { Agreement, CaseState, Participant } from '../../domain/case/state.ts';
import { limitOfParty } from '../../domain/views/limited-view.ts';

const town = outboxDatabase();
const { claim, post, rowOf } = town;

describe('a workspace that let go of us', () => {
  it('gets what was kept for it as soon as it is connected again', async () => {
    await openedCase(town.store, town.region, (s) => [said(s, 'een')]);
    await town.store.disableWorkspace('slack', 'T0ONE', 'token_revoked', NOW);
    const kept = one(await claim());
    expect(kept.workspace.disabled).toBe(true);
    await town.store.outbox.record('a', NOW, [again(kept, at(3600), { counts: false })]);
    expect(await claim('a', at(60))).toEqual([]);
    await town.store.enableWorkspace('slack', 'T0ONE', 'Gemeente');
    expect(texts(await claim('a', at(60)))).toEqual(['een']);
  });
});

describe('a row that this version cannot read', () => {
  it('is put aside with the reason, and what comes after it goes on', async () => {
    const state = await openedCase(town.store, town.region, (s) => [
      said(s, 'een'),
      said(s, 'twee'),
      said(s, 'drie'),
    ]);
    await town.database.pool.query(
      `UPDATE "message" SET "payload" = '{"type": "Weather"}' WHERE "caseId" = $1 AND "payload"->>'strength' = 'twee'`,
      [state.case.id],
    );
    const told: string[] = [];
    const order: unknown[] = [];
    for (let turns = 0; turns < 4; turns += 1) {
      const claimed = await town.store.outbox.claim('a', NOW, LEASE, 50, (_id, why) => told.push(why));
      order.push(...texts(claimed));
      await town.store.outbox.record(
        'a',
        NOW,
        claimed.map((c) => sent(c)),
      );
    }
    expect(order).toEqual(['een', 'drie']);
    expect(told).toEqual(['a message of an unknown type: Weather']);
    expect(await town.store.outbox.backlog(NOW)).toMatchObject({ pending: 0, dead: 1 });
    expect(await town.store.outbox.nextAt(NOW)).toBeNull();
  });
});

describe('one conversation', () => {
  it('gets its messages in the order in which they were committed, one at a time', async () => {
    const state = await openedCase(town.store, town.region, (s) => [said(s, 'een'), said(s, 'twee')]);
    await post(said(state, 'drie'));
    const order: unknown[] = [];
    for (let c = await claim(); c.length > 0; c = await claim()) {
      order.push(...texts(c));
      expect(await claim('b')).toEqual([]);
      await town.store.outbox.record(
        'a',
        NOW,
        c.map((x) => sent(x)),
      );
    }
    expect(order).toEqual(['een', 'twee', 'drie']);
    expect(await town.store.outbox.nextAt(NOW)).toBeNull();
  });

  it('carries all that is needed to send: place, language, mentions and who takes part', async () => {
    const state = await openedCase(town.store, town.region);
    const personId = town.region.coordinatorPersonIds[0] as string;
    const workspaceId = town.region.workspaces[0]?.id as string;
    await town.store.rememberWorkspace('slack', 'T0ONE', { serviceUrl: 'https://chat.example/' });
    await post(
      message(state, {
        conversation: { workspaceId, personId },
        recipientId: personId,
        payload: {
          type: 'OwnerLeft',
          ...of(state),
          person: { id: town.region.escalationContactPersonId as string, name: 'x' },
          agreements: [{ ...FACTS, id: 'no-uuid' }],
        },
      }),
    );
    expect(one(await claim())).toMatchObject({
      payload: { type: 'OwnerLeft' },
      regionId: town.region.id,
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
      mentions: { [town.region.escalationContactPersonId as string]: 'U0REGIO2' },
      recipientRole: 'coordinator',
      participantPersonIds: expect.arrayContaining([personId, town.region.escalationContactPersonId]),
    });
  });

  it('addresses a parent as family in a bundle about several cases', async () => {
    const state = fullCase(town.region);
    const [me, ...others] = state.participants;
    if (!me) throw new Error('nobody');
    await town.store.commit(opening({ ...state, participants: [{ ...me, role: 'parent' }, ...others] }));
    const conversation = { workspaceId: town.region.workspaces[0]?.id as string, personId: me.personId };
    await post(message(state, { conversation, recipientId: me.personId, caseId: null, payload: DIGEST }));
    expect(one(await claim()).recipientRole).toBe('parent');
    await town.database.pool.query('UPDATE "participant" SET "leftAt" = $1 WHERE "caseId" = $2', [
      NOW,
      state.case.id,
    ]);
  });

  it('lets somebody go before anything older is said there', async () => {
    const state = await openedCase(town.store, town.region, (s) => [said(s, 'een'), said(s, 'twee')]);
    const { id: caseId, code } = state.case;
    const person = { id: town.region.coordinatorPersonIds[0] as string, name: 'x' };
    await post(message(state, { payload: { type: 'Remove', caseId, code, person } }));
    const first = one(await claim());
    expect(first.payload.type).toBe('Remove');
    await town.store.outbox.record('a', NOW, [sent(first, null)]);
    expect(texts(await claim())).toEqual(['een']);
  });

  it('tells of whom sees only their own agreements, which those are: as the domain says', async () => {
    const state = fullCase(town.region);
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
    await town.store.commit(opening(limited));
    const conversation = { workspaceId: town.region.workspaces[0]?.id as string, personId: owner.personId };
    await post(message(limited, { conversation, recipientId: owner.personId }));
    const { limits } = one(await claim());
    const own = limitOfParty(limited, 'school');
    expect(own.own.map((o) => o.number)).toEqual([2, 3, 4]);
    expect(limits).toHaveLength(1);
    expect(limits[0]?.caseId).toBe(limited.case.id);
    expect(limits[0]?.own.map((o) => o.id).sort()).toEqual(own.own.map((o) => o.id).sort());
  });

  it('does not wait for a message that has to wait for contact hours', async () => {
    const state = await openedCase(town.store, town.region, (s) => [
      said(s, 'morgen', { notBefore: at(3600) }),
      said(s, 'nu'),
    ]);
    const first = one(await claim());
    expect(texts([first])).toEqual(['nu']);
    await town.store.outbox.record('a', NOW, [sent(first)]);
    expect(await claim()).toEqual([]);
    expect(await town.store.outbox.nextAt(NOW)).toBe(at(3600));
    await post(said(state, 'ook nu'));
    expect(texts(await claim())).toEqual(['ook nu']);
  });

  it('waits as long as the platform asks, and a rate limit costs no attempt', async () => {
    await openedCase(town.store, town.region, (s) => [said(s, 'een'), said(s, 'twee')]);
    await town.store.outbox.record('a', NOW, [again(one(await claim()), at(30), { counts: false })]);
    expect(await claim('a', at(29))).toEqual([]);
    expect(await town.store.outbox.nextAt(NOW)).toBe(at(30));
    const retried = one(await claim('a', at(30)));
    expect(retried).toMatchObject({ payload: { strength: 'een' }, attempts: 0, uncertain: false });
    await town.store.outbox.record('a', at(30), [again(retried, at(60))]);
    expect(one(await claim('a', at(60)))).toMatchObject({ payload: { strength: 'een' }, attempts: 1 });
  });

  it('goes on after a message that can never be delivered, which is kept', async () => {
    await openedCase(town.store, town.region, (s) => [said(s, 'een'), said(s, 'twee'), said(s, 'drie')]);
    const dead = one(await claim());
    await town.store.outbox.record('a', NOW, [{ ...about(dead), outcome: 'never', error: 'not_allowed' }]);
    const dropped = one(await claim());
    await town.store.outbox.record('a', NOW, [{ ...about(dropped), outcome: 'dropped', error: 'left' }]);
    expect(texts(await claim())).toEqual(['drie']);
    expect(await rowOf(dead.id)).toMatchObject({ state: 'dead', lastError: 'not_allowed' });
    expect(await rowOf(dropped.id)).toMatchObject({ state: 'dropped' });
    // It is being sent; should its sender be lost, the line stands still from the end of the lease.
    expect(await town.store.outbox.backlog(NOW)).toEqual({ pending: 1, dead: 1, oldestDueAt: null });
    await passes(60);
    expect((await town.store.outbox.backlog(at(120))).oldestDueAt).toBe(NOW);
  });
});

/** Lets so many seconds pass on the clock of the database, which counts the leases. */
async function passes(seconds: number): Promise<void> {
  await town.database.pool.query(
    `UPDATE "conversation" SET "leasedUntil" = "leasedUntil" - $1 * interval '1 second'`,
    [seconds],
  );
}

describe('a sender that is lost', () => {
  it('leaves a message that comes back as uncertain, not before its time is up', async () => {
    await openedCase(town.store, town.region, (s) => [said(s, 'een')]);
    expect(one(await claim('a')).uncertain).toBe(false);
    await passes(59);
    expect(await claim('b')).toEqual([]);
    const left = Date.parse((await town.store.outbox.nextAt(NOW)) ?? '') - Date.parse(NOW);
    expect([left > 0, left <= 1_000]).toEqual([true, true]);
    await passes(1);
    expect(one(await claim('b')).uncertain).toBe(true);
  });

  it.each([
    ['a minute and a half ahead', at(90)],
    ['an hour ahead', at(3600)],
    ['an hour behind', at(-3600)],
  ])('keeps what it holds from a process whose clock is %s', async (_how, theirs) => {
    const other = storeOn(town.database);
    await openedCase(town.store, town.region, (s) => [said(s, 'een', { notBefore: at(-7200) })]);
    const mine = one(await claim('a'));
    expect(await other.outbox.claim('b', theirs, LEASE, 10)).toEqual([]);
    await other.outbox.renew('b', 0);
    expect(await other.outbox.claim('b', theirs, LEASE, 10)).toEqual([]);
    expect((await other.outbox.backlog(theirs)).oldestDueAt).toBeNull();
    await town.store.outbox.record('a', NOW, [sent(mine)]);
    expect(await rowOf(mine.id)).toMatchObject({ state: 'sent' });
    expect(await other.outbox.claim('b', theirs, LEASE, 10)).toEqual([]);
  });

  it('is not doubted while it gives signs of life', async () => {
    await openedCase(town.store, town.region, (s) => [said(s, 'een')]);
    await claim('a');
    await town.store.outbox.renew('a', 90_000);
    await town.store.outbox.renew('b', 120_000);
    await passes(89);
    expect(await claim('b')).toEqual([]);
    await passes(1);
    expect(one(await claim('b')).uncertain).toBe(true);
  });

  it('gives back what it held as soon as it is certain that it is gone, and nobody else does', async () => {
    const lost = await openedCase(town.store, town.region, (s) => [said(s, 'van wie weg is')]);
    await claim('gone');
    await openedCase(town.store, town.region, (s) => [said(s, 'van wie er nog is')]);
    await claim('busy');
    await town.store.outbox.release((worker) => worker === 'gone');
    const taken = one(await claim('b'));
    expect(taken).toMatchObject({ caseId: lost.case.id, uncertain: true });
    expect(await claim('c')).toEqual([]);
  });

  it('and answers late, does not give away what another now holds', async () => {
    await openedCase(town.store, town.region, (s) => [said(s, 'een'), said(s, 'twee')]);
    const late = one(await claim('a'));
    await passes(61);
    const taken = one(await claim('b', at(61)));
    await town.store.outbox.record('a', at(62), [sent(late)]);
    expect(await claim('c', at(63))).toEqual([]);
    await town.store.outbox.record('b', at(64), [sent(taken)]);
    expect(texts(await claim('c', at(65)))).toEqual(['twee']);
  });

  it('"perhaps arrived" is looked for at the next try', async () => {
    await openedCase(town.store, town.region, (s) => [said(s, 'een')]);
    await town.store.outbox.record('a', NOW, [again(one(await claim()), at(1), { uncertain: true })]);
    expect(one(await claim('a', at(1)))).toMatchObject({ uncertain: true, attempts: 1 });
  });

  it('a card that was changed meanwhile is still uncertain', async () => {
    const state = await openedCase(town.store, town.region, (s) => [
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
