import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCaseInChat } from '../people/acts.ts';
import { COORDINATOR, IN_SLACK } from '../people/in-slack.ts';
import { type Schakel, startSchakel } from './start-schakel.ts';

/** The example of CONTRIBUTING.md. */
describe('a case that nobody leads', () => {
  let schakel: Schakel<'slack'>;
  beforeAll(async () => {
    schakel = await startSchakel(IN_SLACK);
    await openCaseInChat(schakel.slack.as(COORDINATOR), schakel);
  });
  afterAll(() => schakel?.stop());

  it('is told to the coordinator after two working days', async () => {
    await schakel.at('2027-03-15', '09:30');
    expect(schakel.slack.written(COORDINATOR).join()).toContain('nog geen regiehouder');
  });

  it('has the parts that were asked for, and no others', () => {
    // @ts-expect-error Nobody asked for letters.
    expect(schakel.letters).toBeUndefined();
    // @ts-expect-error Nobody asked for a browser.
    expect(schakel.web).toBeUndefined();
    // @ts-expect-error Nobody knows how to start this.
    expect(() => startSchakel({ ...IN_SLACK, telegraph: true })).toBeTypeOf('function');
  });
});

it('a story leaves nothing behind, also when it cannot start', async () => {
  let folder = '';
  const fails = startSchakel({
    ...IN_SLACK,
    earlier: async ({ dataDir }) => {
      folder = dataDir;
      throw new Error('what an earlier version wrote is gone');
    },
  });
  await expect(fails).rejects.toThrow('what an earlier version wrote is gone');
  expect(folder).toContain('schakel-story-');
  expect(existsSync(folder)).toBe(false);
});
