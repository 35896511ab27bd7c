import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Document } from '../../../src/ports/document.ts';
import {
  type OpenedTeams,
  openTeams,
  TEAMS_PEOPLE,
  TEAMS_WORKSPACE,
} from '../../../test/support/adapters/teams-adapter.ts';

const says = (words: string): Document => ({
  notification: 'Wilg-27',
  blocks: [{ kind: 'text', text: [words] }],
});
const lead = TEAMS_PEOPLE.lead.aadObjectId;
const teacher = TEAMS_PEOPLE.teacher.aadObjectId;
const neighbour = TEAMS_PEOPLE.neighbour.aadObjectId;

/** Where an administrator saw that it works: what is for one person in a channel is seen there by that person alone. */
describe('a tenant with messages for one person alone', () => {
  let opened: OpenedTeams;
  let hasThem = true;
  const asks = (who: string): Promise<unknown> =>
    opened.tenant.teams.say(who, opened.channel, 'afspraken', { mention: true });
  const alone = (who: string): string[] => opened.tenant.readAlone(who, opened.channel);
  const everybody = (): string => opened.tenant.read(opened.channel).join('\n');
  beforeAll(async () => {
    opened = await openTeams({ targeted: true, hasThem: () => hasThem });
  });
  afterAll(() => opened?.close());
  beforeEach(() => {
    hasThem = true;
    opened.tenant.teams.heal();
    opened.useCases.answer({ reply: says('Je hebt geen open afspraken.') });
  });

  it('answers there what was asked there, and nobody else reads it', async () => {
    await asks(lead);
    expect(alone(lead).at(-1)).toBe('Je hebt geen open afspraken.');
    expect(alone(teacher)).toEqual([]);
    expect(everybody()).not.toContain('open afspraken');
    expect(opened.tenant.written(lead)).toEqual([]);
  });

  it('answers so also who is of another tenant, to whom there is no other way that nobody reads', async () => {
    await asks(neighbour);
    expect(alone(neighbour).at(-1)).toBe('Je hebt geen open afspraken.');
    expect(everybody()).not.toContain('open afspraken');
  });

  it('answers as everywhere where the tenant refuses it after all', async () => {
    hasThem = false;
    await asks(lead);
    await opened.tenant.teams.personal(lead);
    expect(opened.tenant.written(lead).at(-1)).toBe('Je hebt geen open afspraken.');
    expect(everybody()).not.toContain('open afspraken');
  });

  it('asks there for one person alone what it would else ask in front of everybody', async () => {
    const to = {
      workspace: TEAMS_WORKSPACE,
      target: { room: opened.channel },
      mentions: { neighbour },
    };
    const nudge: Document = {
      ...says('Er wacht een vraag op u.'),
      only: { id: 'neighbour', name: 'De jeugdarts' },
    };
    expect(await opened.app.platform.post(to, nudge, randomUUID())).toMatchObject({ ok: true });
    expect(alone(neighbour).at(-1)).toContain('Er wacht een vraag op u.');
    expect(everybody()).not.toContain('Er wacht een vraag');
    hasThem = false;
    expect(await opened.app.platform.post(to, nudge, randomUUID())).toMatchObject({ ok: true });
    expect(everybody()).toContain('Er wacht een vraag op u.');
  });

  it('is not asked for one person in a message to everybody, nor in a personal chat', async () => {
    const to = { workspace: TEAMS_WORKSPACE, target: { room: opened.channel }, mentions: { neighbour } };
    await opened.app.platform.post(to, says('Voor iedereen'), randomUUID());
    expect(everybody()).toContain('Voor iedereen');
    await opened.tenant.teams.say(lead, await opened.tenant.teams.personal(lead), 'afspraken');
    expect(opened.tenant.written(lead).at(-1)).toBe('Je hebt geen open afspraken.');
    const targeted = opened.tenant.teams.calls().filter(({ path }) => path.includes('isTargetedActivity'));
    expect(targeted.every(({ conversation }) => conversation.includes('@thread'))).toBe(true);
  });
});

describe('a tenant of which nobody said so', () => {
  it('is never asked for it', async () => {
    const opened = await openTeams();
    opened.useCases.answer({ reply: says('Je hebt geen open afspraken.') });
    await opened.tenant.teams.say(lead, opened.channel, 'afspraken', { mention: true });
    expect(opened.tenant.written(lead).at(-1)).toBe('Je hebt geen open afspraken.');
    expect(opened.tenant.teams.calls().filter(({ path }) => path.includes('Targeted'))).toEqual([]);
    await opened.close();
  });
});
