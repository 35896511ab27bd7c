import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { message, NOW, openedCase, regionOn, storeOn } from '../../../test/fixtures/cases.ts';
import { createTestDatabase } from '../../../test/support/database/test-database.ts';
import type { TestDatabase } from '../../../test/support/database/test-server.ts';
import { LETTER_WORKSPACES, type LetterWay } from '../../domain/contact-details.ts';
import type { NewMessage } from '../../ports/database/index.ts';
import type { DeliveryOutcome } from '../../ports/outbox.ts';
import type { PostgresStore } from '../index.ts';
import { createEntrySeal } from '../sealing/entry-seal.ts';
import { createEntryBook } from '../sign-in/entry.ts';
import { resealEntry } from '../sign-in/entry-anew.ts';
import { sentTo } from './sent-letters.ts';

const OLD = 'the-key-of-before-0123456789abcdef0123456789';
const KEY = 'the-key-of-now-0123456789abcdef0123456789abc';

let db: TestDatabase;
let store: PostgresStore;
let personId = '';
let who = { id: '', personId: '', caseId: '' };
let letter: (by: LetterWay) => NewMessage;
beforeAll(async () => {
  db = await createTestDatabase();
  store = storeOn(db.database);
  const state = await openedCase(store, await regionOn(db.database, store), () => []);
  personId = state.participants[0]?.personId ?? '';
  who = { id: state.participants[0]?.id ?? '', personId, caseId: state.case.id };
  letter = (by) =>
    message(state, {
      id: randomUUID(),
      dedupeKey: randomUUID(),
      conversation: { workspaceId: LETTER_WORKSPACES[by], personId },
      payload: { type: 'SignInLink', purpose: 'invitation' },
    });
});
afterAll(() => db.drop());

const writes = (...messages: NewMessage[]) => store.commit({ now: NOW, cases: [], messages });
const ends = async (how: { outcome: 'sent'; externalRef: string } | 'doubt'): Promise<void> => {
  const claimed = await store.outbox.claim('a', NOW, 20_000, 10);
  const outcomes = claimed.map(({ id, revision, conversation }): DeliveryOutcome => {
    const about = { messageId: id, conversationId: conversation.id, revision };
    if (how === 'doubt')
      return { ...about, outcome: 'again', at: NOW, counts: true, uncertain: true, error: 'no answer' };
    return { ...about, ...how, externalRef: how.externalRef && id };
  });
  await store.outbox.record('a', NOW, outcomes);
};
const counted = async (since = NOW) =>
  (await sentTo(db.database.pool, who, since, false)).letters.map(({ way, count }) => `${way} ${count}`);

it('a letter that waits, or for which there was nothing left to send, is not among what was sent', async () => {
  await writes(letter('email'));
  expect(await counted()).toEqual([]);
  await ends({ outcome: 'sent', externalRef: '' });
  expect(await counted()).toEqual([]);
});

it('one that went is, and one that is on its way or may have arrived as well', async () => {
  await writes(letter('email'));
  await ends({ outcome: 'sent', externalRef: 'its own' });
  expect(await counted()).toEqual(['email 1']);
  await writes(letter('sms'));
  await ends('doubt');
  expect(await counted()).toEqual(['email 1', 'sms 1']);
  expect(await counted('2099-01-01T00:00:00.000Z')).toEqual([]);
});

it('who is to be found by an address no more is not after another key either', async () => {
  const { pool } = db.database;
  const before = createEntrySeal(OLD);
  const now = createEntrySeal(KEY, [OLD]);
  const address = { email: 'verkeerd@elders.example', phone: '+31687654321' };
  await store.commit({
    now: NOW,
    cases: [],
    messages: [],
    reaches: [before.reach(personId, address, 'email')],
  });
  await store.commit({ now: NOW, cases: [], messages: [], astray: [personId] });
  expect(await resealEntry(pool, now)).toBe(1);
  const book = createEntryBook(pool, now);
  expect(await book.reachOf(personId)).toMatchObject(address);
  const { rows } = await pool.query(
    'SELECT 1 FROM "reach" WHERE "emailLookup" IS NOT NULL OR "phoneLookup" IS NOT NULL',
  );
  expect(rows).toEqual([]);
});
