import { ConfigError } from '../../config/env/env.ts';

/** An error as a person who administers this reads it: no stack. Variables are listed one a line. */
export function plainError(error: unknown): string {
  if (error instanceof ConfigError) {
    const lines = error.message.split('\n').map((line) => `  ${line}`);
    return ['Something in the environment is missing or wrong:', ...lines].join('\n');
  }
  const said = error instanceof Error ? error.message || codeOf(error) : String(error);
  return said || 'Something went wrong, and it did not say what.';
}

/** Node gives no words when it tried several addresses of one host in vain. */
function codeOf(error: Error): string {
  const { code } = error as { code?: string };
  return code ? `The connection failed (${code}).` : error.name;
}
