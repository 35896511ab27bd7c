import { expect, it } from 'vitest';
import { inLanes, letOthersIn } from './lanes.ts';

const TEN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const sum = (piece: readonly number[]): number => piece.reduce((a, b) => a + b, 0);

it('works every piece once, two at a time, and gives the sum', async () => {
  let [now, most] = [0, 0];
  const seen: number[] = [];
  const total = await inLanes(TEN, 3, async (piece) => {
    now += 1;
    most = Math.max(most, now);
    await letOthersIn();
    now -= 1;
    seen.push(...piece);
    return sum(piece);
  });
  expect([total, most]).toEqual([55, 2]);
  expect(seen.sort((a, b) => a - b)).toEqual(TEN);
});

it('computes for one piece at a time', async () => {
  let [now, most] = [0, 0];
  await inLanes(TEN, 1, (piece, oneAtATime) =>
    oneAtATime(async () => {
      now += 1;
      most = Math.max(most, now);
      await letOthersIn();
      now -= 1;
      return sum(piece);
    }),
  );
  expect(most).toBe(1);
});

it('begins nothing after a failure, and says so when nothing is under way any more', async () => {
  const ended: number[] = [];
  const work = inLanes(TEN, 1, async ([n = 0], oneAtATime) => {
    if (n === 1) return oneAtATime(() => Promise.reject(new Error('the database is away')));
    for (let i = 0; i < 5; i++) await letOthersIn();
    ended.push(n);
    return n;
  });
  await expect(work).rejects.toThrow('the database is away');
  expect(ended).toEqual([2]);
});

it('lets in what came in meanwhile', async () => {
  let came = false;
  setImmediate(() => {
    came = true;
  });
  await letOthersIn();
  expect(came).toBe(true);
});
