import { STALLED_MS } from '../../jobs/watch.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PostgresStore } from '../../store/index.ts';
import type { Database } from '../../store/postgres/database.ts';
import { askTwice, type WriteProbe } from '../../store/postgres/write-probe.ts';
import type { Work } from '../work/work.ts';
import type { Routes } from './http.ts';

interface Watched {
  readonly database: Database;
  readonly store: PostgresStore;
  readonly work: Work;
  readonly clock: Clock;
  /** Whether what is written is taken: reading goes on long after that has stopped. */
  readonly probe: WriteProbe;
  readonly slack: { connected(): boolean } | null;
  /** Pages in browsers that are told of changes. */
  readonly proxies: { said(): string | null };
  readonly openPages: () => { readonly open: number; readonly most: number };
}

/** A round begins every minute. One of the largest region takes a few; after so long none comes. */
const NO_ROUND_MS = 15 * 60_000;
/** It is tried again every minute; until it is written, what is undone in the audit does not show. */
const UNWRITTEN_MS = 15 * 60_000;

/** Answers what an operator's monitor asks, in counts and states; never a name, a code or a text. */
export function createHealth(watched: Watched): Pick<Routes, 'health' | 'metrics'> {
  return {
    health: async () => {
      const backlog = await backlogOf(watched);
      if (backlog === null)
        return {
          ready: false,
          parts: { database: 'cannot be reached; people are asked to try again, and it recovers by itself' },
        };
      const unwritable = await watched.probe();
      const waits = backlog.oldestDueAt ? watched.clock.now().getTime() - Date.parse(backlog.oldestDueAt) : 0;
      const round = watched.work.sinceRound() ?? 0;
      const connected = watched.slack?.connected() ?? true;
      const unwritten = watched.work.sinceUnwritten();
      return {
        ready:
          unwritable === null &&
          waits < STALLED_MS &&
          round < NO_ROUND_MS &&
          (unwritten ?? 0) < UNWRITTEN_MS &&
          connected,
        parts: {
          database: unwritable ?? 'ok',
          delivery:
            waits < STALLED_MS ? 'ok' : `the oldest message has waited ${Math.round(waits / 60_000)} minutes`,
          rounds:
            round < NO_ROUND_MS
              ? 'ok'
              : `none has ended well for ${Math.round(round / 60_000)} minutes; look in the log`,
          audit: auditSaid(unwritten),
          deadLetters: String(backlog.dead),
          proxy: watched.proxies.said() ?? 'ok',
          openPages: openPagesSaid(watched.openPages()),
          slack: watched.slack === null ? 'off' : connected ? 'ok' : 'not connected; it is tried again',
        },
      };
    },
    metrics: async () => {
      const { Registry, Gauge, collectDefaultMetrics } = await import('prom-client');
      const registry = new Registry();
      collectDefaultMetrics({ register: registry });
      const gauge = (name: string, help: string, value: number): void =>
        new Gauge({ name, help, registers: [registry] }).set(value);
      const backlog = await backlogOf(watched);
      gauge('schakel_database_up', 'Whether the database answers (1) or not (0)', backlog ? 1 : 0);
      if (backlog) {
        gauge('schakel_messages_pending', 'Messages that wait to be sent', backlog.pending);
        gauge('schakel_messages_dead', 'Messages that could not be delivered', backlog.dead);
      }
      gauge('schakel_open_pages', 'Pages in browsers that are told of changes', watched.openPages().open);
      gauge(
        'schakel_database_writable',
        'Whether the database takes what is written (1) or not (0)',
        backlog && (await watched.probe()) === null ? 1 : 0,
      );
      const lastRound = watched.work.rounds.lastGoodAt();
      gauge(
        'schakel_last_round_seconds',
        'When the last round of all regions ended well, in seconds since 1970',
        lastRound ? lastRound.getTime() / 1000 : 0,
      );
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}

/** Counts what waits to be sent; null: the database does not answer. */
function backlogOf({ store, clock }: Pick<Watched, 'store' | 'clock'>) {
  return askTwice(() => store.outbox.backlog(clock.now().toISOString())).catch(() => null);
}

function auditSaid(unwritten: number | null): string {
  return unwritten === null
    ? 'ok'
    : `could not be written down in SCHAKEL_DATA for ${Math.round(unwritten / 60_000)} minutes: make room there or let Schakel write there; it is tried again every minute`;
}

function openPagesSaid({ open, most }: { readonly open: number; readonly most: number }): string {
  return open < most
    ? String(open)
    : `${open}, as many as one process tells; further ones are not told of changes`;
}
