import { type ManySlacks, startManySlacks } from '../../../fakes/slack/many/index.ts';
import { type Browser, openBrowser, type Page } from '../../web/browser.ts';
import type { Asked } from '../asked.ts';
import type { TurnedClock } from '../clock.ts';
import { openReverseProxy, type ReverseProxy } from './reverse-proxy.ts';
import { reading } from './slack.ts';

/** Many workspaces of Slack, with one address before all processes. */
export interface Workspaces extends ManySlacks {
  /** Somebody installs the app: Slack's page, the link with the place's name, and what they read then. */
  install(place: string, browser?: Browser): Promise<Page>;
  /** Returns the messages in a channel of a workspace. */
  read(teamId: string, channel: string): string[];
  /** Returns what the app wrote to a person there. */
  written(teamId: string, userId: string): string[];
  /** The address of the installation, before processes that come and go. */
  readonly proxy: ReverseProxy;
}

export async function startWorkspaces(
  asked: NonNullable<Asked['workspaces']>,
  clock: TurnedClock,
): Promise<Workspaces> {
  const slacks = await startManySlacks({ ...asked, now: () => clock.now().getTime() });
  const proxy = await openReverseProxy();
  slacks.connect(proxy.address);
  const users = asked.teams.flatMap((team) => team.users);
  const { close } = slacks;
  return Object.assign(slacks, {
    proxy,
    install: async (place: string, browser = openBrowser()) =>
      (await browser.open(`${proxy.address}/slack/install`)).press(`Allow in ${place}`),
    read: (teamId: string, channel: string) => reading(slacks.team(teamId), users).read(channel),
    written: (teamId: string, userId: string) => reading(slacks.team(teamId), users).written(userId),
    close: async () => {
      await proxy.close();
      await close();
    },
  });
}
