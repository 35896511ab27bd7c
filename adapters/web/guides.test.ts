import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GUIDES, guide, PRIVACY_NOTICES, picture, privacyNotice } from './guides.ts';

const DOCS = join(import.meta.dirname, '../../docs/guides');

describe('the guides', () => {
  it('are there for each kind of user, in both languages, and no others', () => {
    for (const language of ['nl', 'en'])
      expect(readdirSync(join(DOCS, language)).sort()).toEqual(GUIDES.map((name) => `${name}.md`).sort());
  });

  it.each(GUIDES)('%s: has the same parts in both languages, under one heading', async (name) => {
    const parts = async (language: 'nl' | 'en'): Promise<string[]> =>
      [...String(await guide(name, language)).matchAll(/<(h\d|ul|ol|table|img|pre)/g)].map((m) => m[1] ?? '');
    expect(await parts('en')).toEqual(await parts('nl'));
    expect((await parts('nl')).filter((part) => part === 'h1')).toHaveLength(1);
  });

  it.each(GUIDES)(
    '%s: shows pictures that are there, each with words for who cannot see it',
    async (name) => {
      for (const language of ['nl', 'en'] as const) {
        const images = [
          ...String(await guide(name, language)).matchAll(
            /<img[^>]*src="\/help\/pictures\/([^"]+)" alt="([^"]*)"/g,
          ),
        ];
        expect(images.length, `${language} ${name}`).toBeGreaterThan(0);
        for (const [, file = '', alt = ''] of images) {
          expect(picture(file), file).not.toBeNull();
          expect(alt.length).toBeGreaterThan(10);
        }
      }
    },
  );

  it.each(PRIVACY_NOTICES)('%s: has the same parts in both languages, under one heading', (name) => {
    const parts = (language: 'nl' | 'en'): string[] =>
      [...String(privacyNotice(name, language)).matchAll(/<(h\d|ul|ol|li|strong|a)/g)].map((m) => m[1] ?? '');
    expect(parts('en')).toEqual(parts('nl'));
    expect(parts('nl').filter((part) => part === 'h1')).toHaveLength(1);
  });

  it('give no file but their pictures', () => {
    for (const name of ['../guides/nl/parents.md', 'web-../x.png', 'agreement-card.png', 'README.md', ''])
      expect(picture(name)).toBeNull();
  });
});
