import { renderDocument } from '../../adapters/web/render.ts';
import { USERS } from '../support/town-people.ts';
import { keyOf, onTheWeb, webRegion } from '../support/web-hands.ts';
import { readOwn, readWeb, type WebReading } from '../support/web-reading.ts';
import { openWebTown } from '../support/web-town.ts';
import type { Scene } from './story4-scenes.ts';
import { STORY_START, type Stage } from './story4-script.ts';

const READER = { language: 'nl', formal: false, titles: true, place: 'room' } as const;

/** Everybody on the web: real pages in real browsers, and no chat at all. */
export async function onTheWebAlone(): Promise<Scene> {
  const town = await openWebTown({ start: STORY_START, region: webRegion('nl') });
  const ids = new Map(
    await Promise.all(USERS.map(async (u) => [u.id, await town.person(keyOf(u.id))] as const)),
  );
  const page = await town.stranger();
  let read: WebReading = { rooms: new Map(), topics: new Map() };
  const known = new Map([...ids.keys()].map((who) => [who, new Set<string>()]));
  /** All that somebody got to read, in the order in which it came. */
  const heard = new Map<string, string[]>();
  const hear = (who: string, words: readonly string[]): void =>
    void heard.set(who, [...(heard.get(who) ?? []), ...words]);
  const look = async (): Promise<void> => {
    read = await readWeb(town, page, async (document) =>
      String(await renderDocument(document, { reader: READER, formToken: '', headings: 2 })),
    );
    for (const [who, id] of ids) hear(who, await readOwn(town, id, known.get(who) ?? new Set()));
  };
  const settle = async (): Promise<void> => {
    await town.settle();
    await look();
  };
  const people = onTheWeb({
    town,
    language: 'nl',
    answered: (who, words) => hear(who, [words]),
    room: async () => {
      const { rows } = await town.database.database.pool.query<{ id: string }>('SELECT "id" FROM "case"');
      return `/c/${rows[0]?.id}`;
    },
  });
  const stage: Stage = {
    people,
    newest: () => [...read.rooms.keys()].at(-1) ?? '',
    language: 'nl',
    channel: '',
    settle,
  };
  return {
    stage,
    settle,
    at: async (date, time) => {
      await town.at(date, time);
      await look();
    },
    rooms: () => (stage.channel ? [read.rooms.get(stage.channel) ?? []] : []),
    direct: (who) => heard.get(who) ?? [],
    topics: () => [read.topics.get(stage.channel) ?? ''],
    close: () => town.close(),
  };
}
