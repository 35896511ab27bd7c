import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';
import fc from 'fast-check';
import { Counter, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import type { Log } from '../../src/app/request-context.ts';
import type { GoodNews, Message, RoomTask } from '../../src/domain/messages/index.ts';
import { SUBSTANCE_MARK, Substance } from '../../src/domain/substance/substance.ts';
import { createLogger } from '../../src/main/log.ts';
import type { AuditEvent, NewMessage, Read, RegionNote } from '../../src/ports/database/index.ts';

const CASE = '11111111-1111-4111-8111-111111111111';
const of = (words: string): Substance => new Substance('signal', CASE, words);

/** Whether `T` has words of substance in it, however deep; something of which nobody knows what it is counts as well. */
type Holds<T> = unknown extends T
  ? true
  : T extends Substance
    ? true
    : T extends string | number | boolean | null | undefined
      ? false
      : T extends readonly (infer One)[]
        ? Holds<One>
        : true extends { [K in keyof T]: Holds<T[K]> }[keyof T]
          ? true
          : false;
/** Compiles only for what holds none. */
type None<T> = true extends Holds<T> ? never : 'none';

describe('words of substance do not compile', () => {
  const words = of('sliep weer niet');

  it('in what becomes a message, a task of a room, a line of the audit', () => {
    const none: [None<Message>, None<RoomTask>, None<AuditEvent>, None<Read>, None<RegionNote>] = [
      'none',
      'none',
      'none',
      'none',
      'none',
    ];
    // @ts-expect-error: a message with words of substance in it, which this test must see.
    const planted: None<Message | { readonly type: 'Signal'; readonly about: { words: Substance } }> = 'none';
    // @ts-expect-error: nor one of which nobody knows what it is.
    const unknown: None<{ readonly type: 'Signal'; readonly words: unknown }> = 'none';
    expect([...none, planted, unknown]).toHaveLength(7);
  });

  it('where one of these is written', () => {
    const praise: GoodNews = {
      type: 'GoodNews',
      caseId: CASE,
      code: 'Wilg-27',
      agreement: null,
      // @ts-expect-error: a text, and these are no text.
      strength: words,
    };
    // @ts-expect-error: a payload is a message or a task, and nothing else.
    const payload: NewMessage['payload'] = words;
    // @ts-expect-error: an act is a word.
    const event: AuditEvent = { actor: 'schakel', action: words, objectId: null };
    // @ts-expect-error: a thing is an id.
    const about: AuditEvent = { actor: 'schakel', action: 'signal.told', objectId: words };
    expect([praise, payload, event, about]).toHaveLength(4);
  });

  it('in a line of the log, however deep, nor as a label of a metric', () => {
    const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    // @ts-expect-error: a line of the log holds ids, counts and reasons.
    log.info({ words }, 'a signal was told');
    // @ts-expect-error: nor inside something else.
    log.error({ signal: { told: [words] } }, 'a signal was told');
    const caught: unknown = new Error('x');
    log.error({ err: caught, count: 1, ids: [CASE] }, 'what the log is for compiles');
    const counter = new Counter({
      name: 'told',
      help: 'x',
      labelNames: ['what'],
      registers: [new Registry()],
    });
    // @ts-expect-error: a label is a text or a number.
    expect(() => counter.inc({ what: words })).toThrow(TypeError);
  });
});

/** Every way in which something becomes text; each gives what came of it, or throws. */
const WAYS: Readonly<Record<string, (one: Substance) => unknown>> = {
  'as JSON': (one) => JSON.stringify(one),
  'as JSON, in a message': (one) => JSON.stringify({ type: 'GoodNews', strength: one }),
  'in a text': (one) => `${one}`,
  'behind a text': (one) => 'signal: '.concat(one as unknown as string),
  'as a text': (one) => String(one),
  'by its own name for that': (one) => one.toString(),
  'in a list of texts': (one) => [one, one].join(),
  'in an address': (one) => encodeURIComponent(one as unknown as string),
  'in a question of an address': (one) => new URLSearchParams({ q: one as unknown as string }).toString(),
  'as an error': (one) => new Error(one as unknown as string).message,
  'as what caused an error': (one) => inspect(new Error('x', { cause: one })),
  'as Node prints it': (one) => inspect(one, { depth: null, showHidden: true }),
  'as Node prints it, without what we say of it': (one) =>
    inspect({ one }, { customInspect: false, showHidden: true, depth: null, getters: true }),
  'in a line that is printed': (one) => format('%s %o %O %j %d', one, one, one, one, one),
  'by its fields': (one) =>
    JSON.stringify([Object.entries(one), Reflect.ownKeys(one), Object.getOwnPropertyDescriptors(one)]),
  'spread into something else': (one) => JSON.stringify({ ...one }),
  'assigned to something else': (one) => JSON.stringify(Object.assign({}, one)),
  cloned: (one) => JSON.stringify(structuredClone(one)),
  'in bytes': (one) => serialize(one).toString('latin1') + serialize(one).toString('utf16le'),
};

/** Words that are nowhere by chance: a mark, in what people really type. */
const WORDS = fc.string({ unit: 'grapheme', minLength: 0, maxLength: 40 }).map((text) => `Zq7Vx${text}Zq7Vx`);

describe('words of substance do not come out', () => {
  it.each(Object.entries(WAYS))('%s', (_name, way) => {
    fc.assert(
      fc.property(WORDS, (words) => {
        let made: unknown = '';
        try {
          made = way(of(words));
        } catch (error) {
          made = inspect(error);
        }
        expect(String(made)).not.toContain('Zq7Vx');
      }),
      { numRuns: 50 },
    );
  });

  it('in the log: the line is there, and they are not', () => {
    fc.assert(
      fc.property(WORDS, fc.constantFrom('words', 'url', 'token', 'err'), (words, key) => {
        const lines: string[] = [];
        const log = createLogger('debug', { write: (line: string) => void lines.push(line) });
        const one: unknown = of(words);
        log.info({ [key]: one } as object, 'first');
        log.warn({ deep: { [key]: [one] }, err: new Error(words, { cause: one }) } as object, 'second');
        log.error(one as object, 'third');
        log.child({ [key]: one } as object).info({}, 'fourth');
        for (const text of ['first', 'second', 'third', 'fourth']) expect(lines.join()).toContain(text);
        expect(lines.join()).not.toContain('Zq7Vx');
      }),
      { numRuns: 50 },
    );
  });

  it('in a metric', async () => {
    const registers = new Registry();
    const counter = new Counter({ name: 'told', help: 'x', labelNames: ['what'], registers: [registers] });
    expect(() => counter.inc({ what: of('Zq7Vx') as unknown as string })).toThrow('no part of a text');
    expect(await registers.metrics()).not.toContain('Zq7Vx');
  });

  it('to who prints them: a mark stands there', () => {
    expect(inspect({ told: of('sliep weer niet') })).toBe(`{ told: ${SUBSTANCE_MARK} }`);
  });
});
