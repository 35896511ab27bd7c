import { expect, it } from 'vitest';
import { SLACK_SCOPES } from '../../../src/main.ts';
import { peopleInSlack } from '../../support/people/actor.ts';
import { IN_SLACK } from '../../support/people/in-slack.ts';
import type { InSlackAsked } from '../../support/schakel/asked.ts';
import { startSchakel } from '../../support/schakel/start-schakel.ts';
import { STORY_4, STORY_START, type Stage } from '../whole/story4-script.ts';

/** Returns the outcome of a story's calls. Every other story is held against the manifest's scopes at its end. */
async function play(chapters: number, asked: InSlackAsked = {}): Promise<string[]> {
  const schakel = await startSchakel({ ...IN_SLACK, start: STORY_START, ...asked });
  const stage: Stage = {
    ...peopleInSlack(schakel.slack),
    language: 'nl',
    channel: '',
    settle: () => schakel.settle(),
  };
  for (const chapter of STORY_4.slice(0, chapters)) {
    await schakel.at(chapter.date, chapter.time);
    await chapter.play?.(stage);
    await schakel.settle();
  }
  const failed = schakel.slack.calls().filter((c) => !c.ok);
  await schakel.stop();
  return failed.map((c) => `${c.method}: ${c.error}`);
}

it('story 4 needs no scope that the manifest does not ask for', async () => {
  expect(await play(STORY_4.length)).toEqual([]);
});

it.each([
  ['pins:write', 'pins.add'],
  ['im:write', 'conversations.open'],
])('a story that needs %s does not end well without it', async (scope, method) => {
  const botScopes = SLACK_SCOPES.filter((one) => one !== scope);
  await expect(play(3, { slack: { ...IN_SLACK.slack, botScopes } })).rejects.toThrow(
    `${method} (missing_scope)`,
  );
});
