import { describe, expect, it } from 'vitest';
import { Unreadable } from '../../ports/installations.ts';
import { createSeal, derived } from './seal.ts';

const KEY = 'the-key-of-now-the-key-of-now-the-key-of-now';
const OLD = 'the-key-of-before-the-key-of-before-the-key';
const SECRETS = { token: 'xoxb-1-something', refreshToken: 'xoxe-1-more', teams: ['T1'] };
const ROW = ['slack', 'T1'];
const seal = createSeal(KEY);

describe('what is sealed', () => {
  it('is opened again with the same key, and shows nothing of what is in it', () => {
    const sealed = seal.seal(SECRETS, ROW);
    expect(seal.open(sealed, ROW)).toEqual(SECRETS);
    for (const word of ['xoxb', 'xoxe', 'something', 'token', KEY]) {
      expect(sealed).not.toContain(word);
      expect(sealed).not.toContain(Buffer.from(word).toString('base64url').slice(0, -2));
    }
  });

  it('is another text every time, so that nobody sees whether it changed', () => {
    expect(seal.seal(SECRETS, ROW)).not.toBe(seal.seal(SECRETS, ROW));
  });

  it('is refused after any one of its letters was changed, left out or added', () => {
    const sealed = seal.seal(SECRETS, ROW);
    for (let i = 0; i < sealed.length; i++) {
      const other = sealed[i] === 'A' ? 'B' : 'A';
      for (const changed of [
        sealed.slice(0, i) + other + sealed.slice(i + 1),
        sealed.slice(0, i) + sealed.slice(i + 1),
        `${sealed.slice(0, i)}A${sealed.slice(i)}`,
      ])
        expect(() => seal.open(changed, ROW), `letter ${i}`).toThrow(Unreadable);
    }
  });

  it('is refused in another row, also one whose words join to the same', () => {
    const sealed = seal.seal(SECRETS, ROW);
    for (const other of [
      ['slack', 'T2'],
      ['teams', 'T1'],
      ['slackT', '1'],
      ['slack', 'T1', ''],
    ])
      expect(() => seal.open(sealed, other), other.join()).toThrow(Unreadable);
  });

  it('is refused with a tag that was cut short', () => {
    const [version, id, nonce, tag, text] = seal.seal(SECRETS, ROW).split('.');
    const short = Buffer.from(tag ?? '', 'base64url')
      .subarray(0, 4)
      .toString('base64url');
    expect(() => seal.open([version, id, nonce, short, text].join('.'), ROW)).toThrow(Unreadable);
  });

  it.each(['', 'x', '1.', '....', 'null', '{"token":"xoxb-1"}'])('is not this: %j', (text) => {
    expect(() => seal.open(text, ROW)).toThrow(Unreadable);
  });
});

describe('an older key', () => {
  const before = createSeal(OLD).seal(SECRETS, ROW);

  it('opens what it sealed only where it is known', () => {
    expect(() => seal.open(before, ROW)).toThrow('a key that is not known here');
    expect(createSeal(KEY, [OLD]).open(before, ROW)).toEqual(SECRETS);
  });

  it('never seals anything more', () => {
    const both = createSeal(KEY, [OLD]);
    expect(both.isCurrent(before)).toBe(false);
    const again = both.seal(both.open(before, ROW), ROW);
    expect(both.isCurrent(again)).toBe(true);
    expect(seal.open(again, ROW)).toEqual(SECRETS);
  });
});

describe('bytes for a purpose', () => {
  it('are the same every time, and others for another purpose or another secret', () => {
    const made = derived(KEY, 'one').toString('hex');
    expect(made).toHaveLength(64);
    expect(derived(KEY, 'one').toString('hex')).toBe(made);
    expect(derived(KEY, 'two').toString('hex')).not.toBe(made);
    expect(derived(OLD, 'one').toString('hex')).not.toBe(made);
  });
});
