import { SLACK_SCOPES } from '../../../../src/main.ts';
import { type SlackStandIn, type StandInOptions, startSlackStandIn } from '../../../fakes/slack/index.ts';
import { readMessage } from '../../reading/in-slack.ts';
import type { TurnedClock } from '../clock.ts';

export interface SlackAsked extends Omit<StandInOptions, 'now'> {
  readonly teamId: string;
  readonly transport?: 'http' | 'socket';
}

/** One workspace of Slack, with what is written there as a person reads it. */
export interface SlackWorkspace extends SlackStandIn {
  /** Returns the messages in a channel. */
  read(channel: string): string[];
  /** Returns what the app wrote to a person directly. */
  written(userId: string): string[];
}

export async function startSlack(
  { transport: _, ...asked }: SlackAsked,
  clock: TurnedClock,
): Promise<SlackWorkspace> {
  const slack = await startSlackStandIn({
    botScopes: SLACK_SCOPES,
    ...asked,
    now: () => clock.now().getTime(),
  });
  return Object.assign(slack, reading(slack, asked.users));
}

/** A workspace read with the names of these people. */
export function reading(
  slack: SlackStandIn,
  users: SlackAsked['users'],
): Pick<SlackWorkspace, 'read' | 'written'> {
  return {
    read: (channel) => slack.history(channel).map((message) => readMessage(message, users)),
    written: (userId) => slack.dm(userId).map((message) => readMessage(message, users)),
  };
}

/** Every story is held against the rights that an administrator grants. */
export function beyondTheManifest(slack: SlackStandIn): string[] {
  const found = slack
    .calls()
    .filter((call) => call.error === 'missing_scope' || call.error === 'unknown_method')
    .map((call) => `${call.method} (${call.error})`);
  return [...new Set(found)];
}
