import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rate } from '../../../src/ports/chat.ts';
import { TEAMS_PACE } from './pace.ts';

/** A limit is so many in so many ms, wherever that time begins; what falls on both its ends counts as well. */
interface Limit {
  readonly most: number;
  readonly inMs: number;
}
const CONVERSATION: readonly Limit[] = [
  { most: 7, inMs: 1000 },
  { most: 8, inMs: 2000 },
  { most: 60, inMs: 30_000 },
  { most: 1800, inMs: 3_600_000 },
];
const TENANT: readonly Limit[] = [{ most: 50, inMs: 1000 }];
/** More than an hour's worth, so that the longest limit can be broken. */
const SENDS = 1900;

/** When each could go that is wanted at these moments, as `take_pace` gives it (GCRA). */
function send(wanted: readonly number[], { everyMs, burst }: Rate): number[] {
  let free = 0;
  return wanted.map((at) => {
    const sent = Math.max(at, free - (burst - 1) * everyMs);
    free = Math.max(free, sent) + everyMs;
    return sent;
  });
}

/** The limits that are broken somewhere. */
function broken(sent: readonly number[], limits: readonly Limit[]): readonly Limit[] {
  return limits.filter(({ most, inMs }) =>
    sent.some((at, i) => (sent[i + most] ?? Number.POSITIVE_INFINITY) - at <= inMs),
  );
}

/** Messages as they come: one by one, in heaps, and after silences of any length. */
const coming = fc
  .array(fc.oneof(fc.constant(0), fc.nat(50), fc.nat(3000), fc.nat(40_000)), {
    minLength: 1,
    maxLength: SENDS,
  })
  .map((gaps) => {
    let at = 0;
    return gaps.map((gap) => {
      at += gap;
      return at;
    });
  });

const atOnce = Array.from({ length: SENDS }, () => 0);

describe('the pace of a conversation', () => {
  const { conversation } = TEAMS_PACE;

  it('breaks none of its limits, however messages come', () => {
    expect(broken(send(atOnce, conversation), CONVERSATION)).toEqual([]);
    fc.assert(
      fc.property(coming, (wanted) => {
        expect(broken(send(wanted, conversation), CONVERSATION)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('could not be faster: one more at once, or one ms less between them, breaks a limit', () => {
    const { everyMs, burst } = conversation;
    for (const faster of [
      { everyMs, burst: burst + 1 },
      { everyMs: everyMs - 1, burst },
    ])
      expect(broken(send(atOnce, faster), CONVERSATION)).not.toEqual([]);
  });
});

describe('the pace of a tenant', () => {
  it('leaves room below fifty a second, however messages come', () => {
    const { all } = TEAMS_PACE.methods;
    const room = TENANT.map((limit) => ({ ...limit, most: limit.most - 3 }));
    expect(all && broken(send(atOnce, all), room)).toEqual([]);
    fc.assert(
      fc.property(coming, (wanted) => {
        expect(all && broken(send(wanted, all), room)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('asks Graph four things a second on the whole, whatever is done with rooms', () => {
    const { all: _, ...rooms } = TEAMS_PACE.methods;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(rooms)), { maxLength: 500 }), (done) => {
        // One line: each waits for what those before it took.
        const took = done.slice(0, -1).reduce((ms, { everyMs }) => ms + everyMs, 0);
        const requests = done.slice(0, -1).reduce((n, { everyMs }) => n + everyMs / 250, 0);
        expect(requests).toBeLessThanOrEqual((took / 1000) * 4);
      }),
    );
    for (const { line, burst } of Object.values(rooms))
      expect({ line, burst }).toEqual({ line: 'graph', burst: 1 });
  });
});
