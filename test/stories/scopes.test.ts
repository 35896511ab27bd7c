import { expect, it } from 'vitest';
import { SLACK_SCOPES } from '../../src/main.ts';
import { METHODS } from '../edges/slack/methods.ts';
import { onSlack } from '../support/hand.ts';
import { openTown } from '../support/town.ts';
import { STORY_4, STORY_START, type Stage } from './story4-script.ts';

it('story 4 needs no scope that the manifest does not ask for', async () => {
  const town = await openTown({ start: STORY_START, scopes: SLACK_SCOPES });
  try {
    const stage: Stage = { ...onSlack(town.slack), language: 'nl', channel: '', settle: () => town.settle() };
    for (const chapter of STORY_4) {
      await town.at(chapter.date, chapter.time);
      await chapter.play?.(stage);
      await town.settle();
    }
    const calls = town.slack.calls();
    expect(calls.filter((c) => c.error === 'missing_scope').map((c) => c.method)).toEqual([]);
    expect(calls.filter((c) => !(c.method in METHODS)).map((c) => c.method)).toEqual([]);
    expect(calls.filter((c) => !c.ok).map((c) => `${c.method}: ${c.error}`)).toEqual([]);
    expect(town.channel(stage.channel).join('\n')).toContain('onderwijs en zorg sluiten op elkaar aan');
  } finally {
    await town.close();
  }
});
