import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, plain } from '../../../src/text/words/plain.ts';
import { plainText } from './plain.ts';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const family = '👨‍👩‍👧‍👦';
const typed = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.constantFrom(family, '🇳🇱', 'é', 'é', 'g̈', 'नि', 'a', ' '), { maxLength: 40 })
    .map((a) => a.join('')),
);

describe('a text that is too long', () => {
  it('is cut where the reader can see it', () => {
    expect(cut('Gesprek met het schoolteam', 12)).toBe('Gesprek met…');
    expect(cut('Gesprek', 7)).toBe('Gesprek');
  });

  it('is never cut in the middle of what a person sees as one character', () => {
    expect(cut(`${family}${family}`, 15)).toBe(`${family}…`);
    fc.assert(
      fc.property(typed, fc.integer({ min: 1, max: 50 }), (text, most) => {
        const shown = cut(text, most);
        expect(shown.length).toBeLessThanOrEqual(Math.max(most, 1));
        if (shown === text) return;
        expect(shown.endsWith('…')).toBe(true);
        const kept = shown.slice(0, -1);
        expect(text.startsWith(kept)).toBe(true);
        const borders = new Set([...graphemes.segment(text)].map((one) => one.index));
        expect(
          borders.has(kept.length) || text.slice(kept.length).trimStart() !== text.slice(kept.length),
        ).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a text that somebody typed', () => {
  it('looks the same, but is no link and no address to any program', () => {
    for (const text of [
      'https://kwaad.example/pad',
      'www.kwaad.example',
      'naam@school.nl',
      'mailto:naam@school.nl',
    ]) {
      const shown = plain(text);
      expect(shown).not.toBe(text);
      expect(shown.replaceAll('\u2060', '')).toBe(text);
      expect(shown).not.toMatch(/https?:\/\/|[\p{L}\p{N}]@[\p{L}\p{N}]|\p{L}\.\p{L}{2}|mailto:\p{L}/u);
    }
  });

  it('keeps its times, dates and numbers untouched', () => {
    for (const text of ['om 10.30 uur', '24.11.2026', '€ 1.250,50', 'Klaar. Op naar het volgende.']) {
      expect(plain(text)).toBe(text);
    }
  });

  it('cannot turn around the direction of the words after it', () => {
    expect(plain('links \u202erechts\u2066')).toBe('links rechts');
    expect(plain('nul\u0000byte en\u0007 bel\nnieuwe regel')).toBe('nulbyte en bel\nnieuwe regel');
  });

  it('is a dash where there is nothing to show, because Slack refuses an empty text', () => {
    expect(plainText(' \u202e ', 10).text).toBe('–');
  });
});
