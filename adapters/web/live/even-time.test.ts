import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { atEvenTime } from './even-time.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** The moment, in milliseconds from the beginning, at which an answer came that took `cost` to make. */
async function answeredAfter(cost: number, fails = false): Promise<number> {
  const began = performance.now();
  const work = new Promise<string>((resolve, reject) => {
    setTimeout(() => (fails ? reject(new Error('away')) : resolve('asked')), cost);
  });
  const answered = atEvenTime(work).then(
    () => performance.now() - began,
    () => performance.now() - began,
  );
  await vi.advanceTimersByTimeAsync(1000);
  return answered;
}

it('answers at the same moment whether there was a letter to write or not', async () => {
  expect(await answeredAfter(9)).toBe(50);
  expect(await answeredAfter(10)).toBe(50);
  expect(await answeredAfter(49)).toBe(50);
});

it('answers at the next even moment where something took longer', async () => {
  expect(await answeredAfter(51)).toBe(100);
  expect(await answeredAfter(99)).toBe(100);
});

it('fails at an even moment too', async () => {
  expect(await answeredAfter(7, true)).toBe(50);
});
