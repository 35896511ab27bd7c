import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { configFile, type Tenant } from '../config.ts';
import { ask, freePort, parsed } from '../connector/http.ts';
import type { Json, StandInUser } from '../types.ts';

const PACKAGE = '@microsoft/m365agentsplayground/package.json';
const LOG = join('devTools', 'm365agentsplayground.log');
/** A free port can be taken by somebody else before the Playground has it; then another one is tried. */
const TRIES = 5;

export interface PlaygroundOptions {
  /** Where activities go: `…/api/messages`. */
  readonly botUrl: string;
  /** Where the bot finds the connector, when that is not the Playground itself. */
  readonly serviceUrl?: string;
  readonly tenant: Tenant;
  /** Six; the first one sits at the page. */
  readonly seated: readonly StandInUser[];
  /** Fails when it is taken. */
  readonly port?: number;
}

/** A Microsoft 365 Agents Playground that runs, without a network. */
export interface Playground {
  /** Its page, without a slash at the end. */
  readonly url: string;
  /** The address that stands for the Bot Connector: `/v3/conversations/…` is behind it. */
  readonly connectorUrl: string;
  /** Asks it something as its page does; throws when it refuses. */
  post(path: string, body: Json): Promise<Json>;
  get(path: string): Promise<Json>;
  close(): Promise<void>;
}

/** Starts the Playground as a child process. Rejects with its own words when it does not want to. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  if (options.port !== undefined) return startOn(options.port, options);
  for (let left = TRIES - 1; ; left--) {
    try {
      return await startOn(await freePort(), options);
    } catch (error) {
      if (!(error instanceof PortTaken) || left === 0) throw error;
    }
  }
}

class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

async function startOn(port: number, options: PlaygroundOptions): Promise<Playground> {
  const directory = await mkdtemp(join(tmpdir(), 'teams-playground-'));
  await writeFile(join(directory, '.m365agentsplayground.yml'), configFile(options.tenant, options.seated));
  const child = run(directory, port, options);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const close = async () => {
    process.off('exit', kill);
    kill();
    await exited(child);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await listens(child, port, directory);
    const url = `http://127.0.0.1:${port}`;
    const post = async (path: string, body: Json) =>
      answered(path, await ask('POST', `${url}${path}`, JSON.stringify(body)));
    const get = async (path: string) => answered(path, await ask('GET', `${url}${path}`));
    // With a config it does not want it says that it listens, and then stops.
    await get('/_debug/ping').catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === undefined) throw error;
      await exited(child);
      throw new Error(`the Playground did not start: ${await logOf(directory)}`);
    });
    return { url, connectorUrl: `${url}/_connector`, post, get, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function run(cwd: string, port: number, options: PlaygroundOptions): ChildProcess {
  const cli = join(dirname(createRequire(import.meta.url).resolve(PACKAGE)), 'cli.js');
  const service = options.serviceUrl ? ['--su', options.serviceUrl] : [];
  const args = [cli, 'start', '-e', options.botUrl, '-c', 'msteams', '--dt', '-p', String(port), ...service];
  // Nothing of the environment but what a process needs: a web proxy in it would stand between the two.
  const env = { PATH: process.env.PATH, HOME: cwd, NO_PROXY: '*', TEAMSAPPTESTER_BROWSER: 'none' };
  return spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] });
}

/** Resolves when it says that it listens on this port; rejects when it stops or took another one. */
async function listens(child: ChildProcess, port: number, directory: string): Promise<void> {
  const lines = createInterface({ input: child.stdout! });
  for await (const line of lines) {
    const taken = /^Listening on (\d+)$/.exec(line)?.[1];
    if (taken === undefined) continue;
    if (Number(taken) !== port) throw new PortTaken(`port ${port} is taken`);
    // The rest of what it says may go nowhere, as long as it is read.
    child.stdout?.resume();
    return;
  }
  throw new Error(`the Playground did not start: ${await logOf(directory)}`);
}

async function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function logOf(directory: string): Promise<string> {
  return readFile(join(directory, LOG), 'utf8').catch(() => 'it left no log');
}

function answered(path: string, answer: { status: number; body: string }): Json {
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.body}`);
  const body = parsed(answer.body);
  return typeof body === 'object' && body !== null ? (body as Json) : {};
}
