import { peopleOnTheWeb } from '../../support/people/actor-on-the-web.ts';
import { COORDINATOR, USERS } from '../../support/people/in-slack.ts';
import { keyOf, ON_THE_WEB, webRegion } from '../../support/people/on-the-web.ts';
import { type CasePage, caseReader, readOwn } from '../../support/reading/on-the-web.ts';
import { startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Scene, STORY_START, type Stage } from './story4-script.ts';

/** Everybody on the web: real pages in real browsers, and no chat at all. */
export async function onTheWebAlone(): Promise<Scene> {
  const schakel = await startSchakel({ ...ON_THE_WEB, start: STORY_START, region: webRegion('nl') });
  const ids = new Map(
    await Promise.all(USERS.map(async (u) => [u.id, await schakel.person(keyOf(u.id))] as const)),
  );
  const readCase = caseReader(schakel, await schakel.web.stranger());
  let read: CasePage = { parts: [], whole: '' };
  const known = new Map([...ids.keys()].map((who) => [who, new Set<string>()]));
  /** All that somebody got to read, in the order in which it came. */
  const heard = new Map<string, string[]>();
  const hear = (who: string, words: readonly string[]): void =>
    void heard.set(who, [...(heard.get(who) ?? []), ...words]);
  const room = async (): Promise<string> => {
    const { rows } = await schakel.database.database.pool.query<{ id: string }>('SELECT "id" FROM "case"');
    return rows[0] ? `/c/${rows[0].id}` : '';
  };
  const look = async (): Promise<void> => {
    const path = await room();
    if (path) read = await readCase(path, ids.get(COORDINATOR) ?? '');
    for (const [who, id] of ids) hear(who, await readOwn(schakel, id, known.get(who) ?? new Set()));
  };
  const settle = async (): Promise<void> => {
    await schakel.settle();
    await look();
  };
  const people = peopleOnTheWeb({
    schakel,
    language: 'nl',
    answered: (who, words) => hear(who, [words]),
    room,
  });
  const stage: Stage = { people, newest: () => 'the page of the case', language: 'nl', channel: '', settle };
  return {
    stage,
    settle,
    at: async (date, time) => {
      await schakel.at(date, time);
      await look();
    },
    rooms: () => [read.parts],
    written: (who) => heard.get(who) ?? [],
    topics: () => [],
    overview: () => read.whole,
    stop: () => schakel.stop(),
  };
}
