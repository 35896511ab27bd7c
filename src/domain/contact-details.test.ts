import { describe, expect, it } from 'vitest';
import { addressIn, isLandLine, readEmail, readNumber, readPhone, tidyNumber } from './contact-details.ts';
import { onlyDigits, withDigits } from './typed-text.ts';

describe('a mobile number', () => {
  it.each([
    '06 12345678',
    '06-12 34 56 78',
    '06.12.34.56.78',
    '(06) 12345678',
    '06/12345678',
    '06\u201112345678',
    '06\u201212345678',
    '06\u201312345678',
    '06\u201412345678',
    '06\u221212345678',
    '06\u200b12345678',
    '06\u00a01234\u202f5678',
    '\u202a+31 6 1234 5678\u202c',
    '\u2066+31 6 1234 5678\u2069',
    '+31 06 12345678',
    '+31 (0)6 12345678',
    '0031 06-12345678',
    '00 31 6 12345678',
    '+310612345678',
    'tel:+31612345678',
    '\u0660\u0666 \u0661\u0662\u0663\u0664 \u0665\u0666\u0667\u0668',
    '０６１２３４５６７８',
    '\t06 1234 5678\n',
  ])('is +31612345678, pasted as %j', (typed) => {
    expect(readPhone(typed)).toBe('+31612345678');
  });

  it.each([
    ['+49 0171 1234567', '+491711234567'],
    ['0032 0470 12 34 56', '+32470123456'],
    ['+44 7911 123456', '+447911123456'],
  ])('of another country: %s', (typed, number) => {
    expect(readPhone(typed)).toBe(number);
  });

  it.each([
    '06 1234 567',
    '06 1234 56789',
    '+3161234567',
    '+316123456789',
    '06 12345678 of 06 87654321',
    '1234',
    '',
  ])('is not %j', (typed) => {
    expect(readPhone(typed)).toBeNull();
    expect(isLandLine(typed)).toBe(false);
  });

  it.each(['+31201234567', '020 123 4567', '0800 2000'])('is no land line: %s', (typed) => {
    expect(readPhone(typed)).toBeNull();
    expect(isLandLine(typed)).toBe(true);
    expect(readNumber(typed)).toMatch(/^\+31/);
  });
});

describe('a number to call, in the file of a region', () => {
  it.each([
    ['06\u201312345678', '06-12345678'],
    ['\u202a020 123 4567\u202c', '020 123 4567'],
    ['+31 06 12345678', '+31 6 12345678'],
    ['1234', '1234'],
  ])('%j stays as it was written, as %s', (typed, kept) => {
    expect(tidyNumber(typed)).toBe(kept);
  });
});

describe('an e-mail address', () => {
  it.each([
    'x@y.nl',
    ' X@Y.nl ',
    'Jan <x@y.nl>',
    'De Vries, Jan <x@y.nl>;',
    '"Jan" <x@y.nl>',
    '“Jan” <x@y.nl>',
    '<x@y.nl>',
    '"x@y.nl"',
    "'x@y.nl'",
    '«x@y.nl»',
    'x@y.nl,',
    'x@y.nl.',
    'x@y.nl;',
    'mailto:x@y.nl',
    'MAILTO:x@y.nl?subject=Vraag',
    '<mailto:x@y.nl>',
    'x@y.nl\u200b',
    '\ufeffx@\u2060y.\u2060nl',
    'x\u00ad@y.nl',
    'ｘ＠ｙ．ｎｌ',
    'x@y.nl (thuis)',
  ])('is x@y.nl, pasted as %j', (typed) => {
    expect(readEmail(typed)).toBe('x@y.nl');
  });

  it.each([
    ["o'brien+school@sub.y.museum", "o'brien+school@sub.y.museum"],
    ['jan@café.nl', 'jan@xn--caf-dma.nl'],
    ['wat?hoe@y.nl', 'wat?hoe@y.nl'],
  ])('is %s', (typed, address) => {
    expect(readEmail(typed)).toBe(address);
  });

  it.each([
    'x',
    'x@localhost',
    'x@1.2.3.4',
    'x@[1.2.3.4]',
    '.x@y.nl',
    'x.@y.nl',
    'a..b@y.nl',
    'x@y..nl',
    'x@-y.nl',
    '"a b"@y.nl',
    'josé@y.nl',
    'x@y.nl z@y.nl',
    'x@y.nl; z@y.nl',
    `${'a'.repeat(65)}@y.nl`,
    '06 12345678',
    '',
  ])('is not %j', (typed) => {
    expect(readEmail(typed)).toBeNull();
  });

  it('keeps its own letters where it is shown', () => {
    expect(addressIn('Jan <Jan.Smit@School.nl>')).toBe('Jan.Smit@School.nl');
  });
});

describe('the digits of every script', () => {
  it('are those of ours', () => {
    for (let point = 0; point <= 0x1_ffff; point++) {
      const digit = String.fromCodePoint(point);
      if (!/\p{Nd}/u.test(digit)) continue;
      // What Unicode itself says of those that have an ordinary form.
      const plain = digit.normalize('NFKC');
      if (/^[0-9]$/.test(plain)) expect(withDigits(digit)).toBe(plain);
      expect(withDigits(digit)).toMatch(/^[0-9]$/);
    }
    expect(withDigits('\u0660\u0669 \u06f0\u06f9 \u0966\u096f \uff10\uff19')).toBe('09 09 09 09');
    expect(onlyDigits('\u0661\u0662\u0663-\u06f4\u06f5 \u096c')).toBe('123456');
  });
});
