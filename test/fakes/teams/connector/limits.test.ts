import { describe, expect, it } from 'vitest';
import { createPace } from './limits.ts';
import { callOf } from './to-connector.ts';

const post = callOf('POST', '/v3/conversations/19%3Aroom/activities', {});

describe('the pace of Teams', () => {
  it.each([
    { most: 60, withinMs: 30_000, apartMs: 400 },
    { most: 1800, withinMs: 3_600_000, apartMs: 1900 },
  ])('lets no more than $most messages pass in $withinMs ms', ({ most, withinMs, apartMs }) => {
    let now = 1_000_000;
    const pace = createPace(() => now);
    const started = now;
    for (let i = 0; i < most; i++) {
      expect(pace.waitFor(post)).toBe(0);
      now += apartMs;
    }
    expect(pace.waitFor(post)).toBe(started + withinMs - now);
    now = started + withinMs;
    expect(pace.waitFor(post)).toBe(0);
  });
});
