import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import unpacked from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const INSTALLED = '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Unpacking the browser on a machine that does much else. */
const START_MS = 60_000;

/** Chromium without a window: that of the machine, or else the packed one. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = existsSync(INSTALLED) ? INSTALLED : await unpack();
  return chromium.launch({ executablePath, args: FLAGS, timeout: START_MS });
}

/**
 * The package unpacks into the temporary folder and takes any file there for a whole one. Tests run at the same time,
 * so each unpacks by itself, and the first one that is done puts it where the others find it.
 */
async function unpack(): Promise<string> {
  const shared = join(tmpdir(), 'schakel-chromium');
  const executable = join(shared, 'chromium');
  if (existsSync(executable)) return executable;
  const own = await mkdtemp(join(tmpdir(), 'schakel-chromium-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = own;
  const unpacking = unpacked.executablePath();
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  await unpacking;
  await rename(own, shared).catch(() => rm(own, { recursive: true, force: true }));
  return executable;
}
