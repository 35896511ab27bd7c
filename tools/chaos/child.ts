import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import type { Overrides } from '../../src/main.ts';
import type { ChatPlatform, MethodRate, Pace } from '../../src/ports/chat.ts';
import type { Store } from '../../src/ports/database/index.ts';
import type { ChildSettings, Point } from './settings.ts';

/**
 * Schakel itself, in a process that is there to be killed: `src/main.ts` with the clock and the address of Slack
 * replaced, and a hand on the switch at the named points. Tells its port to who started it.
 */
const settings = JSON.parse(process.env.CHAOS ?? '') as ChildSettings;
enableCompileCache(join(settings.dataDir, 'compiled'));
process.on('disconnect', () => process.exit(1));

/** How late an acknowledgement that comes first is made true. */
const ACK_FIRST_MS = 30;

let left = settings.kill?.hit ?? 0;
const point = (name: Point): void => {
  if (name === settings.kill?.point && --left === 0) process.kill(process.pid, 'SIGKILL');
};

function pointed(store: Store): Store {
  const commit: Store['commit'] = async (change) => {
    point('before-commit');
    const result = await store.commit(change);
    if (result.result === 'done') point('after-commit');
    return result;
  };
  const ackFirst: Store['commit'] = async (change) => {
    setTimeout(() => void commit(change), ACK_FIRST_MS);
    return { result: 'done' };
  };
  return { ...store, commit: settings.planted === 'ack-first' ? ackFirst : commit };
}

function faster(pace: Pace): Pace {
  const rate = (r: Pace['conversation']): Pace['conversation'] => ({
    everyMs: r.everyMs / settings.paceFactor,
    burst: r.burst,
  });
  const slower = (r: MethodRate): Pick<MethodRate, 'slow'> => {
    if (!r.slow) return {};
    const { fromMs, patienceMs } = r.slow;
    const factor = settings.paceFactor;
    return { slow: { ...rate(r.slow), fromMs: fromMs / factor, patienceMs: patienceMs / factor } };
  };
  const methods = Object.entries(pace.methods).map(([name, r]) => [name, { ...rate(r), ...slower(r) }]);
  return { conversation: rate(pace.conversation), methods: Object.fromEntries(methods) };
}

function seeing(chat: ChatPlatform): ChatPlatform {
  if (settings.planted !== 'without-look-up') return chat;
  return { ...chat, find: async () => ({ ok: true, value: null }) };
}

const overrides: Overrides = {
  clock: {
    now: () => new Date(Date.now() + settings.aheadMs),
    sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
  },
  point,
  store: pointed,
  sending: ({ chat, pace }) => ({ chat: seeing(chat), pace: faster(pace) }),
};

const { start } = await import('../../src/main.ts');
const running = await start(
  {
    databaseUrl: settings.databaseUrl,
    port: 0,
    publicUrl: null,
    dataDir: settings.dataDir,
    key: settings.key,
    logLevel: process.env.CHAOS_LOG === 'info' ? 'info' : 'fatal',
    teams: [],
    slack: {
      botToken: settings.botToken,
      signingSecret: settings.signingSecret,
      appToken: null,
      apiUrl: settings.apiUrl,
    },
  },
  overrides,
);
process.send?.({ port: running.port });
// Otherwise kept at a proper end only, which never comes.
if (settings.kill === null) flushCompileCache();
