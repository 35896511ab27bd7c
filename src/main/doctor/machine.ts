import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../../config/env/env.ts';
import { type Check, gap, good, wrong } from './check.ts';

const NODE = 24;

/** Checks what needs no database: the version of Node, the folder, the key. */
export function checkMachine(config: Config): Check[] {
  return [checkNode(process.versions.node), checkFolder(config.dataDir), checkKey(config)];
}

function checkNode(version: string): Check {
  return Number.parseInt(version, 10) >= NODE
    ? good(`Node.js ${version}`)
    : wrong(
        `Node.js ${version} is too old`,
        `Use ${NODE} or newer: "npm start" and "npm run schakel" bring their own.`,
      );
}

/** The folder, or where it will be made: the nearest folder above it that is there. */
function checkFolder(dataDir: string): Check {
  const folder = resolve(dataDir);
  let there = folder;
  while (!existsSync(there)) there = dirname(there);
  try {
    accessSync(there, constants.W_OK | constants.X_OK);
  } catch {
    return wrong(
      `SCHAKEL_DATA: ${folder} cannot be written`,
      'Let the user that Schakel runs as own it, or name another folder.',
    );
  }
  return good(
    there === folder
      ? `SCHAKEL_DATA: ${folder} can be written`
      : `SCHAKEL_DATA: ${folder} is made at the first start`,
  );
}

function checkKey({ key, dataDir, databaseUrl }: Config): Check {
  if (key !== null) return good('SCHAKEL_KEY: your own');
  const file = join(dataDir, 'key');
  if (!existsSync(file))
    return gap(
      'There is no key yet',
      'The first start on a new database makes one. Or set SCHAKEL_KEY yourself: openssl rand -base64 48',
    );
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) !== 0)
    return wrong(`The key in ${file} can be read by others (${mode.toString(8)})`, `chmod 600 ${file}`);
  if (databaseUrl !== null)
    return gap(
      `The key stands in ${file}`,
      'With several machines on one database, give all of them the same SCHAKEL_KEY.',
    );
  return good(`The key stands in ${file}, for its owner only. Keep a copy elsewhere.`);
}
