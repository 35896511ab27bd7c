import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRegionFile } from '../../src/config/region/region-file.ts';
import type { Uuid } from '../../src/domain/vocabulary.ts';
import { createSlowLines } from '../../src/jobs/delivery/find-sent.ts';
import { type DeliveryDeps, deliverOnce } from '../../src/jobs/delivery.ts';
import type { Address, ChatPlatform, Failure, Result } from '../../src/ports/chat.ts';
import type { NewMessage } from '../../src/ports/database/index.ts';
import type { Document } from '../../src/ports/document.ts';
import { auditKeys } from '../../src/store/audit/audit.ts';
import { createStore, type PostgresStore } from '../../src/store/index.ts';
import { importRegion } from '../../src/store/regions/import.ts';
import { createTestDatabase } from '../support/database/test-database.ts';
import type { TestDatabase } from '../support/database/test-server.ts';
import { REGION_FILE } from '../support/people/in-slack.ts';
import { turnedClock } from '../support/schakel/clock.ts';
import { readingAlong } from '../support/schakel/region.ts';

/** Deliveries in one run, tries included; `DELIVERIES=1000000` for the long one. */
const DELIVERIES = Number(process.env.DELIVERIES ?? 100_000);
const CONVERSATIONS = 400;
/** About four of ten sends go wrong one way or another and are tried again. */
const MESSAGES = Math.ceil(DELIVERIES / 1.37);
const KEYS = auditKeys('a-secret-that-only-tests-know-0123456789abcdef');

/** A platform that goes wrong in every way the port knows, and remembers what really arrived, in order. */
class Whimsical implements ChatPlatform {
  readonly name = 'memory';
  readonly arrived = new Map<string, { id: Uuid; number: number }[]>();
  readonly refused = new Set<number>();
  sends = 0;
  readonly #random: () => number;
  constructor(random: () => number) {
    this.#random = random;
  }

  async post(to: Address, document: Document, id: Uuid): Promise<Result<string>> {
    this.sends += 1;
    const r = this.#random();
    const number = numberIn(document);
    if (r < 0.08)
      return failed({
        kind: 'again',
        afterMs: 1 + Math.floor(this.#random() * 30_000),
        cause: '429',
        rateLimited: true,
      });
    if (r < 0.16) return failed({ kind: 'again', afterMs: null, cause: '503' });
    if (r < 0.161) {
      this.refused.add(number);
      return failed({ kind: 'never', reason: 'refused', cause: 'invalid' });
    }
    if (r < 0.2) return failed({ kind: 'perhaps', cause: 'timed out, not arrived' });
    this.#line(to).push({ id, number });
    return r < 0.27 ? failed({ kind: 'perhaps', cause: 'arrived after an error' }) : { ok: true, value: id };
  }

  async find(to: Address, id: Uuid): Promise<Result<string | null>> {
    this.sends += 1;
    if (this.#random() < 0.1) return failed({ kind: 'again', afterMs: null, cause: '502' });
    return { ok: true, value: this.#line(to).some((m) => m.id === id) ? id : null };
  }

  async update(_to: Address, ref: string): Promise<Result<string>> {
    return { ok: true, value: ref };
  }
  async openRoom(): Promise<never> {
    throw new Error('no rooms here');
  }
  pin = nothing;
  setTopic = nothing;
  invite = nothing;
  remove = nothing;
  archive = nothing;

  #line(to: Address): { id: Uuid; number: number }[] {
    const room = 'room' in to.target ? to.target.room : to.target.person;
    const line = this.arrived.get(room) ?? [];
    this.arrived.set(room, line);
    return line;
  }
}

async function nothing(): Promise<Result<void>> {
  return { ok: true, value: undefined };
}

function failed(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}

function numberIn(document: Document): number {
  return Number(/nummer (\d+)/.exec(JSON.stringify(document))?.[1]);
}

/** The same numbers for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe(`${DELIVERIES} deliveries on a platform that goes wrong in every way`, () => {
  let database: TestDatabase;
  let store: PostgresStore;
  let workspaceId: Uuid;
  const clock = turnedClock('2027-01-11T09:00:00.000Z');

  beforeAll(async () => {
    database = await createTestDatabase();
    // What a power cut would do is the crash test's; here it only makes every commit wait for the disk.
    await database.database.pool.query(
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$`,
    );
    const parsed = parseRegionFile(REGION_FILE);
    if (!parsed.ok) throw new Error('the region file of the tests is wrong');
    await importRegion(database.database, KEYS, readingAlong(parsed.region), clock.now().toISOString());
    store = createStore(database.database, KEYS, () => '2027-01-11');
    workspaceId = (await store.regionByKey('midden'))?.workspaces[0]?.id ?? '';
    for (let from = 0; from < MESSAGES; from += 2000) await write(from, Math.min(MESSAGES, from + 2000));
    // As the database does by itself within a minute; until then it plans as if there were nothing.
    await database.database.pool.query('VACUUM ANALYZE');
  }, 300_000);
  afterAll(() => database?.drop());

  async function write(from: number, to: number): Promise<void> {
    const now = clock.now().toISOString();
    const messages = Array.from(
      { length: to - from },
      (_, i): NewMessage => ({
        id: randomUUID(),
        dedupeKey: `number:${from + i}`,
        conversation: { workspaceId, channelId: `C${(from + i) % CONVERSATIONS}` },
        regionId: null,
        caseId: null,
        recipientId: null,
        isCard: false,
        payload: {
          type: 'GoodNews',
          caseId: '',
          code: 'Wilg-27',
          agreement: null,
          strength: `nummer ${from + i}`,
        },
        notBefore: now,
      }),
    );
    await store.commit({ now, cases: [], messages });
  }

  it('nothing is lost, nothing is there twice, and no conversation is out of order', async () => {
    const chat = new Whimsical(seeded(20_270_111));
    const quiet = (): void => undefined;
    const deps = (worker: string): DeliveryDeps => ({
      outbox: store.outbox,
      clock,
      worker,
      platforms: { slack: { chat, pace: { conversation: { everyMs: 0, burst: 1 }, methods: {} } } },
      regionOf: async () => null,
      personOf: async () => null,
      caseOf: async () => null,
      webUrl: null,
      log: { info: quiet, warn: quiet, error: quiet },
      slow: createSlowLines(),
      notice: () => Promise.resolve('goes' as const),
      onTrouble: async () => undefined,
      onUnsent: async () => undefined,
      point: quiet,
    });
    const workers = [deps('een'), deps('twee')];
    for (;;) {
      const handled = await Promise.all(workers.map((w) => deliverOnce(w)));
      if (handled.some((n) => n > 0)) continue;
      const next = await store.outbox.nextAt(clock.now().toISOString());
      if (next === null) break;
      // A little further than the first that is due, so that many are due together.
      clock.advance(Math.max(1, Date.parse(next) - clock.now().getTime()) + 15_000);
    }
    const numbers = [...chat.arrived.values()].flat().map((m) => m.number);
    const expected = Array.from({ length: MESSAGES }, (_, i) => i).filter((i) => !chat.refused.has(i));
    const outOfOrder = [...chat.arrived.values()].filter((line) =>
      line.some((m, i) => i > 0 && m.number <= (line[i - 1]?.number ?? -1)),
    );
    expect(outOfOrder).toEqual([]);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.sort((a, b) => a - b)).toEqual(expected);
    expect(chat.sends).toBeGreaterThanOrEqual(DELIVERIES);
  }, 1_200_000);
});
