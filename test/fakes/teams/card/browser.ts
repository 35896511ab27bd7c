import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import unpacked from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

/** The whole browser of a machine, where the packed one does not run. */
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

/** A browser as a test needs it: pages of its own, and an end to them. */
export type BrowserPart = Pick<Browser, 'newContext' | 'newPage' | 'close'>;

let shared: Promise<Browser> | undefined;

/**
 * Gives a part of the one browser of this process: its cookies and pages are its own, and `close` closes those alone.
 * For tests, whose process is ended from outside; the browser ends with it.
 */
export async function shareBrowser(): Promise<BrowserPart> {
  shared ??= startBrowser();
  let browser = await shared;
  if (!browser.isConnected()) {
    shared = startBrowser();
    browser = await shared;
  }
  const mine: BrowserContext[] = [];
  const newContext: Browser['newContext'] = async (options) => {
    const context = await browser.newContext(options);
    mine.push(context);
    return context;
  };
  return {
    newContext,
    newPage: async (options) => (await newContext(options)).newPage(),
    close: async () => void (await Promise.all(mine.splice(0).map((context) => context.close()))),
  };
}

/** Chromium without a window. The packed one is made for that alone: a page of it costs half of one of a whole browser. */
export async function startBrowser(): Promise<Browser> {
  const hasPacked = process.platform === 'linux' && process.arch === 'x64';
  if (!hasPacked) return launched(INSTALLED);
  const packed = launched(await unpack());
  return existsSync(INSTALLED) ? packed.catch(() => launched(INSTALLED)) : packed;
}

function launched(executablePath: string): Promise<Browser> {
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
