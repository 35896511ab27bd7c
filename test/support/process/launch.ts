import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export const SCHAKEL = join(import.meta.dirname, '../../../src/cli/schakel.ts');

/** The real program, as a person starts it, in a folder of its own. */
export interface Started {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<number | null>;
  /** Resolves when its output holds this; rejects when it ends without. */
  says(words: RegExp): Promise<RegExpMatchArray>;
  readonly output: () => string;
}

export function launch(args: readonly string[], env: Record<string, string>, cwd: string): Started {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn(process.execPath, args, { cwd, env: { PATH, NODE_COMPILE_CACHE, ...env } });
  let output = '';
  const heard: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      output += part;
      for (const look of heard) look();
    });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    process: child,
    ended,
    output: () => output,
    says: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = words.exec(output);
          if (found) resolve(found);
        };
        heard.push(look);
        look();
        void ended.then(() => reject(new Error(`it ended and said: ${output}`)));
      }),
  };
}
