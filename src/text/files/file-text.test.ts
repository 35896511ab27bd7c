import { describe, expect, it } from 'vitest';
import { fileText } from './file-text.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('the text of a file', () => {
  const words = 'Gesprek met Zoë; één café – ’s middags €5';
  it.each([
    ['UTF-8', Buffer.from(words)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${words}`)],
    ['UTF-16 with its mark', Buffer.from(`\uFEFF${words}`, 'utf16le')],
    ['UTF-16 the other way round', Buffer.from(`\uFEFF${words}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(words, 'utf16le')],
    ['the letters of Windows', latin('Gesprek met Zo\xeb; \xe9\xe9n caf\xe9 \x96 \x92s middags \x805')],
    ['the letters of an older Mac', latin('Gesprek met Zo\x91; \x8e\x8en caf\x8e \xd0 \xd5s middags \xdb5')],
  ])('is the same in %s', (_name, bytes) => {
    expect(fileText(bytes)).toBe(words);
  });

  it('keeps what Windows writes with signs that a Mac has for letters', () => {
    expect(fileText(latin('Sa\x9aa zei: \x91foto\x92s\x92'))).toBe('Saša zei: ‘foto’s’');
  });

  it('has one kind of line end, whatever it had', () => {
    expect(fileText(Buffer.from('a\r\nb\nc\rd'))).toBe('a\nb\nc\nd');
  });

  it.each([
    ['a workbook', Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0, 33, 0])],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0])],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13])],
  ])('is none in %s', (_name, bytes) => {
    expect(fileText(bytes)).toBeNull();
  });
});
