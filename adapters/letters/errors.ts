import type { Failure } from '../../src/ports/chat.ts';

/** What went wrong with a letter, as the port says it. By code, never by the words of a message; none holds an address. */

interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

/** Refused for good by the other side: there is no such address, or it takes no mail. */
const NO_SUCH_ADDRESS: ReadonlySet<number> = new Set([550, 551, 553]);

export function failureOfMail(error: unknown): Failure {
  const { code = 'unknown', command = '', responseCode } = error as SmtpError;
  const cause = ['smtp', code, responseCode ?? ''].filter(Boolean).join(' ');
  if (responseCode !== undefined && command === 'RCPT TO' && NO_SUCH_ADDRESS.has(responseCode))
    return { kind: 'never', reason: 'person_unreachable', cause };
  // The whole mail was given, and no answer came.
  if (responseCode === undefined && command === 'DATA') return { kind: 'perhaps', cause };
  return { kind: 'again', afterMs: null, cause };
}

/** 429 and 5xx pass; another refusal will not become better by asking again. */
export function failureOfAnswer(status: number, retryAfter: string | null): Failure {
  const cause = `sms ${status}`;
  const seconds = Number(retryAfter ?? Number.NaN);
  const afterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
  if (status === 429) return { kind: 'again', afterMs: afterMs ?? 60_000, cause, rateLimited: true };
  // A token or an address of the gateway that is wrong is the administrator's to put right; it waits meanwhile.
  if (status >= 500 || status === 401 || status === 403 || status === 404)
    return { kind: 'again', afterMs, cause };
  return { kind: 'never', reason: 'person_unreachable', cause };
}

export function failureOfFetch(error: unknown): Failure {
  const { name = 'unknown', cause } = error as { name?: string; cause?: { code?: string } };
  const code = cause?.code ?? name;
  const isRefused = code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
  return isRefused
    ? { kind: 'again', afterMs: null, cause: `sms ${code}` }
    : { kind: 'perhaps', cause: `sms ${code}` };
}
