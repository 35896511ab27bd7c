import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import en from './en.json' with { type: 'json' };
import nl from './nl.json' with { type: 'json' };

const TEXTS: Readonly<Record<'nl' | 'en', Readonly<Record<string, string>>>> = { nl, en };
const ROOT = join(import.meta.dirname, '../../..');

/** Names of the values a text asks for, wherever they stand in it. */
function placeholders(text: string): string[] {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const part of node) walk(part);
    if (Array.isArray(node)) return;
    if (typeof node !== 'object' || node === null) return;
    const { type, value } = node as { type?: number; value?: unknown };
    // Types 1–6 of the parser's tree take a value: argument, number, date, time, select, plural.
    if (type !== undefined && type >= 1 && type <= 6 && typeof value === 'string') found.add(value);
    for (const part of Object.values(node)) walk(part);
  };
  walk(new IntlMessageFormat(text, 'nl').getAst());
  found.delete('formal');
  return [...found].sort();
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(
      (f) =>
        f.isFile() &&
        f.name.endsWith('.ts') &&
        !f.name.endsWith('.test.ts') &&
        !f.parentPath.includes('generated'),
    )
    .map((f) => readFileSync(join(f.parentPath, f.name), 'utf8'));
}

describe('the words on the screen', () => {
  it('stand under the same keys in Dutch and in English', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(nl).sort());
  });

  it.each(Object.keys(nl))('%s asks for the same values in both languages', (key) => {
    expect(placeholders(TEXTS.en[key] ?? '')).toEqual(placeholders(TEXTS.nl[key] ?? ''));
  });

  it('never reproach: no word of the list that people in this situation should not read', () => {
    const never =
      /\b(te laat|nalatig|verzuim\w*|moet u|u moet|dossier|casus \w+-\d|escalat\w+|negligen\w*|overdue|you must|too late)\b/i;
    const found = Object.entries(TEXTS).flatMap(([language, texts]) =>
      Object.entries(texts)
        .filter(([, text]) => never.test(text))
        .map(([key]) => `${language}: ${key}`),
    );
    expect(found).toEqual([]);
  });

  it('are short: at most sixty words each, the list of commands apart', () => {
    const words = (text: string): number => text.replace(/\{[^{}]*\}/g, 'x').split(/\s+/).length;
    const long = Object.entries(nl)
      .filter(([key, text]) => key !== 'help.commands' && words(text) > 60)
      .map(([key]) => key);
    expect(long).toEqual([]);
  });

  it('are all used, and every key that the code names has words', () => {
    const code = [...sources('src'), ...sources('adapters')].join('\n');
    const named = new Set(
      [...code.matchAll(/['"`]([a-z][A-Za-z_]*(?:\.[A-Za-z_-]+)+)['"`]/g)].map((m) => m[1] ?? ''),
    );
    // `role.${role}` uses a key when its end is a word of the code: of a closed set, or named where it is asked for.
    const ends = (prefix: string, key: string): boolean =>
      key.startsWith(prefix) &&
      new RegExp(`['"]${key.slice(prefix.length)}['"]|\\b${key.slice(prefix.length)}:`).test(code);
    const prefixes = [...code.matchAll(/`([a-z][A-Za-z]*(?:\.[A-Za-z]+)*)\.\$\{/g)].map((m) => `${m[1]}.`);
    const unused = Object.keys(nl).filter(
      (key) => !named.has(key) && !prefixes.some((p) => ends(p, key)) && !/^digest\.\w+\.acting$/.test(key),
    );
    expect(unused).toEqual([]);
    const wordless = [...named].filter(
      (key) => /^(done|refused|button|field|push)\./.test(key) && !(key in nl),
    );
    expect(wordless).toEqual([]);
  });
});
