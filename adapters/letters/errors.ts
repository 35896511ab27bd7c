import type { Failure } from '../../src/ports/chat.ts';

/** Names what went wrong with a letter, as the port says it. Codes decide, never words; none holds an address. */

interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  /** The code of the system under `code`, and which wait was over. */
  readonly originalCode?: string;
  readonly timeoutType?: string;
}

/** How a system and its libraries name what is wrong: nobody's words. */
function nameOf(code: string): string {
  return /^[A-Za-z0-9_]{1,40}$/.test(code) ? code : 'unknown';
}

/** Refused for good by the other side: there is no such address, or it takes no mail. */
const NO_SUCH_ADDRESS: ReadonlySet<number> = new Set([550, 551, 553]);

/** There was no line at all, so nothing was given. */
const NO_LINE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
  'UPGRADE_TIMEOUT',
]);
const LINE_BROKE: ReadonlySet<string> = new Set(['ECONNECTION', 'ESOCKET', 'ETIMEDOUT']);

export function failureOfMail(error: unknown): Failure {
  const {
    code = 'unknown',
    command = '',
    responseCode,
    originalCode = '',
    timeoutType = '',
  } = error as SmtpError;
  const cause = ['smtp', nameOf(code), responseCode ?? ''].filter(Boolean).join(' ');
  if (responseCode !== undefined && command === 'RCPT TO' && NO_SUCH_ADDRESS.has(responseCode))
    return { kind: 'never', reason: 'person_unreachable', cause };
  // The mail may have been given whole, and no answer came.
  const broke =
    command === 'DATA' || (LINE_BROKE.has(code) && !NO_LINE.has(originalCode) && !NO_LINE.has(timeoutType));
  if (responseCode === undefined && broke) return { kind: 'perhaps', cause };
  return { kind: 'again', afterMs: null, cause };
}

/** `Retry-After`, in seconds or as a moment; at most a day, so that a mistake does not silence everything. */
function waitOf(retryAfter: string | null, now: Date): number | null {
  if (retryAfter === null) return null;
  const seconds = /^\d+$/.test(retryAfter.trim())
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - now.getTime()) / 1000;
  return seconds > 0 ? Math.min(seconds, 86_400) * 1000 : null;
}

/** Refusals that can be about the number or the words. Others are about the way to the gateway, and pass. */
const OF_THE_MESSAGE: ReadonlySet<number> = new Set([400, 410, 422]);

/** 429 and 5xx pass; what the gateway has against this message will not become better by asking again. */
export function failureOfResponse(
  status: number,
  retryAfter: string | null,
  now: Date,
  isPage = false,
): Failure {
  const cause = `sms ${status}`;
  const afterMs = waitOf(retryAfter, now);
  if (status === 429) return { kind: 'again', afterMs: afterMs ?? 60_000, cause, rateLimited: true };
  // It says itself when it is there again: until then nothing is asked of it, and no try is lost.
  if (status === 503 && afterMs !== null) return { kind: 'again', afterMs, cause, rateLimited: true };
  if (OF_THE_MESSAGE.has(status) && !isPage) return { kind: 'never', reason: 'person_unreachable', cause };
  // A token or an address of the gateway that is wrong is the administrator's to put right; it waits meanwhile.
  return { kind: 'again', afterMs, cause };
}

export function failureOfFetch(error: unknown): Failure {
  const { name = 'unknown', cause } = error as { name?: string; cause?: { code?: string } };
  const code = nameOf(String(cause?.code ?? name));
  const isRefused = code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
  return isRefused
    ? { kind: 'again', afterMs: null, cause: `sms ${code}` }
    : { kind: 'perhaps', cause: `sms ${code}` };
}
