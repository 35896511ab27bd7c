import type { Failure, NeverReason } from '../../src/ports/chat.ts';

/** Slack's error codes that have a meaning of their own here; every other `ok: false` is a bug of ours. */
const NEVER: Readonly<Record<string, NeverReason>> = {
  is_archived: 'room_archived',
  channel_not_found: 'room_gone',
  not_in_channel: 'room_gone',
  restricted_action: 'not_allowed',
  restricted_action_read_only_channel: 'not_allowed',
  restricted_action_thread_only_channel: 'not_allowed',
  restricted_action_non_threadable_channel: 'not_allowed',
  user_not_found: 'person_unreachable',
  users_not_found: 'person_unreachable',
  user_is_restricted: 'not_allowed',
  user_is_ultra_restricted: 'not_allowed',
  user_disabled: 'person_unreachable',
  cant_invite: 'not_allowed',
  user_not_visible: 'person_unreachable',
  ura_max_channels: 'not_allowed',
  cannot_dm_bot: 'person_unreachable',
  missing_scope: 'not_allowed',
  no_permission: 'not_allowed',
  invalid_auth: 'connection',
  account_inactive: 'connection',
  token_revoked: 'connection',
  token_expired: 'connection',
  not_authed: 'connection',
};
const GONE: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);
const AGAIN: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
  'rate_limited',
]);

interface SlackError {
  readonly code?: string;
  readonly data?: { readonly error?: string };
  readonly retryAfter?: number;
  readonly statusCode?: number;
  readonly original?: { readonly code?: string; readonly cause?: { readonly code?: string } };
}

/** Connections that never came about: certainly nothing was done. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

/** What an error of the Web API means for the one who sends. By its code, never by its words. */
export function failureOf(error: unknown): Failure {
  const e = error as SlackError;
  const slack = e.data?.error;
  if (e.code === 'slack_webapi_rate_limited_error' || slack === 'ratelimited') {
    return { kind: 'again', afterMs: (e.retryAfter ?? 1) * 1000, cause: 'rate limited', rateLimited: true };
  }
  if (slack) return platformFailure(slack);
  // Slack may have done it before it failed to say so.
  if (e.code === 'slack_webapi_http_error') return { kind: 'perhaps', cause: `http ${e.statusCode ?? 0}` };
  const network = e.original?.code ?? e.original?.cause?.code ?? e.code ?? 'unknown';
  if (NOT_CONNECTED.has(network)) return { kind: 'again', afterMs: null, cause: network };
  return { kind: 'perhaps', cause: network };
}

function platformFailure(code: string): Failure {
  if (GONE.has(code)) return { kind: 'gone', cause: code };
  if (AGAIN.has(code)) return { kind: 'again', afterMs: null, cause: code };
  return { kind: 'never', reason: NEVER[code] ?? 'refused', cause: code };
}

/** The code Slack gave, or an empty text. */
export function codeOf(error: unknown): string {
  return (error as SlackError).data?.error ?? '';
}
