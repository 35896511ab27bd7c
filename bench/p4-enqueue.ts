import { randomUUID } from 'node:crypto';
import type { NewMessage } from '../src/ports/database/index.ts';
import { conversationId } from '../src/store/postgres/ids.ts';
import { type Bench, compare, type Figure, timed } from './parts/measure.ts';
import { openPlace } from './parts/place.ts';
import { type Population, populate } from './parts/population.ts';

/** One commit has so many messages, over this many conversations: as a chunk of a round brings. */
const MESSAGES = 1_000;
const CONVERSATIONS = 100;
const COMMITS = 5;

/**
 * P4: enqueueing messages, with their place in the line of their conversation, against one INSERT of as many rows that
 * are already complete. Messages per second; both are committed.
 */
export async function p4({ say }: Bench): Promise<Figure[]> {
  const place = await openPlace();
  try {
    const population = await populate(await place.open('p4'), '2027-03-09');
    await population.grow(CONVERSATIONS);
    const { store, database } = population;
    const perSecond = async (
      commit: (messages: readonly NewMessage[]) => Promise<unknown>,
    ): Promise<number> => {
      const batches = Array.from({ length: COMMITS }, () => messages(population));
      const ms = await timed(async () => {
        for (const batch of batches) await commit(batch);
      });
      return (MESSAGES * COMMITS * 1000) / ms;
    };
    const ours = (): Promise<number> =>
      perSecond((batch) => store.commit({ now: NOW, cases: [], messages: batch }));
    const base = (): Promise<number> =>
      perSecond((batch) => {
        const rows = batch.map((m, i) => rawRow(m, i));
        return database.pool.query({ name: 'raw', text: RAW, values: rows.flat() });
      });
    await ours();
    await base();
    await database.pool.query('VACUUM ANALYZE');
    const found = await compare({ ours, base, unit: 'messages/s', say });
    return [
      {
        id: 'P4',
        what: `enqueueing ${MESSAGES} messages at a time, against a raw multi-row INSERT`,
        value: found?.ratio ?? null,
        unit: '×',
        goal: { atLeast: 0.5 },
      },
    ];
  } finally {
    await place.close();
  }
}

const NOW = '2027-03-09T09:00:00.000Z';

function messages({ region }: Population): NewMessage[] {
  const workspaceId = region.workspaces[0]?.id ?? '';
  return Array.from({ length: MESSAGES }, (_, i) => {
    const id = randomUUID();
    const n = 1 + (i % CONVERSATIONS);
    const ref = (kind: number): string => `0000000${kind}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
    return {
      id,
      dedupeKey: `bench:${id}`,
      conversation: { workspaceId, roomId: ref(6) },
      regionId: region.id,
      caseId: ref(1),
      recipientId: null,
      isCard: false,
      payload: {
        type: 'GoodNews',
        caseId: ref(1),
        code: `Wilg-${n}`,
        agreement: null,
        strength: 'Vandaag twee uur in de klas geweest, en het ging goed.',
      },
      notBefore: NOW,
    };
  });
}

const COLUMNS = [
  'id',
  'dedupeKey',
  'conversationId',
  'regionId',
  'caseId',
  'seq',
  'type',
  'payload',
  'state',
  'notBefore',
  'createdAt',
];
const RAW = `
  INSERT INTO "message" (${COLUMNS.map((c) => `"${c}"`).join(', ')})
  VALUES ${Array.from(
    { length: MESSAGES },
    (_, row) => `(${COLUMNS.map((_c, i) => `$${row * COLUMNS.length + i + 1}`).join(', ')})`,
  ).join(', ')}`;

function rawRow(m: NewMessage, i: number): unknown[] {
  const payload = JSON.stringify(m.payload);
  return [
    m.id,
    m.dedupeKey,
    conversationId(m.conversation),
    m.regionId,
    m.caseId,
    i,
    m.payload.type,
    payload,
    'pending',
    NOW,
    NOW,
  ];
}
