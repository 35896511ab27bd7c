import { RightToRead, type SubstanceKind } from './may-read.ts';

export const SUBSTANCE_MARK = '[words of substance]';

/**
 * Words about a family that belong in no message, log, count or address: what somebody saw at home, what a side thinks,
 * what was said in a meeting. They come out in one way, for who may read them; a place that would write them down gets
 * an error, or `SUBSTANCE_MARK` where it is printed.
 */
export class Substance {
  readonly kind: SubstanceKind;
  readonly caseId: string;
  readonly #words: string;

  constructor(kind: SubstanceKind, caseId: string, words: string) {
    this.kind = kind;
    this.caseId = caseId;
    this.#words = words;
    Object.freeze(this);
  }

  /** The words, for who was found to be allowed to read this kind in this case. */
  static words(one: Substance, right: RightToRead): string {
    if (!RightToRead.isOne(right) || right.kind !== one.kind || right.caseId !== one.caseId)
      throw new TypeError('this is no right to these words');
    return one.#words;
  }

  /** Returns what `seal` makes of the words, for the store, which keeps them, and for nobody else. */
  static sealed(one: Substance, seal: (words: string) => string): string {
    return seal(one.#words);
  }

  /** JSON that they would be a part of (a row, a message, an answer) is not made at all. */
  toJSON(): never {
    throw new TypeError('words of substance are kept sealed, and written nowhere else');
  }

  /** A text that they would be a part of is not made either. */
  [Symbol.toPrimitive](): never {
    throw new TypeError('words of substance are no part of a text');
  }

  toString(): string {
    return SUBSTANCE_MARK;
  }

  /** Node prints the mark alone, in an error too. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return SUBSTANCE_MARK;
  }
}
