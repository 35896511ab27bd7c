import { peopleInSlack } from '../../support/people/actor.ts';
import { IN_SLACK } from '../../support/people/in-slack.ts';
import type { InSlackAsked } from '../../support/schakel/asked.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { STORY_4, STORY_START, type Stage } from '../whole/story4-script.ts';

/** The case of story 4 on its first day, with three agreements: where many a story begins. */
export async function begun(asked: InSlackAsked = {}): Promise<{ schakel: Schakel<'slack'>; stage: Stage }> {
  const schakel = await startSchakel({ ...IN_SLACK, start: STORY_START, ...asked });
  const stage: Stage = {
    ...peopleInSlack(schakel.slack),
    language: 'nl',
    channel: '',
    settle: () => schakel.settle(),
  };
  for (const chapter of STORY_4.slice(0, 2)) {
    await schakel.at(chapter.date, chapter.time);
    await chapter.play?.(stage);
    await schakel.settle();
  }
  return { schakel, stage };
}
