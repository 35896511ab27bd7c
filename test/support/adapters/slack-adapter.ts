import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSlack, type Slack } from '../../../adapters/slack/index.ts';
import type { Inbound, Outcome, PlatformEvent, UseCases } from '../../../src/app/inbound.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { type SlackStandIn, type StandInOptions, startSlackStandIn } from '../../fakes/slack/index.ts';

/** How an app is connected to Slack. */
export type Way = 'signed HTTP' | 'Socket Mode';
export const WAYS: readonly Way[] = ['signed HTTP', 'Socket Mode'];

export const PEOPLE = [
  { id: 'U0LEAD', name: 'lead', realName: 'De regiehouder', email: 'lead@school.example' },
  { id: 'U0TEACHER', name: 'teacher', realName: 'De mentor', locale: 'en-GB' },
  { id: 'U0PARENT', name: 'parent', realName: 'De ouder', isGuest: true },
  { id: 'U0GONE', name: 'gone', realName: 'De vertrokkene', isDeactivated: true },
] as const;

/** Use cases that answer as they are told, do the same request once, and remember what they were asked. */
export interface RecordingUseCases extends UseCases {
  readonly inbound: Inbound[];
  readonly notices: PlatformEvent[];
  /** The requests that it carried out: one entry for each different key. */
  readonly effects: string[];
  answer(outcome: Outcome | ((inbound: Inbound) => Outcome | Promise<Outcome>)): void;
}

export function recordingUseCases(): RecordingUseCases {
  const done = new Map<string, Outcome>();
  let next: (inbound: Inbound) => Outcome | Promise<Outcome> = () => ({});
  const useCases: RecordingUseCases = {
    inbound: [],
    notices: [],
    effects: [],
    answer: (outcome) => {
      next = typeof outcome === 'function' ? outcome : () => outcome;
    },
    handle: async (inbound) => {
      useCases.inbound.push(inbound);
      const before = done.get(inbound.key);
      if (before) return before;
      const outcome = await next(inbound);
      done.set(inbound.key, outcome);
      useCases.effects.push(inbound.key);
      return outcome;
    },
    happened: async (notice) => {
      await next({ ...notice, userExternalId: '', channel: null, request: { type: 'home' } });
      useCases.notices.push(notice);
      if (!useCases.effects.includes(notice.key)) useCases.effects.push(notice.key);
    },
  };
  return useCases;
}

/** A clock that a test turns. Who sleeps wakes when it is turned past their moment. */
export interface WakingClock extends Clock {
  turn(ms: number): void;
  /** Resolves as soon as somebody sleeps. */
  asleep(): Promise<void>;
}

export function wakingClock(start = Date.parse('2026-11-23T09:00:00Z')): WakingClock {
  let now = start;
  let sleepers: { at: number; wake: () => void }[] = [];
  let waiting: (() => void)[] = [];
  return {
    now: () => new Date(now),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        sleepers.push({ at: now + ms, wake: resolve });
        for (const heard of waiting) heard();
        waiting = [];
      }),
    turn: (ms) => {
      now += ms;
      const due = sleepers.filter((one) => one.at <= now);
      sleepers = sleepers.filter((one) => one.at > now);
      for (const one of due) one.wake();
    },
    asleep: () =>
      sleepers.length > 0 ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve)),
  };
}

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly what: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface Opened {
  readonly slack: SlackStandIn;
  readonly useCases: RecordingUseCases;
  readonly app: Slack;
  readonly clock: WakingClock;
  readonly log: LogLine[];
  /** Where signed requests go; empty with Socket Mode. */
  readonly url: string;
  close(): Promise<void>;
}

/** The real adapter on the local Slack, with use cases that record. */
export async function openSlack(way: Way, options: Partial<StandInOptions> = {}): Promise<Opened> {
  const clock = wakingClock();
  const slack = await startSlackStandIn({ users: PEOPLE, now: () => clock.now().getTime(), ...options });
  const useCases = recordingUseCases();
  const log: LogLine[] = [];
  const app = createSlack(connectionTo(slack, way), clock, {
    info: (what, message) => void log.push({ level: 'info', what, message }),
    warn: (what, message) => void log.push({ level: 'warn', what, message }),
    error: (what, message) => void log.push({ level: 'error', what, message }),
  });
  await app.open(useCases);
  const served = await serve(app);
  if (served) slack.connect(served.url);
  else await slack.socketConnected();
  return {
    slack,
    useCases,
    app,
    clock,
    log,
    url: served?.url ?? '',
    close: async () => {
      await app.stop();
      await served?.close();
      await slack.close();
    },
  };
}

export function connectionTo(slack: SlackStandIn, way: Way): Parameters<typeof createSlack>[0] {
  return {
    botToken: slack.botToken,
    signingSecret: way === 'signed HTTP' ? slack.signingSecret : null,
    appToken: way === 'Socket Mode' ? slack.appToken : null,
    apiUrl: slack.apiUrl,
  };
}

async function serve(app: Slack): Promise<{ url: string; close(): Promise<void> } | null> {
  const listener = app.requestListener();
  if (!listener) return null;
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
