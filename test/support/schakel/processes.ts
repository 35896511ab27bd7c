import type { Config } from '../../../src/config/env/env.ts';
import { createLogger } from '../../../src/main/log.ts';
import { type Overrides, type Running, start } from '../../../src/main.ts';
import type { Asked } from './asked.ts';
import type { TurnedClock } from './clock.ts';
import type { Others } from './parts/parts.ts';

/** The processes of one installation: the newest, and those beside it. */
export interface Processes {
  readonly newest: Running;
  restart(changed?: Partial<Config>, overrides?: Overrides): Promise<void>;
  second(changed?: Partial<Config>): Promise<Running>;
  stop(): Promise<void>;
}

/** Starts the first process on these settings, and tells the servers of others where it is. */
export async function startProcesses(
  { asked, others, config }: { readonly asked: Asked; readonly others: Others; readonly config: Config },
  clock: TurnedClock,
  log: string[] | undefined,
): Promise<Processes> {
  const logger = log
    ? createLogger('debug', { write: (line: string) => void log.push(line) })
    : createLogger((process.env.STORY_LOG as 'silent') ?? 'silent');
  const launch = (changed: Partial<Config> = {}, overrides: Overrides = {}): Promise<Running> =>
    start({ ...config, ...changed }, { clock, byHand: true, log: logger, ...asked.overrides, ...overrides });
  let newest = await launch();
  const more: Running[] = [];
  await connect(asked, others, [newest]);
  return {
    get newest() {
      return newest;
    },
    restart: async (changed, overrides) => {
      await newest.stop();
      newest = await launch(changed, overrides);
      await connect(asked, others, [newest]);
    },
    second: async (changed) => {
      const another = await launch(changed);
      more.push(another);
      await connect(asked, others, [newest, ...more]);
      return another;
    },
    stop: async () => {
      for (const one of [...more, newest]) await one.stop();
    },
  };
}

/** Requests go to these processes in turn from now on. */
async function connect(
  asked: Asked,
  { slack, workspaces, teams }: Others,
  to: readonly Running[],
): Promise<void> {
  const ports = to.map((one) => one.port);
  const addresses = workspaces ? [workspaces.proxy.address] : ports.map((port) => `http://127.0.0.1:${port}`);
  workspaces?.proxy.lead(...ports);
  if (asked.slack?.transport === 'socket') await slack?.socketConnected();
  else slack?.connect(...addresses.map((address) => `${address}/slack/events`));
  for (const { teams: tenant } of Object.values(teams ?? {})) tenant.connect(`${addresses[0]}/api/messages`);
}
