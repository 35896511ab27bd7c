import { IntlMessageFormat } from 'intl-messageformat';
import type { PersonRef } from '../domain/messages.ts';
import type { Language } from '../domain/names.ts';
import { type Inline, inlineWords, type RichText } from '../ports/document.ts';
import en from './en.json' with { type: 'json' };
import nl from './nl.json' with { type: 'json' };

/** Every word a person reads stands in these two files, under the same keys, as ICU messages. */
export type TextKey = keyof typeof nl;
export type TextValues = Readonly<Record<string, unknown>>;

const TEXTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = { nl, en };
const LOCALES: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };
const made = new Map<string, IntlMessageFormat>();

/** True when there are words for this key. */
export function hasText(key: string): key is TextKey {
  return key in nl;
}

/** Words without people or emphasis in them. */
export function say(language: Language, key: TextKey, values: TextValues = {}): string {
  return flat(rich(language, key, values));
}

/**
 * Words with people as mentions and emphasis where the text has <b>…</b>. A value may be a text with such parts in it
 * already. Values are never read as markup.
 */
export function rich(language: Language, key: TextKey, values: TextValues = {}): RichText {
  const parts = formatter(language, key).format<Inline>({
    ...prepared(values),
    b: (chunks: unknown[]) => ({ bold: flat((chunks as (Inline | RichText)[]).flat()) }),
  } as never) as unknown as Inline | (Inline | RichText)[];
  return (Array.isArray(parts) ? parts : [parts]).flat().filter((p) => p !== '');
}

/** A person travels through the formatter as an object, and comes out as a mention. */
function prepared(values: TextValues): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, v]) => [name, isPerson(v) ? { person: v } : v]),
  );
}

export function isPerson(value: unknown): value is PersonRef {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value;
}

function flat(text: RichText): string {
  return text.map(inlineWords).join('');
}

function formatter(language: Language, key: TextKey): IntlMessageFormat {
  const id = `${language}:${key}`;
  let found = made.get(id);
  if (!found) {
    found = new IntlMessageFormat(TEXTS[language][key] ?? key, LOCALES[language]);
    made.set(id, found);
  }
  return found;
}
