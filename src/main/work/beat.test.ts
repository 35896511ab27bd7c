import { describe, expect, it } from 'vitest';
import { turnedPulse } from '../../../test/support/process/pulse.ts';
import { startBeat } from './beat.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A clock that goes with the pulse, and that somebody sets. */
function machine(start: string) {
  const pulse = turnedPulse();
  let offset = Date.parse(start);
  const clock = { now: () => new Date(offset + pulse.ms()), sleep: async () => undefined };
  const heard = { minutes: [] as number[], nights: 0, back: [] as number[] };
  const beat = startBeat({
    ...{ clock, pulse },
    everyMinute: () => heard.minutes.push(pulse.ms()),
    nightly: () => {
      heard.nights += 1;
    },
    wentBack: (ms) => heard.back.push(ms),
  });
  const set = (ms: number): void => {
    offset += ms;
  };
  return { pulse, clock, heard, beat, set };
}
const longest = (beats: readonly number[], end: number): number =>
  Math.max(...[...beats.slice(1), end].map((at, i) => at - (beats[i] ?? 0)));

describe('what wakes the jobs', () => {
  it('comes at every full minute of the clock', () => {
    const { pulse, heard } = machine('2027-03-11T08:00:20.000Z');
    pulse.pass(3 * MINUTE);
    expect(heard.minutes).toEqual([0, 40_000, 100_000, 160_000]);
  });

  it.each([
    ['an hour forward and back', [HOUR, -HOUR]],
    ['an hour back', [-HOUR]],
    ['thirty days forward', [30 * DAY]],
    ['an hour back and then thirty days forward', [-HOUR, 30 * DAY]],
    ['thirty days forward and back', [30 * DAY, -30 * DAY]],
  ])('comes at least each minute, however the clock is set: %s', (_how, steps) => {
    const { pulse, heard, set } = machine('2027-03-11T08:00:20.000Z');
    for (const step of steps) {
      pulse.pass(90_000);
      set(step);
    }
    pulse.pass(10 * MINUTE);
    expect(longest(heard.minutes, pulse.ms())).toBeLessThanOrEqual(MINUTE);
    expect(heard.back).toHaveLength(steps.filter((step) => step < 0).length);
  });

  it('does the work of a night once in each, and once after a month was skipped', () => {
    const { pulse, heard, set } = machine('2027-03-11T08:00:00.000Z');
    expect(heard.nights).toBe(1);
    pulse.pass(3 * DAY);
    expect(heard.nights).toBe(4);
    set(30 * DAY);
    pulse.pass(2 * MINUTE);
    expect(heard.nights).toBe(5);
  });

  it('says how far the clock went back, also when somebody else looked at it last', () => {
    const { pulse, heard, beat, set } = machine('2027-03-11T08:00:00.000Z');
    set(HOUR);
    beat.seen();
    set(-HOUR);
    pulse.pass(MINUTE);
    expect(heard.back).toEqual([HOUR - MINUTE]);
    beat.stop();
    pulse.pass(HOUR);
    expect(heard.minutes).toHaveLength(2);
  });
});
