import { onSlack } from '../../support/people/actor.ts';
import { openTown, type Town, type TownOptions } from '../../support/schakel/start-schakel.ts';
import { STORY_4, STORY_START, type Stage } from '../whole/story4-script.ts';

/** The case of story 4 on its first day, with three agreements: where many a story begins. */
export async function begun(options: TownOptions = {}): Promise<{ town: Town; stage: Stage }> {
  const town = await openTown({ start: STORY_START, ...options });
  const stage: Stage = { ...onSlack(town.slack), language: 'nl', channel: '', settle: () => town.settle() };
  for (const chapter of STORY_4.slice(0, 2)) {
    await town.at(chapter.date, chapter.time);
    await chapter.play?.(stage);
    await town.settle();
  }
  return { town, stage };
}
