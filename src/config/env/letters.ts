import { addressIn } from '../../domain/contact-details.ts';
import { ConfigError } from '../config-error.ts';

type LettersEnv = Readonly<
  Partial<Record<'SMTP_URL' | 'MAIL_FROM' | 'SMS_URL' | 'SMS_TOKEN', string | undefined>>
>;

interface LettersConfig {
  readonly mail?: { readonly url: string; readonly from: string };
  readonly sms?: { readonly url: string; readonly token: string };
}

/** E-mail and SMS, each with both of its variables or none. Throws a `ConfigError`. */
export function lettersOf(e: LettersEnv): LettersConfig {
  const missing = [
    ...pair(
      e,
      'SMTP_URL',
      'MAIL_FROM',
      'the address that mail comes from, for example Schakel <schakel@example.org>',
    ),
    ...pair(
      e,
      'MAIL_FROM',
      'SMTP_URL',
      'the mail server, for example smtp://user:password@mail.example.org:587',
    ),
    ...pair(e, 'SMS_URL', 'SMS_TOKEN', 'what the SMS gateway knows you by'),
    ...pair(e, 'SMS_TOKEN', 'SMS_URL', 'the address at which the SMS gateway takes messages'),
  ];
  if (e.MAIL_FROM && !addressIn(e.MAIL_FROM))
    missing.push('MAIL_FROM: holds no e-mail address. Write it as Schakel <schakel@example.org>.');
  if (missing.length > 0) throw new ConfigError(missing.join('\n'));
  return {
    ...(e.SMTP_URL && e.MAIL_FROM ? { mail: { url: e.SMTP_URL, from: e.MAIL_FROM } } : {}),
    ...(e.SMS_URL && e.SMS_TOKEN ? { sms: { url: e.SMS_URL, token: e.SMS_TOKEN } } : {}),
  };
}

function pair(e: LettersEnv, given: keyof LettersEnv, other: keyof LettersEnv, what: string): string[] {
  return e[given] && !e[other] ? [`${other}: missing. With ${given} it is ${what}.`] : [];
}
