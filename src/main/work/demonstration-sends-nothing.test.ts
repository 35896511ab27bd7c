import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryPlatform, type MemoryPlatform } from '../../../test/support/adapters/memory-platform.ts';
import type { Address } from '../../ports/chat.ts';
import { type DemonstrationClock, demonstrationClock, systemClock } from '../clock.ts';
import { keptHere } from './demonstration-sends-nothing.ts';

const TO: Address = {
  workspace: { id: '00000000-0000-4000-8000-000000000001', externalId: 'T0', settings: {} },
  target: { person: 'U0' },
  mentions: {},
};
const DOCUMENT = { notification: 'Schakel', blocks: [] };
const PACE = { conversation: { everyMs: 0, burst: 1 }, methods: {} };

describe('what would be sent elsewhere', () => {
  let elsewhere: MemoryPlatform;
  let web: MemoryPlatform;
  let clock: DemonstrationClock;
  let kept: ReturnType<typeof keptHere>;
  beforeEach(() => {
    elsewhere = createMemoryPlatform([{ id: 'U0' }]);
    web = createMemoryPlatform([{ id: 'U0' }]);
    clock = demonstrationClock(systemClock);
    kept = keptHere({ email: { chat: elsewhere, pace: PACE }, web: { chat: web, pace: PACE } }, clock);
  });

  it('is refused for good in a demonstration, and the web is not', async () => {
    clock.standAt('2027-03-11T08:00:00.000Z');
    expect(await kept.email?.chat.post(TO, DOCUMENT, 'm1')).toMatchObject({ failure: { kind: 'never' } });
    expect(elsewhere.direct('U0')).toEqual([]);
    expect(await kept.web?.chat.post(TO, DOCUMENT, 'm1')).toMatchObject({ ok: true });
  });

  it('goes when the clock runs: there is no demonstration, or it was thrown away', async () => {
    clock.standAt('2027-03-11T08:00:00.000Z');
    clock.standAt(null);
    expect(await kept.email?.chat.post(TO, DOCUMENT, 'm1')).toMatchObject({ ok: true });
    expect(elsewhere.direct('U0')).toHaveLength(1);
  });
});
