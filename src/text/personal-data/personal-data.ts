import { seen, withDigits } from '../../domain/typed-text.ts';
import type { PlainDate } from '../../domain/vocabulary.ts';
import { holds } from './watched-words.ts';

/** A short text should not hold these (P2). A warning, not a ban; the text itself is kept nowhere for it. */
export type PersonalDataKind = 'bsn' | 'birth_date' | 'phone' | 'email' | 'diagnosis';

const EMAIL = /[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}/i;
/** Dutch numbers of ten digits and international ones, however they are spaced. */
const PHONE =
  /(?:\+|(?<!\d)00)[1-9]\d{0,2}[\s.-]?(?:\(0\))?(?:[\s.-]?\d){7,11}(?!\d)|(?<!\d)\(?0[1-9]\d{0,2}\)?(?:[\s.-]{0,3}\d){6,8}(?!\d)/g;
/** Eight or nine digits in one piece, or as citizen numbers are printed: 123 456 789, 1234.56.789, 123.45.678. */
const CITIZEN_NUMBER = /(?<![\d.,-])(?:\d{8,9}|\d{3}[ .]\d{3}[ .]\d{3}|\d{4}\.\d{2}\.\d{3})(?![.,-]?\d)/g;
/** Nine digits with something between them anywhere: 123-456-782, 12 34 56 782, 1 2 3 4 5 6 7 8 2. */
const SPACED_NUMBER = /(?<![\d.,-]|\d )\d(?:[ .-]?\d){8}(?![.,-]?\d| \d)/g;
/** A full date, in figures or with the month in words. */
const DATE =
  /(?<!\d)(?:\d{1,2}[-/. ](?:\d{1,2}|[a-z]{3,9}\.?)[-/. ](?<after>\d{4})|(?<before>\d{4})[-/]\d{1,2}[-/]\d{1,2})(?!\d)/gi;
const BORN = /\b(?:geboren|geb|geboortedatum|born|birth|date of birth|dob)\b/i;
const SHORT_DATE = /\b\d{1,2}[-/. ](?:\d{1,2}\b|[a-z]{3,9})|\b(?:19|20)\d{2}\b/i;

/** The kinds of personal data that a text seems to hold. `today` decides which dates lie well in the past. */
export function findPersonalData(typed: string, today: PlainDate): PersonalDataKind[] {
  const text = withDigits(seen(typed)).replace(/\p{Pd}/gu, '-');
  const found: PersonalDataKind[] = [];
  // A date with a number behind it is no citizen number.
  const spaced = text.replace(DATE, ' – ').match(SPACED_NUMBER) ?? [];
  if ([...(text.match(CITIZEN_NUMBER) ?? []), ...spaced].some(isCitizenNumber)) found.push('bsn');
  if (hasBirthDate(text, Number(today.slice(0, 4)))) found.push('birth_date');
  if ((text.match(PHONE) ?? []).some(isPhone)) found.push('phone');
  if (EMAIL.test(text)) found.push('email');
  if (holds('diagnosis', text)) found.push('diagnosis');
  return found;
}

/**
 * The eleven-test: nine digits, weighted 9 to 2 and -1, a multiple of eleven. Eight digits are taken with a leading
 * zero, unless they are a date of this century written in one piece.
 */
function isCitizenNumber(written: string): boolean {
  const digits = written.replace(/\D/g, '');
  if (digits.length === 8 && /^(?:20\d{6}|\d{4}20\d{2})$/.test(digits)) return false;
  const nine = digits.padStart(9, '0');
  if (/^0{3}/.test(nine)) return false;
  const sum = [...nine].reduce((total, d, i) => total + Number(d) * (i === 8 ? -1 : 9 - i), 0);
  return sum % 11 === 0;
}

/** A number within the country has ten digits; one with its country in front has nine to fifteen. */
function isPhone(written: string): boolean {
  const digits = written.replace(/\D/g, '');
  return /^(?:\+|00)/.test(written) ? digits.length >= 9 && digits.length <= 17 : digits.length === 10;
}

/** Dates of agreements lie near today: a full date of before last year, or one beside "geboren", is a birth date. */
function hasBirthDate(text: string, thisYear: number): boolean {
  const years = [...text.matchAll(DATE)].map((m) => Number(m.groups?.after ?? m.groups?.before));
  return (
    years.some((year) => year >= 1900 && year < thisYear - 1) || (BORN.test(text) && SHORT_DATE.test(text))
  );
}
