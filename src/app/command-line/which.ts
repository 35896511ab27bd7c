import { isOpen } from '../../domain/case/agreements.ts';
import type { Agreement } from '../../domain/case/state.ts';
import { withDigits } from '../../domain/typed-text.ts';
import type { Args } from '../inbound.ts';
import { dateIn } from './dates.ts';
import { formOf, type Meant, type Typing } from './meant.ts';
import { argsFor, choicesFor, DEEDS, isAsked, type Typist, type Verb, verbsAt } from './verbs.ts';

/** Shorter parts of a title fit by chance. */
const LEAST_LETTERS = 4;
/** The most agreements in one go: the answer comes within the seconds that a platform waits. */
const MOST = 10;
/** The most that are confirmed together: all of them stand in the answer. */
const MOST_TOGETHER = 20;

/** The length of what is carried to a form: the rest is written there. */
const MOST_WORDS = 300;

const NUMBER = String.raw`#?\d{1,4}`;
const NAMED = String.raw`(?:(?:afspra(?:ak|ken)|agreements?|nummers?|numbers?|nrs?\.?|no\.?)\s+)*`;
const AND = String.raw`(?:\s*[,;&+]\s*(?:(?:en|and)\s+)?|\s+(?:(?:en|and)\s+)?)`;
const NUMBERS = new RegExp(`^${NAMED}${NUMBER}(?:${AND}${NUMBER})*[.!]?$`, 'i');
const NUMBER_FIRST = new RegExp(`^${NAMED}(${NUMBER})(?:[\\s,:.–-]+(.*))?$`, 'is');

/** Does something to the agreement that is named. What is not understood asks which one, and does nothing. */
export function onAgreement(verb: Verb, typed: string, typing: Typing): Meant {
  const rest = withDigits(typed);
  const { state } = typing;
  if (!state) return { does: 'ask', which: { verb, words: rest, more: fills(verb, rest, typing) } };
  const typist = { ...typing, state };
  return DEEDS[verb].asks ? inForm(verb, rest, typist, typing) : atOnce(verb, rest, typist);
}

function atOnce(verb: Verb, rest: string, typist: Typist): Meant {
  const numbers = numbersIn(rest);
  if (numbers) return byNumber(numbers, verb, rest, typist);
  const found = rest === '' ? only(choicesFor(verb, typist)) : titled(rest, verb, typist);
  return found ? eachOf(verb, [found], rest, typist) : askFor(verb, rest, typist);
}

/** “Alles klopt”: what is asked of this person now, as one set; the answer shows all of it. */
export function allCorrect(typing: Typing): Meant {
  const { state } = typing;
  if (!state) return { does: 'ask', which: { verb: 'correct', words: '', more: {} } };
  const typist = { ...typing, state };
  const set = state.agreements.filter((a) => isAsked(a, typist));
  if (set.length === 0) return { does: 'say', key: 'done.confirmedAll', values: { count: 0, changed: 0 } };
  if (set.length > MOST_TOGETHER) return askFor('correct', '', typist);
  const args = { caseId: state.case.id, set: set.map((a) => `${a.id}:${a.textVersion}`).join(',') };
  return { does: 'each', command: 'agreement.confirmAll', each: [args] };
}

function byNumber(numbers: readonly number[], verb: Verb, rest: string, typist: Typist): Meant {
  if (numbers.length > MOST) return askFor(verb, rest, typist);
  const found = numbers.map((number) => withNumber(number, typist));
  const missing = numbers.find((_, i) => !found[i]);
  if (missing !== undefined) return noSuchNumber(missing);
  const all = found.filter((a) => a !== null);
  return eachOf(verb, all, rest, typist);
}

/** A form does nothing by itself, so what stands behind the number fills it in. */
function inForm(verb: Verb, rest: string, typist: Typist, typing: Typing): Meant {
  const numbers = numbersIn(rest);
  if (numbers && numbers.length > 1) return askFor(verb, rest, typist);
  // “18 maart” is a day, and not agreement 18.
  const day = numbers ? undefined : dateIn(rest, typing);
  if (day) return askFor(verb, rest, typist, fills(verb, rest, typing));
  const [, first, words = ''] = NUMBER_FIRST.exec(rest) ?? [];
  const more = fills(verb, words, typing);
  if (first && (words === '' || Object.keys(more).length > 0)) {
    const number = Number(first.replace('#', ''));
    const a = withNumber(number, typist);
    return a ? formFor(verb, a, more) : noSuchNumber(number);
  }
  const found = rest === '' ? only(choicesFor(verb, typist)) : titled(rest, verb, typist);
  return found ? formFor(verb, found, {}) : askFor(verb, rest, typist, fills(verb, rest, typing));
}

function fills(verb: Verb, words: string, typing: Typing): Args {
  if (verb === 'different' && words !== '') return { suggestedWords: words.slice(0, MOST_WORDS) };
  const day = verb === 'newDate' ? dateIn(words.replace(/^(?:naar|to)\s+/i, ''), typing) : undefined;
  return day ? { suggestedDate: day } : {};
}

function formFor(verb: Verb, a: Agreement, more: Args): Meant {
  return formOf(DEEDS[verb].command, argsFor(verb, a, more));
}

function eachOf(verb: Verb, all: readonly Agreement[], words: string, typist: Typist): Meant {
  const reported = all
    .filter((a) => verbsAt({ verb, words, more: {} }, a, typist).length > 1)
    .map((a) => a.id);
  if (reported.length > 0) return { does: 'ask', which: { verb, words, more: {}, reported } };
  return { does: 'each', command: DEEDS[verb].command, each: all.map((a) => argsFor(verb, a)) };
}

function askFor(verb: Verb, words: string, typist: Typist, more: Args = {}): Meant {
  return choicesFor(verb, typist).length === 0
    ? { does: 'say', key: 'refused.nothingOfYours' }
    : { does: 'ask', which: { verb, words, more } };
}

function noSuchNumber(number: number): Meant {
  return { does: 'say', key: 'refused.noSuchNumber', values: { number } };
}

/** Each number once, when there is nothing but numbers. */
export function numbersIn(rest: string): number[] | null {
  if (!NUMBERS.test(rest)) return null;
  return [...new Set((rest.match(/\d+/g) ?? []).map(Number))];
}

function withNumber(number: number, { state }: Typist): Agreement | null {
  return state.agreements.find((a) => a.number === number) ?? null;
}

function only(found: readonly Agreement[]): Agreement | null {
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The one open agreement of the case that these words are a part of, when it is theirs to do this to. */
function titled(words: string, verb: Verb, typist: Typist): Agreement | null {
  const part = folded(words);
  if (part.replace(/[^\p{L}]/gu, '').length < LEAST_LETTERS) return null;
  const found = only(typist.state.agreements.filter((a) => isOpen(a) && folded(a.title).includes(part)));
  return found && DEEDS[verb].may(found, typist) ? found : null;
}

/** Returns the text without capitals, accents, quotes around it, and a full stop behind it. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^["'“”‘’«]+|["'“”‘’».!]+$/g, '');
}
