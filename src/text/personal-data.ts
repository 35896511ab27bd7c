/** What a short text should not hold (P2). A warning, not a ban; the text itself is kept nowhere for it. */
export type PersonalDataKind = 'bsn' | 'birth_date' | 'phone' | 'email';

const EMAIL = /[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}/i;
/** Dutch and international numbers of nine digits and more, however they are spaced. */
const PHONE = /(?:\+|\b00)\d{1,3}[\s.-]?(?:\(0\))?(?:[\s.-]?\d){7,11}\b|\b0\d(?:[\s.-]?\d){8}\b/;
const DIGITS = /(?<![\d.,-])\d(?:[.\s]?\d){7,8}(?![\d.,-]?\d)/g;
/** A full date; a birth date when it is well in the past, or when the words say so. */
const DATE =
  /\b(\d{1,2})[-/. ](\d{1,2}|[a-z]{3,9}\.?)[-/. ]((?:19|20)\d{2})\b|\b((?:19|20)\d{2})-(\d{2})-(\d{2})\b/gi;
const BORN = /\b(geboren|geb\.|geboortedatum|born|birth|dob)\b/i;

/** The kinds of personal data that a text seems to hold. `thisYear` decides which dates lie well in the past. */
export function findPersonalData(text: string, thisYear = new Date().getFullYear()): PersonalDataKind[] {
  const found: PersonalDataKind[] = [];
  if ((text.match(DIGITS) ?? []).some(isBsn)) found.push('bsn');
  if (hasBirthDate(text, thisYear)) found.push('birth_date');
  if (PHONE.test(text)) found.push('phone');
  if (EMAIL.test(text)) found.push('email');
  return found;
}

/** The eleven-test: nine digits, weighted 9 to 2 and -1, a multiple of eleven. Eight digits are taken with a leading zero. */
function isBsn(written: string): boolean {
  const digits = written.replace(/\D/g, '').padStart(9, '0');
  if (digits.length !== 9 || /^0{4}/.test(digits)) return false;
  const sum = [...digits].reduce((total, d, i) => total + Number(d) * (i === 8 ? -1 : 9 - i), 0);
  return sum % 11 === 0;
}

/** Dates of agreements lie near today; a full date of more than a year ago is somebody's past. */
function hasBirthDate(text: string, thisYear: number): boolean {
  return (
    [...text.matchAll(DATE)].some((m) => Number(m[3] ?? m[4]) < thisYear - 1) ||
    (BORN.test(text) && /\d{4}|\d{1,2}[-/]\d{1,2}/.test(text))
  );
}
