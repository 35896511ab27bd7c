import { plainError } from '../main/commands/plain-error.ts';

interface Printed {
  readonly lines: readonly string[];
  readonly ok: boolean;
}

/** Runs one command: prints what it says, or in plain words on standard error why it cannot. Not well: exit code 1. */
export async function print(command: () => Promise<Printed>): Promise<void> {
  try {
    const { lines, ok } = await command();
    process.stdout.write(`${lines.join('\n')}\n`);
    if (!ok) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`${plainError(error)}\n`);
    process.exitCode = 1;
  }
}
