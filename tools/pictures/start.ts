import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startBrowser } from '../../test/fakes/teams/card/browser.ts';
import { launch, SCHAKEL } from '../../test/support/process/launch.ts';
import { follow } from '../../test/support/schakel/parts/web.ts';
import { smallPng } from './small-png.ts';

/**
 * Pictures of the pages for README.md: docs/pictures/web. Schakel is started as a newcomer does, in an empty folder,
 * and the demonstration is played in a browser. `npm run pictures:start`.
 */
const FOLDER = join(import.meta.dirname, '../..', 'docs', 'pictures', 'web');
const WIDE = { width: 1440, height: 1000 };
const PHONE = { width: 390, height: 844 };

const folder = await mkdtemp(join(tmpdir(), 'schakel-pages-'));
const running = launch([SCHAKEL, 'start'], { PORT: '0' }, folder);
const browser = await startBrowser();
try {
  await mkdir(FOLDER, { recursive: true });
  const [link] = await running.says(/http:\/\/localhost:\d+\/in\/\S+/);
  const page = await open({ viewport: WIDE, locale: 'en-GB' });
  await page.goto(link);
  await follow(page.locator('main').getByRole('button').last());
  await keep(page, 'begin');
  await press(page, 'Begin the demonstration');
  // Whoever is welcomed reads that first; the picture is of what she reads after it.
  await press(page, 'Mother');
  await until(page, 'Three agreements');
  await keep(page, 'mother');
  await until(page, 'The case lead presses');
  await press(page, 'Director of the partnership');
  await keep(page, 'director');
  await until(page, 'good news');
  await page.setViewportSize(PHONE);
  await keep(page, 'good-news');
} finally {
  await browser.close();
  running.process.kill('SIGTERM');
  await running.ended;
  await rm(folder, { recursive: true, force: true });
}

async function open(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(60_000);
  return context.newPage();
}

async function press(page: Page, name: string): Promise<void> {
  await follow(page.getByRole('button', { name, exact: true }).first());
}

async function until(page: Page, words: string): Promise<void> {
  while (!(await page.locator('.schakel-demo').innerText()).includes(words))
    await press(page, 'To the next event');
}

async function keep(page: Page, name: string): Promise<void> {
  await writeFile(join(FOLDER, `${name}.png`), smallPng(await page.screenshot()));
  process.stdout.write(`docs/pictures/web/${name}.png\n`);
}
