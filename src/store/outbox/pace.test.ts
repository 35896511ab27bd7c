import { describe, expect, it } from 'vitest';
import { NOW, openedCase, praise } from '../../../test/fixtures/cases.ts';
import {
  again,
  at,
  LEASE,
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
const { claim, post } = town;

describe('several processes', () => {
  it('share the conversations and keep the order in each', async () => {
    const states = await Promise.all(Array.from({ length: 12 }, () => openedCase(town.store, town.region)));
    await Promise.all(
      states.flatMap((s) =>
        Array.from({ length: 6 }, () => post(said(s, s.case.code), said(s, s.case.code))),
      ),
    );
    const { rows } = await town.database.pool.query<{ id: string }>(
      'SELECT "id" FROM "message" ORDER BY "conversationId", "seq"',
    );
    const arrived: string[] = [];
    const work = async (worker: string): Promise<void> => {
      for (let tries = 0; tries < 3; ) {
        const claimed = await town.store.outbox.claim(worker, NOW, LEASE, 3);
        if (claimed.length === 0) tries += 1;
        arrived.push(...claimed.map((c) => c.id));
        await town.store.outbox.record(
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
        await town.database.pool.query<{ id: string; c: string }>(
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
    const states = await Promise.all(Array.from({ length: 8 }, () => openedCase(town.store, town.region)));
    const everywhere = (i: number): NewMessage[] =>
      [...states].sort(() => (i % 2 === 0 ? 1 : -1)).map((s) => said(s, `${i}`));
    const write = async (i: number): Promise<void> => {
      const id = states[i % 8]?.case.id as string;
      for (;;) {
        const [before] = await town.store.cases([id, states[(i + 1) % 8]?.case.id as string]);
        if ((await town.store.commit(praise(before as CaseState, `${i}`, everywhere(i)))).result === 'done')
          return;
      }
    };
    await Promise.all(Array.from({ length: 100 }, (_, i) => write(i)));
    const { rows } = await town.database.pool.query<{ n: number; top: number; different: number }>(
      'SELECT count(*) AS n, max("seq") AS top, count(DISTINCT "seq") AS different FROM "message" GROUP BY "conversationId"',
    );
    expect(rows).toEqual(Array.from({ length: 8 }, () => ({ n: 100, top: 100, different: 100 })));
  });

  it('commits and deliveries side by side lose nothing and stop nobody', async () => {
    const states = await Promise.all(Array.from({ length: 5 }, () => openedCase(town.store, town.region)));
    let writing = true;
    let delivered = 0;
    const deliver = async (worker: string): Promise<void> => {
      for (;;) {
        const before = writing;
        const claimed = await town.store.outbox.claim(worker, NOW, LEASE, 2);
        await town.store.outbox.record(
          worker,
          NOW,
          claimed.map((c) => sent(c, null)),
        );
        delivered += claimed.length;
        if (claimed.length === 0 && !before && (await town.store.outbox.nextAt(NOW)) === null) return;
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
    const take = (now: string) => town.store.outbox.takePace(now, [key('k', 1000, 3)]);
    expect([await take(NOW), await take(NOW), await take(NOW), await take(NOW)]).toEqual([0, 0, 0, 1000]);
    expect(await take(at(1))).toBe(0);
    expect(await take(at(1))).toBe(1000);
  });

  it('gives those who wait each a moment of their own, so that they do not all come back for one token', async () => {
    const take = (now: string) => town.store.outbox.takePace(now, [key('line', 1000, 1)]);
    expect([await take(NOW), await take(NOW), await take(NOW), await take(at(0.4))]).toEqual([
      0, 1000, 2000, 2600,
    ]);
    expect([await take(at(1)), await take(at(2)), await take(at(3))]).toEqual([0, 0, 0]);
    expect(await take(at(60))).toBe(0);
    expect(await take(at(60.5))).toBe(500);
  });

  it('takes of all keys or of none', async () => {
    const both = [key('slow', 5000, 1), key('fast', 1000, 1)];
    expect(await town.store.outbox.takePace(NOW, both)).toBe(0);
    expect(await town.store.outbox.takePace(at(1), both)).toBe(4000);
    expect(await town.store.outbox.takePace(at(1), [key('fast', 1000, 1)])).toBe(0);
    expect(await town.store.outbox.takePace(NOW, [])).toBe(0);
  });

  it('gives no more than there is to twenty who ask at once', async () => {
    const keys = [key('w:post', 1000, 4), key('w:all', 100, 10)];
    const waits = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        town.store.outbox.takePace(NOW, i % 2 ? keys : [...keys].reverse()),
      ),
    );
    expect(waits.filter((w) => w === 0)).toHaveLength(4);
  });

  it('a platform that says slow down is left alone until then, whatever the burst', async () => {
    await town.store.outbox.holdPace('held', at(30));
    expect(await town.store.outbox.takePace(NOW, [key('held', 100, 50)])).toBe(30_000);
    expect(await town.store.outbox.takePace(at(30), [key('held', 100, 50)])).toBe(0);
    await town.store.outbox.holdPace('held', at(90));
    await town.store.outbox.holdPace('held', at(60));
    expect(await town.store.outbox.takePace(at(31), [key('held', 100, 50)])).toBe(59_000);
  });
});

describe('a clock that was set back', () => {
  const take = (now: string) => town.store.outbox.takePace(now, [{ key: 'back', everyMs: 1000, burst: 1 }]);

  it('after an hour ahead: what waits for another try or a pace does not wait that hour', async () => {
    await openedCase(town.store, town.region, (s) => [said(s, 'een')]);
    const late = one(await claim('a', at(3600)));
    await town.store.outbox.record('a', at(3600), [again(late, at(3602))]);
    expect([await take(at(3600)), (await take(at(60))) > 3_000_000]).toEqual([0, true]);
    await town.store.outbox.clockWentBack(at(60), 3540_000);
    expect(await town.store.outbox.nextAt(at(60))).toBe(at(62));
    expect(texts(await claim('a', at(62)))).toEqual(['een']);
    expect(await take(at(64))).toBe(0);
  });

  it('what was written to go at once goes at once', async () => {
    await openedCase(town.store, town.region, (s) => [said(s, 'een')]);
    await town.store.outbox.clockWentBack(at(-3600), 3600_000);
    expect(await town.store.outbox.nextAt(at(-3600))).toBe(at(-3600));
    expect(texts(await claim('a', at(-3599)))).toEqual(['een']);
  });

  it('what waits for contact hours keeps waiting for them', async () => {
    await openedCase(town.store, town.region, (s) => [said(s, 'morgen', { notBefore: at(7200) })]);
    await town.store.outbox.clockWentBack(NOW, 3600_000);
    expect(await town.store.outbox.nextAt(NOW)).toBe(at(7200));
    expect(await claim('a', at(7199))).toEqual([]);
    expect(texts(await claim('a', at(7200)))).toEqual(['morgen']);
  });

  it('while no process ran: a start ends the waits that are longer than any can be, and no others', async () => {
    const MONTH = 30 * 86_400;
    await openedCase(town.store, town.region, (s) => [said(s, 'een')]);
    await openedCase(town.store, town.region, (s) => [said(s, 'twee')]);
    const [first, second] = (await claim('a')) as [Claimed, Claimed];
    await town.store.outbox.record('a', NOW, [again(first, at(MONTH)), again(second, at(3600))]);
    await town.store.outbox.holdPace('back', at(MONTH));
    await town.store.outbox.clockWentBack(NOW, null);
    expect(await claim('a')).toHaveLength(1);
    expect(await claim('a', at(3600))).toHaveLength(1);
    expect(await take(at(2))).toBe(0);
  });
});
