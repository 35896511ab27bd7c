import { expect, it } from 'vitest';
import { SLACK_SCOPES } from '../../../src/main.ts';
import { onSlack } from '../../support/people/actor.ts';
import { openTown, type TownOptions } from '../../support/schakel/start-schakel.ts';
import { STORY_4, STORY_START, type Stage } from '../whole/story4-script.ts';

/** Returns the outcome of a story's calls. Every other story is held against the manifest's scopes at its end. */
async function play(chapters: number, options: TownOptions = {}): Promise<string[]> {
  const town = await openTown({ start: STORY_START, ...options });
  const stage: Stage = { ...onSlack(town.slack), language: 'nl', channel: '', settle: () => town.settle() };
  for (const chapter of STORY_4.slice(0, chapters)) {
    await town.at(chapter.date, chapter.time);
    await chapter.play?.(stage);
    await town.settle();
  }
  const failed = town.slack.calls().filter((c) => !c.ok);
  await town.close();
  return failed.map((c) => `${c.method}: ${c.error}`);
}

it('story 4 needs no scope that the manifest does not ask for', async () => {
  expect(await play(STORY_4.length)).toEqual([]);
});

it.each([
  ['pins:write', 'pins.add'],
  ['im:write', 'conversations.open'],
])('a story that needs %s does not end well without it', async (scope, method) => {
  const scopes = SLACK_SCOPES.filter((one) => one !== scope);
  await expect(play(3, { scopes })).rejects.toThrow(`${method} (missing_scope)`);
});
