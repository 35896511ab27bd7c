import { expect, it } from 'vitest';
import { createLive } from './live.ts';

it('a change is looked at once for each person and case, however many pages are open', async () => {
  const asked: string[] = [];
  const told: string[] = [];
  let version = '1';
  const everybody = Promise.withResolvers<void>();
  const live = createLive(
    {
      versions: async (ids) => new Map(ids.map((id) => [id, version])),
      alive: async (tokens) => new Set(tokens),
      opened: async () => [],
      fingerprint: async (personId, caseId) => {
        asked.push(`${personId} ${caseId}`);
        return version;
      },
    },
    { gapMs: 0 },
  );
  for (let n = 0; n < 60; n++)
    live.watch({
      of: n % 2 ? 'wilg' : 'iep',
      personId: `person-${n % 3}`,
      token: `browser-${n % 15}`,
      versions: new Map([[n % 2 ? 'wilg' : 'iep', version]]),
      seen: '1',
      on: {
        changed: () => told.push(`${n}`) === 60 && everybody.resolve(),
        beat: () => undefined,
        ended: () => undefined,
      },
    });
  version = '2';
  live.wake();
  await everybody.promise;
  expect(asked.sort()).toEqual(
    ['person-0', 'person-1', 'person-2'].flatMap((who) => [`${who} iep`, `${who} wilg`]),
  );
  expect(new Set(told).size).toBe(60);
  live.stop();
});
