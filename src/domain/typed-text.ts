/**
 * Text that people type and paste, as a program reads it. Own code: JavaScript knows which characters are digits and
 * which cannot be seen, but no library that is kept turns the digits of every script into ours.
 */

const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const ANY_DIGIT = /\p{Nd}/gu;

/** Drops what cannot be seen, makes wide letters and signs ordinary, and leaves one space at most between words. */
export function seen(text: string): string {
  return text
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** A text of which nothing can be seen is empty. */
export function orEmpty(text: string): string {
  return seen(text.replaceAll('\u2800', '')) === '' ? '' : text;
}

/** The same text, with the digits of every script (٣, ४, ５) as 0 to 9. */
export function withDigits(text: string): string {
  return text.replace(ANY_DIGIT, (digit) => String(digitOf(digit.codePointAt(0) ?? 0)));
}

/** Keeps the digits alone, as 0 to 9: a code, however it is spaced. */
export function onlyDigits(text: string): string {
  return withDigits(text).replace(/\D/g, '');
}

/** Unicode has the digits of a script in order, from zero; sets of ten may follow each other directly. */
function digitOf(point: number): number {
  let zero = point;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (point - zero) % 10;
}
