import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { instantAt } from '../src/domain/calendar.ts';
import type { Language } from '../src/domain/names.ts';
import { say } from '../src/text/translate.ts';
import { STORY_4, STORY_START, type Stage, TITLES } from '../test/stories/story4-script.ts';
import { startTestServer } from '../test/support/test-server.ts';
import { COORDINATOR, MOTHER, MUNICIPALITY, SCHOOL_DEPUTY } from '../test/support/town-people.ts';
import { keyOf, onTheWeb, webRegion } from '../test/support/web-hands.ts';
import { follow, openWebTown, type WebTown } from '../test/support/web-town.ts';
import { smallPng } from './pictures/small-png.ts';

/** The pictures of the guides: real pages with story 4 up to the day on which an agreement is stuck on money. */
const FOLDER = join(import.meta.dirname, '..', 'docs', 'pictures');
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1024, height: 760 };
const UNTIL = 'missing';

interface Shot {
  readonly name: string;
  readonly who: string;
  readonly size: { readonly width: number; readonly height: number };
  /** From the visitor's own page to what is shown. */
  readonly go: (page: Page, town: WebTown) => Promise<unknown>;
}

const toRoom = (page: Page): Promise<unknown> => follow(page.locator('a[href^="/c/"]').first());
const regionOf = async (town: WebTown): Promise<string> => (await town.app.store.allRegionIds())[0] ?? '';

const SHOTS: readonly Shot[] = [
  { name: 'web-owner', who: SCHOOL_DEPUTY, size: PHONE, go: async () => undefined },
  {
    name: 'web-overview',
    who: COORDINATOR,
    size: DESK,
    go: async (page, town) => page.goto(`/r/${await regionOf(town)}`),
  },
  {
    name: 'web-health',
    who: COORDINATOR,
    size: DESK,
    go: async (page, town) => page.goto(`/r/${await regionOf(town)}/health`),
  },
  { name: 'web-parent', who: MOTHER, size: PHONE, go: toRoom },
];

async function play(town: WebTown, language: Language): Promise<void> {
  let room = '';
  const address = async (): Promise<string> => {
    const { rows } = await town.database.database.pool.query<{ id: string }>('SELECT "id" FROM "case"');
    room = `/c/${rows[0]?.id}`;
    return room;
  };
  const people = onTheWeb({ town, language, answered: () => undefined, room: async () => room || address() });
  const stage: Stage = { people, newest: () => room, language, channel: '', settle: () => town.settle() };
  for (const chapter of STORY_4.slice(0, STORY_4.findIndex((c) => c.id === UNTIL) + 1)) {
    town.clock.turnTo(instantAt('Europe/Amsterdam', chapter.date, chapter.time));
    await town.settle();
    await chapter.play?.(stage);
    await town.settle();
  }
  // So that the mother has a question of every kind on her page.
  const label = say(language, 'button.done');
  await people.as(MUNICIPALITY).click({ channel: 'room', text: TITLES.a2[language] }, label);
}

async function shoot(town: WebTown, language: Language, wanted: readonly string[]): Promise<void> {
  for (const { name, who, size, go } of SHOTS.filter((s) => wanted.length === 0 || wanted.includes(s.name))) {
    const page = await town.visit(keyOf(who), { viewport: size });
    await go(page, town);
    await page.waitForLoadState();
    await writeFile(join(FOLDER, `${name}-${language}.png`), smallPng(await page.screenshot()));
    await page.context().close();
  }
}

const server = await startTestServer();
try {
  for (const language of ['nl', 'en'] as const) {
    const town = await openWebTown({
      start: STORY_START,
      region: webRegion(language),
      adminUrl: server.adminUrl,
    });
    try {
      await play(town, language);
      await shoot(town, language, process.argv.slice(2));
    } finally {
      await town.close();
    }
  }
} finally {
  await server.stop();
}
process.stdout.write(`pictures of the web in docs/pictures\n`);
