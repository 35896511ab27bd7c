import { describe, expect, it } from 'vitest';
import { readArgs } from './form-state.ts';
import { asTyped, carried } from './typed.ts';

describe('what was typed in Slack', () => {
  it.each([
    ['Plan &amp; rooster', 'Plan & rooster'],
    ['&lt;b&gt;', '<b>'],
    ['&amp;lt;', '&lt;'],
    ['Goed gegaan :smile:', 'Goed gegaan 😄'],
    [':+1::skin-tone-4: :wave::skin-tone-2:', '👍🏽 👋🏻'],
    [':flag-nl: :heart:', '🇳🇱 ❤️'],
    ['om 10:30:45 en 9:100:5', 'om 10:30:45 en 9:100:5'],
    ['onze :eigen-plaatje:', 'onze :eigen-plaatje:'],
    [':constructor: :__proto__:', ':constructor: :__proto__:'],
  ])('%s is read as %s', (sent, typed) => {
    expect(asTyped(sent)).toBe(typed);
  });
});

describe('what a button or a form carries', () => {
  it('holds none of the signs that Slack writes otherwise, and comes back as it was', () => {
    const args = { suggestedTitle: 'Rooster & plan <mei> "😄"', fromMessage: 1 };
    expect(carried(args)).not.toMatch(/[&<>]/);
    expect(readArgs(carried(args))).toEqual(args);
  });
});
