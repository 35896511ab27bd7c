import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Kill } from './plan.ts';
import type { ChildSettings } from './settings.ts';

const CHILD = join(import.meta.dirname, 'child.ts');
/** A point that is not reached within this time is tried again later. */
const PATIENCE_MS = 20_000;

export interface Keeper {
  /** Kills by plan, and starts again at once each time. Resolves when a process is up that nobody will kill. */
  carryOut(plan: readonly Kill[]): Promise<void>;
  /** Starts one that lives until `stop`. */
  begin(): Promise<void>;
  stop(): Promise<void>;
  /** Somebody was answered: ends the wait that began with the last kill. */
  answered(): void;
  readonly kills: ReadonlyMap<string, number>;
  /** ms from a kill until the next process listened, and until it first acknowledged something. */
  readonly listening: readonly number[];
  readonly answering: readonly number[];
  /** The last words of each process that ended by itself, which it should not. */
  readonly crashes: readonly string[];
}

/** Starts Schakel in a process of its own, ends it without warning, and starts it again. */
export function createKeeper(
  settings: Omit<ChildSettings, 'kill'>,
  onPort: (port: number) => void,
  onKill: (count: number) => void,
): Keeper {
  const kills = new Map<string, number>();
  const listening: number[] = [];
  const answering: number[] = [];
  const crashes: string[] = [];
  let current: ChildProcess | null = null;
  let killedAt: number | null = null;
  let over = false;

  const launch = (kill: Kill | null): { child: ChildProcess; up: Promise<void>; down: Promise<void> } => {
    const named = kill === null || kill.at === 'random' ? null : { point: kill.at, hit: kill.hit };
    const env = { ...process.env, CHAOS: JSON.stringify({ ...settings, kill: named }) };
    const child = spawn(process.execPath, [CHILD], { stdio: ['ignore', 'inherit', 'pipe', 'ipc'], env });
    current = child;
    let said = '';
    child.stderr?.on('data', (part) => {
      said += part;
    });
    const down = once(child, 'exit').then(([code]) => {
      if (code !== null) crashes.push(`ended by itself (${code}): ${said.slice(-2000)}`);
    });
    const up = new Promise<void>((done) => {
      child.once('message', (message) => {
        onPort((message as { port: number }).port);
        if (killedAt !== null) listening.push(Date.now() - killedAt);
        done();
      });
    });
    return { child, up, down };
  };

  /** True when it ended as planned. */
  const oneLife = async (kill: Kill): Promise<boolean> => {
    const { child, down } = launch(kill);
    let late = false;
    const timer = setTimeout(
      () => {
        late = kill.at !== 'random';
        child.kill('SIGKILL');
      },
      kill.at === 'random' ? kill.afterMs : PATIENCE_MS,
    );
    await down;
    clearTimeout(timer);
    killedAt = Date.now();
    const name = late ? 'random' : kill.at;
    kills.set(name, (kills.get(name) ?? 0) + 1);
    return !late;
  };

  const begin = async (): Promise<void> => {
    const { up, down } = launch(null);
    await Promise.race([up, down]);
    if (crashes.length > 0) throw new Error(crashes.join('\n'));
  };

  const end = async (): Promise<void> => {
    const child = current;
    current = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };

  return {
    kills,
    listening,
    answering,
    crashes,
    begin,
    async carryOut(plan) {
      await end();
      const rest = [...plan];
      for (let done = 0; rest.length > 0 && crashes.length === 0 && !over; ) {
        const kill = rest.shift() as Kill;
        if (await oneLife(kill)) onKill(++done);
        else rest.push(kill);
      }
      if (!over) await begin();
    },
    stop: async () => {
      over = true;
      await end();
    },
    answered: () => {
      if (killedAt === null) return;
      answering.push(Date.now() - killedAt);
      killedAt = null;
    },
  };
}
