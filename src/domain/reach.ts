import type { Uuid } from './names.ts';

/** How somebody who is in no workspace wants to hear that something waits for them (P25). */
export const NOTICE_WAYS = ['email', 'sms', 'phone', 'paper', 'none'] as const;
export type NoticeWay = (typeof NOTICE_WAYS)[number];

/** What can be sent to an address or a number that only the person has. */
export type LetterWay = 'email' | 'sms';

/** What was taken away of how somebody is reached. */
export type Gone = 'email' | 'phone' | 'both';

/** What is written down of somebody's reach and waits for their word. */
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

/** Where letters go through the outbox: one place for each way, made by the migration. */
export const LETTER_PLACES: Readonly<Record<LetterWay, Uuid>> = {
  email: '6f0c1c52-3f0e-4a55-9d3a-6d61696c0001',
  sms: '6f0c1c52-3f0e-4a55-9d3a-736d73000002',
};

export function isLetterWay(way: string): way is LetterWay {
  return way === 'email' || way === 'sms';
}

/** An address as it is looked up: small letters, no spaces. Null: it is none. */
export function readEmail(typed: string): string | null {
  const given = typed.trim().toLowerCase();
  return /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;.]+$/.test(given) && given.length <= 200 ? given : null;
}

/** A mobile number as the whole world writes it (+31612345678); without a country it is a Dutch one. Null: it is none. */
export function readPhone(typed: string): string | null {
  const digits = typed.trim().replace(/\(0\)|[\s().-]/g, '');
  const whole = digits.replace(/^00/, '+').replace(/^0(?=6)/, '+31');
  return /^\+[1-9]\d{7,14}$/.test(whole) ? whole : null;
}
