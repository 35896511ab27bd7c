import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { nativeFolder } from './binaries.ts';
import { type ClusterOptions, makeCluster } from './cluster.ts';
import { databaseHome } from './folders.ts';
import { keepLogSmall } from './log.ts';
import { connectTo, halt, lastOneOut, launch, type Presence } from './postmaster.ts';
import type { ServerSetup } from './programs.ts';
import { makeDatabase, ownerUrl } from './role.ts';

export interface EmbeddedServer {
  /** Connection string of the database `schakel`, as its owner, who is no superuser. It stays the same after a restart while the port is free. */
  readonly url: string;
  readonly port: number;
  /** The server was already running: it outlived the process that started it, or another one uses it too. */
  readonly adopted: boolean;
  /** Where the database stands. Not always below `dataDir`: see `databaseHome`. */
  readonly folder: string;
  /** Stops the server and waits until it has, unless another process uses it: the last one out stops it. Data stay. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions extends ClusterOptions {
  /** SCHAKEL_DATA. Made on the first start, with everything in it. */
  readonly dataDir: string;
  /** Told in one line what a person who administers this would want to know. */
  readonly log?: (line: string) => void;
}

/** Recovery after a power cut reads back what was written since the last checkpoint, at most 1 GB: well within this. */
const PATIENCE_MS = 120_000;
const LOOK_AGAIN_MS = 100;

/**
 * Starts the PostgreSQL that npm brought, through `pg_ctl`, or adopts one that already runs on this data folder. Any
 * number of processes may do so at once. While this process uses it, a server that dies is started again. Throws in
 * plain words: what went wrong, and what to do.
 */
export async function startEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const log = options.log ?? (() => undefined);
  const setup = setupOf(options);
  if (!setup.home.startsWith(realpathSync(options.dataDir))) {
    log(
      `The database stands in ${setup.home}: the folder of SCHAKEL_DATA is closed for the user it runs as.`,
    );
  }
  await makeCluster(setup, options);
  const stopKeeping = keepLogSmall(setup.log);
  const first = await present(setup);
  const { port, client } = first.presence;
  await makeDatabase(setup, port, client);
  const watch = keepUp(setup, first.presence, log);
  return {
    url: ownerUrl(setup, port),
    port,
    adopted: first.adopted,
    folder: setup.home,
    stop: () => {
      stopKeeping();
      return watch.stop();
    },
  };
}

function setupOf(options: EmbeddedOptions): ServerSetup {
  const home = databaseHome(options.dataDir);
  const cluster = join(home.folder, 'cluster');
  return {
    home: home.folder,
    cluster,
    data: join(cluster, 'data'),
    bin: join(nativeFolder(home), 'bin'),
    log: join(home.folder, 'server.log'),
    runAs: home.runAs,
  };
}

/** Looks for a running server, else starts it, until there is one: others may be starting or stopping it meanwhile. */
async function present(setup: ServerSetup): Promise<{ presence: Presence; adopted: boolean }> {
  const until = Date.now() + PATIENCE_MS;
  for (let started = false; ; ) {
    const presence = await connectTo(setup);
    if (presence) return { presence, adopted: !started };
    if (Date.now() > until) {
      throw new Error(
        `The database in ${setup.home} does not answer after ${PATIENCE_MS / 1000} seconds. Look in ${setup.log}; when nothing there helps, restart the machine.`,
      );
    }
    started = await launch(setup);
    if (!started) await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
  }
}

/** Starts the server again when it goes away while it is used, and lets go of it at the end. */
function keepUp(setup: ServerSetup, first: Presence, log: (line: string) => void): { stop(): Promise<void> } {
  let stopping: Promise<void> | undefined;
  let held: Presence | null = null;
  let reviving: Promise<void> | undefined;
  const hold = (presence: Presence): void => {
    held = presence;
    // Our watch must not keep a program alive that has nothing left to do.
    presence.socket.unref();
    presence.client.once('end', () => {
      held = null;
      if (!stopping) reviving = revive();
    });
  };
  const revive = async (): Promise<void> => {
    log('The embedded database went away; it is started again.');
    try {
      const { presence } = await present(setup);
      hold(presence);
      if (presence.port !== first.port)
        log('Its port was taken meanwhile: restart Schakel to use the new one.');
    } catch (error) {
      log(`The embedded database could not be started again. ${(error as Error).message}`);
    }
  };
  hold(first);
  const stop = async (): Promise<void> => {
    await reviving;
    if (held) await leave(setup, held);
  };
  return {
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

async function leave(setup: ServerSetup, { client, socket }: Presence): Promise<void> {
  socket.ref();
  const last = await lastOneOut(client).catch(() => true);
  try {
    if (last) await halt(setup);
  } finally {
    await client.end().catch(() => undefined);
  }
}
