import type { ChatPlatform, Pace } from '../../src/ports/chat.ts';
import type { LetterDeps } from './fill.ts';
import { createMail, type MailConfig } from './mail.ts';
import { createSms, type SmsConfig } from './sms.ts';

export interface LettersConfig {
  readonly mail?: MailConfig | null;
  readonly sms?: SmsConfig | null;
}

type Sending = { readonly chat: ChatPlatform; readonly pace: Pace };

export interface Letters {
  /** The ways to send, by name; one that is not set up is not there. */
  readonly platforms: Readonly<Partial<Record<'email' | 'sms', Sending>>>;
  stop(): void;
}

/** Calm enough for any mail server or gateway; a notice is not in a hurry. */
const PACE: Pace = {
  conversation: { everyMs: 0, burst: 1_000_000 },
  methods: { post: { everyMs: 100, burst: 10 } },
};

/** Wires e-mail and SMS to people who are in no workspace. */
export function createLetters(config: LettersConfig, deps: LetterDeps): Letters {
  const mail = config.mail ? createMail(config.mail, deps) : null;
  const sms = config.sms ? createSms(config.sms, deps) : null;
  return {
    platforms: {
      ...(mail ? { email: { chat: mail, pace: PACE } } : {}),
      ...(sms ? { sms: { chat: sms, pace: PACE } } : {}),
    },
    stop: () => mail?.close(),
  };
}
