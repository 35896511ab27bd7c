import addresses from 'email-addresses';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { onlyDigits, seen, withDigits } from './typed-text.ts';
import type { Uuid } from './vocabulary.ts';

const { parseOneAddress } = addresses;

/** How somebody who is in no workspace wants to hear that something waits for them (P25). */
export const WAYS_TO_HEAR = ['email', 'sms', 'phone', 'paper', 'none'] as const;
export type WayToHear = (typeof WAYS_TO_HEAR)[number];

/** The letters that can be sent to an address or a number that only the person has. */
export const LETTER_WAYS = ['email', 'sms'] as const;
export type LetterWay = (typeof LETTER_WAYS)[number];

/** The part that was taken away of how somebody is reached. */
export type Gone = 'email' | 'phone' | 'both';

/** A change of somebody's reach that is written down and waits for their word. */
interface Waiting {
  readonly email: string | null;
  readonly phone: string | null;
  readonly emailGone: boolean;
  readonly phoneGone: boolean;
}

/** Null: nothing is taken away. */
export function goneOf({ emailGone, phoneGone }: Waiting): Gone | null {
  if (emailGone) return phoneGone ? 'both' : 'email';
  return phoneGone ? 'phone' : null;
}

/** Another one was written down, beside what is taken away. */
export function isOther(waiting: Waiting): boolean {
  return waiting.email !== null || waiting.phone !== null || goneOf(waiting) === null;
}

/** Where letters go through the outbox: one workspace for each way, made by the migration. */
export const LETTER_WORKSPACES: Readonly<Record<LetterWay, Uuid>> = {
  email: '6f0c1c52-3f0e-4a55-9d3a-6d61696c0001',
  sms: '6f0c1c52-3f0e-4a55-9d3a-736d73000002',
};

export function isLetterWay(way: string): way is LetterWay {
  return way === 'email' || way === 'sms';
}

/** Things pasted with an address: the beginning of a link, and what it asks for; a quote or full stop around it. */
const OF_A_LINK = /mailto:|\?(?:subject|body|cc|bcc)=\S*/giu;
const BEFORE = /^["'“”‘’«»]+(?=[^"“”]*$)/u;
const BEHIND = /["'“”‘’«».,;:?!]+$/u;
/** An address that mail servers take unasked: ASCII letters, labels of a host, and an ending that is no number. */
const MAILABLE =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;
const LONGEST_ADDRESS = 254;

/**
 * The address in what was typed or pasted (`Jan <x@y.nl>`, `mailto:x@y.nl`), in the letters in which it stands there.
 * Null: there is none, or none to which mail can be sent. How names and quotes stand around an address a library reads;
 * whether a mail server takes it is said here, since RFC 5322, which it knows, allows far more than any server does.
 */
export function addressIn(typed: string): string | null {
  const given = seen(typed).replace(OF_A_LINK, '').replace(BEHIND, '').replace(BEFORE, '');
  const found = parseOneAddress({ input: given, rfc6532: true, commaInDisplayName: true });
  if (found?.type !== 'mailbox') return null;
  const address = `${found.local}@${asciiHost(found.domain)}`;
  return address.length <= LONGEST_ADDRESS && MAILABLE.test(address) ? address : null;
}

/** An address as it is looked up: small letters. Null: it is none. */
export function readEmail(typed: string): string | null {
  return addressIn(typed)?.toLowerCase() ?? null;
}

/** A host with other letters, as computers know it. */
function asciiHost(host: string): string {
  const url = `http://${host}`;
  return /[^\x21-\x7e]/.test(host) && URL.canParse(url) ? new URL(url).hostname : host;
}

/** Numbers that an SMS reaches; in some countries nobody can tell them from a land line. */
const MOBILE: ReadonlySet<string | undefined> = new Set(['MOBILE', 'FIXED_LINE_OR_MOBILE']);

/**
 * A mobile number as the whole world writes it (+31612345678); without a country it is a Dutch one. Null: it is none that
 * exists.
 */
export function readPhone(typed: string): string | null {
  const found = numberIn(typed);
  return found?.isValid() && MOBILE.has(found.getType()) ? found.number : null;
}

/** A number that exists, but to which no SMS goes. */
export function isLandLine(typed: string): boolean {
  return (numberIn(typed)?.isValid() ?? false) && readPhone(typed) === null;
}

/** A number by which somebody is looked up: of the right length, also one of a range that is newer than this program. */
export function readNumber(typed: string): string | null {
  const found = numberIn(typed);
  return found?.isPossible() ? found.number : null;
}

/** Written as a mobile number or with its country, and there is no such number. What is shorter may be an extension. */
export function isWrongNumber(typed: string): boolean {
  return /^(?:\+|00|06)/.test(withDigits(seen(typed)).replace(/[^\d+]/g, '')) && !numberIn(typed)?.isValid();
}

/**
 * A number to call, as it was written, without what cannot be seen and with one sort of dash. One that has its country and
 * then a zero nobody can call: it is written as the world does.
 */
export function tidyNumber(typed: string): string {
  const text = withDigits(seen(typed)).replace(/[\p{Pd}\u2212/]/gu, '-');
  const found = numberIn(text);
  if (!found?.isValid() || !/^(?:\+|00)/.test(text)) return text;
  return onlyDigits(text).replace(/^00/, '') === onlyDigits(found.number)
    ? text
    : found.formatInternational();
}

function numberIn(typed: string) {
  return parsePhoneNumberFromString(seen(typed), 'NL');
}
