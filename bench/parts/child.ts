import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BOT_TOKEN, SIGNING_SECRET, type SlashCommand, sendCommand } from './signed.ts';

export interface Child {
  readonly port: number;
  /** The time from when it was started to its first acknowledgement, in ms. */
  readonly startedIn: number;
  stop(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '../..');
export const SCHAKEL = ['src/cli/schakel.ts', 'start'];
export const BARE_BOLT = ['bench/parts/bare-bolt.ts'];
const LOOK_AGAIN_MS = 2;
const PATIENCE_MS = 60_000;

/** Starts a program of this project and asks it for something until it acknowledges; its clock may be `ahead` (ms). */
export async function startChild(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  first: SlashCommand,
  ahead = 0,
): Promise<Child> {
  const port = await freePort();
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      PORT: String(port),
      LOG_LEVEL: 'silent',
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      ...env,
    },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    said += part;
  });
  const agent = new Agent({ keepAlive: true });
  try {
    while (!(await acknowledged(port, agent, first, ahead))) {
      if (child.exitCode !== null || performance.now() - start > PATIENCE_MS)
        throw new Error(`${args.join(' ')} did not start: ${said}`);
      await wait(LOOK_AGAIN_MS);
    }
  } catch (error) {
    await end(child);
    throw error;
  } finally {
    agent.destroy();
  }
  return { port, startedIn: performance.now() - start, stop: () => end(child) };
}

async function acknowledged(
  port: number,
  agent: Agent,
  command: SlashCommand,
  ahead: number,
): Promise<boolean> {
  const answer = await sendCommand(port, agent, command, ahead).catch(() => null);
  return answer?.status === 200;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
