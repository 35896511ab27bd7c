import type { Address, ChatPlatform, Result } from '../../src/ports/chat.ts';
import type { Document } from '../../src/ports/document.ts';
import { failureOfFetch, failureOfResponse } from './errors.ts';
import { fill, type LetterDeps, NOTHING_SENT } from './fill.ts';
import { lettersOnly } from './only.ts';

export interface SmsConfig {
  /** Where the gateway takes messages; see docs/letters.md for the request. */
  readonly url: string;
  readonly token: string;
}

/** Beyond this the answer is not awaited: the message may have arrived. */
const PATIENCE_MS = 15_000;

/** Letters by SMS, through the HTTP gateway of the organisation. */
export function createSms(config: SmsConfig, deps: LetterDeps): ChatPlatform {
  const post = async (to: Address, document: Document, messageId: string): Promise<Result<string>> => {
    const personId = 'person' in to.target ? to.target.person : '';
    const filled = await fill(deps, personId, 'sms', document);
    if (filled === 'nowhere')
      return { ok: false, failure: { kind: 'never', reason: 'person_unreachable', cause: 'no number' } };
    if (!filled) return { ok: true, value: NOTHING_SENT };
    const text = [...filled.words, ...(filled.secret === null ? [] : [filled.secret])].join('\n');
    const answer = await postToGateway(config, deps.clock, { to: filled.to, text, reference: messageId });
    if (answer.ok && filled.isNotice)
      await deps.book.noticed(personId, deps.clock.now().toISOString(), filled.isNotice === 'day');
    return answer;
  };
  return lettersOnly('sms', post);
}

/** The reference is the same at every try, so that a gateway that knows it sends once. */
async function postToGateway(
  config: SmsConfig,
  clock: LetterDeps['clock'],
  message: { readonly to: string; readonly text: string; readonly reference: string },
): Promise<Result<string>> {
  try {
    const answer = await fetch(config.url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${config.token}`,
        'content-type': 'application/json',
        'idempotency-key': message.reference,
      },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.body?.cancel();
    // No gateway answers a program with a page: it is that of an outage, or of a proxy that wants somebody to sign in.
    const isPage = /^(text\/html|application\/xhtml)/i.test(answer.headers.get('content-type') ?? '');
    if (answer.ok && isPage) return { ok: false, failure: { kind: 'perhaps', cause: 'sms page' } };
    if (answer.ok) return { ok: true, value: message.reference };
    const after = answer.headers.get('retry-after');
    return { ok: false, failure: failureOfResponse(answer.status, after, clock.now(), isPage) };
  } catch (error) {
    return { ok: false, failure: failureOfFetch(error) };
  }
}
