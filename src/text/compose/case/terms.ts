import {
  standardTerm,
  TERM_TEXTS,
  TERMS_DRAWN_UP,
  type Term,
  type TermText,
} from '../../../domain/region/terms.ts';
import type { TermFacts, TermsFacts } from '../../../domain/views/term-facts.ts';
import type { Language } from '../../../domain/vocabulary.ts';
import type { Block, Document, Reader } from '../../../ports/document.ts';
import { buttons, date, document, form, note, sentence, text, word } from '../../words/tools.ts';
import { hasText, say } from '../../words/translate.ts';
import { asDrawnUp } from '../region/directory.ts';

/** Terms of the law and of the field, as information: how long, from which day, and where to look it up. */

export type TermTexts = Readonly<Record<TermText, string>>;

/** The texts that come with Schakel for a key; null: it is a term of the region's own. */
export function shippedTerm(key: string, language: Language): TermTexts | null {
  return standardTerm(key) ? textsOf((name) => shippedText(key, name, language)) : null;
}

/** The texts of a term: what the region wrote, else what comes with Schakel, in the reader's language. */
export function termTexts({ key, own }: Term, language: Language): TermTexts {
  return textsOf((name) => own[name] ?? shippedText(key, name, language));
}

function textsOf(of: (name: TermText) => string): TermTexts {
  const [name = '', begins = '', who = '', source = ''] = TERM_TEXTS.map(of);
  return { name, begins, who, source };
}

const KEYS: Readonly<Record<TermText, (key: string) => string>> = {
  name: (key) => `term.name.${key}`,
  begins: (key) => `term.begins.${key}`,
  who: (key) => `term.who.${key}`,
  source: (key) => `term.source.${key}`,
};

function shippedText(key: string, name: TermText, language: Language): string {
  const found = KEYS[name](key);
  return hasText(found) ? say(language, found) : '';
}

/** The answer in chat. */
export function composeTerms(facts: TermsFacts, reader: Reader): Document {
  const heading: Block = { kind: 'heading', text: word(reader, 'term.heading') };
  return document(reader, facts.code, [heading, ...termBlocks(facts, reader, IN_CHAT)], 'push.plain');
}

/** One message holds so many, with room for what stands around them. */
const IN_CHAT = 18;

export function termBlocks(facts: TermsFacts, reader: Reader, most = Number.POSITIVE_INFINITY): Block[] {
  const { terms, caseId, isOpen } = facts;
  if (terms.length === 0) return [text(sentence(reader, 'term.none'))];
  const mayType = isOpen && terms.some(({ term }) => term.from === 'typed');
  const more = terms.length - most;
  return [
    text(sentence(reader, 'term.intro')),
    ...asDrawnUp(
      terms.map(({ term }) => term),
      TERMS_DRAWN_UP,
      reader,
    ),
    ...terms.slice(0, most).flatMap((one) => termBlock(one, reader)),
    ...(more > 0 ? [note(sentence(reader, 'term.more', { n: more }))] : []),
    buttons(mayType && form(reader, 'button.termDate', 'term.date', { caseId })),
  ];
}

function termBlock({ term, days, by }: TermFacts, reader: Reader): Block[] {
  const { name, begins, who, source } = termTexts(term, reader.language);
  const values = { name, begins, n: term.n, unit: term.unit, start: term.from };
  const line = days
    ? sentence(reader, 'term.line', {
        ...values,
        end: date(reader, days.end),
        from: date(reader, days.from),
        typed: by ? 'yes' : 'none',
        by: by ?? '',
      })
    : sentence(reader, 'term.noDay', values);
  return [text(line), note(sentence(reader, 'term.look', { who, source, checked: checkedOn(term, reader) }))];
}

/** A row says only what differs from what stands above the list. */
function checkedOn({ checkedOn: day }: Term, reader: Reader): string {
  return day === null ? 'none' : word(reader, 'term.checked', { date: date(reader, day) });
}
