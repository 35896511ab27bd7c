import { randomUUID } from 'node:crypto';
import { SLACK_PACE } from '../adapters/slack/outgoing/pace.ts';
import { TEAMS_PACE } from '../adapters/teams/outgoing/pace.ts';
import { createSlowLines } from '../src/jobs/delivery/find-sent.ts';
import { type DeliveryDeps, deliverOnce } from '../src/jobs/delivery.ts';
import type { Address, ChatPlatform, Pace, Rate, Result } from '../src/ports/chat.ts';
import type { NewMessage } from '../src/ports/database/index.ts';
import type { Bench, Figure } from './parts/measure.ts';
import { openPlace } from './parts/place.ts';
import { type Population, populate } from './parts/population.ts';

const MESSAGES = 10_000;
const CONVERSATIONS = 500;
const START = Date.parse('2027-03-09T09:00:00.000Z');
/** Processes side by side, as in production. */
const WORKERS = 2;

/**
 * P5: how long 10,000 messages over 500 channels take under a platform's limits, against the least a token bucket
 * allows. Time is the clock's, which moves only when nothing can be sent: what is measured is waiting, not the machine.
 */
export async function p5({ say, quick }: Bench): Promise<Figure[]> {
  const size = quick ? MESSAGES / 10 : MESSAGES;
  const figures: Figure[] = [];
  for (const [platform, pace] of Object.entries({ slack: SLACK_PACE, teams: TEAMS_PACE })) {
    const { ms, tooFast } = await makespan(size, pace);
    const least = optimum(size, pace);
    say(
      `  ${platform}: ${(ms / 1000).toFixed(1)} s of the clock, at least ${(least / 1000).toFixed(1)} s; too fast for the platform: ${tooFast}`,
    );
    figures.push({
      id: `P5.${platform}`,
      what: `${size} messages over ${CONVERSATIONS} channels, against the least ${platform}'s limits allow`,
      value: tooFast === 0 ? ms / least : null,
      unit: '×',
      goal: { atMost: 1.05 },
    });
  }
  return figures;
}

/** The least time: of the busiest conversation, and of the workspace as a whole. */
function optimum(size: number, pace: Pace): number {
  const bucket = ({ everyMs, burst }: Pace['conversation'], n: number): number =>
    Math.max(0, n - burst) * everyMs;
  const all = ['post', 'all'].flatMap((name) => pace.methods[name] ?? []);
  return Math.max(
    bucket(pace.conversation, Math.ceil(size / CONVERSATIONS)),
    ...all.map((limit) => bucket(limit, size)),
  );
}

async function makespan(size: number, pace: Pace): Promise<{ ms: number; tooFast: number }> {
  const place = await openPlace();
  try {
    const population = await populate(await place.open('p5'), '2027-03-09');
    await population.grow(CONVERSATIONS);
    for (let from = 0; from < size; from += 1000)
      await population.store.commit({
        now: new Date(START).toISOString(),
        cases: [],
        messages: messages(population, from, Math.min(size, from + 1000)),
      });
    return await deliverAll(population, size, pace);
  } finally {
    await place.close();
  }
}

async function deliverAll(
  { store }: Population,
  size: number,
  pace: Pace,
): Promise<{ ms: number; tooFast: number }> {
  let now = START;
  const sent: number[] = [];
  const isTooFast = judge(pace);
  let tooFast = 0;
  const chat = platform((to) => {
    const room = 'room' in to.target ? to.target.room : '';
    if (isTooFast(room, now)) tooFast += 1;
    sent.push(now);
  });
  const quiet = (): void => undefined;
  const workers = Array.from(
    { length: WORKERS },
    (_, i): DeliveryDeps => ({
      outbox: store.outbox,
      clock: { now: () => new Date(now), sleep: async () => undefined },
      worker: `p5-${i}`,
      platforms: { slack: { chat, pace } },
      regionOf: (id) => store.region(id),
      personOf: async () => null,
      caseOf: async () => null,
      webUrl: null,
      log: { info: quiet, warn: quiet, error: quiet },
      slow: createSlowLines(),
      notice: () => Promise.resolve('goes' as const),
      onTrouble: async () => undefined,
      onUnsent: async () => undefined,
      point: quiet,
    }),
  );
  while (sent.length < size) {
    const handled = await Promise.all(workers.map((w) => deliverOnce(w)));
    if (handled.some((n) => n > 0)) continue;
    const next = await store.outbox.nextAt(new Date(now).toISOString());
    if (next === null) throw new Error(`only ${sent.length} of ${size} messages were sent`);
    now = Math.max(now + 1, Date.parse(next));
  }
  return { ms: now - START, tooFast };
}

/** Whether a send into a room would have to be refused; a bucket for each room and one for all of them. */
function judge(pace: Pace): (room: string, now: number) => boolean {
  const emptyAt = new Map<string, number>();
  const over = (key: string, { everyMs, burst }: Rate, now: number): boolean => {
    const until = Math.max(now, emptyAt.get(key) ?? 0) + everyMs;
    emptyAt.set(key, until);
    return until - now > burst * everyMs;
  };
  const all = pace.methods.all;
  return (room, now) => {
    const ofRoom = over(room, pace.conversation, now);
    return (all !== undefined && over('', all, now)) || ofRoom;
  };
}

function platform(onPost: (to: Address) => void): ChatPlatform {
  const done = async (): Promise<Result<void>> => ({ ok: true, value: undefined });
  return {
    name: 'memory',
    post: async (to, _document, id) => {
      onPost(to);
      return { ok: true, value: id };
    },
    update: async (_to, ref) => ({ ok: true, value: ref }),
    find: async () => ({ ok: true, value: null }),
    openRoom: async () => ({ ok: true, value: { externalId: 'C1', name: 'x' } }),
    pin: done,
    setTopic: done,
    invite: done,
    remove: done,
    archive: done,
  };
}

function messages({ region }: Population, from: number, to: number): NewMessage[] {
  const workspaceId = region.workspaces[0]?.id ?? '';
  return Array.from({ length: to - from }, (_, i) => ({
    id: randomUUID(),
    dedupeKey: `p5:${from + i}`,
    conversation: { workspaceId, channelId: `C${(from + i) % CONVERSATIONS}` },
    regionId: region.id,
    caseId: null,
    recipientId: null,
    isCard: false,
    payload: { type: 'GoodNews', caseId: '', code: 'Wilg-27', agreement: null, strength: 'Het ging goed.' },
    notBefore: new Date(START).toISOString(),
  }));
}
