import webApi from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { failureOf } from './errors.ts';
import { TooLarge } from './outgoing/render-actions.ts';

const { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } = webApi;
const says = (error: string) => failureOf(new WebAPIPlatformError({ ok: false, error }));
const lost = (code: string) =>
  failureOf(
    new WebAPIRequestError(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) })),
  );

describe('what Slack answers', () => {
  it.each([
    ['is_archived', 'room_archived'],
    ['channel_not_found', 'room_gone'],
    ['not_in_channel', 'room_gone'],
    ['user_not_found', 'person_unreachable'],
    ['user_is_restricted', 'not_allowed'],
    ['restricted_action', 'not_allowed'],
    ['restricted_action_read_only_channel', 'not_allowed'],
    ['missing_scope', 'not_allowed'],
    ['connection_limit_exceeded', 'not_allowed'],
    ['connection_limit_exceeded_pending', 'not_allowed'],
    ['invalid_auth', 'connection'],
    ['account_inactive', 'connection'],
    ['token_revoked', 'connection'],
    ['invalid_blocks', 'refused'],
    ['msg_too_long', 'refused'],
    ['msg_blocks_too_long', 'refused'],
  ])('%s ends the sending: %s', (code, reason) => {
    expect(says(code)).toEqual({ kind: 'never', reason, cause: code });
  });

  it.each(['message_not_found', 'cant_update_message'])('%s means: post it afresh', (code) => {
    expect(says(code)).toEqual({ kind: 'gone', cause: code });
  });

  it.each(['duplicate_message_not_found', 'duplicate_channel_not_found'])(
    '%s means: it arrived before, and is not there any more',
    (code) => {
      expect(says(code)).toEqual({ kind: 'known', cause: code });
    },
  );

  it.each(['internal_error', 'service_unavailable', 'fatal_error'])('%s means: try again', (code) => {
    expect(says(code)).toEqual({ kind: 'again', afterMs: null, cause: code });
  });

  it('a code that nobody knows may be the word of something else: it is asked again for some hours', () => {
    const cause = 'a_code_of_next_year';
    expect(says(cause)).toEqual({ kind: 'perhaps', cause, isStrange: true });
  });

  it.each(['<html>ok</html>', '', 'Sign in first', 'x'.repeat(61)])('“%s” is no code of Slack', (text) => {
    expect(says(text)).toEqual({ kind: 'perhaps', cause: 'WebAPIPlatformError' });
  });

  it('is waited for as long as Slack asks, and that costs no attempt', () => {
    expect(failureOf(new WebAPIRateLimitedError(30))).toEqual({
      kind: 'again',
      afterMs: 30_000,
      cause: 'rate limited',
      rateLimited: true,
    });
  });
});

describe('when no answer comes', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('%s: it was certainly not sent', (code) => {
    expect(lost(code)).toEqual({ kind: 'again', afterMs: null, cause: code });
  });

  it.each(['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'])('%s: it may have arrived', (code) => {
    expect(lost(code)).toEqual({ kind: 'perhaps', cause: code });
  });

  it('a time-out means that it may have arrived', () => {
    const timeout = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    expect(failureOf(new WebAPIRequestError(timeout))).toEqual({ kind: 'perhaps', cause: 'TimeoutError' });
  });

  it('a 503 may come after it was done, a 403 comes from what stands before Slack', () => {
    expect(failureOf(new WebAPIHTTPError(503, '', {}))).toEqual({ kind: 'perhaps', cause: 'http 503' });
    expect(failureOf(new WebAPIHTTPError(403, '', {}))).toEqual({
      kind: 'again',
      afterMs: null,
      cause: 'http 403',
    });
  });

  it('what was never sent is no message in doubt', () => {
    expect(failureOf(new TooLarge('button'))).toEqual({
      kind: 'never',
      reason: 'refused',
      cause: 'too large',
    });
  });

  it('nothing is read from the words of an error', () => {
    expect(failureOf(new Error('is_archived'))).toEqual({ kind: 'perhaps', cause: 'Error' });
    expect(failureOf(undefined)).toEqual({ kind: 'perhaps', cause: 'unknown' });
  });
});
