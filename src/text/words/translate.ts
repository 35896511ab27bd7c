import { IntlMessageFormat } from 'intl-messageformat';
import type { PersonRef } from '../../domain/messages/index.ts';
import type { Language } from '../../domain/vocabulary.ts';
import { type Inline, inlineWords, type RichText } from '../../ports/document.ts';
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
    b: (chunks: unknown[]) => ({ bold: flat(joined((chunks as (Part | RichText)[]).flat())) }),
  } as never) as unknown as Part | (Part | RichText)[];
  return joined((Array.isArray(parts) ? parts : [parts]).flat());
}

/** Words of somebody that end their sentence themselves: ours puts no full stop behind them. */
interface Ended {
  readonly ended: string;
}

type Part = Inline | Ended;

const ENDS = /[.?!…]$/;

function joined(parts: readonly Part[]): Inline[] {
  const whole: Inline[] = [];
  let isEnded = false;
  for (const part of parts) {
    const given = typeof part === 'object' && 'ended' in part ? part.ended : part;
    const words = isEnded && typeof given === 'string' ? given.replace(/^\.(?!\.)/, '') : given;
    isEnded = typeof part === 'object' && 'ended' in part;
    const last = whole.at(-1);
    if (typeof words === 'string' && typeof last === 'string') whole[whole.length - 1] = last + words;
    else if (words !== '') whole.push(words);
  }
  return whole;
}

/** A person travels through the formatter as an object, and comes out as a mention; so do words that end a sentence. */
function prepared(values: TextValues): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, v]) => [name, asPart(v)]));
}

function asPart(value: unknown): unknown {
  if (isPerson(value)) return { person: value };
  return typeof value === 'string' && ENDS.test(value) ? { ended: value } : value;
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
