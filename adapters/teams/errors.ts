import type { Failure, NeverReason } from '../../src/ports/chat.ts';

/**
 * Reasons for the errors of the Bot Connector and of Microsoft Graph, as the sender needs them: by status and code,
 * never by their words. The codes are those of Microsoft's pages on proactive messages and on Graph's errors.
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
/** Entra's words for: this app gets no token any more (OAuth 2.0, and Microsoft's page on AADSTS codes). */
const NO_TOKEN: ReadonlySet<string> = new Set([
  'access_denied',
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_resource',
  'invalid_scope',
  'unauthorized_client',
  'unsupported_grant_type',
]);
/** How Microsoft writes a code, a system the name of what is wrong, and an error its own: nobody's words. */
const CODE = /^[A-Za-z0-9_.]{1,80}$/;

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

/** An error whose meaning is known where it is thrown. */
export class Failed extends Error {
  override readonly name = 'Failed';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.cause);
    this.failure = failure;
  }
}

/**
 * An answer that neither Teams nor Graph gives: the page of an outage or of a proxy that wants somebody to sign in, or a
 * "done" without the id of what it did. What was asked may have been done.
 */
export function oddResponse(cause = 'an odd answer'): Failed {
  return new Failed({ kind: 'perhaps', cause });
}

/** The id that "done" must hold. Where nothing can be looked up it is not asked for without an end: see `isStrange`. */
export function given(id: unknown): string {
  if (typeof id === 'string' && id !== '') return id;
  throw new Failed({ kind: 'perhaps', cause: 'done, without an id', isStrange: true });
}

export function failureOf(error: unknown): Failure {
  if (error instanceof Failed) return error.failure;
  const e = (error ?? {}) as PlatformError;
  if (e.name === 'TooLarge') return { kind: 'never', reason: 'refused', cause: 'too large' };
  const withoutToken = tokenFailure(e);
  if (withoutToken) return withoutToken;
  const code = codeOf(e);
  const status = statusOf(e);
  const cause = [status > 0 ? `http ${status}` : '', code || nameOf(e)].filter(Boolean).join(' ');
  if (GONE.has(code)) return { kind: 'gone', cause };
  const never = NEVER[code];
  if (never) return { kind: 'never', reason: never, cause };
  if (status >= 400 && status < 500 && !AGAIN.has(status) && !isOfMicrosoft(e))
    return { kind: 'again', afterMs: null, cause, ...(isEmpty(e) ? { isStrange: true } : {}) };
  if (status > 0) return byStatus(status, cause, retryAfter(e));
  return NOT_CONNECTED.has(code) ? { kind: 'again', afterMs: null, cause } : { kind: 'perhaps', cause };
}

function nameOf({ name = '', statusCode }: PlatformError): string {
  if (statusCode) return '';
  return CODE.test(name) ? name : 'unknown';
}

/** No token, so nothing was sent. Entra's answer is MSAL's error, or the cause of one of its wrappers. */
function tokenFailure(e: PlatformError): Failure | null {
  const answers = [e, e.cause] as { errorCode?: unknown; status?: unknown }[];
  const answer = answers.find((one) => typeof one?.errorCode === 'string');
  if (!answer && e.name !== 'CredentialUnavailableError') return null;
  const status = typeof answer?.status === 'number' ? answer.status : 0;
  const code = typeof answer?.errorCode === 'string' && CODE.test(answer.errorCode) ? answer.errorCode : '';
  const cause = `no token: ${code || 'Entra could not be reached'}`;
  // A page with 403 from what stands before Entra is no word about this app.
  return status >= 400 && status < 500 && !AGAIN.has(status) && NO_TOKEN.has(code)
    ? { kind: 'never', reason: 'connection', cause }
    : { kind: 'again', afterMs: null, cause };
}

/** A 5xx may come after it was done; a 4xx says that it was not. Of any other nothing is known. */
function byStatus(status: number, cause: string, afterMs: number | null): Failure {
  if (AGAIN.has(status))
    return { kind: 'again', afterMs, cause, ...(status === 429 ? { rateLimited: true } : {}) };
  if (status >= 500 || status < 400) return { kind: 'perhaps', cause };
  if (status === 401) return { kind: 'never', reason: 'connection', cause };
  if (status === 403) return { kind: 'never', reason: 'not_allowed', cause };
  if (status === 404) return { kind: 'never', reason: 'room_gone', cause };
  return { kind: 'never', reason: 'refused', cause };
}

/** The platform's own code: at the error, in what it came with, or of the network. */
export function codeOf(error: unknown): string {
  const e = (error ?? {}) as PlatformError;
  const inside = bodiesOf(e)
    .map(innerCode)
    .find((c) => c !== '');
  if (inside) return inside;
  const own = [e.code, (e.cause as PlatformError | undefined)?.code].find((c) => typeof c === 'string');
  return typeof own === 'string' && CODE.test(own) ? own : '';
}

function bodiesOf({ body, details, response }: PlatformError): unknown[] {
  return [body, details, response?.bodyAsText].map((one) => (typeof one === 'string' ? json(one) : one));
}

/** Microsoft says no in JSON; a page or nothing comes from what stands before it. */
function isOfMicrosoft(e: PlatformError): boolean {
  if (e instanceof Error && e.name === 'NoApp') return true;
  const text = e.response?.bodyAsText ?? e.body;
  const said = typeof text === 'string' ? json(text) : text;
  return typeof said === 'object' && said !== null && !Array.isArray(said);
}

function isEmpty({ body, response }: PlatformError): boolean {
  return !response?.bodyAsText && (body === undefined || body === null || body === '');
}

/** `{ error: { code } }`, or `{ message: '{ "subCode" }' }` of older connectors; as an object or as text. */
function innerCode(value: unknown): string {
  const parsed = typeof value === 'string' ? json(value) : value;
  if (typeof parsed !== 'object' || parsed === null) return '';
  const { error, code, subCode, message } = parsed as Readonly<Record<string, unknown>>;
  if (typeof error === 'object' && error !== null) return innerCode(error);
  const given = subCode ?? code;
  if (typeof given === 'string') return CODE.test(given) ? given : '';
  return typeof message === 'string' ? innerCode(message) : '';
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
