import type { Failure, NeverReason } from '../../src/ports/chat.ts';

/** Slack's error codes that mean something here. */
const NEVER: Readonly<Record<string, NeverReason>> = {
  is_archived: 'room_archived',
  channel_not_found: 'room_gone',
  not_in_channel: 'room_gone',
  user_not_found: 'person_unreachable',
  users_not_found: 'person_unreachable',
  user_not_visible: 'person_unreachable',
  user_disabled: 'person_unreachable',
  user_not_in_channel: 'person_unreachable',
  user_team_not_in_channel: 'person_unreachable',
  cannot_dm_bot: 'person_unreachable',
  messages_tab_disabled: 'person_unreachable',
  invalid_email: 'address',
  recipients_not_specified: 'address',
  failed_to_send_invite: 'address',
  restricted_action: 'not_allowed',
  not_allowed_for_grid: 'not_allowed',
  external_invites_not_allowed: 'not_allowed',
  /** The channel or workspace is connected with so many other organisations that no more can come. */
  connection_limit_exceeded: 'not_allowed',
  connection_limit_exceeded_pending: 'not_allowed',
  user_is_restricted: 'not_allowed',
  user_is_ultra_restricted: 'not_allowed',
  ura_max_channels: 'not_allowed',
  cant_invite: 'not_allowed',
  cant_kick_from_general: 'not_allowed',
  missing_scope: 'not_allowed',
  no_permission: 'not_allowed',
  not_paid: 'not_allowed',
  invalid_auth: 'connection',
  not_authed: 'connection',
  account_inactive: 'connection',
  token_revoked: 'connection',
  token_expired: 'connection',
  org_login_required: 'connection',
  team_access_not_granted: 'connection',
  not_installed: 'connection',
  invalid_refresh_token: 'connection',
  installation_unreadable: 'connection',
};
/** Codes by which Slack says that the mistake is ours: the same words would be refused again. */
const REFUSED: ReadonlySet<string> = new Set([
  'already_in_channel',
  'already_pinned',
  'as_user_not_supported',
  'block_mismatch',
  'cant_archive_general',
  'cant_archive_required',
  'cant_invite_self',
  'cant_kick_self',
  'channel_type_not_supported',
  'invalid_args',
  'invalid_arguments',
  'invalid_array_arg',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_channel',
  'invalid_charset',
  'invalid_cursor',
  'invalid_form_data',
  'invalid_json',
  'invalid_limit',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'invalid_name',
  'invalid_name_maxlength',
  'invalid_name_punctuation',
  'invalid_name_required',
  'invalid_name_specials',
  'invalid_post_type',
  'invalid_users',
  'json_not_object',
  'metadata_must_be_sent_from_app',
  'metadata_too_large',
  'method_deprecated',
  'method_not_supported_for_channel_type',
  'missing_argument',
  'missing_charset',
  'missing_post_type',
  'msg_blocks_too_long',
  'msg_too_long',
  'name_taken',
  'no_item_specified',
  'no_text',
  'no_user',
  'not_allowed_token_type',
  'not_pinnable',
  'too_long',
  'too_many_attachments',
  'too_many_convos_for_team',
  'too_many_emails',
  'too_many_users',
  'unknown_method',
]);
const GONE: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);
/** Slack knows the message by its `client_msg_id`, and does not find it any more. */
const KNOWN: ReadonlySet<string> = new Set(['duplicate_message_not_found', 'duplicate_channel_not_found']);
/** Slack says that it did not get round to it. */
const AGAIN: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'token_not_renewed',
]);
/** Connections that never came about: certainly nothing was done. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** How Slack writes a code. Whatever else stands in its place was not written by Slack. */
const CODE = /^[a-z0-9_]{1,60}$/;
/** How a system names what is wrong with a connection, and how an error is called: nobody's words. */
const NAME = /^[A-Za-z0-9_]{1,60}$/;

/**
 * An answer that Slack does not give: the page of an outage or of a proxy that wants somebody to sign in, nothing at
 * all, or an `ok` without the id of what it did. What was asked may have been done.
 */
export class OddResponse extends Error {
  override readonly name = 'OddAnswer';
}

/** The id that Slack's "done" must hold, or it is none. */
export function given(id: unknown): string {
  if (typeof id !== 'string' || id === '') throw new OddResponse('done, without an id');
  return id;
}

/** Whether the body of a 200 is Slack's: done, or a code that says why not. */
export function isOfSlack(text: string): boolean {
  try {
    const body = JSON.parse(text) as { readonly ok?: unknown; readonly error?: unknown } | null;
    if (body?.ok === true) return true;
    return body?.ok === false && typeof body.error === 'string' && CODE.test(body.error);
  } catch {
    return false;
  }
}

interface SlackError {
  readonly name?: string;
  readonly code?: string;
  readonly data?: { readonly error?: string };
  readonly retryAfter?: number;
  readonly statusCode?: number;
  readonly original?: {
    readonly name?: string;
    readonly code?: string;
    readonly cause?: { readonly code?: string };
  };
}

type Reason = 'not_installed' | 'token_not_renewed' | 'invalid_refresh_token' | 'installation_unreadable';

/**
 * Our own no, in the shape of Slack's: `not_installed` when nobody connected that workspace, `token_not_renewed` when
 * its token is over and Slack gave no other yet, `installation_unreadable` when no key opens what is kept of it.
 */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly data: { readonly error: string };
  constructor(error: Reason) {
    super(error);
    this.data = { error };
  }
}

/** Says what an error of the Web API means for the sender. Its code decides, never its words. */
export function failureOf(error: unknown): Failure {
  const e = (error ?? {}) as SlackError;
  const slack = codeOf(error);
  if (slack === 'ratelimited' || slack === 'rate_limited') return rateLimited(null);
  if (slack !== '') return platformFailure(slack);
  if (e.name === 'TooLarge') return { kind: 'never', reason: 'refused', cause: 'too large' };
  if (e.code === 'slack_webapi_rate_limited_error') return rateLimited((e.retryAfter ?? 1) * 1000);
  if (e.code === 'slack_webapi_http_error') return httpFailure(e.statusCode ?? 0);
  const network = e.original?.cause?.code ?? e.original?.code;
  const named = typeof network === 'string' ? network : (e.original?.name ?? e.name ?? '');
  const cause = NAME.test(named) ? named : 'unknown';
  return NOT_CONNECTED.has(cause) ? { kind: 'again', afterMs: null, cause } : { kind: 'perhaps', cause };
}

function rateLimited(afterMs: number | null): Failure {
  return { kind: 'again', afterMs, cause: 'rate limited', rateLimited: true };
}

/** Slack may have done it before it failed to say so; a 4xx comes from what stands before Slack. */
function httpFailure(status: number): Failure {
  const cause = `http ${status}`;
  return status >= 400 && status < 500 ? { kind: 'again', afterMs: null, cause } : { kind: 'perhaps', cause };
}

/** A code that is in no list may be a new no of Slack, or one word of something that is not Slack: see `isStrange`. */
function platformFailure(code: string): Failure {
  if (GONE.has(code)) return { kind: 'gone', cause: code };
  if (KNOWN.has(code)) return { kind: 'known', cause: code };
  if (AGAIN.has(code)) return { kind: 'again', afterMs: null, cause: code };
  const reason = NEVER[code] ?? (code.startsWith('restricted_action') ? 'not_allowed' : null);
  if (reason !== null) return { kind: 'never', reason, cause: code };
  if (REFUSED.has(code)) return { kind: 'never', reason: 'refused', cause: code };
  return { kind: 'perhaps', cause: code, isStrange: true };
}

/** Whether what gave access is over, and not only out of reach. */
export function isOver(error: unknown): boolean {
  const failure = failureOf(error);
  return failure.kind === 'never' && failure.reason === 'connection';
}

/** The code Slack gave, or an empty text. */
export function codeOf(error: unknown): string {
  const code = (error as SlackError | null | undefined)?.data?.error;
  return typeof code === 'string' && CODE.test(code) ? code : '';
}
