import type { Failure, NeverReason } from '../../src/ports/chat.ts';

/**
 * What an error of the Bot Connector or of Microsoft Graph means for the one who sends: by its status and code, never
 * by its words. The codes are those of Microsoft's pages on proactive messages and on Graph's errors.
 */
const NEVER: Readonly<Record<string, NeverReason>> = {
  MessageWritesBlocked: 'person_unreachable',
  ConversationBlockedByUser: 'person_unreachable',
  /** The app is not installed for this person. */
  ForbiddenOperationException: 'person_unreachable',
  BotNotInConversationRoster: 'room_gone',
  ConversationNotFound: 'room_gone',
  BotDisabledByAdmin: 'connection',
};
/** The message to update is not there (any more). */
const GONE: ReadonlySet<string> = new Set(['ActivityNotFoundInConversation', 'MessageNotFound']);
/** Connections that never came about: certainly nothing was done. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const AGAIN: ReadonlySet<number> = new Set([408, 412, 429]);

interface PlatformError {
  readonly name?: string;
  readonly code?: unknown;
  readonly statusCode?: number;
  readonly body?: unknown;
  readonly details?: unknown;
  readonly response?: { readonly headers?: unknown; readonly bodyAsText?: string };
  readonly headers?: unknown;
  readonly cause?: unknown;
}

/** What it means is known where it is thrown. */
export class Failed extends Error {
  override readonly name = 'Failed';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.cause);
    this.failure = failure;
  }
}

export function failureOf(error: unknown): Failure {
  if (error instanceof Failed) return error.failure;
  const e = (error ?? {}) as PlatformError;
  if (e.name === 'TooLarge') return { kind: 'never', reason: 'refused', cause: 'too large' };
  const withoutToken = tokenFailure(e);
  if (withoutToken) return withoutToken;
  const code = codeOf(e);
  const status = statusOf(e);
  const cause = [status > 0 ? `http ${status}` : '', code].filter(Boolean).join(' ') || (e.name ?? 'unknown');
  if (GONE.has(code)) return { kind: 'gone', cause };
  const never = NEVER[code];
  if (never) return { kind: 'never', reason: never, cause };
  if (status > 0) return byStatus(status, cause, retryAfter(e));
  return NOT_CONNECTED.has(code) ? { kind: 'again', afterMs: null, cause } : { kind: 'perhaps', cause };
}

/** No token, so nothing was sent. Entra's answer is MSAL's error, or the cause of one of its wrappers. */
function tokenFailure(e: PlatformError): Failure | null {
  const answers = [e, e.cause] as { errorCode?: unknown; status?: unknown }[];
  const answer = answers.find((one) => typeof one?.errorCode === 'string');
  if (!answer && e.name !== 'CredentialUnavailableError') return null;
  const status = typeof answer?.status === 'number' ? answer.status : 0;
  const cause = `no token: ${answer?.errorCode ?? 'Entra could not be reached'}`;
  return status >= 400 && status < 500 && !AGAIN.has(status)
    ? { kind: 'never', reason: 'connection', cause }
    : { kind: 'again', afterMs: null, cause };
}

/** A 5xx may come after it was done; a 4xx says that it was not. */
function byStatus(status: number, cause: string, afterMs: number | null): Failure {
  if (AGAIN.has(status))
    return { kind: 'again', afterMs, cause, ...(status === 429 ? { rateLimited: true } : {}) };
  if (status >= 500) return { kind: 'perhaps', cause };
  if (status === 401) return { kind: 'never', reason: 'connection', cause };
  if (status === 403) return { kind: 'never', reason: 'not_allowed', cause };
  if (status === 404) return { kind: 'never', reason: 'room_gone', cause };
  return { kind: 'never', reason: 'refused', cause };
}

/** The platform's own code: at the error, in what it came with, or of the network. */
export function codeOf(error: unknown): string {
  const e = (error ?? {}) as PlatformError;
  const inside = [e.body, e.details, e.response?.bodyAsText].map(innerCode).find((c) => c !== '');
  if (inside) return inside;
  const own = [e.code, (e.cause as PlatformError | undefined)?.code].find((c) => typeof c === 'string');
  return typeof own === 'string' ? own : '';
}

/** `{ error: { code } }`, or `{ message: '{ "subCode" }' }` of older connectors; as an object or as text. */
function innerCode(value: unknown): string {
  const parsed = typeof value === 'string' ? json(value) : value;
  if (typeof parsed !== 'object' || parsed === null) return '';
  const { error, code, subCode, message } = parsed as Readonly<Record<string, unknown>>;
  if (typeof error === 'object' && error !== null) return innerCode(error);
  const given = subCode ?? code;
  return typeof given === 'string' ? given : typeof message === 'string' ? innerCode(message) : '';
}

export function statusOf(error: unknown): number {
  const { statusCode } = (error ?? {}) as PlatformError;
  return typeof statusCode === 'number' && statusCode >= 100 ? statusCode : 0;
}

/** Seconds or a date in the header, as ms; null when there is none. */
function retryAfter(e: PlatformError): number | null {
  const value = headerOf(e.response?.headers ?? e.headers);
  if (value === null) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

function headerOf(headers: unknown): string | null {
  const from = headers as { get?: (name: string) => unknown } | null | undefined;
  const value = from?.get?.('retry-after');
  return typeof value === 'string' ? value : null;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
