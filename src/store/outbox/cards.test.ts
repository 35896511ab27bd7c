import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { message, NOW, openedCase } from '../../../test/fixtures/cases.ts';
import {
  about,
  again,
  at,
  DIGEST,
  of,
  one,
  outboxDatabase,
  said,
  sent,
  texts,
} from '../../../test/support/database/outbox.ts';
import type { CaseState } from '../../domain/case/state.ts';
import type { NewMessage } from '../../ports/database/index.ts';
import type { Claimed } from '../../ports/outbox.ts';

const town = outboxDatabase();
const { claim, post, claimAll } = town;

describe('many of a kind for one person in chat', () => {
  const told = (state: CaseState, text: string, over: Partial<NewMessage> = {}): NewMessage =>
    said(state, text, {
      conversation: {
        workspaceId: town.region.workspaces[0]?.id as string,
        personId: town.region.coordinatorPersonIds[0] as string,
      },
      recipientId: town.region.coordinatorPersonIds[0] as string,
      notAfter: at(3600),
      ...over,
    });
  const withIt = (c: Claimed): unknown[] => texts([c, ...(c.also ?? [])]);

  it('are given together, in their order, and sent with the first of them', async () => {
    const state = await openedCase(town.store, town.region);
    await claimAll();
    const other = told(state, '', {
      payload: { type: 'Silence', ...of(state), workingDays: 10, lastEventOn: '2026-11-09' },
    });
    await post(told(state, 'een'), other, told(state, 'twee'), told(state, 'drie'), told(state, 'vier'));
    const first = one(await claim());
    expect(withIt(first)).toEqual(['een', 'twee', 'drie', 'vier']);
    expect(first.also?.[0]).toMatchObject({ caseId: state.case.id, limits: [] });
    await town.store.outbox.record('a', NOW, [
      sent(first),
      ...(first.also ?? []).map(({ id, revision }) => ({ ...sent(first, null), messageId: id, revision })),
    ]);
    const next = one(await claim());
    expect(withIt(next)).toEqual(['Silence']);
    await town.store.outbox.record('a', NOW, [sent(next)]);
    expect(await town.store.outbox.nextAt(NOW)).toBeNull();
  });

  it('are given one by one while they are few, and those that wait for another moment stay behind', async () => {
    const state = await openedCase(town.store, town.region);
    await claimAll();
    const tomorrow = { notBefore: at(86_400), notAfter: at(90_000) };
    await post(...['een', 'twee', 'drie'].map((text) => told(state, text)), told(state, 'morgen', tomorrow));
    expect(withIt(one(await claim()))).toEqual(['een']);
  });

  it('are looked for as the one message in which they may have arrived, also when more came since', async () => {
    const state = await openedCase(town.store, town.region);
    await claimAll();
    await post(...['een', 'twee', 'drie', 'vier'].map((text) => told(state, text)));
    await claim('lost');
    await post(told(state, 'vijf'));
    const later = (seconds: number): Promise<Claimed[]> => claim('b', at(seconds));
    await town.store.outbox.release(() => true);
    const again = one(await later(1));
    expect(again).toMatchObject({ uncertain: true });
    expect(withIt(again)).toEqual(['een', 'twee', 'drie', 'vier']);
    await town.store.outbox.record('b', at(1), [
      sent(again),
      ...(again.also ?? []).map(({ id, revision }) => ({ ...sent(again, null), messageId: id, revision })),
    ]);
    expect(withIt(one(await later(2)))).toEqual(['vijf']);
  });

  it('stay what they were when the message that holds them must wait', async () => {
    const state = await openedCase(town.store, town.region);
    await claimAll();
    await post(...['een', 'twee', 'drie', 'vier'].map((text) => told(state, text)));
    const first = one(await claim());
    await town.store.outbox.record('a', NOW, [again(first, at(5))]);
    await post(told(state, 'vijf'));
    expect(await claim('a', at(1))).toEqual([]);
    expect(withIt(one(await claim('a', at(6))))).toHaveLength(5);
  });
});

describe('a card', () => {
  const card = (state: CaseState, text: string, over: Partial<NewMessage> = {}): NewMessage =>
    said(state, text, { isCard: true, dedupeKey: 'card', ...over });

  it('that changes three times before it is sent is sent once, as it is then', async () => {
    const state = await openedCase(town.store, town.region, (s) => [card(s, 'een')]);
    await post(card(state, 'twee'));
    await post(card(state, 'drie'));
    const claimed = one(await claim());
    expect(texts([claimed])).toEqual(['drie']);
    await town.store.outbox.record('a', NOW, [sent(claimed)]);
    expect(await claim()).toEqual([]);
  });

  it('that changes after it was posted is put again in its place', async () => {
    const state = await openedCase(town.store, town.region, (s) => [card(s, 'een')]);
    await town.store.outbox.record('a', NOW, [sent(one(await claim()), 'C1:7')]);
    await post(card(state, 'twee'));
    expect(one(await claim())).toMatchObject({
      externalRef: 'C1:7',
      revision: 2,
      payload: { strength: 'twee' },
    });
  });

  it('that changes while it is being sent goes once more, to the message that was just posted', async () => {
    const state = await openedCase(town.store, town.region, (s) => [card(s, 'een')]);
    const first = one(await claim());
    await post(card(state, 'twee'));
    await town.store.outbox.record('a', NOW, [sent(first, 'C1:8')]);
    expect(one(await claim())).toMatchObject({
      externalRef: 'C1:8',
      uncertain: false,
      payload: { strength: 'twee' },
    });
  });

  it('that changes while it is refused gets another chance', async () => {
    const state = await openedCase(town.store, town.region, (s) => [card(s, 'een')]);
    const first = one(await claim());
    await post(card(state, 'twee'));
    await town.store.outbox.record('a', NOW, [{ ...about(first), outcome: 'never', error: 'refused' }]);
    expect(texts(await claim())).toEqual(['twee']);
  });

  it('planned for contact hours is not brought forward by a silent update, and is updated at once after that', async () => {
    const state = await openedCase(town.store, town.region, (s) => [card(s, 'een', { notBefore: at(3600) })]);
    await post(card(state, 'twee'));
    expect(await claim()).toEqual([]);
    const posted = one(await claim('a', at(3600)));
    await town.store.outbox.record('a', at(3600), [sent(posted)]);
    await post(card(state, 'drie', { notBefore: at(3601) }));
    expect(texts(await claim('a', at(3601)))).toEqual(['drie']);
  });

  it('an ordinary message with the same key is written once', async () => {
    const state = await openedCase(town.store, town.region);
    await post(said(state, 'een', { dedupeKey: 'once' }));
    await post(said(state, 'twee', { dedupeKey: 'once' }));
    const claimed = one(await claim());
    expect(texts([claimed])).toEqual(['een']);
    await town.store.outbox.record('a', NOW, [sent(claimed)]);
    expect(await claim()).toEqual([]);
  });
});

describe('rooms and nudges follow what was delivered', () => {
  it('a room is open under the name it got, and archived at the end', async () => {
    const state = await openedCase(town.store, town.region, (s) => [
      message(s, { payload: { type: 'OpenRoom', ...of(s), roomId: s.rooms[0]?.id as string, owner: null } }),
      message(s, { payload: { type: 'ArchiveRoom', ...of(s) } }),
    ]);
    const roomNow = async () => (await town.store.cases([state.case.id]))[0]?.rooms[0];
    const open = one(await claim());
    expect(open.conversation).toMatchObject({ roomState: 'opening', roomExternalId: null });
    const externalId = `C0${randomUUID().slice(0, 6)}`;
    await town.store.outbox.record('a', NOW, [
      { ...about(open), outcome: 'sent', externalRef: null, room: { externalId, name: 'wilg-27-2' } },
    ]);
    expect(await roomNow()).toMatchObject({ state: 'open', externalId, name: 'wilg-27-2' });
    // A decision that was made before the room was opened does not close it again.
    const stale = { ...state.rooms[0], stateWhy: null } as CaseState['rooms'][number];
    await town.store.commit({
      now: NOW,
      cases: [{ before: state, after: { ...state, rooms: [stale] }, audit: [] }],
      messages: [],
    });
    expect(await roomNow()).toMatchObject({ state: 'open', externalId });
    const archive = one(await claim());
    expect(archive.conversation).toMatchObject({ roomState: 'open', roomExternalId: externalId });
    await town.store.outbox.record('a', NOW, [
      { ...about(archive), outcome: 'sent', externalRef: null, room: { archived: true } },
    ]);
    expect(await roomNow()).toMatchObject({ state: 'archived', externalId });
  });

  it('a nudge counts as sent when its bundle was delivered, and not before', async () => {
    const state = await openedCase(town.store, town.region);
    const id = randomUUID();
    const personId = state.participants[0]?.personId as string;
    const nudgeIds = state.nudges.map((n) => n.id);
    await town.store.commit({
      now: NOW,
      cases: [],
      messages: [message(state, { id, payload: DIGEST })],
      digests: [{ id, personId, date: '2026-11-23', nudgeIds }],
    });
    const sentAt = async () => (await town.store.cases([state.case.id]))[0]?.nudges[0]?.sentAt;
    await town.store.outbox.record('a', NOW, [again(one(await claim()), at(1))]);
    expect(await sentAt()).toBeNull();
    await town.store.outbox.record('a', at(2), [sent(one(await claim('a', at(1))))]);
    expect(await sentAt()).toBe(at(2));
  });
});
