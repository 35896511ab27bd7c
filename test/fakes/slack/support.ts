import { WebClient } from '@slack/web-api';
import type { SlackStandIn } from './index.ts';
import type { Json, StandInUser } from './types.ts';

/** People of the stand-in's own tests, by role. */
export const USERS: readonly StandInUser[] = [
  { id: 'U0LEAD', name: 'lead', realName: 'De regiehouder', email: 'lead@school.example' },
  { id: 'U0TEACHER', name: 'teacher', realName: 'De mentor', tz: 'America/Curacao' },
  { id: 'U0PARENT', name: 'parent', realName: 'De ouder', isGuest: true },
  { id: 'U0SINGLE', name: 'single', realName: 'Gast van één kanaal', isGuest: 'single' },
  { id: 'U0STRANGER', name: 'stranger', email: 'stranger@care.example', isStranger: true, teamId: 'T0CARE' },
  { id: 'U0GONE', name: 'gone', isDeactivated: true },
];

/** The real Web API client, without retries, surfacing 429 as an error. */
export function clientOf(slack: SlackStandIn, token = slack.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
  });
}

const nothing = (): void => undefined;
const SILENT = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => 'error' as never,
  setName: nothing,
};

/** The error Slack answered, or `'ok'`. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    return String((error as { data?: Json }).data?.error ?? error);
  }
}

export const words = (text: string) => ({ type: 'plain_text', text }) as const;

export const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } }) as const;

export const button = (text: string, id = text) =>
  ({ type: 'button', action_id: id, text: words(text) }) as const;

export const actions = (...elements: readonly ReturnType<typeof button>[]) =>
  ({ type: 'actions', elements: [...elements] }) as const;
