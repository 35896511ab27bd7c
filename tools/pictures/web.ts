import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { instantAt } from '../../src/domain/calendar/index.ts';
import type { Language } from '../../src/domain/vocabulary.ts';
import { say } from '../../src/text/words/translate.ts';
import { STORY_4, STORY_START, type Stage, TITLES } from '../../test/stories/whole/story4-script.ts';
import { startTestServer } from '../../test/support/database/test-server.ts';
import { peopleOnTheWeb } from '../../test/support/people/actor-on-the-web.ts';
import {
  COORDINATOR,
  DIRECTOR,
  MOTHER,
  MUNICIPALITY,
  SCHOOL_DEPUTY,
} from '../../test/support/people/in-slack.ts';
import { keyOf, ON_THE_WEB, webRegion } from '../../test/support/people/on-the-web.ts';
import { follow } from '../../test/support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../test/support/schakel/start-schakel.ts';
import { smallPng } from './small-png.ts';

/** The pictures of the guides and of README: real pages of a region on the web alone, while story 4 is played. */
const FOLDER = join(import.meta.dirname, '../..', 'docs', 'pictures');
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1024, height: 760 };
/** The day on which an agreement is stuck on money, and the one on which the director is asked for help. */
const STUCK = 'missing';
const CALLED = 'alert';

interface Shot {
  readonly name: string;
  readonly who: string;
  readonly size: { readonly width: number; readonly height: number };
  /** The chapter of the story after which it is taken. */
  readonly after: typeof STUCK | typeof CALLED;
  /** Goes from the visitor's own page to what is shown. */
  readonly go: (page: Page, schakel: Schakel<'web'>) => Promise<unknown>;
}

const toRoom = (page: Page): Promise<unknown> => follow(page.locator('a[href^="/c/"]').first());
const regionOf = async (schakel: Schakel<'web'>): Promise<string> =>
  (await schakel.app.store.allRegionIds())[0] ?? '';

const SHOTS: readonly Shot[] = [
  { name: 'web-owner', who: SCHOOL_DEPUTY, size: PHONE, after: STUCK, go: async () => undefined },
  {
    name: 'web-overview',
    who: COORDINATOR,
    size: DESK,
    after: STUCK,
    go: async (page, schakel) => page.goto(`/r/${await regionOf(schakel)}`),
  },
  {
    name: 'web-health',
    who: COORDINATOR,
    size: DESK,
    after: STUCK,
    go: async (page, schakel) => page.goto(`/r/${await regionOf(schakel)}/health`),
  },
  { name: 'web-parent', who: MOTHER, size: PHONE, after: STUCK, go: toRoom },
  { name: 'web-called', who: DIRECTOR, size: DESK, after: CALLED, go: async () => undefined },
  { name: 'web-called-phone', who: DIRECTOR, size: PHONE, after: CALLED, go: async () => undefined },
];

/** Plays the story in parts, each up to and including a chapter. */
function player(schakel: Schakel<'web'>, language: Language): (until: string) => Promise<void> {
  let room = '';
  const address = async (): Promise<string> => {
    const { rows } = await schakel.database.database.pool.query<{ id: string }>('SELECT "id" FROM "case"');
    room = `/c/${rows[0]?.id}`;
    return room;
  };
  const people = peopleOnTheWeb({
    schakel,
    language,
    answered: () => undefined,
    room: async () => room || address(),
  });
  const stage: Stage = { people, newest: () => room, language, channel: '', settle: () => schakel.settle() };
  const left = [...STORY_4];
  return async (until) => {
    const part = left.splice(0, left.findIndex((chapter) => chapter.id === until) + 1);
    for (const chapter of part) {
      schakel.clock.turnTo(instantAt('Europe/Amsterdam', chapter.date, chapter.time));
      await schakel.settle();
      await chapter.play?.(stage);
      await schakel.settle();
    }
    // So that the mother has a question of every kind on her page.
    const done = { channel: 'room', text: TITLES.a2[language] };
    if (until === STUCK) await people.as(MUNICIPALITY).click(done, say(language, 'button.done'));
  };
}

async function shoot(
  schakel: Schakel<'web'>,
  language: Language,
  after: Shot['after'],
  wanted: readonly string[],
): Promise<void> {
  const isWanted = (shot: Shot): boolean => wanted.length === 0 || wanted.includes(shot.name);
  for (const { name, who, size, go } of SHOTS.filter((shot) => shot.after === after && isWanted(shot))) {
    const page = await schakel.web.visit(keyOf(who), { viewport: size });
    await go(page, schakel);
    await page.waitForLoadState();
    await writeFile(join(FOLDER, `${name}-${language}.png`), smallPng(await page.screenshot()));
    await page.context().close();
  }
}

const server = await startTestServer();
try {
  for (const language of ['nl', 'en'] as const) {
    const schakel = await startSchakel({
      ...ON_THE_WEB,
      start: STORY_START,
      region: webRegion(language),
      database: { adminUrl: server.adminUrl },
    });
    try {
      const play = player(schakel, language);
      for (const after of [STUCK, CALLED] as const) {
        await play(after);
        await shoot(schakel, language, after, process.argv.slice(2));
      }
    } finally {
      await schakel.stop();
    }
  }
} finally {
  await server.stop();
}
process.stdout.write(`pictures of the web in docs/pictures\n`);
