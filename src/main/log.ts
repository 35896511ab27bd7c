import pino from 'pino';
import type { Config } from '../config/env.ts';

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

/** An error as its name, code and place; its message may hold what somebody typed. */
function errorWithoutContent(error: unknown): unknown {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    code,
    stack: error.stack
      ?.split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .slice(0, 8)
      .join('\n'),
  };
}
