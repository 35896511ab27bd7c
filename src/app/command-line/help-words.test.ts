import { describe, expect, it } from 'vitest';
import { say } from '../../text/words/translate.ts';
import { WORDS_OF } from './understand-command.ts';

/** Subcommands that the list in help leaves out, each with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  hulp: 'the list is its answer',
  meedoen: 'whoever gets a code reads with it what to type',
  'klopt is klaar': 'the list says it as what stands behind “klaar 2”',
  werkruimte: 'the page that gives its code says what to type, and to administrators alone',
};

const lines = (language: 'nl' | 'en'): string[] =>
  say(language, 'help.commands', { typed: '' })
    .split('\n')
    .map((line) => line.split(' – ')[0] ?? '');

/** One of these words begins the line, and no longer word does. */
const begins = (line: string, words: readonly string[]): boolean =>
  words.some((word) => line === word || line.startsWith(`${word} `));

describe.each(['nl', 'en'] as const)('the list of what can be typed, in %s', (language) => {
  it.each([...WORDS_OF])('has %s, or says why not', (own, words) => {
    const isListed = lines(language).some((line) => begins(line, words));
    expect([own, isListed]).toEqual([own, !Object.hasOwn(LEFT_OUT, own)]);
  });
});
