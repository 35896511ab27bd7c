import pino from 'pino';
import type { Config } from '../config/env/env.ts';

export type Logger = pino.Logger;

/**
 * Logs go to standard output as JSON: counts, ids and reasons, never a text or a name. What looks like a secret is
 * blotted out, wherever it stands. `to` is another place than standard output.
 */
export function createLogger(level: Config['logLevel'], to?: pino.DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    redact: {
      paths: [
        '*.token',
        '*.botToken',
        '*.appToken',
        '*.signingSecret',
        '*.authorization',
        '*.password',
        '*.refreshToken',
        '*.clientSecret',
        '*.secrets',
        'token',
        'authorization',
        'headers',
        '*.headers',
        '*.url',
        'url',
      ],
      censor: '[redacted]',
    },
    serializers: { err: errorWithoutContent },
  };
  return to ? pino(options, to) : pino(options);
}

/** A place in the code, and nothing else: a line of an error's message may begin with "at" as well. */
const PLACE = /^ {4}at .*:\d+:\d+\)?$/;

/** An error as its name, code and place; its message may hold what somebody typed, and so may a code that is no word. */
function errorWithoutContent(error: unknown): unknown {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, stack = '', message, name } = error as Error & { code?: unknown };
  const after = stack.indexOf(message) + message.length;
  return {
    name: wordOnly(name),
    code: wordOnly(code),
    stack: stack
      .slice(after)
      .split('\n')
      .filter((line) => PLACE.test(line))
      .slice(0, 8)
      .join('\n'),
  };
}

function wordOnly(given: unknown): string | number | undefined {
  if (typeof given === 'number') return given;
  return typeof given === 'string' && /^[\w.:-]{1,80}$/.test(given) ? given : undefined;
}
